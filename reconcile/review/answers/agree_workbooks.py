"""The answers of several review workbooks and of the log, brought to agree."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.model import Decision, Finding, Subject, Verdict
from reconcile.review.answers.cleared_answers import cleared
from reconcile.review.answers.known_answers import is_known, is_lost, last_line
from reconcile.review.answers.review import Review
from reconcile.review.settling.statements import Statement, contradiction
from reconcile.vocabulary.answers import (
    adds_nothing,
    agree,
    answer_mark,
    known_with,
    lines_by_subject,
    same_answer,
    says_again,
)


@dataclass(frozen=True, slots=True)
class NewAnswers:
    """What the workbooks say that the log does not."""

    decisions: tuple[Decision, ...]
    """To be recorded, in the order of the workbooks; two on one subject differ in notes alone."""
    findings: tuple[Finding, ...]
    """Of every workbook, and one for each answer that contradicts another; in their order."""
    untaken: frozenset[str] = frozenset()
    """The workbooks that hold an answer which contradicts another and is not to be recorded."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An answer, and the workbook that it is in."""

    statement: Statement
    review: Review

    @property
    def decision(self) -> Decision:
        """The answer."""
        return self.statement.decision

    @property
    def line(self) -> Decision:
        """The answer as the log is to have it: what it had once, as it had it."""
        return self.statement.was or self.statement.decision

    @property
    def known(self) -> frozenset[str]:
        """Marks of the answers that its author knew of."""
        return frozenset(self.line.base.split())


def gather(
    reviews: Sequence[Review],
    log: Iterable[Decision] = (),
    lying: Mapping[str, str] | None = None,
    untouched: Collection[str] = (),
    before: Mapping[str, Collection[str]] | None = None,
) -> NewAnswers:
    """Tell which answers are new, and which contradict each other or what stands.

    A workbook that lies about keeps its answers for good, also those that the program had put
    there from a log that is lost or was put back since. So an answer counts as new unless the
    log has it as the latest of that workbook on the subject. A new answer replaces the one that
    stands where its author saw that one in the workbook, or gave it there herself; otherwise two
    people disagree: a finding with both, and the earlier stands. The name of a file says nothing
    of which workbook it is: a copy of an older writing, laid over under the same name, has not
    seen what was answered since.

    Args:
        reviews: as read, of any units.
        log: every line about their units, withdrawn ones too, in the order of its growth.
        lying: file → generation of the writing that lay there when this was last looked; None
            where that is not known of any.
        untouched: files that are byte for byte as the program wrote them once: nobody has cleared
            anything in them.
        before: file → names that it was read under before it had that of now.

    """
    names = before or {}
    lines = lines_by_subject(log)
    new = _new(reviews, lines, lying or {})
    decisions: list[Decision] = []
    untaken: set[str] = set()
    findings = [f for review in reviews for f in review.findings]
    for subject, said in new.items():
        taken, told = _agreed(said, lines.get(subject, ()), lying)
        decisions += _each_once(taken)
        findings += told
        places = {each.where for each in taken}
        untaken |= {e.review.file for e in said if told and e.line.where not in places}
    # A line that comes back from another workbook may be cleared in the one that it was given in.
    stand = lines | lines_by_subject(decisions)
    opened = [review for review in reviews if review.file not in untouched]
    findings += [
        each for review in opened for each in cleared(review, stand, names.get(review.file, ()))
    ]
    in_order = sorted(dict.fromkeys(findings), key=lambda f: f.order)
    return NewAnswers(tuple(decisions), tuple(in_order), frozenset(untaken))


def _agreed(
    said: Sequence[_Told], held: Sequence[Decision], lying: Mapping[str, str] | None
) -> tuple[list[Decision], list[Finding]]:
    """Tell which of the new answers on one subject are taken in, and what is said of the others."""
    last = last_line(held)
    lost = [each for each in said if not each.statement.changed]
    back, findings = _fitting(_latest(lost), last, held, lying)
    stands = back[0].line if back else last
    given = [each for each in said if each.statement.changed]
    # What was taken back may be lost with the log, and known from other workbooks alone.
    before = (*held, *(each.line for each in lost))
    new, told = _fitting(given, stands, before, lying)
    if back and last and _says_only_again(back[0].line, last):
        new, more = _fitting(new, last, before, lying)
        told += more
        # It comes back when they have agreed; else the next run would take it for what stands.
        back = [] if more else back
    replaced = any(stands and not agree(each.line, stands) for each in new)
    taken = new if replaced else [*back, *new]
    return [_recorded(each, stands if replaced else last) for each in taken], findings + told


def _says_only_again(back: Decision, stands: Decision) -> bool:
    """Tell whether an answer that comes back says what stands, given by one who had not seen that.

    Whoever knew the one that comes back need not have seen the one that stands either.
    """
    known = stands.verdict is Verdict.WITHDRAWN or answer_mark(stands) in back.base.split()
    return agree(back, stands) and not known


