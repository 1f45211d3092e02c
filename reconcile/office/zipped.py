"""Finished files packed into one zip, whose bytes depend on their content alone."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from reconcile.office.xlsx_package import ZIP_TIME


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack files, in their order.

    Args:
        files: name → content. Office files are packed in themselves, and are stored as they are.

    """
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, ZIP_TIME), content)
    return out.getvalue()
