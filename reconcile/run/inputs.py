"""What lies in a working folder's inputs: the upper plan, and each lower unit's files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from reconcile.config import SETTINGS, Config, UpperSettings, setting_lines
from reconcile.errors import (
    NoTaskTableError,
    ReconcileError,
    UsageError,
)
from reconcile.model import Finding, Plan, Source, Unit, Where
from reconcile.normalise import to_plan
from reconcile.normalise.absent import absent
from reconcile.normalise.repeated import content_of
from reconcile.normalise.whose import known_units, unclear
from reconcile.office.left_behind import is_left_behind
from reconcile.read import Member, hints_for, members_of
from reconcile.read.convert_ahead import convert_ahead, may_need_converting
from reconcile.read.file import cannot_open, name_in_text, shown_name
from reconcile.read.safety.limits import refuse_huge
from reconcile.read.unused import MetInputs, facts_of, unused_settings
from reconcile.run.kept_tables import Held, LowerInput, Tables
from reconcile.run.parse import Given, Ownership, Parsed, Share, parse
from reconcile.run.plan_words import PlanWords
from reconcile.run.pool import spread, workers_for
from reconcile.run.same_content import AbovePlan, Sent, Sorting
from reconcile.store.cache import (
    fingerprint,
    program_fingerprint,
    unpack,
)
from reconcile.store.files import Files
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import make_unit

UPPER, LOWER = "inputs/upper", "inputs/lower"


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
    files = sorted(
        path
        for path in place.rglob("*")
        if path.is_file() and not is_left_behind(path.relative_to(place))
    )
    if not files:
        raise NoTaskTableError(
            "thư mục chưa có tệp nào",
            where=Where(part),
            fix="chép tệp kế hoạch (Excel, Word, CSV, PDF hoặc tệp .zip gồm các tệp đó) vào thư mục"
            " này rồi chạy lại",
        )
    return tuple(files)


def read_upper(files: Files, config: Config, tables: Tables) -> tuple[Plan, str]:
    """Read the upper plan: several files are one plan.

    Returns:
        The plan, and the fingerprint of all that it was read from.

    Raises:
        ReconcileError: a file cannot be read, or the plan holds no task; an upper plan that
            reads as empty stops everything.

    """
    sources, keys = [], []
    for found in _members(files, UPPER):
        looked = _look(found, files, config, tables)
        given = looked.given(files, tables)
        error = looked.error or (parsed := parse(config, given)).error
        if error:
            raise error
        if not given.tables:
            tables.put(looked.tables, parsed.tables)
        sources.append(unpack(parsed.tables, Source))
        tables.above[looked.digest] = content_of(sources[-1])
        keys.append(looked.tables)
    tables.facts += map(facts_of, sources)
    hinted = config.upper.name.strip()
    plan = to_plan(sources, unit=make_unit(hinted) if hinted else None, upper=True)
    if not plan.tasks:
        raise NoTaskTableError(
            "kế hoạch cấp trên không có nhiệm vụ nào",
            where=Where(UPPER),
            fix="kiểm tra lại tệp; nếu bảng có tiêu đề cột khác thường, nêu tên cột ở mục"
            " [columns] trong reconcile.toml",
        )
    return _as_told(plan, config.upper), fingerprint(keys)


def _as_told(plan: Plan, told: UpperSettings) -> Plan:
    """Put what the settings say of the upper plan over what was read."""
    return replace(
        plan,
        number=told.plan_number.strip() or plan.number,
        issued=told.plan_dated or plan.issued,
        title=told.plan_subject.strip() or plan.title,
        text=replace(plan.text, through=told.reports_through.strip() or plan.text.through),
    )


def read_lowers(
    files: Files, config: Config, tables: Tables, jobs: int
) -> tuple[tuple[LowerInput, ...], tuple[Finding, ...]]:
    """Read the lower files, ``jobs`` at a time, and gather them by unit.

    Returns:
        The units in the order of their names; and the findings about files that could not be
        read and about units that sent nothing.

    """
    looked = [_look(each, files, config, tables) for each in _members(files, LOWER)]
    new = [at for at, each in enumerate(looked) if each.shared is None and not each.error]
    ahead = _converted_ahead(files, tables, [looked[at] for at in new])
    given = (looked[at].given(files, tables, ahead) for at in new)
    for at, parsed in spread(parse, config, given, workers_for(jobs, len(new))):
        looked[new[at]] = _keep(looked[new[at]], parsed, tables)
    units: dict[str, list[Sent]] = {}
    words = PlanWords()
    for each, shared in ((each, each.shared) for each in looked if each.shared):
        tables.facts.append(shared.facts)
        for share in shared.shares:
            if share.words_only:
                words.add(each.sent(share))
            else:
                units.setdefault(share.owner.unit.id, []).append(each.sent(share))
    counted = [_counted_once(files, tables) for files in units.values()]
    lowers = tuple(
        sorted(
            (_gather(each.kept, words) for each in counted if each.kept),
            key=lambda lower: _by_name(lower.unit),
        )
    )
    failed = [_as_finding(each.error, each.path) for each in looked if each.error]
    told = (told for each in counted for told in each.findings)
    sent = (lower.unit for lower in lowers)
    alone = words.alone({lower.unit.id for lower in lowers})
    return lowers, (*failed, *alone, *told, *absent(known_units(config.units), sent, Where(LOWER)))


def unused(
    files: Files, config: Config, tables: Tables, failed: Sequence[Finding]
) -> tuple[Finding, ...]:
    """Report the settings that fit nothing that was read; both sides are to be read before."""
    if not (config.units or config.files or config.columns):
        return ()
    met = MetInputs(tuple(tables.facts), tuple(each.where.file for each in failed))
    return unused_settings(config, met, setting_lines(files.folder / SETTINGS), SETTINGS)


@dataclass(frozen=True, slots=True)
class _Looked:
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

    def given(
        self, files: Files, tables: Tables, ahead: Mapping[str, str] = MappingProxyType({})
    ) -> Given:
        """Return what is to be read, with the tables that are there already.

        ``ahead`` gives, by the digest of a file that was converted already, that of its .docx.
        """
        kept = tables.get(self.tables)
        data = b"" if kept else files.kept(ahead.get(self.digest, self.digest))
        return Given(Member(self.name, data), kept)

    def held(self, share: Share) -> Held:
        """Return where a unit's part of it is kept."""
        name = self.tables if share.part < 0 else f"{self.made_from}#{share.part}"
        return Held(share.file, name, self.digest if self.name == self.path.name else "")

    def sent(self, share: Share) -> Sent:
        """Return a unit's part of it as it is compared with others."""
        # The parts of one file are never copies of it.
        digest = self.digest if share.part < 0 else f"{self.digest}#{share.part}"
        return Sent(share, self.held(share), digest, self.path.stat().st_mtime_ns)


