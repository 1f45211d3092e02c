"""From the rows of a form to a person's answers, and what else she wrote there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reconcile.model import AS_PROPOSED, Decision, Finding, Verdict, Where
from reconcile.review.answers.drafts import Draft
from reconcile.review.answers.found import Found, ReviewContext
from reconcile.review.answers.identify_rows import rows_of
from reconcile.review.answers.locate_form import KEY, Located, Met
from reconcile.review.answers.stranger_rows import read_others, read_stranger
from reconcile.review.answers.unread import SHORT, Foreign, misplaced, unread
from reconcile.review.answers.writing_in import accepted_besides, chosen, entry_of, topic_in
from reconcile.review.ask.questions import key_of_task, row_key, split_key
from reconcile.review.keys.hidden_sheet import AskedRow
from reconcile.review.keys.seals import seal, shown
from reconcile.review.settling.statements import AnswerCell, Spot, Statement
from reconcile.review.workbooks.struck import StruckText
from reconcile.review.workbooks.typed import typed
from reconcile.vocabulary.answers import (
    LOWER,
    PAIR,
    UPPER,
    WRITING,
    answer,
    parse_answer,
)
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import clean, one_line, shorten

_OFFERED = {"pair": PAIR, "task": UPPER, "answer": LOWER}
"""Columns of answers, with the answers that each may hold."""
_ENTRY = ("entry_text", "entry_lead", "entry_deadline")
"""What a person writes in the place of a proposal."""
_BESIDE = ("document", "note", "person")
_UNSEALED = ("number",)
"""Columns that a person may number anew after sorting."""


def read_form(located: Located, context: ReviewContext) -> Iterator[Found]:
    """Yield all that a person wrote on a sheet to be answered, in the order of its rows."""
    yield from _headers(located, context)
    placed = set(located.columns.values())
    for met in rows_of(located, context.ledger.texts):
        spot = Spot(context.file, located.grid.title, met.number, _titles(located))
        if met.asked is None:
            yield from read_stranger(located, met, spot, context)
            continue
        yield from _Row(located, met, met.asked, spot, context).found()
        yield from read_others(met, placed, spot)


def _titles(located: Located) -> dict[str, str]:
    """Return the headers as they are now."""
    heads = located.grid.rows[located.header]
    return {
        name: shown(heads.get(located.columns.get(name, 0))) or title
        for name, title in located.form.titles.items()
    }


def _headers(located: Located, context: ReviewContext) -> Iterator[Finding]:
    """Report the headers that are gone or were renamed."""
    for name, now in located.renamed.items():
        if name != KEY:
            title = located.form.titles[name]
            where = Where(context.file, located.grid.title, located.header, title)
            yield finding(
                "program-cell-edited", where, text=now or term("review", "removed_column")
            )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a form as it is now."""

    located: Located
    met: Met
    asked: AskedRow
    spot: Spot
    context: ReviewContext

    def found(self) -> Iterator[Found]:
        """Yield what a person wrote on the row."""
        yield from self._edits()
        yield from self._stray_key()
        yield from self._struck()
        spoken = False
        for name, offered in _OFFERED.items():
            if self._has(name) and not self._is_struck_out(name):
                for each in self._answers(name, offered):
                    # A word that is no answer counts: its finding keeps the workbook and its notes.
                    spoken = spoken or not isinstance(each, AnswerCell) or not each.empty
                    yield each
        for each in (*self._other_rows(), *self._writing()):
            spoken = spoken or not isinstance(each, AnswerCell) or not each.empty
            yield each
        yield from self._left_over() if not spoken else self._beside()

    def _text(self, name: str) -> str:
        """Return what a cell says, its line breaks kept."""
        value = typed(self.located.says(self.met.line, name))
        return clean(value) if isinstance(value, str) else shown(value)

    def _before(self, name: str) -> str:
        """Return what an answer cell held when the program wrote it."""
        form = self.located.form
        return self.asked.answers[form.answers.index(name)] if name in form.answers else ""

    def _edits(self) -> Iterator[Found]:
        """Report the program's own cells that say something else now."""
        for name, sealed in zip(self.located.form.program, self.asked.seals, strict=True):
            value = self.located.says(self.met.line, name)
            if name not in self.located.columns or seal(value) == sealed:
                continue
            if name not in _UNSEALED:
                text, key = shown(value) or term("review", "empty"), key_of_task(self.asked.key)
                yield finding("program-cell-edited", self.spot.at(name), task=key, text=text)
            # Another number is no edit; words in its place are a person's, and would be lost.
            elif not isinstance(value, int | float | None):
                yield from misplaced(self.spot.at(name), shown(value))

    def _stray_key(self) -> Iterator[Found]:
        """Report words that were typed over the key of the row."""
        said = shown(self.located.says(self.met.line, KEY))
        if said and said not in {row.key for row in self.located.form.rows}:
            yield from misplaced(self.spot.at(KEY), said)

    def _struck(self) -> Iterator[Finding]:
        """Tell what is struck through in answer cells; it counts for nothing, and stays there."""
        key = key_of_task(self.asked.key)
        for name in self.located.form.answers:
            value = self.located.says(self.met.line, name)
            if isinstance(value, StruckText):
                text = shorten(one_line(value.gone), SHORT)
                yield unread(self.spot.at(name), "struck", task=key, text=text)

    def _is_struck_out(self, name: str) -> bool:
        """Tell whether all of a cell is struck through: that takes no answer back by itself."""
        value = self.located.says(self.met.line, name)
        return isinstance(value, StruckText) and not value.standing.strip()

    def _answers(self, name: str, offered: Sequence[Verdict]) -> Iterator[Found]:
        """Read the answer in one cell."""
        text = self._text(name)
        upper, lower = split_key(self.asked.key)
        before = parse_answer(self._before(name))
        # Such a row asks about the upper task by itself: there is no pair to answer on.
        if name == "pair" and not lower:
            if text:
                yield self._unknown(name, text, ())
            return
        subject = (upper, "" if name == "task" else lower)
        verdict = parse_answer(text)
        if text and verdict not in offered:
            yield self._unknown(name, text, [answer(each) for each in offered])
        elif verdict or before:
            names = _BESIDE if name == "task" else _BESIDE[1:]
            # Another note makes it a new answer, and so does a name that was not there before.
            changed = verdict != before or self._changed(names)
            decision = self._decision(subject, verdict or Verdict.WITHDRAWN, name)
            cell = AnswerCell(Statement(decision, before, changed=changed), empty=verdict is None)
            yield cell
            if name == "task" and not self._is_asked_apart:
                yield from accepted_besides(cell)

    @property
    def _is_asked_apart(self) -> bool:
        """Whether the workbook asks on writing in apart from the gap; one of before does not."""
        # Without our hidden sheet only the column, there or not, tells which it is.
        keyed = bool(self.context.ledger.generation)
        return self._has("writing") or (keyed and "writing" in self.located.form.answers)

    def _has(self, name: str) -> bool:
        """Tell whether a column of answers is there."""
        return name in self.located.columns and name in self.located.form.answers

    def _writing(self) -> Iterator[Found]:
        """Read whether and how the upper task is to be written into the unit's plan."""
        upper, _ = split_key(self.asked.key)
        # A column that is gone takes nothing back.
        if not (upper and self._has("writing")) or self._is_struck_out("writing"):
            return
        text, before = self._text("writing"), parse_answer(self._before("writing"))
        texts = [self._text(name) for name in _ENTRY]
        entry = entry_of(*texts)
        if entry.deadline != texts[-1]:
            where, key = self.spot.at(_ENTRY[-1]), key_of_task(self.asked.key)
            day = entry.deadline
            yield finding("date-serial", where, task=key, number=texts[-1], day=day)
        verdict = chosen(text, entry, edited=self._changed(_ENTRY))
        if text and verdict is None:
            yield self._unknown("writing", text, [answer(each) for each in WRITING])
        elif verdict is Verdict.REWRITE and entry == AS_PROPOSED:
            where, key = self.spot.at("writing"), key_of_task(self.asked.key)
            yield unread(where, "no_entry", task=key, answer=answer(verdict))
        elif verdict or before:
            changed = verdict != before or self._changed((*_ENTRY, *_BESIDE[1:]))
            said = self._decision((upper, ""), verdict or Verdict.WITHDRAWN, "writing")
            said = replace(said, entry=entry if verdict else AS_PROPOSED)
            yield AnswerCell(Statement(said, before, changed=changed), empty=verdict is None)

    def _changed(self, names: Iterable[str]) -> bool:
        """Tell whether what stands beside an answer was changed."""
        there = (name for name in names if name in self.located.columns)
        return any(self._text(name) != clean(self._before(name)) for name in there)

    def _other_rows(self) -> Iterator[Found]:
        """Read which other rows of the unit the upper task is said to be carried by."""
        text = self._text("other")
        if not text:
            return
        keys = self.context.labels.find(text)
        if keys is None:
            yield self._unknown("other", text, [term("review", "choose_row")])
            return
        upper, _ = split_key(self.asked.key)
        for key in keys:
            # The program never fills this cell, so that whatever it says is a person's and new.
            decision = self._decision((upper, key), Verdict.YES, "other")
            yield AnswerCell(Statement(decision))

    def _unknown(self, name: str, text: str, offered: Sequence[str]) -> Finding:
        """Report an answer that cannot be one."""
        choices = ", ".join(f"“{each}”" for each in offered) or term("review", "empty")
        where, key = self.spot.at(name), key_of_task(self.asked.key)
        return finding("unknown-answer", where, task=key, answer=text, choices=choices)

    def _left_over(self) -> Iterator[Found]:
        """Report what stands beside an answer that was not given."""
        answers = [n for n in (*_OFFERED, "writing") if n in self.located.form.answers]
        had_one = any(self._before(name) for name in answers)
        for name in _BESIDE:
            text = self._text(name)
            # What stood beside an answer that was taken back goes with it.
            if not text or (had_one and text == clean(self._before(name))):
                continue
            # A document alone is half of an answer on the task: the other half is asked for.
            if name == "document":
                yield self._unknown(name, text, [answer(each) for each in UPPER])
            elif parse_answer(text):
                yield unread(self.spot.at(name), "outside", text=text)
                yield Foreign(self.spot.at(name), text)
            else:
                yield self._draft(name, text)

    def _beside(self) -> Iterator[Found]:
        """Keep the number of a document that no answer on the row takes along."""
        text = self._text("document")
        if text and not self._text("task") and text != clean(self._before("document")):
            yield self._draft("document", text)

    def _draft(self, name: str, text: str) -> Draft:
        """Keep what stands beside an answer, with the texts that it was written about."""
        upper, lower = split_key(self.asked.key)
        texts = self.context.ledger.texts
        return Draft(self.asked.key, name, text, texts.get(upper, ""), texts.get(lower, ""))

    def _decision(self, subject: tuple[str, str], verdict: Verdict, name: str) -> Decision:
        """Make the decision that a cell holds."""
        upper, lower = subject
        texts = self.context.ledger.texts
        topic = topic_in(self.located.form.name, name, verdict)
        return Decision(
            unit=self.context.ledger.unit,
            verdict=verdict,
            upper=upper,
            lower=lower,
            topic=topic,
            upper_text=texts.get(upper, ""),
            lower_text=texts.get(lower, ""),
            document=self._text("document") if name == "task" else "",
            note=self._text("note"),
            person=self._text("person"),
            when=self.context.when,
            where=self.spot.at(name),
            score=self._score(upper, lower),
            plan=self.context.ledger.plan,
            seen=self.context.seen,
            base=self.context.ledger.bases.get(row_key(upper, lower, topic), ""),
            writing=self.context.ledger.generation,
        )

    def _score(self, upper: str, lower: str) -> float | None:
        """Return what the program thought of a pair then."""
        if not (upper and lower):
            return None
        key = row_key(upper, lower)
        return next((row.score for row in self.located.form.rows if row.key == key), None)
