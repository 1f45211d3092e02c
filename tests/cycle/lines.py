"""The log in plain words: on which texts something was said, what, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from reconcile.model import Decision

Subject = tuple[str, str]
"""Upper text and lower text as the person saw them; one of them may be empty."""
Said = tuple[Subject, str]
"""A subject and an answer on it."""
Stood = tuple[Subject, str, str]
"""A subject, an answer on it, and when it was given."""
Itself = tuple[Stood, str, str]
"""What stood, with its note and who said it."""
WITHDRAWN = "Rút lại ý kiến"
IN_PLAN = "Đưa vào kế hoạch"
"""Stands in the place of the lower text where a task is written into the plan, or not."""
WORDS = {
    "yes": "Đúng",
    "partly": "Đúng một phần",
    "no": "Không phải",
    "missed": "Chưa cụ thể hóa",
    "other-document": "Đã triển khai tại văn bản khác",
    "done": "Đã hoàn thành",
    "not-ours": "Không thuộc trách nhiệm",
    "own": "Nhiệm vụ đơn vị tự bổ sung",
    "duplicate": "Trùng lặp",
    "write": "Đồng ý",
    "leave-out": "Không",
    "rewrite": "Sửa",
    "withdrawn": WITHDRAWN,
}
"""The program's codes, as people type them."""


@cache
def plain(text: str) -> str:
    """Leave out what makes no other text of it."""
    return " ".join(text.split()).casefold()


def plainly(subject: Subject) -> Subject:
    """Do the same for both texts of a subject."""
    return plain(subject[0]), plain(subject[1])


def in_plan(word: str, entry: Iterable[str] = ()) -> str:
    """Put into one line what is said on writing a task into the plan."""
    said = "; ".join(filter(None, entry))
    return f"{IN_PLAN}: {word}" + (f": {said}" if said else "") if word else ""


@dataclass(frozen=True)
class LogLine:
    """A line of the log, as the bookkeeper reads it."""

    subject: Subject
    said: str
    note: str
    person: str
    when: str
    seen: str = ""
    document: str = ""

    @cached_property
    def itself(self) -> Itself:
        """By what it is told from a line of another commune that says the same since that time."""
        return self.stood, self.note, self.person

    @cached_property
    def stood(self) -> Stood:
        """By what the line is known again when it was lost and came back."""
        return self.subject, self.said, self.when

    def repeats(self, other: "LogLine") -> bool:
        """Tell whether it says nothing but what another line has said."""
        return (self.said, self.note, self.person, self.seen) == (
            other.said,
            other.note,
            other.person,
            other.seen,
        )


@cache
def as_line(decision: Decision) -> LogLine:
    """Read a line of the log."""
    word, entry = WORDS[decision.verdict.value], decision.entry
    on_plan = decision.topic.value == "writing-in"
    if on_plan and word != WITHDRAWN:
        word = in_plan(word, (entry.text, entry.lead, entry.deadline))
    return LogLine(
        plainly((decision.upper_text, IN_PLAN if on_plan else decision.lower_text)),
        word,
        decision.note,
        decision.person,
        decision.when,
        decision.seen,
        decision.document,
    )


def standing(lines: Iterable[LogLine]) -> dict[Subject, LogLine]:
    """Return the last line on each subject, unless it was taken back."""
    last = {line.subject: line for line in lines}
    return {subject: line for subject, line in last.items() if line.said != WITHDRAWN}
