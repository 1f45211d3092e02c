"""The upper plans, read: one or several, as their files and folders tell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reconcile.config import SETTINGS, Config, UpperPlanSettings, UpperSettings
from reconcile.errors import NoTaskTableError
from reconcile.model import Finding, Plan, Source, Unit, Where
from reconcile.normalise import to_plan
from reconcile.normalise.issuer import issuer_in
from reconcile.normalise.repeated import content_of
from reconcile.normalise.several import together
from reconcile.normalise.which_plan import PlanFiles, UpperFile, plans_of
from reconcile.read import hints_for, said_of
from reconcile.read.unused import facts_of
from reconcile.run.reading.ahead import converted_ahead
from reconcile.run.reading.input_files import look, members
from reconcile.run.reading.kept_tables import Tables
from reconcile.run.reading.levels import parts_above
from reconcile.run.reading.parse import parse
from reconcile.store.cache import fingerprint, unpack
from reconcile.store.files import Files
from reconcile.store.plan_order import known_order, known_unnumbered
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.same_name import entry, entry_key
from reconcile.vocabulary.units import make_unit


def read_upper(files: Files, config: Config, tables: Tables) -> tuple[Plan, str]:
    """Read the plan that the units carry out; of several each keeps what it says of itself.

    Returns:
        The plan, and the fingerprint of all that it was read from.

    Raises:
        ConfigError: the levels that reconcile.toml gives cannot be a chain.
        ReconcileError: a file cannot be read, or a plan holds no task; an upper plan that
            reads as empty stops everything.

    """
    part = parts_above(files.folder, config)[-1]
    return _plans_of_part(files, config, tables, part, told=config.upper)


def read_above(files: Files, config: Config, tables: Tables) -> tuple[tuple[Plan, ...], str]:
    """Read the plans above the upper one, from the topmost on, as ``read_upper`` does.

    Returns:
        One for each level, none where there are two levels; and the fingerprint of all.

    """
    parts = parts_above(files.folder, config)[:-1]
    read = [_plans_of_part(files, config, tables, part) for part in parts]
    return tuple(plan for plan, _ in read), fingerprint([made for _, made in read])


def _plans_of_part(
    files: Files, config: Config, tables: Tables, part: str, told: UpperSettings | None = None
) -> tuple[Plan, str]:
    """Read the plans of one part of the inputs; ``told`` for those that the units carry out."""
    found, keys = _read(files, config, tables, part)
    if told:
        tables.above |= {digest: content_of(each.source) for each, digest in found}
    before = known_unnumbered(tables.database, part)
    groups, asked = plans_of([each for each, _ in found], before)
    order = known_order(tables.database, part, [group.names for group in groups])
    groups = tuple(groups[at] for at in order)
    plans = tuple(_plans(groups, told or UpperSettings()))
    for group, each in zip(groups, plans, strict=True):
        if not each.tasks:
            raise _without_tasks(part if len(groups) == 1 else group.sources[0].file)
    plan = together(plans, [group.name for group in groups])
    idle = _idle(groups, told) if told else ()
    plan = replace(plan, findings=tuple(dict.fromkeys((*asked, *idle, *plan.findings))))
    parts = [(each.name, each.files) for each in plan.parts]
    return plan, fingerprint(keys, parts) if parts else fingerprint(keys)


def _read(
    files: Files, config: Config, tables: Tables, part: str
) -> tuple[list[tuple[UpperFile, str]], list[str]]:
    """Read the files of a part, each with its hash, and with what the settings say of its plan."""
    found: list[tuple[UpperFile, str]] = []
    keys = []
    config = config.for_above
    met = [look(each, files, config, tables) for each in members(files, part)]
    ahead = converted_ahead(files, tables, [each for each in met if not each.error])
    for looked in met:
        given = looked.given(files, tables, ahead)
        error = looked.error or (parsed := parse(config, given)).error
        if error:
            raise error
        if not given.tables:
            tables.put(looked.tables, parsed.tables)
        source = unpack(parsed.tables, Source)
        tables.facts.append(facts_of(source))
        tables.levels.append((looked.place, source))
        folder = looked.path.relative_to(files.folder / part).parts[:-1]
        hints = hints_for(source.file, said_of(config.files, source.file, looked.place))
        file = UpperFile(source, folder[0] if folder else "", hints.plan.strip())
        found.append((file, looked.digest))
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
        facts = _facts(group, told)
        unit = hinted if group is meant else (issuer_in(group.sources) or first or hinted)
        unit = make_unit(facts.name.strip()) if facts.name.strip() else unit
        plan = to_plan(group.sources, unit=unit, upper=True)
        first = first or plan.unit
        plan = _numbered(plan, group) if len(groups) > 1 else plan
        yield _with(facts, _as_told(plan, told) if group is meant else plan)


def _facts(group: PlanFiles, told: UpperSettings) -> UpperPlanSettings:
    """Return what the settings say of one plan: under its number, its folder or its first file."""
    return entry(told.plans, *_names(group)) or UpperPlanSettings()


def _names(group: PlanFiles) -> tuple[str, ...]:
    """List by what the settings may name a plan, the best first."""
    return tuple(name for name in (group.number, group.name, group.sources[0].file) if name)


def _with(facts: UpperPlanSettings, plan: Plan) -> Plan:
    """Put what the settings say of one plan over what was read."""
    return replace(
        plan,
        number=facts.number.strip() or plan.number,
        issued=facts.dated or plan.issued,
        title=facts.subject.strip() or plan.title,
    )


def _idle(groups: Sequence[PlanFiles], told: UpperSettings) -> Iterator[Finding]:
    """Report what is said about plans that are none of those at hand."""
    used = {entry_key(told.plans, name) for group in groups for name in _names(group)}
    for name in told.plans:
        if name not in used:
            setting = f'[upper.plans."{name}"]'
            why = "không có kế hoạch nào trong inputs/upper mang số, tên thư mục hoặc tên tệp này"
            fix = "ghi đúng số, ký hiệu của kế hoạch, tên thư mục hoặc tên tệp đầu tiên của nó"
            place = Where(SETTINGS)
            yield finding("setting-unused", place, setting=setting, why=why, fix=fix)


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
        text=replace(plan.text, through=told.reports_through.strip() or plan.text.through),
    )


def _without_tasks(place: str) -> NoTaskTableError:
    """Say that a plan holds no task."""
    return NoTaskTableError(
        "kế hoạch cấp trên không có nhiệm vụ nào",
        where=Where(place),
        fix="kiểm tra lại tệp; nếu bảng có tiêu đề cột khác thường, nêu tên cột ở mục"
        " [columns] trong reconcile.toml",
    )
