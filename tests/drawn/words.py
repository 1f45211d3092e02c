"""The words of drawn tables, and how they are put together."""

import datetime as dt
import tomllib
from pathlib import Path
from random import Random
from typing import Any

WORDS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "words.toml").read_text("utf-8")
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
_LONG = 0.12


def pick(random: Random, section: str, name: str) -> str:
    """Draw one of the words of a list."""
    chosen: str = random.choice(WORDS[section][name])
    return chosen


def day(random: Random) -> dt.date:
    """Draw a day of the next two years."""
    return dt.date(2026, 1, 1) + dt.timedelta(random.randrange(700))


def shown(date: dt.date) -> str:
    """Write a day as offices do."""
    return f"{date:%d/%m/%Y}"


def task_text(random: Random) -> str:
    """Draw what is to be done, in one to three sentences."""
    said = f"{pick(random, 'task', 'verbs')} {pick(random, 'task', 'objects')}"
    said += pick(random, "task", "tails")
    if random.random() < _LONG:
        said += random.choice((". ", ".\n- ", "\n")) + pick(random, "task", "more")
    return said


def group_text(random: Random) -> str:
    """Draw a heading over some tasks."""
    field = pick(random, "group", "fields")
    before = pick(random, "group", "before")
    return f"{before}{field[0].lower()}{field[1:]}" if before else field


def document(random: Random) -> tuple[str, str]:
    """Draw a document as cited, and its number with symbol."""
    kind, symbol = random.choice(WORDS["document"]["kinds"])
    number = random.randrange(5, 480)
    form = pick(random, "document", "forms")
    cited = form.format(kind=kind, number=number, symbol=symbol, day=shown(day(random)))
    return cited, f"{number}/{symbol}"


def deadline(random: Random) -> str:
    """Draw a deadline in words."""
    date = day(random)
    parts: dict[str, Any] = {"d": date.day, "m": date.month, "y": date.year}
    parts["q"] = random.choice((ROMAN[(date.month - 1) // 3], (date.month + 2) // 3))
    kind = random.choices(("days", "spans", "recurring"), (6, 3, 2))[0]
    return pick(random, "due", kind).format(**parts)


def body(random: Random, level: str, most: int = 1) -> str:
    """Draw the body or bodies in charge of something."""
    names = random.sample(WORDS["body"][level], random.randint(1, most))
    return random.choice(("; ", ", ", "\n")).join(names)
