"""One task of the review as the page shows it: both texts, what differs, the other candidates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reconcile.match.rules import speaks_against
from reconcile.model import Candidate, Decision, Task, Verdict
from reconcile.review.ask.questions import row_key
from reconcile.review.ask.said_before import told_before
from reconcile.review.settling.settle import PERSON
from reconcile.run.page.answer import version
from reconcile.run.page.shown_words import SideBySide, side_by_side
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.run.page.unit_desk import Item, UnitDesk, standing_in
from reconcile.tracking.proposed import MOST_SHOWN, WORTH_SHOWING
from reconcile.vocabulary.answers import MEANS_YES
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare, fold, one_line

_HITS = 20
"""Rows of the unit that a search shows."""
_REASONS = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands beside a text on both sides, and how the two compare."""

    label: str
    upper: str
    lower: str
    compared: str = ""


@dataclass(frozen=True, slots=True)
class PairLine:
    """A candidate in one line."""

    lower: Task
    score: float | None
    said: Verdict | None
    """What a person said on the pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """All that the view of one task shows."""

    unit: OpenedUnit
    item: Item
    items: tuple[Item, ...]
    version: str
    pairs: tuple[PairLine, ...]
    shown: Task | None
    """The lower task beside the upper one; None where nothing comes near."""
    reasons: tuple[str, ...]
    """What speaks for the pair that is shown."""
    against: tuple[str, ...]
    """What speaks against it."""
    ruled_out: Decision | None
    """The answer that the two shown are no pair: on them, or on the lower one as nobody's."""
    score: float | None
    words: SideBySide
    facts: tuple[Fact, ...]
    before: tuple[str, ...]
    """What was answered on former texts, and what has changed since."""
    proposal: str
    """How the draft would write the task in, where it is missed."""
    search: str
    hits: tuple[Task, ...]

    @property
    def row(self) -> str:
        """Key of the workbook's row that a note stands on: of the pair shown, else the first."""
        keys = [
            row_key(self.item.key, row.lower.key if row.lower else "") for row in self.item.rows
        ]
        here = row_key(self.item.key, self.shown.key if self.shown else "")
        return here if here in keys else keys[0]

    @property
    def open_items(self) -> tuple[Item, ...]:
        """The tasks that wait."""
        return tuple(each for each in self.items if each.is_open)

    @property
    def done(self) -> int:
        """How many tasks a person has concluded."""
        return sum(each.told is not None for each in self.items)

    @property
    def undecided(self) -> int:
        """How many missed tasks nobody has said of whether they are to be written in."""
        return sum(each.is_missed and each.writing is None for each in self.items)

    @property
    def at(self) -> int:
        """Which of the candidates is shown, from 1; 0 for a row that was not proposed."""
        keys = [each.lower.key for each in self.pairs]
        return keys.index(self.shown.key) + 1 if self.shown and self.shown.key in keys else 0

    @property
    def all_rejected(self) -> bool:
        """Whether a person has rejected every candidate, and the task itself is to be answered."""
        said = [each.said for each in self.pairs]
        return bool(said) and self.item.is_open and all(each is Verdict.NO for each in said)

    @property
    def first_open(self) -> tuple[Item, ...]:
        """Those of the open tasks whose answers tell most."""
        return tuple(each for each in self.items if each.first and each.is_open)


def item_page(
    unit: OpenedUnit,
    desk: UnitDesk,
    log: Sequence[Decision],
    task: str,
    asked: tuple[str, str],
) -> ItemPage | None:
    """Gather what the view of a task shows; None where the plan has no such task.

    Args:
        unit: the unit.
        desk: the unit settled.
        log: every line about it.
        task: key of the upper task.
        asked: key of the lower row that is to be shown, and what is searched for; may be empty.

    """
    items = desk.items(log)
    item = next((each for each in items if each.key == task), None)
    if item is None:
        return None
    lowers = {each.key: each for each in desk.settled.result.lower.tasks}
    pairs = _pairs(item, lowers)
    shown = lowers.get(asked[0]) or _first(pairs)
    candidate = _candidate(item, shown)
    withdrawn = candidate is not None and _is_withdrawn(item, candidate)
    speaks_for, against = _reasons(candidate, withdrawn=withdrawn)
    text = shown.text if shown else ""
    return ItemPage(
        unit=unit,
        item=item,
        items=items,
        version=version(log, task),
        pairs=pairs,
        shown=shown,
        reasons=speaks_for[: _REASONS - len(against)],
        against=against,
        ruled_out=_ruled_out(item, shown, log),
        score=candidate.score if candidate and not withdrawn else None,
        words=side_by_side(item.upper.task.text, text),
        facts=tuple(_facts(item.upper.task, shown)),
        before=tuple(_before(item, desk, text)),
        proposal=desk.settled.proposals.get(task, ""),
        search=asked[1],
        hits=_hits(tuple(lowers.values()), asked[1]),
    )


def next_open(items: Sequence[Item], after: str = "") -> str:
    """Return the key of the next open task, from the top again at the end; empty for none."""
    keys = [each.key for each in items]
    at = keys.index(after) + 1 if after in keys else 0
    turned = (*items[at:], *items[:at])
    return next((each.key for each in turned if each.is_open and each.key != after), "")


