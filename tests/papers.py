"""Documents of every kind for tests: outcomes of every shape, filled once each."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
from docx.table import Table
from msgspec import structs

from by_path import SHIPPED, fill
from plans import AS_OF, PROVINCE, many, outcome_of, unit_named
from reconcile.config import Config, DocumentKind
from reconcile.model import (
    Chain,
    ChainOutcome,
    ChainTask,
    Level,
    Outcome,
    PlanText,
    Reach,
    Reconciliation,
    Role,
    Step,
    Task,
    TextPart,
    Unit,
    Where,
)
from reconcile.report.documents.kinds import (
    OVER_ALL,
    Document,
    chain_document,
    overall_document,
    unit_document,
)
from reconcile.tracking.coverage import Coverage, digest
from reconcile.vocabulary.findings import finding

LEAD, SUPPORT, NONE = Role.LEAD, Role.SUPPORT, Role.NONE
CARRIED, PARTIAL, REVIEW, MISSED = Outcome.CARRIED, Outcome.PARTIAL, Outcome.REVIEW, Outcome.MISSED
PARTY = Unit("đảng-ủy", "Đảng ủy xã Vĩnh Hạ", Level.COMMUNE, "xã", "Vĩnh Hạ", party=True)
PROVINCE_PARTY = Unit("tỉnh-ủy", "Tỉnh ủy An Khê", Level.PROVINCE, "tỉnh", "An Khê", party=True)
OF_PLANS = tuple(kind for kind in DocumentKind if not kind.is_tracked)
"""Of plans compared; what tracking makes has tests of its own."""
PER_UNIT = tuple(kind for kind in OF_PLANS if kind not in OVER_ALL)


def under_party(result: Reconciliation) -> Reconciliation:
    """The same outcome of a plan that a provincial Party committee issued."""
    return replace(result, upper=replace(result.upper, unit=PROVINCE_PARTY, number="15-KH/TU"))


OUTCOMES: dict[str, Reconciliation] = {
    "many tasks": many(),
    "all carried": outcome_of([(LEAD, CARRIED)] * 27),
    "all missed": outcome_of([(LEAD, MISSED), (SUPPORT, MISSED)] * 5),
    "all in doubt": outcome_of([(SUPPORT, REVIEW)] * 12),
    "all in part": outcome_of([(LEAD, PARTIAL)] * 3, late=3),
    "no task with a role": outcome_of([(NONE, MISSED)] * 5, own=3),
    "one task carried": outcome_of([(LEAD, CARRIED)], grouped=False),
    "one task missed": outcome_of([(SUPPORT, MISSED)], grouped=False),
    "missed and in doubt": outcome_of([(LEAD, MISSED), (SUPPORT, REVIEW)] * 2),
    "a long name": many(unit_named("phường", "Quảng Trị - Đông Hà Nam Cường")),
    "a Party committee": under_party(many(PARTY)),
    "a commune under a Party plan": under_party(many()),
}


def in_its_own_words() -> Reconciliation:
    """An outcome of a unit whose plan has a text with points on who does what."""
    result = many()
    points = (
        TextPart("Phòng Kinh tế", ("- Theo dõi, tổng hợp.",)),
        TextPart("Các thôn báo cáo Phòng Kinh tế trước ngày 12 hằng tháng."),
    )
    text = PlanText(
        opening="Thực hiện chủ trương của Đảng ủy xã, UBND xã ban hành Kế hoạch:",
        purposes=("Để người dân làm thủ tục tại nhà.", "Giảm giấy tờ."),
        content=("Các nhiệm vụ nêu tại Phụ lục gửi kèm.",),
        organisation=points,
        reporting="trước ngày 12 hằng tháng",
        closing="Trên đây là Kế hoạch của xã",
    )
    return replace(result, lower=replace(result.lower, text=text))


def units(number: int) -> list[Reconciliation]:
    """Outcomes of several communes, the first of which misses nothing."""
    places = ("Vĩnh Hạ", "Hòa Bình", "Tân Lập", "Sơn Thịnh", "Bình Lâm", "Khe Mây", "Đông Ngạc")
    shapes = [[(LEAD, CARRIED)] * 10, [(LEAD, CARRIED)] * 5 + [(SUPPORT, MISSED)] * 5]
    return [
        outcome_of(shapes[min(at, 1)], unit=unit_named("xã", places[at])) for at in range(number)
    ]


def coverage(number: int, *, absent: int = 0, failed: int = 0, party: bool = False) -> Coverage:
    """The coverage of several communes, some more that sent nothing, and files of no use."""
    results = [under_party(each) if party else each for each in units(number)]
    findings = [
        finding("unit-absent", Where("inputs/lower"), unit=f"UBND xã Chưa Gửi {at + 1}", near="")
        for at in range(absent)
    ]
    findings += [
        finding("unreadable", Where(f"hong-{at + 1}.xlsx"), problem="tệp hỏng", fix="lưu lại tệp")
        for at in range(failed)
    ]
    upper = (results[0] if results else many()).upper
    return Coverage(upper, AS_OF, tuple(digest(each) for each in results), tuple(findings))


def of_two_plans(number: int) -> Coverage:
    """The coverage of several communes: seven of their tasks are of one plan, three of another."""
    covered = coverage(number)
    upper = covered.upper
    first = replace(upper, name=upper.number, tasks=upper.tasks[:7])
    second = replace(first, number="98/KH-UBND", name="98/KH-UBND", tasks=upper.tasks[7:])
    second = replace(second, issued=date(2026, 3, 1), title="Giảm nghèo bền vững năm 2026")
    parts = tuple(
        replace(part, tasks=tuple(replace(task, plan=part.name) for task in part.tasks))
        for part in (first, second)
    )
    tasks = tuple(task for part in parts for task in part.tasks)
    together = replace(upper, number="", issued=None, title="", parts=parts, tasks=tasks)
    return replace(covered, upper=together)


COVERAGES: dict[str, Coverage] = {
    "no unit": coverage(0, absent=2),
    "one unit": coverage(1),
    "two units": coverage(2),
    "several units, some absent": coverage(7, absent=2, failed=1),
    "many absent": coverage(3, absent=9),
    "a Party committee": coverage(7, absent=1, party=True),
    "two upper plans": of_two_plans(7),
}


def chain(*reaches: str, party: bool = False, units: int = 3) -> Chain:
    """A chain whose tasks stand so: ``whole``, ``above``, ``below``, ``direct`` …"""
    top, province = many().upper, PROVINCE_PARTY if party else PROVINCE
    government = Unit("chính-phủ", "Chính phủ", Level.CENTRAL)
    told = replace(top, unit=government, number="03/NQ-CP", tasks=top.tasks[: len(reaches)])
    tasks = [_followed(task, way, units) for task, way in zip(told.tasks, reaches, strict=True)]
    places = ("Vĩnh Hạ", "Hòa Bình", "Tân Lập", "Sơn Thịnh", "Bình Lâm")
    communes = tuple(PARTY if party else unit_named("xã", each) for each in places[:units])
    return Chain((told, replace(top, unit=province)), communes, tuple(tasks))


def _followed(task: Task, way: str, units: int) -> ChainTask:
    """Make a task of the top that stands so at all units but the first."""
    outcome, step, reach = WAYS[way]
    step_ = Step(Role.NONE if way == "theirs" else LEAD, step, ("p",) if step is CARRIED else ())
    carriers = ((task,),) if step is CARRIED else ((),)
    first = Reach.THROUGH if way in ("whole", "below", "doubt") else reach
    lost = int(outcome in (ChainOutcome.LOST_ABOVE, ChainOutcome.DIRECT))
    standing = (first, *(reach for _ in range(units - 1)))[:units]
    return ChainTask(task, outcome, step_, carriers, lost, standing)


WAYS = {
    "whole": (ChainOutcome.WHOLE, CARRIED, Reach.THROUGH),
    "above": (ChainOutcome.LOST_ABOVE, MISSED, Reach.ABOVE),
    "below": (ChainOutcome.LOST_BELOW, CARRIED, Reach.MISSED),
    "direct": (ChainOutcome.DIRECT, MISSED, Reach.DIRECT),
    "theirs": (ChainOutcome.NOT_BELOW, MISSED, Reach.NONE),
    "doubt": (ChainOutcome.REVIEW, CARRIED, Reach.REVIEW),
}
CHAINS: dict[str, Chain] = {
    "every way": chain(*WAYS, *WAYS, *WAYS),
    "all whole": chain("whole", "whole"),
    "one lost above": chain("above"),
    "lost below alone": chain("whole", "below", units=5),
    "carried directly alone": chain("direct"),
    "in doubt alone": chain("doubt"),
    "nobody's": chain("theirs"),
    "no unit": chain("above", units=0),
    "a Party committee": chain(*WAYS, party=True),
}


def filled_chain(followed: Chain, out: Path, config: Config | None = None) -> tuple[Path, Document]:
    """Fill a Báo cáo over a chain; give the file, and what filled it."""
    made = chain_document(followed, AS_OF, config or Config(), SHIPPED)
    path = out / "bao-cao-chuoi.docx"
    fill(made.template, made.context, path)
    return path, made


def drafted(
    kind: DocumentKind, result: Reconciliation, config: Config | None = None, *, told: bool = True
) -> Document:
    """Put together what fills a document of a unit, as ``filled`` fills it."""
    settings = config or Config()
    return unit_document(kind, result, without_blanks(settings) if told else settings, SHIPPED)


def filled(
    kind: DocumentKind,
    result: Reconciliation,
    out: Path,
    config: Config | None = None,
    *,
    told: bool = True,
) -> tuple[Path, Document]:
    """Fill a document of a unit; give the file, and what filled it.

    ``told`` has the settings say what the plans do not, so that no blank is left.
    """
    made = drafted(kind, result, config, told=told)
    path = out / f"{kind}.docx"
    fill(made.template, made.context, path)
    return path, made


def without_blanks(settings: Config) -> Config:
    """The same settings, which say when is reported."""
    said = settings.documents.reporting or "trước ngày 25 hằng tháng"
    documents = structs.replace(settings.documents, reporting=said)
    return structs.replace(settings, documents=documents)


def filled_overall(
    covered: Coverage, out: Path, config: Config | None = None
) -> tuple[Path, Document]:
    """Fill a Báo cáo tổng hợp; give the file, and what filled it."""
    made = overall_document(covered, config or Config(), SHIPPED)
    path = out / "bao-cao-tong-hop.docx"
    fill(made.template, made.context, path)
    return path, made


def annex_tables(path: Path) -> list[Table]:
    """The tables of tasks and the like of a document; not the one of offices in its text."""
    heads = ((table, table.rows[0].cells) for table in docx.Document(str(path)).tables)
    return [t for t, head in heads if head[0].text == "STT" and head[1].text != "Cơ quan, đơn vị"]
