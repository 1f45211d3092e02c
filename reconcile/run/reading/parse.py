"""One input file → its tables and whose they are: what a worker does, on bytes alone."""

from dataclasses import dataclass

from reconcile.config import Config
from reconcile.errors import NoTaskTableError, ReconcileError, UnreadableFileError
from reconcile.model import Source, Where
from reconcile.normalise import owned
from reconcile.normalise.own_text import read_own_text
from reconcile.normalise.repeated import content_of
from reconcile.normalise.whose import Owner, hinted_unit, known_units
from reconcile.read import Member, read_member, read_words, said_of
from reconcile.read.unused import FileFacts, facts_of
from reconcile.store.cache import pack, unpack


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit has in a file."""

    owner: Owner
    """The unit, and what is doubtful about that."""
    file: str
    """Name of the file, in an archive with the archive's."""
    part: int = -1
    """Position among the file's parts; -1 where the whole file is the unit's."""
    content: bytes = b""
    """What it holds, for comparing it with other files: ``Content``, packed, as thousands of files
    are held until all have been looked at; empty for nothing."""
    words_only: bool = False
    """Whether it holds the text of a plan, whose table is in another file."""


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose a file is, and what of it tells whether settings fit anything."""

    shares: tuple[Share, ...]
    facts: FileFacts


@dataclass(frozen=True, slots=True)
class Given:
    """A file to be read: its bytes, or its tables where they were kept."""

    member: Member
    tables: bytes = b""
    place: str = ""
    """Its path below the inputs of its side; empty for a file in an archive."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read from a file."""

    tables: bytes = b""
    """The whole source, packed."""
    shared: Ownership | None = None
    """None where the reading was stopped."""
    parts: tuple[bytes, ...] = ()
    """The sources of the units that share it, packed; empty where it is one unit's."""
    error: ReconcileError | None = None
    """What stopped the reading."""


def parse(config: Config, given: Given) -> Parsed:
    """Read a file, and tell whose it is; opens no path."""
    source: Source | ReconcileError
    files = said_of(config.files, given.member.name, given.place)
    if given.tables:
        source = unpack(given.tables, Source)
    else:
        source = read_member(given.member, files, config.columns, [*config.tables.values()])
    if isinstance(source, NoTaskTableError):
        source = _words(given.member) or source
    if isinstance(source, ReconcileError):
        return Parsed(error=source)
    known = known_units(config.units)
    parts = list(owned(source, known, hinted_unit(files, source.file)))
    alone = len(parts) == 1
    shares = tuple(
        Share(owner, part.file, -1 if alone else at, pack(content_of(part)), not part.tables)
        for at, (owner, part) in enumerate(parts)
    )
    packed = () if alone else tuple(pack(part) for _, part in parts)
    return Parsed(given.tables or pack(source), Ownership(shares, facts_of(source)), packed)


def too_heavy(given: Given) -> Parsed:
    """Tell of a file whose reading took more memory or time than one may."""
    return Parsed(
        error=UnreadableFileError(
            "đọc tệp cần quá nhiều bộ nhớ hoặc thời gian nên đã dừng",
            where=Where(given.member.name),
            fix="mở tệp, chỉ giữ phần có nhiệm vụ rồi lưu lại dạng .xlsx hoặc .docx",
        )
    )


def _words(member: Member) -> Source | None:
    """Read a Word file without a table as the text of a plan; None where it is none."""
    source = read_words(member.data, member.name)
    if source is None:
        return None
    text = read_own_text(line.text for line in source.lines)
    # A letter has receivers and a signature as well.
    return source if text.purposes or text.organisation else None
