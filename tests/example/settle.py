"""Take the clock out of an Office file, so that making it again gives the same bytes."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

DAY = dt.datetime(2026, 11, 13, 8, 0)  # noqa: DTZ001 - Office properties carry no time zone
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def settle(path: Path) -> None:
    """Rewrite a zipped Office file with one fixed time in it and on every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rf"\g<1>{DAY.isoformat()}Z".encode(), data)
            info = zipfile.ZipInfo(name, DAY.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    path.write_bytes(out.getvalue())
