"""Files of the working folder handed out: each by a mark of its name, never by a path."""

from collections.abc import Mapping
from pathlib import Path

from flask import abort, send_file
from werkzeug.wrappers import Response

from reconcile.run.page.snapshot import short_id


def marked(files: Mapping[str, Path], mark: str) -> Response:
    """Hand out the one of some files whose name has a mark.

    A file that was made or moved aside meanwhile changes no mark: what was chosen comes, or
    nothing does.

    Args:
        files: what may be handed out, by the names.
        mark: ``short_id`` of the name, as an address brings it.

    """
    found = next((path for name, path in files.items() if short_id(name) == mark), None)
    return taken_away(found) if found else abort(404)


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
