"""Settings that fit nothing: a mistyped one is told, for it would change nothing in silence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import PurePosixPath

from reconcile.config import Config, FileHints
from reconcile.model import Column, Finding, RowKind, Source, Table, Where
from reconcile.read.tables.columns import BY_USER
from reconcile.read.tables.duties import WHY as BY_SENTENCE
from reconcile.read.tables.header_words import plain
from reconcile.read.tables.prose import WHY as BY_LABEL
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.same_name import entry_key, is_read_so
from reconcile.vocabulary.text import bare, fold
from reconcile.vocabulary.units import unit_id

_ALIKE = 0.8
"""From which likeness on, 0 to 1, a file's name may be the one that was mistyped."""

Said = tuple[str, str, str, str]
"""A setting that fits nothing: its key, how messages call it, why it does nothing, what to do."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What of one file tells whether settings fit it."""

    file: str
    """Its name, in an archive with the archive's."""
    headers: tuple[str, ...]
    """All that stands in the headers of its tables, bare."""
    pointed: tuple[tuple[Column, str], ...]
    """The columns that were taken for what they are by the settings, with their headers."""
    is_form: bool
    """Whether it is read by the keys of its rows."""
    is_prose: bool
    """Whether it is read by its paragraphs."""


def facts_of(source: Source) -> FileFacts:
    """Gather what of a file tells whether settings fit it."""
    heads = [head for table in source.tables for head in table.headings]
    headers = {plain(text) for table in source.tables for text in _header(table)}
    rows = (row for table in source.tables for row in table.rows)
    return FileFacts(
        file=source.file,
        headers=tuple(sorted(headers)),
        pointed=tuple(sorted({(h.column, plain(h.text)) for h in heads if h.why == BY_USER})),
        is_form=any(row.says(Column.KEY) for row in rows),
        is_prose=bool(heads) and all(head.why in (BY_LABEL, BY_SENTENCE) for head in heads),
    )


@dataclass(frozen=True)
class MetInputs:
    """What was met among the inputs."""

    files: tuple[FileFacts, ...]
    failed: tuple[str, ...] = ()
    """Names of the files that could not be read."""
    places: tuple[str, ...] = ()
    """Paths of files in folders below the inputs of their sides."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all files: those in archives with the archive's, and alone."""
        names = (*(each.file for each in self.files), *self.failed)
        return tuple(dict.fromkeys(n for name in names for n in (name, PurePosixPath(name).name)))

    @cached_property
    def headers(self) -> frozenset[str]:
        """All that stands in the headers of tables, bare."""
        return frozenset(text for each in self.files for text in each.headers)

    @cached_property
    def pointed(self) -> frozenset[tuple[Column, str]]:
        """The columns that were taken for what they are by the settings, with their headers."""
        return frozenset(head for each in self.files for head in each.pointed)


def unused_settings(
    config: Config, met: MetInputs, line_of: Callable[[str], int], file: str
) -> tuple[Finding, ...]:
    """Report the settings about units, files, tables and columns that fit nothing.

    Units that sent nothing are not among them: ``unit-absent`` tells those.

    Args:
        config: the settings.
        met: what was met among the inputs.
        line_of: gives the 1-based line of a key in the settings file; 0 where it is not found.
        file: what messages call the settings file.

    """
    said = (*_units(config), *_files(config, met), *_kinds(config, met), *_columns(config, met))
    return tuple(
        finding("setting-unused", Where(file, row=line_of(key)), setting=setting, why=why, fix=fix)
        for key, setting, why, fix in said
    )


def _units(config: Config) -> Iterator[Said]:
    """Find the units that are named twice, and those without a name."""
    named: dict[str, str] = {}
    for name in config.units:
        first = named.setdefault(unit_id(name), name)
        setting = f'[units."{name}"]'
        if not unit_id(name):
            yield name, setting, "mục không có tên đơn vị", "ghi tên đơn vị trong dấu nháy kép"
        elif first != name:
            why = f'cùng một đơn vị với [units."{first}"] ở trên'
            yield name, setting, why, "gộp nội dung của hai mục làm một"


