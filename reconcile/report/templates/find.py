"""Where the Word templates are, and which one a document is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePath

from reconcile.errors import TemplateError
from reconcile.model import Where
from reconcile.report.templates.fields import template_names

ENDING = ".docx"


@dataclass(frozen=True, slots=True)
class Template:
    """A Word template as it was read."""

    name: str
    """With its ending, as messages call it."""
    data: bytes

    @property
    def stem(self) -> str:
        """The name without its ending: it says which document the template is for."""
        return PurePath(self.name).stem


Templates = Mapping[str, Template]
"""By name without the ending: the user's own first, else the shipped one."""


def load_templates(own: Path | None, read: Callable[[Path], bytes]) -> Templates:
    """Read every template that documents can be made from, each once.

    Args:
        own: the ``templates`` folder of the working folder; it need not exist.
        read: reads a file.

    """
    paths = {name: template_path(name, own) for name in template_names()}
    return {name: Template(path.name, read(path)) for name, path in paths.items()}


def pick_template(name: str, templates: Templates) -> Template:
    """Return the template of a name.

    Raises:
        TemplateError: there is none.

    """
    if name not in templates:
        raise _missing(f"{name}{ENDING}")
    return templates[name]


def template_path(name: str, own: Path | None) -> Path:
    """Find a Word template: the user's own of that name first, else the shipped one.

    Args:
        name: with or without ``.docx``.
        own: the ``templates`` folder of the working folder; it need not exist.

    Raises:
        TemplateError: there is no template of that name.

    """
    file = name if name.endswith(ENDING) else f"{name}{ENDING}"
    for folder in [own, *_shipped_folders()]:
        if folder is not None and (folder / file).is_file():
            return folder / file
    raise _missing(file)


def _shipped_folders() -> tuple[Path, ...]:
    """Return where the shipped templates can be: in the wheel, or in a checkout."""
    package = Path(str(files("reconcile")))
    return (package / "templates", package.parent / "templates")


def _missing(file: str) -> TemplateError:
    """Say that there is no such template."""
    return TemplateError(
        "không tìm thấy mẫu văn bản này",
        where=Where(file),
        fix=f"chép mẫu {file} vào thư mục templates, hoặc cài đặt lại chương trình",
    )
