"""What a rule finds: a place, what is there, and how it can be put right."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reconcile.layout.document.paper import PaperLine, PaperTable, Para, Part, Section
from reconcile.layout.document.typed_columns import is_parted
from reconcile.layout.rules.rules import Level, Rule
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
    suggested: bool = False
    """Whether what it should be is said, and left to a person."""


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
    fix: Level | None = None
    """How far it is put right; None where a person alone can."""

    @property
    def order(self) -> tuple[int, str, int]:
        """By gravity, then by rule; breaches of one rule stay in the order of reading."""
        return (self.severity.rank, self.rule.id, 0)


def breaches(rule: Rule, faults: Iterable[Fault], file: str, severity: Severity) -> list[Breach]:
    """Put the faults of a rule together, those that say the same into one."""
    alike: dict[str, list[Fault]] = {}
    for fault in faults:
        alike.setdefault(fault.found, []).append(fault)
    return [_breach(rule, group, file, severity) for group in alike.values()]


def _breach(rule: Rule, group: Sequence[Fault], file: str, severity: Severity) -> Breach:
    """Make one of faults that say the same."""
    first = group[0]
    allowed = [fault for fault in group if rule.fix == "safe" or _may_be_mended(fault.at)]
    put = tuple(mend for fault in allowed for mend in fault.mends)
    suggested = any(fault.suggested or fault.mends for fault in group)
    return Breach(
        rule=rule,
        severity=severity,
        where=place(first.at, file),
        quote=quote(first.at),
        found=first.found,
        places=tuple(dict.fromkeys(place(fault.at, file) for fault in group)),
        mends=put,
        fix=rule.fix if put else "suggested" if suggested else None,
    )


def _may_be_mended(at: Place) -> bool:
    """Tell whether a place may be set otherwise: columns typed with spaces or tabs fall apart."""
    para = at.para if isinstance(at, PaperLine) else at
    return not isinstance(para, Para) or not any(map(is_parted, para.lines))


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
