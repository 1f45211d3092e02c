"""Read the source of a plan: one line a row, and under a lower task what it carries down.

In ``texts/<programme>.txt`` and ``texts/<programme>-<commune>.txt``::

    @ letterhead          : column keys, in the order of the columns     = header cells
    # group row           ## group row with its text in the task column  . line below the table
    * restart             the numbers restart in each group
    L | S | N | ?         an upper task; the letter is its role, ? when the cells do not decide it
    -                     a lower task, and indented under it its answers:
      12 full easy: note      it carries upper task 12 (counted from the top of the list)
      12 ? : note             one may think so
      own hard: note          it is the commune's own
    ! 12 hard: note       why upper task 12 is missed
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

TEXTS = Path(__file__).resolve().parent / "texts"
PLAIN = Path(__file__).resolve().parent / "plain" / "texts"
ROLES = {"L": "lead", "S": "support", "N": "none", "?": ""}
_ANSWER = re.compile(
    r"(?P<upper>\d+|own)\s*(?P<relation>full|partial|\?)?\s*(?P<difficulty>easy|medium|hard)?"
    r"\s*(?::\s*(?P<note>.*))?"
)
_RELATIONS = {"full": "full", "partial": "partial", "?": "ambiguous"}


@dataclass(frozen=True)
class Answer:
    """One line of gold, its upper task by number from the top (None: the lower task is own)."""

    upper: int | None
    relation: str
    difficulty: str
    note: str


@dataclass
class Task:
    row: int
    role: str = ""
    answers: list[Answer] = field(default_factory=list)


@dataclass
class PlanText:
    """The rows of a plan as they will stand in its file, and its tasks by row (from 1)."""

    rows: list[list[str]] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    missed: list[Answer] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    restart: bool = False
    number: int = 0

    def add(self, cells: list[str]) -> int:
        """Append a row as wide as the table and return its number."""
        self.rows.append(cells + [""] * (len(self.keys) - len(cells)))
        return len(self.rows)


def read_plan(source: Path) -> PlanText:
    """Read a plan from its source.

    Raises:
        ValueError: a line is not written as the head of this module says.

    """
    plan = PlanText()
    lines = source.read_text(encoding="utf-8").splitlines()
    plan.keys = next(line[2:].split() for line in lines if line.startswith(": "))
    for place, line in enumerate(lines, start=1):
        try:
            _take(plan, line)
        except (ValueError, IndexError) as why:
            raise ValueError(f"{source.name}:{place}: {why}") from why
    return plan


def _take(plan: PlanText, line: str) -> None:
    mark, _, rest = line.partition(" ")
    if not mark:
        plan.tasks[-1].answers.append(_answer(rest.strip()))
    elif mark in ROLES or mark == "-":
        plan.tasks.append(Task(_task(plan, rest), ROLES.get(mark, "")))
    elif mark == "!":
        upper = _answer(rest)
        plan.missed.append(Answer(upper.upper, "missed", upper.difficulty, upper.note))
    else:
        _context(plan, mark, rest)


def _context(plan: PlanText, mark: str, rest: str) -> None:
    if mark in {"@", "."}:
        plan.add([rest])
    elif mark == "=":
        plan.add(_cells(rest, len(plan.keys)))
    elif mark in {"#", "##"}:
        plan.number = 0 if plan.restart else plan.number
        plan.add([""] * (plan.keys.index("task") if mark == "##" else 0) + [rest])
    elif mark == "*":
        plan.restart = True
    elif mark != ":":
        raise ValueError(f"unknown mark {mark!r}")


def _cells(text: str, width: int) -> list[str]:
    cells = [cell.strip() for cell in text.split("|")]
    if len(cells) != width:
        raise ValueError(f"{len(cells)} cells where {width} belong")
    return cells


def _task(plan: PlanText, rest: str) -> int:
    plan.number += 1
    numbered = "stt" in plan.keys and len(rest.split("|")) < len(plan.keys)
    cells = _cells(rest, len(plan.keys) - numbered)
    if numbered:
        cells.insert(plan.keys.index("stt"), str(plan.number))
    return plan.add(cells)


def _answer(text: str) -> Answer:
    found = _ANSWER.fullmatch(text)
    if found is None:
        raise ValueError(f"not an answer: {text}")
    upper = found["upper"]
    relation = "own" if upper == "own" else _RELATIONS.get(found["relation"] or "", "missed")
    number = None if upper == "own" else int(upper)
    return Answer(number, relation, found["difficulty"] or "", (found["note"] or "").strip())
