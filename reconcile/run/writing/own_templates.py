"""The Word templates of a working folder: their fields, what is wrong with them, copies."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reconcile.errors import OutputError, TemplateError, UsageError
from reconcile.model import Where
from reconcile.read.file import shown_name
from reconcile.report.templates.check import check_template, old_fields
from reconcile.report.templates.fields import Field, fields_of, template_names
from reconcile.report.templates.find import ENDING, Template, template_path
from reconcile.run.writing.documents import TEMPLATES
from reconcile.store.files import Files
from reconcile.store.whole_file import write_whole


@dataclass(frozen=True, slots=True)
class Listed:
    """A template: its name without the ending, where it is, whose, and what it may use."""

    name: str
    path: Path
    own: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class TemplatesReport:
    """All templates, and what is wrong with the user's own."""

    listed: tuple[Listed, ...]
    problems: tuple[TemplateError, ...]
    notices: tuple[TemplateError, ...] = ()
    """What works still, and will not with the next release."""


def list_templates(folder: Path) -> TemplatesReport:
    """List the templates that documents are made from, and check the user's own.

    Args:
        folder: the working folder; it need not have templates.

    """
    with closing(Files(folder)) as files:
        own = folder / TEMPLATES
        listed = tuple(
            Listed(name, path, path.parent == own and not _is_shipped(path), fields_of(name))
            for name in template_names()
            for path in [template_path(name, own)]
        )
        return TemplatesReport(listed, own_problems(files), own_notices(files))


def own_problems(files: Files) -> tuple[TemplateError, ...]:
    """Check every template of the user's own."""
    return tuple(
        problem for own in _own(files) if not _as_shipped(own) for problem in check_template(own)
    )


def own_notices(files: Files) -> tuple[TemplateError, ...]:
    """Tell what of the user's own templates will not work with the next release."""
    sound = (own for own in _own(files) if not check_template(own))
    return tuple(notice for own in sound for notice in old_fields(own))


def _own(files: Files) -> Iterator[Template]:
    """Yield the templates of the user's own; Word's lock files are passed over."""
    for path in sorted((files.folder / TEMPLATES).glob(f"*{ENDING}")):
        if not path.name.startswith("~") and not _is_shipped(path):
            yield Template(shown_name(path.name), _content(files, path))


def check_own_templates(files: Files) -> None:
    """Stop before any document is made where a template of the user's own is wrong.

    A file whose name no document is made from is left to ``reconcile templates`` to tell.

    Raises:
        TemplateError: the first problem of a template that would be used.

    """
    for problem in own_problems(files):
        if problem.where is None or Path(problem.where.file).stem in template_names():
            raise problem


def copy_template(folder: Path, name: str) -> Path:
    """Copy a shipped template to the user's own, to be edited there.

    Raises:
        UsageError: there is no template of that name.
        OutputError: there is one of the user's own already, or it cannot be written.

    """
    stem = name.removesuffix(ENDING)
    if stem not in template_names():
        raise UsageError(
            f"không có mẫu văn bản “{name}”",
            fix=f"chọn một trong các mẫu: {', '.join(template_names())}",
        )
    target = folder / TEMPLATES / f"{stem}{ENDING}"
    if target.exists():
        raise OutputError(
            "thư mục templates đã có mẫu này",
            where=Where(str(target)),
            fix="sửa mẫu đang có, hoặc đổi tên nó rồi chạy lại lệnh",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, template_path(stem, None).read_bytes())
    except OSError as error:
        raise OutputError(
            "không ghi được tệp",
            where=Where(str(target)),
            fix="kiểm tra quyền ghi và dung lượng trống của thư mục",
        ) from error
    return target


def _is_shipped(path: Path) -> bool:
    """Tell whether a template is the shipped one itself: the repository is a working folder too."""
    return path.stem in template_names() and template_path(path.stem, None).samefile(path)


def _as_shipped(template: Template) -> bool:
    """Tell whether a template is an unchanged copy of the shipped one, which the tests check."""
    known = template.stem in template_names()
    return known and template_path(template.stem, None).read_bytes() == template.data


def _content(files: Files, path: Path) -> bytes:
    """Read a template, and keep it for the documents; one that cannot be read holds nothing."""
    try:
        data = files.read(path).data
    except OSError:
        return b""
    files.keep(data)
    return data