def _members(files: Files, part: str) -> Iterator[tuple[Path, Member]]:
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


def _converted_ahead(files: Files, tables: Tables, new: Sequence[_Looked]) -> dict[str, str]:
    """Convert the old documents that are to be read, all at once."""
    old = [e.digest for e in new if may_need_converting(e.name) and not tables.get(e.tables)]
    converted = convert_ahead((digest, files.kept(digest)) for digest in dict.fromkeys(old))
    return {digest: files.keep(data) for digest, data in converted.items()}


def _look(found: tuple[Path, Member], files: Files, config: Config, tables: Tables) -> _Looked:
    """Look up what is known of a file; its bytes are kept where they are needed again."""
    path, member = found
    if member.error:
        return _Looked(path, member.name, "", "", "", error=member.error)
    digest = files.keep(member.data)
    name = _key(member.name, digest, config)
    made_from = fingerprint(name, config.units, config.files)
    return _Looked(path, member.name, digest, name, made_from, tables.shared(name, made_from))


def _keep(looked: _Looked, parsed: Parsed, tables: Tables) -> _Looked:
    """Keep what was read of a file; what could not be read is read again the next time."""
    if parsed.shared is None:
        return replace(looked, error=parsed.error)
    tables.put(looked.tables, parsed.tables)
    for share, part in zip(parsed.shared.shares, parsed.parts, strict=False):
        tables.put(looked.held(share).tables, part)
    tables.share(looked.tables, looked.made_from, parsed.shared)
    return replace(looked, shared=parsed.shared)


def _key(name: str, digest: str, config: Config) -> str:
    """Return the name of a file's tables: the fingerprint of all that they are read from."""
    hints = hints_for(name, config.files)
    return fingerprint(program_fingerprint(), name, digest, hints, config.columns)


def _counted_once(files: Sequence[Sent], tables: Tables) -> Sorting:
    """Leave out of a unit's files the copies, the older versions, and the upper plan itself."""
    contents = tables.above.values()
    tasks = frozenset(task.whole for content in contents for task in content.tasks)
    issuer = next((content.issuer for content in contents if content.issuer), "")
    sorting = Sorting(AbovePlan(issuer, frozenset(tables.above), tasks))
    sorting.take(files)
    return sorting


def _gather(files: Sequence[Sent], words: PlanWords) -> LowerInput:
    """Put the files of one unit together, and say what is doubtful about them."""
    unit = files[0].share.owner.unit
    shares = [sent.share for sent in files]
    findings = [each for share in shares for each in unclear(share.owner, share.file)]
    names = list(dict.fromkeys(share.file for share in shares))
    if len(names) > 1:
        parts = {"unit": unit.name, "files": ", ".join(names)}
        findings.append(finding("unit-twice", Where(names[0]), **parts))
    held = (*(sent.held for sent in files), *words.of(unit))
    return LowerInput(unit, held, tuple(findings), fingerprint(held))


def _as_finding(error: ReconcileError, path: Path) -> Finding:
    """Turn what stopped the reading of one file into a finding, so that the rest goes on."""
    place = error.where or Where(path.name)
    return finding(error.code, place, problem=error.problem, fix=error.fix)


def _by_name(unit: Unit) -> tuple[str, str]:
    """Return the order of units: as a person would look them up."""
    return bare(unit.place or unit.name), unit.id


def _quoted(path: Path) -> str:
    """Write a path as one word of a command line."""
    return f'"{path}"' if " " in str(path) else str(path)