def _pairs(item: Item, lowers: dict[str, Task]) -> tuple[PairLine, ...]:
    """List the candidates: those that were proposed, then those that people named."""
    said = {each.lower: each.verdict for each in item.said if each.lower}
    keys = dict.fromkeys(row.lower.key for row in item.rows if row.lower)
    keys |= dict.fromkeys(key for key in said if key in lowers)
    known = (*item.upper.candidates, *item.upper.links)
    scores = {each.lower: each.score for each in known if not _is_withdrawn(item, each)}
    # Of a task that is settled nothing is asked, and yet it can be answered otherwise.
    near = (key for key, score in scores.items() if score >= WORTH_SHOWING and key not in keys)
    keys |= dict.fromkeys(islice(near, max(MOST_SHOWN - len(keys), 0)))
    return tuple(PairLine(lowers[key], scores.get(key), said.get(key)) for key in keys)


def _first(pairs: Sequence[PairLine]) -> Task | None:
    """Return the candidate that is looked at next: the best that nobody has rejected."""
    left = (each.lower for each in pairs if each.said is not Verdict.NO)
    return next(left, pairs[0].lower if pairs else None)


def _candidate(item: Item, shown: Task | None) -> Candidate | None:
    """Return what the program thinks of a pair."""
    every = (*item.upper.links, *item.upper.candidates)
    return next((each for each in every if shown and each.lower == shown.key), None)


def _before(item: Item, desk: UnitDesk, text: str) -> Iterator[str]:
    """Yield what was answered on former texts, and what has changed since."""
    units = (desk.settled.result.upper.unit, desk.settled.result.lower.unit)
    for each in item.again:
        yield from told_before(each.decision, units, item.upper.task.text, text, each.given_for)


def _reasons(pair: Candidate | None, *, withdrawn: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what speaks for a pair and what against; no person's answer that was taken back."""
    told = [each for each in (pair.evidence if pair else ()) if each.detail]
    stand = [each for each in told if not (withdrawn and each.rule == PERSON)]
    speaks_for = (each.detail for each in stand if not speaks_against(each))
    return tuple(speaks_for), tuple(each.detail for each in stand if speaks_against(each))


def _is_withdrawn(item: Item, pair: Candidate) -> bool:
    """Tell whether a pair was settled by a person's yes that stands no more.

    Until the unit is settled again its score is one that was learnt from that answer.
    """
    stands = any(e.lower == pair.lower and e.verdict in MEANS_YES for e in item.said)
    return not stands and any(each.rule == PERSON for each in pair.evidence)


def _ruled_out(item: Item, shown: Task | None, log: Sequence[Decision]) -> Decision | None:
    """Return the answer by which the task shown does not carry the upper one."""
    if shown is None:
        return None
    on_pair = next((each for each in item.said if each.lower == shown.key), None)
    if on_pair is not None:
        return on_pair if on_pair.verdict is Verdict.NO else None
    stand = standing_in(each for each in log if each.lower == shown.key and not each.upper)
    return next((each for each in stand if each.verdict is Verdict.OWN), None)


def _facts(upper: Task, lower: Task | None) -> list[Fact]:
    """Hold what stands beside the texts against each other."""
    above, below = _beside(upper), _beside(lower)
    compared = {
        "deadline": _compared_days(upper, lower),
        "lead": _compared(above["lead"], below["lead"]),
        "support": _compared(above["support"], below["support"]),
    }
    facts = (
        Fact(term("review", name), said, below[name], compared.get(name, ""))
        for name, said in above.items()
    )
    return [each for each in facts if each.upper or each.lower]


def _beside(task: Task | None) -> dict[str, str]:
    """Return what stands beside a text, by the names of the glossary."""
    if task is None:
        return dict.fromkeys(("deadline", "lead", "support", "directive"), "")
    cited = "; ".join(map(str, task.directives))
    said = (task.deadline.text, task.lead, task.support, cited)
    names = ("deadline", "lead", "support", "directive")
    return dict(zip(names, map(one_line, said), strict=True))


def _compared(upper: str, lower: str) -> str:
    """Say whether two names are the same."""
    if not (upper and lower):
        return ""
    return "giống" if fold(upper) == fold(lower) else "khác"


def _compared_days(upper: Task, lower: Task | None) -> str:
    """Say how the days of both sides stand to each other."""
    if lower is None or not (upper.deadline.latest and lower.deadline.latest):
        return ""
    if not (upper.deadline.is_dated and lower.deadline.is_dated):
        return ""
    days = (lower.deadline.latest - upper.deadline.latest).days
    if not days:
        return "giống"
    return f"{'muộn' if days > 0 else 'sớm'} hơn {abs(days)} ngày"


def _hits(lowers: Sequence[Task], search: str) -> tuple[Task, ...]:
    """Find the rows of the unit that have all words of a search, with or without diacritics."""
    words = bare(search).split()
    if not words:
        return ()
    found = (each for each in lowers if all(word in bare(_searched(each)) for word in words))
    return tuple(found)[:_HITS]


def _searched(task: Task) -> str:
    """Return the words of a row in which is searched."""
    return f"{task.where.row} {task.stt} {task.text} {task.lead}"