def _files(config: Config, met: MetInputs) -> Iterator[Said]:
    """Find the files that are not there, and what is said of one that needs no such hints."""
    used = {name: entry_key(config.files, name) for name in (*met.places, *met.names)}
    for key, hints in config.files.items():
        setting = f'[files."{key}"]'
        read = [each for each in met.files if key in (used[each.file], used[_own(each.file)])]
        if key not in used.values():
            yield key, setting, *_no_such_file(key, met)
        elif read and (told := _needless(hints)) and (why := _reads_itself(read)):
            yield key, f"{told} của {setting}", why, "bỏ các khóa này đi; khóa unit vẫn dùng được"


def _no_such_file(key: str, met: MetInputs) -> tuple[str, str]:
    """Say why no file is meant, and what to do."""
    if any(is_read_so(key, name) for name in met.names):
        return (
            "có mục [files] khác cũng ứng với tên tệp này",
            "chỉ giữ một mục, với đúng tên tệp",
        )
    held = next((name for name in met.names if fold(name).startswith(f"{fold(key)}/")), "")
    if held:
        return "đây là tệp nén", f'nêu từng tệp bên trong, ví dụ [files."{held}"]'
    alike = {bare(name): name for name in met.names}
    name = next((alike[near] for near in get_close_matches(bare(key), alike, 1, _ALIKE)), "")
    return (
        "không có tệp nào tên như vậy" + (f"; tên gần giống nhất là “{name}”" if name else ""),
        "sửa lại cho đúng tên tệp, cả phần đuôi; nếu không còn tệp này thì xóa mục",
    )


def _needless(hints: FileHints) -> str:
    """Name the keys that point to a table in a file; empty where there is none."""
    keys = ("sheet", "header_row", "columns", "unused")
    return ", ".join(key for key in keys if getattr(hints, key))


def _reads_itself(files: Sequence[FileFacts]) -> str:
    """Say why files are read without pointing to their tables; empty where they are not."""
    if any(each.is_form for each in files):
        return "tệp là biểu do chương trình lập nên được đọc theo mã dòng"
    if all(each.is_prose for each in files):
        return "tệp được đọc theo các đoạn văn, không có bảng nhiệm vụ"
    return ""


def _kinds(config: Config, met: MetInputs) -> Iterator[Said]:
    """Find the kinds of tables that are not met, or of which nothing is said."""
    shown = [set(" ".join(each.headers).split()) for each in met.files]
    for key, kind in config.tables.items():
        words = {word for text in kind.headings for word in plain(text).split()}
        if not any(words <= each for each in shown if words):
            why = "không bảng nào có đủ các tiêu đề cột như vậy"
            fix = "sửa headings cho đúng tiêu đề trong tệp, hoặc xóa mục"
            yield key, f'[tables."{key}"]', why, fix


def _columns(config: Config, met: MetInputs) -> Iterator[Said]:
    """Find the header texts for all files that no table has."""
    for column, texts in config.columns.items():
        wanted = {plain(text) for text in texts}
        joined = any(c is column and head not in wanted for c, head in met.pointed)
        for text in texts:
            if plain(text) not in met.headers and not joined:
                setting = f"“{text}” ở khóa {column} của mục [columns]"
                why = "không bảng nào có tiêu đề cột như vậy"
                yield "columns", setting, why, "sửa lại cho đúng tiêu đề trong tệp, hoặc bỏ đi"


def _header(table: Table) -> Iterator[str]:
    """Yield the texts in the header of a table, of all its levels."""
    yield from (head.text for head in table.headings)
    for row in table.rows:
        if row.kind is RowKind.CONTEXT and row.number <= table.where.row:
            yield from row.text.split(" | ")


def _own(file: str) -> str:
    """Return a file's name without the archive that it lies in."""
    return PurePosixPath(file).name
