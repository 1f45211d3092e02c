"""The sheet of pairs: one row for each upper task and lower task that may carry it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.model import AS_PROPOSED, Decision, Outcome, Role, Task, Unit, Verdict
from reconcile.review.ask.columns import (
    LOWER_ROW,
    ON_PAIR,
    ON_UPPER,
    ON_WRITING,
    ROW_KEY,
    with_units,
)
from reconcile.review.ask.marked_words import marked
from reconcile.review.ask.questions import Question, split_key
from reconcile.review.ask.said_before import told_before
from reconcile.review.settling.notes import said_once
from reconcile.tracking.reopening import Reopened
from reconcile.vocabulary.answers import answer
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, one_line
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import Entry, Kind, PieceMark, SheetColumn, TextPiece, Tone
from reconcile.workbook.content.tones import OUTCOME_TONES

PAIRS = "pairs"
PROGRAM = (
    column("review_column", "number", 5, Kind.NUMBER),
    column("review_column", "outcome", 10.5, Kind.WORD),
    column("review_column", "upper", 38),
    column("review_column", "lower", 38),
    column("review_column", "why", 36),
    column("review_column", "score", 8, Kind.SCORE, bar=True),
)
"""The columns that the program fills in."""
ANSWERS = (
    column("review_column", "pair", 11.5, Kind.WORD, choices=ON_PAIR),
    column("review_column", "task", 15, Kind.WORD, choices=ON_UPPER),
    column("review_column", "document", 13),
    column("review_column", "other", 17, choices=LOWER_ROW),
    column("review_column", "note", 13),
    column("review_column", "person", 12),
    column("review_column", "writing", 10.5, Kind.WORD, choices=ON_WRITING),
    column("review_column", "entry_text", 28, printed=False),
    column("review_column", "entry_lead", 14, printed=False),
    column("review_column", "entry_deadline", 13, printed=False),
)
"""The columns that people fill in."""

_Before = Mapping[tuple[str, str], Sequence[Reopened]]
"""Upper and lower key → what was answered on texts that have changed since."""
Drafts = Mapping[str, Mapping[str, str]]
"""Row key → column → what a person wrote beside an answer that she has not given yet."""
_BESIDE = ("note", "person", "document")
"""Columns that say nothing by themselves of a task."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as cells, by column."""

    key: str
    cells: Mapping[str, Entry]
    answers: Mapping[str, str]
    """What the log says in the columns of answers."""
    score: float | None = None


def pair_columns(upper: Unit, lower: Unit) -> tuple[SheetColumn, ...]:
    """Return the columns of the sheet, in their order."""
    return with_units((*PROGRAM, *ANSWERS, ROW_KEY), upper, lower)


def pair_rows(
    rows: Sequence[Question],
    units: tuple[Unit, Unit],
    reopened: Sequence[Reopened],
    drafts: Drafts,
) -> tuple[Shown, ...]:
    """Show the questions in their order.

    Args:
        rows: the questions.
        units: the upper and the lower one.
        reopened: answers on texts that have changed, shown where they are asked again.
        drafts: what stood beside answers that were not given yet.

    """
    before: dict[tuple[str, str], list[Reopened]] = {}
    for each in reopened:
        before.setdefault((each.upper, each.lower), []).append(each)
    placed = _placed(drafts, rows)
    return tuple(
        _row(number, row, _said_before(row, units, before), placed)
        for number, row in enumerate(rows, start=1)
    )


def _placed(drafts: Drafts, rows: Sequence[Question]) -> Drafts:
    """Give a draft whose pair is no longer proposed to the first row of its upper task."""
    keys = {row.key for row in rows}
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row.upper.task.key, row.key)
    placed: dict[str, dict[str, str]] = {}
    for key, cells in drafts.items():
        home = key if key in keys else first.get(split_key(key)[0], "")
        for name, text in cells.items():
            known = placed.setdefault(home, {}).get(name, "")
            placed[home][name] = said_once(name, (known, text))
    return placed


def with_proposals(rows: Sequence[Shown], proposals: Mapping[str, str]) -> tuple[Shown, ...]:
    """Say on the first row of each missed task how the draft proposes to write it in.

    Args:
        rows: of ``pair_rows``.
        proposals: key of the upper task → the proposal in one line.

    """
    left = dict(proposals)
    shown: list[Shown] = []
    for row in rows:
        proposal = left.pop(split_key(row.key)[0], "")
        line = term("review", "proposal").format(text=proposal) if proposal else ""
        why = "\n".join(part for part in (str(row.cells["why"].value or ""), line) if part)
        shown.append(replace(row, cells={**row.cells, "why": Entry(why)}) if line else row)
    return tuple(shown)


def answer_entries(answers: Mapping[str, str], draft: Mapping[str, str]) -> dict[str, Entry]:
    """Show the cells that people fill, with what they hold already.

    Args:
        answers: what the log says, by column.
        draft: what stands beside an answer that was not given yet, shown after that.

    """
    if any(said for name, said in answers.items() if name not in _BESIDE):
        draft = _of_others(draft, answers.get("person", ""))
    return {
        name: Entry(_with_draft(name, said, draft.get(name, "")) or None, Tone.ANSWER)
        for name, said in answers.items()
    }


def _of_others(draft: Mapping[str, str], reviewers: str) -> Mapping[str, str]:
    """Let nobody be named for an answer that she did not give: her name goes to her note."""
    who, note = draft.get("person", ""), draft.get("note", "")
    if not who or said_once("person", (reviewers, who)) == said_once("person", (reviewers, "")):
        return draft
    told = term("review", "note_of" if note else "nothing_said").format(who=who, note=note)
    return {**draft, "person": "", "note": told}


