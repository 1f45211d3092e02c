"""What a rule finds: a place, what is there, and how it can be put right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reconcile.layout.document.paper import PaperLine, PaperTable, Para, Part, Section
from reconcile.layout.rules.rules import Rule
from reconcile.model import Severity, Where

Mend = Callable[[], None]
"""Changes the document in memory; safe to do."""
Place = Para | PaperLine | PaperTable | Section | None
_PARTS: dict[Part, str] = {
    "body": "Đoạn {number}",
    "box": "Khung chữ tại Đoạn {number}",
    "header": "Phần {section}, đầu trang",
    "footer": "Phần {section}, chân trang",
}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule is not kept; ``found`` is Vietnamese and says what is there."""

    at: Place
    found: str
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """What is told of a rule that is not kept: the same thing in several places is one."""

    rule: Rule
    severity: Severity
    where: Where
    quote: str
    found: str
    places: tuple[Where, ...]
    """All places, the first included."""
    mends: tuple[Mend, ...] = ()

    @property
    def order(self) -> tuple[int, str, int]:
        """By gravity, then by rule; breaches of one rule stay in the order of reading."""
        return (self.severity.rank, self.rule.id, 0)


def breaches(rule: Rule, faults: Iterable[Fault], file: str, severity: Severity) -> list[Breach]:
    """Put the faults of a rule together, those that say the same into one."""
    alike: dict[str, list[Fault]] = {}
    for fault in faults:
        alike.setdefault(fault.found, []).append(fault)
    return [
        Breach(
            rule=rule,
            severity=severity,
            where=place(first.at, file),
            quote=quote(first.at),
            found=found,
            places=tuple(dict.fromkeys(place(fault.at, file) for fault in group)),
            mends=tuple(mend for fault in group for mend in fault.mends),
        )
        for found, group in alike.items()
        for first in group[:1]
    ]


def place(at: Place, file: str) -> Where:
    """Name a place as a person finds it in Word."""
    match at:
        case PaperLine():
            return place(at.para, file)
        case Para(table=PaperTable() as grid):
            return Where(file, f"Bảng {grid.number}", at.row)
        case Para():
            return Where(file, _PARTS[at.part].format(number=at.number, section=at.section + 1))
        case PaperTable():
            return Where(file, f"Bảng {at.number}")
        case Section():
            return Where(file, f"Phần {at.number + 1}")
        case None:
            return Where(file)


def quote(at: Place) -> str:
    """Quote the beginning of what stands at a place."""
    said = _text(at)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rsplit(' ', 1)[0]}…"


def _text(at: Place) -> str:
    """Return the text at a place, on one line."""
    match at:
        case PaperLine() | Para():
            return " ".join(at.text.split())
        case PaperTable():
            return next((" ".join(p.text.split()) for p in at.paras if p), "")
    return ""
