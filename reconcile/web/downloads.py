"""Files of the working folder handed out: by their places in a list of ours, never by a path."""

from collections.abc import Sequence
from pathlib import Path

from flask import abort, send_file
from werkzeug.wrappers import Response


def nth(paths: Sequence[Path], at: int) -> Response:
    """Hand out one of some files."""
    if at >= len(paths):
        abort(404)
    return taken_away(paths[at])


def taken_away(path: Path) -> Response:
    """Hand out a file as it is now: whatever a browser says that it has of it is not asked."""
    return send_file(
        path,
        as_attachment=True,
        download_name=path.name,
        conditional=False,
        etag=False,
        last_modified=None,
    )


def archive(data: bytes, name: str) -> Response:
    """Hand out an archive under a plain name."""
    response = Response(data, mimetype="application/zip")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
