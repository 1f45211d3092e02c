"""An invented chain with known answers: a resolution, the plan of a province, six communes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from cycle.invented import LEADS, WORK, Item, localised, small, source
from reconcile.config import Config
from reconcile.model import Chain, ChainOutcome, DirectLink, Plan, Reconciliation
from reconcile.normalise import to_plan
from reconcile.run.direct import Above, carried_directly
from reconcile.run.pair import prepare_upper, reconcile_plans
from reconcile.tracking.chain import PlanLinks, UnitLinks, compose
from reconcile.tracking.coverage import digest, steps_of

COMMUNES = ("An Bình", "Vĩnh Hạ", "Suối Đá", "Tân Lập", "Đồng Xuân", "Bàn Đạt")
FORGETFUL = 3
"""The commune that forgets one half of what the province split."""
CONFIG, AS_OF = Config(), date(2026, 11, 20)
_PROVINCE = "UBND các tỉnh, thành phố"
_KINDS = (
    "Nâng cấp phần mềm",
    "Tổ chức hội thảo về",
    "Thuê tư vấn lập đề án",
    "Mua sắm thiết bị cho",
)
_THINGS = (
    "trung tâm dữ liệu", "trạm quan trắc", "bảo tàng", "thư viện", "cảng cá", "sân vận động",
    "trường chuyên", "bến xe liên tỉnh",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is known of a top task."""

    text: str
    outcome: ChainOutcome
    lost: tuple[int, ...] = ()
    """Positions of the communes that it was lost at."""


@dataclass
class Drawn:
    """The plans of all levels, and what is known of them."""

    top: list[Item] = field(default_factory=list)
    province: list[Item] = field(default_factory=list)
    communes: list[list[Item]] = field(default_factory=lambda: [[] for _ in COMMUNES])
    known: list[Known] = field(default_factory=list)

    def give(self, text: str, outcome: ChainOutcome, lost: Sequence[int] = ()) -> None:
        """Give a task from the top."""
        self.top.append(Item(text, "", "31/12/2026", _PROVINCE))
        self.known.append(Known(text, outcome, tuple(lost)))

    def pass_on(self, random: Random, text: str, *, but: Sequence[int] = ()) -> None:
        """Let the province take it up, and all communes but some."""
        theirs = random.choice((text, f"Tổ chức thực hiện {small(text)}", f"{text} trên địa bàn"))
        self.province.append(Item(theirs, "03/NQ-CP", "15/12/2026", "UBND cấp xã"))
        for at, rows in enumerate(self.communes):
            if at not in but:
                said = localised(theirs)
                own = random.choice((said, f"Triển khai {small(said)}", f"{said} tại xã"))
                rows.append(Item(own, "140/KH-UBND", "10/12/2026", random.choice(LEADS)))

    def take_directly(self, random: Random, text: str, at: int) -> None:
        """Let a commune take it up past the province."""
        own = Item(text, "Nghị quyết số 03/NQ-CP", "10/12/2026", random.choice(LEADS))
        self.communes[at].append(own)


def draw(random: Random, *, joint: str = "; ", forgotten: int = 1) -> Drawn:
    """Draw 40 tasks of the top, 60 of the province, and what six communes make of them.

    ``joint`` joins the two duties of which the province makes two tasks; ``forgotten`` is the one
    that a commune leaves out of the last such pair: 0 or 1.
    """
    texts = [f"{head} {tail}" for head, tail, _ in WORK]
    texts += [f"{more[:1].upper()}{more[1:]}" for _, _, more in WORK]
    random.shuffle(texts)
    drawn = Drawn()
    for _ in range(12):
        text = texts.pop()
        drawn.give(text, ChainOutcome.WHOLE)
        drawn.pass_on(random, text)
    for _ in range(8):
        drawn.give(texts.pop(), ChainOutcome.LOST_ABOVE)
    for _ in range(8):
        text, lost = texts.pop(), random.sample(range(6), random.randint(1, 5))
        drawn.give(text, ChainOutcome.LOST_BELOW, sorted(lost))
        drawn.pass_on(random, text, but=lost)
    for _ in range(4):
        text = texts.pop()
        drawn.give(text, ChainOutcome.DIRECT)
        for at in random.sample(range(6), 2):
            drawn.take_directly(random, text, at)
    _split(drawn, random, texts, joint, forgotten)
    _merged(drawn, random, texts)
    drawn.give(texts.pop(), ChainOutcome.NOT_BELOW)
    drawn.top[-1] = replace(drawn.top[-1], lead="Bộ Tài chính")
    own = [f"{kind} {thing}" for kind in _KINDS for thing in _THINGS]
    for text in random.sample(own, 60 - len(drawn.province)):
        drawn.province.append(Item(text, "", "31/12/2026", "Sở Tài chính"))
    for rows in (drawn.province, *drawn.communes):
        random.shuffle(rows)
    return drawn


def _split(
    drawn: Drawn, random: Random, texts: list[str], joint: str = "; ", forgotten: int = 1
) -> None:
    """Let the province make two tasks of one; of the last a commune forgets the one half."""
    for lost in ((), (), (FORGETFUL,)):
        first, second = texts.pop(), texts.pop()
        drawn.give(f"{first}{joint}{small(second)}", ChainOutcome.WHOLE)
        drawn.pass_on(random, first, but=() if forgotten else lost)
        drawn.pass_on(random, second, but=lost if forgotten else ())


def _merged(drawn: Drawn, random: Random, texts: list[str]) -> None:
    """Let the province make one task of two; a commune forgets the second pair."""
    for lost in ((), (2,)):
        first, second = texts.pop(), texts.pop()
        outcome = ChainOutcome.LOST_BELOW if lost else ChainOutcome.WHOLE
        drawn.give(first, outcome, lost)
        drawn.give(second, outcome, lost)
        drawn.pass_on(random, f"{first}; {small(second)}", but=lost)


def matched(drawn: Drawn) -> Chain:
    """Match the levels in pairs, and put them together."""
    top = replace(_plan("nq.xlsx", "CHÍNH PHỦ", drawn.top, upper=True), number="03/NQ-CP")
    upper = _plan("tinh.xlsx", "UBND TỈNH HÀ SƠN", drawn.province, upper=True)
    upper = replace(upper, number="140/KH-UBND")
    above = (Above(top, prepare_upper(top, CONFIG)),)
    units = []
    for name, rows in zip(COMMUNES, drawn.communes, strict=True):
        lower = _plan(f"{name}.xlsx", f"UBND XÃ {name.upper()}", rows)
        found = reconcile_plans(upper, lower, CONFIG, AS_OF)
        units.append(_unit(found, carried_directly(above, lower, CONFIG).links))
    steps = steps_of(reconcile_plans(top, upper, CONFIG, AS_OF))
    return compose(PlanLinks((top, upper), (steps,)), units)


def _unit(found: Reconciliation, direct: tuple[tuple[DirectLink, ...], ...]) -> UnitLinks:
    return UnitLinks(found.lower.unit, digest(found).standings, direct)


def _plan(file: str, letterhead: str, rows: Sequence[Item], *, upper: bool = False) -> Plan:
    return to_plan([source(file, letterhead, rows)], upper=upper)
