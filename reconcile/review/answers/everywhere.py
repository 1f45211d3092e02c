"""An answer marked to count for every unit of the same content: for whom, and where it does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconcile.model import Decision, Finding, Subject, Verdict
from reconcile.review.answers.found import Found, ReviewContext
from reconcile.review.answers.identify_rows import rows_of
from reconcile.review.answers.locate_form import Located, Met
from reconcile.review.answers.unread import unread
from reconcile.review.ask.questions import row_key, split_key
from reconcile.review.keys.hidden_sheet import AskedRow
from reconcile.review.keys.seals import shown
from reconcile.review.settling.notes import said_once
from reconcile.review.settling.statements import AnswerCell, Spot, contradiction
from reconcile.review.workbooks.typed import typed
from reconcile.vocabulary.answers import MEANS_YES, PAIR, answer_mark, parse_answer
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare, fold

_MARK = "everywhere"
_Content = tuple[str, str]
"""Key of the upper task, which all units share, and the lower text, folded."""


@dataclass(frozen=True, slots=True)
class SpreadAnswer:
    """An answer that a mark on another unit's row gives."""

    decision: Decision
    origin: Subject
    """What the marked answer is about."""


@dataclass(slots=True)
class Marked:
    """What the marks of a workbook come to, by the ids of the units."""

    answers: dict[str, tuple[SpreadAnswer, ...]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)

    def tell(self, unit: str, told: Finding) -> None:
        """Add a finding about a unit."""
        self.findings.setdefault(unit, []).append(told)


def read_marks(
    parts: Mapping[str, Sequence[Located]],
    contexts: Sequence[ReviewContext],
    found: Mapping[str, Sequence[Found]],
) -> Marked:
    """Give the answers on marked rows to the other units of the same content.

    They count where the upper task is the same and the lower text is the same to the letter after
    folding, on a row where nothing was answered and nobody typed an answer now. Two marks that
    differ on one content give it to nobody.

    Args:
        parts: each unit's rows of the workbook, as they are now.
        contexts: what reading each unit's rows took.
        found: what was found on them.

    """
    marked = Marked()
    given: dict[_Content, list[Decision]] = {}
    names = _names(parts, contexts)
    for context in contexts:
        unit = context.ledger.unit
        for each in _claims(parts.get(unit, ()), context, found[unit]):
            if isinstance(each, Finding):
                marked.tell(unit, each)
            else:
                said = _told_from(each, names.get(unit, unit))
                given.setdefault(_content(each), []).append(said)
    for context in contexts if given else ():
        _give(given, context, found[context.ledger.unit], marked)
    return marked


def still_free(
    given: Iterable[SpreadAnswer],
    log: Iterable[Decision],
    others: Iterable[Decision],
    stands: Mapping[Subject, Decision],
) -> tuple[Decision, ...]:
    """Leave of the answers that marks give a unit those on rows that nobody has settled.

    Args:
        given: of ``Review.everywhere``, of one unit.
        log: every line about the unit, in the order of its growth.
        others: what people typed about the unit in any workbook, taken in or not.
        stands: the answers that stand on all units, the marked ones among them.

    """
    last: dict[Subject, Decision] = {each.subject: each for each in log}
    held = [each for each in last.values() if each.verdict is not Verdict.WITHDRAWN]
    settled = {(e.upper, "") for e in held if not e.lower or e.verdict in MEANS_YES}
    settled |= {("", e.lower) for e in held if not e.upper}
    touched = {(each.upper, each.lower) for each in others}

    def is_free(each: SpreadAnswer) -> bool:
        said, origin = each.decision, stands.get(each.origin)
        about = {(said.upper, said.lower), (said.upper, ""), ("", said.lower)}
        known = last.get(said.subject)
        # Who has not seen that an answer was taken back does not give it again.
        seen = known is None or (
            known.verdict is Verdict.WITHDRAWN and answer_mark(known) in said.base.split()
        )
        # What does not stand on the marked row itself, since others contradict it, spreads nowhere.
        taken = origin is not None and origin.verdict is said.verdict
        return seen and taken and not about & (settled | touched)

    free = [each.decision for each in given if is_free(each)]
    # Two copies of a workbook give the same answer once; those that differ are for nobody.
    said = {each.subject: {d.verdict for d in free if d.subject == each.subject} for each in free}
    first = {each.subject: each for each in reversed(free) if len(said[each.subject]) == 1}
    return tuple(first.values())