def _latest(lost: Sequence[_Told]) -> tuple[_Told, ...]:
    """Leave out the answers that another one knows of.

    Workbooks of several times bring back what a lost log had, each its own part of it. Of two that
    know of each other, as after logs were joined, the later stays.
    """
    told = {answer_mark(each.line): each for each in reversed(lost)}
    known = {mark: set[str]() for mark in told}
    for each in lost:
        known[answer_mark(each.line)] |= each.known

    def is_told(mark: str) -> bool:
        return any(
            mark in marks and not (mark > other and other in known[mark])
            for other, marks in known.items()
            if other != mark
        )

    return tuple(each for mark, each in told.items() if not is_told(mark))


def _fitting(
    said: Sequence[_Told],
    stands: Decision | None,
    held: Sequence[Decision],
    lying: Mapping[str, str] | None,
) -> tuple[list[_Told], list[Finding]]:
    """Tell which answers may follow the one that stands, and what is said of the others."""
    findings: list[Finding] = []
    # What was taken back stands no more: whoever answers now contradicts nobody, unless she
    # only says again, in a workbook of before, what was taken back since.
    if stands and stands.verdict is Verdict.WITHDRAWN:
        echoes = [each for each in said if _is_echo(each, stands, held, lying)]
        findings += [contradiction(each.decision, stands) for each in echoes]
        said = [each for each in said if each not in echoes]
        stands = None
    clashes = [each for each in said if stands and not _may_replace(each, stands, lying)]
    free = [each for each in said if each not in clashes]
    findings += [contradiction(c.decision, stands) for c in clashes if stands]
    # Of new answers that differ none is preferred: the program does not choose for people.
    apart = [each for each in free[1:] if not agree(each.decision, free[0].decision)]
    findings += [contradiction(each.decision, free[0].decision) for each in apart]
    return [] if apart else free, findings


def _each_once(taken: Iterable[Decision]) -> list[Decision]:
    """Leave out what is said again after something else was: the last stays, as it would stand."""
    once: list[Decision] = []
    for each in taken:
        if once and not _are_one(once[-1], each):
            once = [other for other in once if not _are_one(other, each)]
        once.append(each)
    return once


def _are_one(one: Decision, other: Decision) -> bool:
    """Tell whether of two answers of one time each says all that the other does."""
    alike = adds_nothing(one, other) and adds_nothing(other, one)
    return alike and (one.when, one.seen) == (other.when, other.seen)


def _recorded(told: _Told, before: Decision | None) -> Decision:
    """Return an answer as the log takes it: with all that its author is now known to know of."""
    line = told.line
    marks = dict.fromkeys((*(known_with(before).split() if before else ()), *line.base.split()))
    # Where logs were joined, the one before it may know of it already.
    marks.pop(answer_mark(line), None)
    return replace(line, base=" ".join(marks))


def _new(
    reviews: Sequence[Review],
    lines: Mapping[Subject, Sequence[Decision]],
    lying: Mapping[str, str],
) -> dict[Subject, list[_Told]]:
    """Sort by their subjects the answers that the log does not have."""
    new: dict[Subject, list[_Told]] = {}
    for review in reviews:
        ours = bool(review.generation) and lying.get(review.file) == review.generation
        for each in review.statements:
            held = lines.get(each.decision.subject, ())
            told = each.changed or is_lost(each, held, ours=ours)
            # Without our hidden sheet nobody knows what the program itself had shown there.
            had = (same_answer(line, each.decision) for line in held)
            told = told and (review.keyed or not any(had))
            if told and not is_known(each.decision, held):
                new.setdefault(each.decision.subject, []).append(_Told(each, review))
    return new


def _may_replace(told: _Told, stands: Decision, lying: Mapping[str, str] | None) -> bool:
    """Tell whether the author of an answer knew the one that stands, or says the same."""
    said, review = told.decision, told.review
    if agree(said, stands):
        return True
    if review.generation:
        # The log may be an older one, which has what others had replaced since.
        saw = answer_mark(stands) in said.base.split()
    else:
        saw = told.statement.before is stands.verdict
    writing = review.generation
    # A copy of another writing may lie under the name by now, or one of before, laid back there.
    own = stands.where.file == said.where.file and stands.writing == writing
    return saw or (own and (lying or {}).get(review.file, writing) == writing)


def _is_echo(
    told: _Told,
    back: Decision,
    held: Sequence[Decision],
    lying: Mapping[str, str] | None,
) -> bool:
    """Tell whether an answer is one that was taken back, of somebody who has not seen that."""
    said = told.decision
    if not told.review.generation or lying is None or _may_replace(told, back, lying):
        return False
    # The line that was taken back may be lost, and then only what took it back knows of it.
    gone = back.base.split()
    lost = any(says_again(said, mark) for mark in gone)
    # Who adds a name or a note to it says it again, too.
    shown = told.statement.shown
    added = shown is not None and answer_mark(shown) in gone and agree(shown, said)
    return lost or added or any(agree(each, said) for each in held)
