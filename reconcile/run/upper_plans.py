"""The upper plans, read: one or several, as their files and folders tell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reconcile.config import Config, FileHints, UpperSettings
from reconcile.errors import NoTaskTableError
from reconcile.model import Plan, Source, Unit, Where
from reconcile.normalise import to_plan
from reconcile.normalise.issuer import issuer_in
from reconcile.normalise.repeated import content_of
from reconcile.normalise.several import together
from reconcile.normalise.which_plan import PlanFiles, UpperFile, plans_of
from reconcile.read.unused import facts_of
from reconcile.run.input_files import UPPER, look, members
from reconcile.run.kept_tables import Tables
from reconcile.run.parse import parse
from reconcile.store.cache import fingerprint, unpack
from reconcile.store.files import Files
from reconcile.store.plan_order import known_order
from reconcile.vocabulary.same_name import entry
from reconcile.vocabulary.units import make_unit

_NOTHING_TOLD = UpperSettings()


def read_upper(files: Files, config: Config, tables: Tables) -> tuple[Plan, str]:
    """Read the upper plan; of several each keeps what it says of itself.

    Returns:
        The plan, and the fingerprint of all that it was read from.

    Raises:
        ReconcileError: a file cannot be read, or a plan holds no task; an upper plan that
            reads as empty stops everything.

    """
    return read_plans(files, config, tables, UPPER)


def read_plans(files: Files, config: Config, tables: Tables, side: str) -> tuple[Plan, str]:
    """Read the plans that lie in a part of the inputs above the lowest, as ``read_upper`` does."""
    found, keys = _read(files, config, tables, side)
    groups, asked = plans_of(found)
    order = known_order(tables.database, side, [group.names for group in groups])
    groups = tuple(groups[at] for at in order)
    plans = tuple(_plans(groups, config.upper if side == UPPER else _NOTHING_TOLD))
    for group, each in zip(groups, plans, strict=True):
        if not each.tasks:
            raise _without_tasks(side if len(groups) == 1 else group.sources[0].file)
    plan = together(plans, [group.name for group in groups])
    plan = replace(plan, findings=tuple(dict.fromkeys((*asked, *plan.findings))))
    parts = [(part.name, part.files) for part in plan.parts]
    return plan, fingerprint(keys, parts) if parts else fingerprint(keys)


def _read(
    files: Files, config: Config, tables: Tables, side: str
) -> tuple[list[UpperFile], list[str]]:
    """Read the files of a side, each with what the settings say of its plan."""
    found: list[UpperFile] = []
    keys = []
    for path, member in members(files, side):
        looked = look((path, member), files, config, tables)
        given = looked.given(files, tables)
        error = looked.error or (parsed := parse(config, given)).error
        if error:
            raise error
        if not given.tables:
            tables.put(looked.tables, parsed.tables)
        source = unpack(parsed.tables, Source)
        if side == UPPER:
            tables.above[looked.digest] = content_of(source)
        tables.facts.append(facts_of(source))
        folder = path.relative_to(files.folder / side).parts[:-1]
        hints = entry(config.files, source.file) or FileHints()
        found.append(UpperFile(source, folder[0] if folder else "", hints.plan.strip()))
        keys.append(looked.tables)
    return found, keys


def _plans(groups: Sequence[PlanFiles], told: UpperSettings) -> Iterator[Plan]:
    """Understand the files of each plan; what names no issuer has that of the first plan."""
    meant = next(
        (g for g in groups if g.number and g.number == told.plan_number.strip()), groups[0]
    )
    hinted = make_unit(told.name.strip()) if told.name.strip() else None
    first: Unit | None = None
    for group in groups:
        unit = hinted if group is meant else (issuer_in(group.sources) or first or hinted)
        plan = to_plan(group.sources, unit=unit, upper=True)
        first = first or plan.unit
        plan = _numbered(plan, group) if len(groups) > 1 else plan
        yield _as_told(plan, told) if group is meant else plan


def _numbered(plan: Plan, group: PlanFiles) -> Plan:
    """Give one of several plans the number by which its files were told from the others."""
    number = plan.number or group.number
    return replace(plan, number=number, issued=plan.issued or group.identity.issued)


def _as_told(plan: Plan, told: UpperSettings) -> Plan:
    """Put what the settings say of the upper plan over what was read."""
    return replace(
        plan,
        number=told.plan_number.strip() or plan.number,
        issued=told.plan_dated or plan.issued,
        title=told.plan_subject.strip() or plan.title,
    )


def _without_tasks(place: str) -> NoTaskTableError:
    """Say that a plan holds no task."""
    return NoTaskTableError(
        "kế hoạch cấp trên không có nhiệm vụ nào",
        where=Where(place),
        fix="kiểm tra lại tệp; nếu bảng có tiêu đề cột khác thường, nêu tên cột ở mục"
        " [columns] trong reconcile.toml",
    )
