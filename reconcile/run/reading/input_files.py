"""The files that lie in a working folder's inputs, each looked at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from reconcile.config import Config
from reconcile.errors import NoTaskTableError, ReconcileError, UsageError
from reconcile.model import Where
from reconcile.normalise.repeated import Content
from reconcile.office.left_behind import is_left_behind
from reconcile.read import Member, hints_for, members_of, said_of
from reconcile.read.file import cannot_open, name_in_text, shown_name
from reconcile.read.safety.limits import refuse_huge
from reconcile.run.reading.kept_tables import Held, Tables
from reconcile.run.reading.parse import Given, Ownership, Share
from reconcile.run.reading.same_content import Sent
from reconcile.store.cache import fingerprint, program_fingerprint, unpack
from reconcile.store.files import Files

INPUTS = "inputs"
TOP, UPPER, LOWER = "inputs/top", "inputs/upper", "inputs/lower"


def has_files(folder: Path, part: str) -> bool:
    """Tell whether a part of the inputs is there and holds a file."""
    place = folder / part
    return place.is_dir() and bool(_listed(place))


def input_files(folder: Path, part: str) -> tuple[Path, ...]:
    """List the input files of one side, in the order of their names.

    Raises:
        UsageError: the working folder, or that part of it, is not there.
        NoTaskTableError: that part holds no file.

    """
    place = folder / part
    if not place.is_dir():
        raise UsageError(
            f"không có thư mục {part}",
            where=Where(str(folder)),
            fix=f"tạo thư mục làm việc mẫu bằng lệnh: reconcile init {_quoted(folder)}",
        )
    files = _listed(place)
    if not files:
        raise NoTaskTableError(
            "thư mục chưa có tệp nào",
            where=Where(part),
            fix="chép tệp kế hoạch (Excel, Word, CSV, PDF hoặc tệp .zip gồm các tệp đó) vào thư mục"
            " này rồi chạy lại",
        )
    return tuple(files)


def _listed(place: Path) -> list[Path]:
    """List the files below a folder, in the order of their names."""
    return sorted(
        path
        for path in place.rglob("*")
        if path.is_file() and not is_left_behind(path.relative_to(place))
    )


def members(files: Files, part: str) -> Iterator[tuple[Path, Member]]:
    """Read the files of one side, each once; an archive gives each file that it holds."""
    for path in input_files(files.folder, part):
        try:
            name = name_in_text(path)
            refuse_huge(path)
            data = files.read(path).data
        except ReconcileError as error:
            yield path, Member(shown_name(path.name), error=error)
            continue
        except OSError:
            yield path, Member(path.name, error=cannot_open(path.name))
            continue
        for member in members_of(data, name):
            yield path, member


@dataclass(frozen=True, slots=True)
class Looked:
    """An input file that was looked at: what is known of it, without its content."""

    path: Path
    name: str
    """In an archive with the archive's."""
    digest: str
    tables: str
    """Name of its tables in the cache."""
    made_from: str
    """Fingerprint of all that decides whose it is."""
    shared: Ownership | None = None
    """None where it is still to be read."""
    error: ReconcileError | None = None
    folder: str = ""
    """Path of the folder that it lies in, below the inputs of its side; empty right there."""
    place: str = ""
    """Its path below the inputs of its side; empty for a file in an archive."""

    def given(
        self, files: Files, tables: Tables, ahead: Mapping[str, str] = MappingProxyType({})
    ) -> Given:
        """Return what is to be read, with the tables that are there already.

        ``ahead`` gives, by the digest of a file that was converted already, that of its .docx.
        """
        kept = tables.get(self.tables)
        data = b"" if kept else files.kept(ahead.get(self.digest, self.digest))
        return Given(Member(self.name, data), kept, self.place)

    def held(self, share: Share) -> Held:
        """Return where a unit's part of it is kept."""
        name = self.tables if share.part < 0 else f"{self.made_from}#{share.part}"
        digest = self.digest if self.name == self.path.name else ""
        return Held(share.file, name, digest, self.place)

    def sent(self, share: Share) -> Sent:
        """Return a unit's part of it as it is compared with others."""
        # The parts of one file are never copies of it.
        digest = self.digest if share.part < 0 else f"{self.digest}#{share.part}"
        changed = self.path.stat().st_mtime_ns
        content = unpack(share.content, Content) if share.content else Content()
        return Sent(share, content, self.held(share), digest, changed, self.folder)


def look(found: tuple[Path, Member], files: Files, config: Config, tables: Tables) -> Looked:
    """Look up what is known of a file; its bytes are kept where they are needed again."""
    path, member = found
    if member.error:
        return Looked(path, member.name, "", "", "", error=member.error)
    digest = files.keep(member.data)
    _, _, *parts = path.relative_to(files.folder).parts
    place = shown_name("/".join(parts)) if member.name == name_in_text(path) else ""
    name = _key(member.name, digest, config, place)
    made_from = fingerprint(name, config.units, config.files)
    kept = tables.shared(name, made_from)
    folder = "/".join(parts[:-1])
    return Looked(path, member.name, digest, name, made_from, kept, folder=folder, place=place)


def _key(name: str, digest: str, config: Config, place: str) -> str:
    """Return the name of a file's tables: the fingerprint of all that they are read from."""
    hints = hints_for(name, said_of(config.files, name, place))
    return fingerprint(program_fingerprint(), name, digest, hints, config.columns, config.tables)


def _quoted(path: Path) -> str:
    """Write a path as one word of a command line."""
    return f'"{path}"' if " " in str(path) else str(path)