def _claims(
    sheets: Iterable[Located], context: ReviewContext, found: Iterable[Found]
) -> Iterator[Decision | Finding]:
    """Yield the answers on the marked rows of one unit, each at the place of its mark."""
    said = {(each.subject, each.verdict): each for each in _typed(found)}
    for located in sheets:
        if not any(located.says(line, _MARK) for line in list(located.grid.rows.values())[1:]):
            continue
        for met in rows_of(located, context.ledger.texts):
            text = shown(typed(located.says(met.line, _MARK)))
            if met.asked is None or not text:
                continue
            spot = Spot(context.file, located.grid.title, met.number, located.form.titles)
            here = parse_answer(shown(typed(located.says(met.line, "pair"))))
            # The same pair may be answered otherwise in another cell, which the mark is not beside.
            yield _claim(text, spot, said.get((_subject(met, context), here)) if here else None)


def _claim(text: str, spot: Spot, said: Decision | None) -> Decision | Finding:
    """Return the answer on a marked row, or what is wrong with the mark."""
    offered = term("review", _MARK)
    if bare(text) not in {bare(offered), "x"}:
        return finding("unknown-answer", spot.at(_MARK), answer=text, choices=f"“{offered}”")
    # Cleared beside a mark, it is no answer that could be given to others.
    if said is None or said.verdict not in PAIR:
        return unread(spot.at(_MARK), "everywhere_alone", answer=text)
    return replace(said, where=spot.at(_MARK))


def _subject(met: Met, context: ReviewContext) -> tuple[str, str, str, str]:
    """Return what an answer on the pair of a row is about."""
    upper, lower = split_key(met.asked.key) if met.asked else ("", "")
    return context.ledger.unit, upper, lower, ""


def _typed(found: Iterable[Found]) -> Iterator[Decision]:
    """Yield the answers in the cells of a unit, also those that the program had put there."""
    for each in found:
        if isinstance(each, AnswerCell) and not each.empty:
            yield each.statement.decision


def _content(decision: Decision) -> _Content:
    """Return what makes two rows of two units the same."""
    return decision.upper, fold(decision.lower_text)


def _names(
    parts: Mapping[str, Sequence[Located]], contexts: Iterable[ReviewContext]
) -> dict[str, str]:
    """Return what the rows call the units, by their ids."""
    return {
        context.ledger.unit: shown(located.says(line, "unit"))
        for context in contexts
        for located in parts.get(context.ledger.unit, ())[:1]
        for line in list(located.grid.rows.values())[1:2]
    }


def _told_from(said: Decision, unit: str) -> Decision:
    """Say in the note of an answer from which unit it comes."""
    origin = term("review", "everywhere_from").format(unit=unit)
    return replace(said, note=said_once("note", (said.note, origin)))


def _give(
    given: Mapping[_Content, Sequence[Decision]],
    context: ReviewContext,
    found: Sequence[Found],
    marked: Marked,
) -> None:
    """Give one unit what was marked on rows of others with the same content."""
    texts, unit = context.ledger.texts, context.ledger.unit
    # A rejection leaves the other pairs of its task open.
    typed = tuple(_typed(found))
    settled = {e.upper for e in typed if not e.lower or e.verdict in MEANS_YES}
    answered = {(e.upper, e.lower) for e in typed}
    answers: list[SpreadAnswer] = []
    for row in (row for form in context.ledger.forms for row in form.rows):
        upper, lower = split_key(row.key)
        said = [e for e in given.get((upper, fold(texts.get(lower, ""))), ()) if e.unit != unit]
        if not (lower and said) or upper in settled or (upper, lower) in answered:
            continue
        if any(row.answers):  # answered when the workbook was written, and cleared since
            continue
        apart = [each for each in said if each.verdict is not said[0].verdict]
        if apart:
            marked.tell(unit, contradiction(replace(apart[0], lower=lower), said[0]))
        else:
            answers.append(SpreadAnswer(_of_unit(said[0], row, context), said[0].subject))
    marked.answers[unit] = tuple(answers)


def _of_unit(said: Decision, row: AskedRow, context: ReviewContext) -> Decision:
    """Return an answer of one unit as that of another, on what this one's row showed."""
    upper, lower = split_key(row.key)
    return replace(
        said,
        unit=context.ledger.unit,
        lower=lower,
        lower_text=context.ledger.texts.get(lower, ""),
        seen=context.seen,
        score=row.score,
        base=context.ledger.bases.get(row_key(upper, lower), ""),
    )
