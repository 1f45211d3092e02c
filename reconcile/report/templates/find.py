"""Where the Word templates are."""

from importlib.resources import files
from pathlib import Path

from reconcile.errors import TemplateError
from reconcile.model import Where

ENDING = ".docx"


def find_template(name: str, own: Path | None) -> Path:
    """Find a Word template: the user's own of that name first, else the shipped one.

    Args:
        name: with or without ``.docx``.
        own: the ``templates`` folder of the working folder; it need not exist.

    Raises:
        TemplateError: there is no template of that name.

    """
    file = name if name.endswith(ENDING) else f"{name}{ENDING}"
    for folder in [own, *shipped_folders()]:
        if folder is not None and (folder / file).is_file():
            return folder / file
    raise TemplateError(
        "không tìm thấy mẫu văn bản này",
        where=Where(file),
        fix=f"chép mẫu {file} vào thư mục templates, hoặc cài đặt lại chương trình",
    )


def shipped_folders() -> tuple[Path, ...]:
    """Return where the shipped templates can be: in the wheel, or in a checkout."""
    package = Path(str(files("reconcile")))
    return (package / "templates", package.parent / "templates")