def _with_draft(name: str, said: str, draft: str) -> str:
    """Put a draft behind what the log says, unless that says it already."""
    if not draft:
        return said
    both = said_once(name, (said, draft))
    return said if both == said_once(name, (said,)) else both


def notes_of(*decisions: Decision | None) -> dict[str, str]:
    """Return the notes and the people of the answers on one row, each once."""
    given = [each for each in decisions if each]
    return {
        "note": said_once("note", (each.note for each in given)),
        "person": said_once("person", (each.person for each in given)),
    }


def details(task: Task, names: Sequence[str]) -> str:
    """Write on one line the cells of a task that stand beside its text."""
    said = {
        "directive": "; ".join(map(str, task.directives)),
        "deadline": one_line(task.deadline.text),
        "lead": one_line(task.lead),
        "support": one_line(task.support),
        "plan": task.plan,
    }
    return ". ".join(f"{term('review', name)}: {said[name]}" for name in names if said[name])


def _row(number: int, row: Question, before: Sequence[str], drafts: Drafts) -> Shown:
    """Show one question."""
    upper, lower = row.upper, row.lower
    score = row.candidate.score if row.candidate else None
    said = {
        "pair": answer(row.pair.verdict) if row.pair else "",
        "task": answer(row.task.verdict) if row.task else "",
        "document": row.task.document if row.task else "",
        "other": "",
        **notes_of(row.pair, row.task, row.writing),
        **_entry(row.writing),
    }
    cells = {
        "number": Entry(number),
        "outcome": _outcome(row),
        "upper": Entry(_upper(upper.task)),
        "lower": Entry(_lower(upper.task, lower)) if lower else _nothing(upper.outcome),
        "why": Entry(_why(row, before)),
        "score": Entry(score),
        **answer_entries(said, drafts.get(row.key, {})),
        "key": Entry(row.key),
    }
    return Shown(row.key, cells, said, score)


def _entry(writing: Decision | None) -> dict[str, str]:
    """Show what was said on writing the task into the plan."""
    entry = writing.entry if writing else AS_PROPOSED
    return {
        "writing": answer(writing.verdict) if writing else "",
        "entry_text": entry.text,
        "entry_lead": entry.lead,
        "entry_deadline": entry.deadline,
    }


def _outcome(row: Question) -> Entry:
    """Show what became of the task, and whether the row is answered."""
    upper = row.upper
    none = upper.role is Role.NONE
    text = term("role", Role.NONE) if none else term("outcome", upper.outcome)
    tone = Tone.FADED if none else OUTCOME_TONES[upper.outcome]
    mark = "answered" if row.answered else "first" if row.first else ""
    return Entry(f"{text}\n{term('review', mark)}" if mark else text, tone)


def _upper(task: Task) -> tuple[TextPiece, ...]:
    """Show an upper task: its number, its text, and what stands beside it."""
    beside = details(task, ("plan", "deadline", "directive", "lead", "support"))
    return _pieces(task.stt, (TextPiece(one_line(task.text)),), beside)


def _lower(upper: Task, task: Task) -> tuple[TextPiece, ...]:
    """Show a lower task: its row, its text with the differences marked, what stands beside it."""
    row = term("review", "row").format(row=task.where.row)
    head = " · ".join(part for part in (row.capitalize(), one_line(task.stt)) if part)
    beside = details(task, ("deadline", "lead", "support"))
    return _pieces(head, marked(upper.text, task.text), beside)


def _pieces(head: str, text: tuple[TextPiece, ...], beside: str) -> tuple[TextPiece, ...]:
    """Put the parts of a task's cell together."""
    first = one_line(head)
    # STT cells come with a full stop and without: “1.”, “1”.
    start = TextPiece(f"{first}{'' if first.endswith('.') else '.'} ", PieceMark.STRONG)
    end = (TextPiece(f"\n{beside}"),) if beside else ()
    return ((start, *text) if first else text) + end


def _nothing(outcome: Outcome) -> Entry:
    """Say that no lower task comes near, and what to do where the task is in doubt for that."""
    name = "only_task" if outcome is Outcome.REVIEW else "no_candidate"
    return Entry(term("review", name), Tone.EMPTY)


def _why(row: Question, before: Sequence[str]) -> str:
    """Say why the pair is proposed, what is missing in it, and what was answered before."""
    lines = list(row.candidate.reasons) if row.candidate else []
    if row.upper.after_answers and row.candidate is None:
        lines.append(term("review", "after_answers"))
    if row.upper.uncovered:
        lines.append(term("review", "undone").format(text="; ".join(row.upper.uncovered)))
    lines += before
    other = row.task is not None and row.task.verdict is Verdict.OTHER_DOCUMENT
    if other and row.task and not row.task.document:
        lines.append(term("review", "no_document"))
    return "\n".join(f"- {capitalised(line)}" for line in lines)


def _said_before(row: Question, units: tuple[Unit, Unit], before: _Before) -> list[str]:
    """Say what was answered on a row's pair and on its task before their texts changed."""
    upper, lower = row.upper.task, row.lower
    key = lower.key if lower else ""
    text = lower.text if lower else ""
    # In a row without a lower task the two are one, and told once.
    subjects = dict.fromkeys(((upper.key, key), (upper.key, "")))
    return [
        line
        for subject in subjects
        for each in before.get(subject, ())
        for line in told_before(each.decision, units, upper.text, text, each.given_for)
    ]
