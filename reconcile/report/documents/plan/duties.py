"""Who has what to do in a Kế hoạch: its rows, office by office."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reconcile.model import Level
from reconcile.report.documents.annexes import Row
from reconcile.report.documents.sender import Sender
from reconcile.report.documents.unit_names import named
from reconcile.report.documents.wording import TYPED, count, respelt, words
from reconcile.vocabulary.agencies import bodies, find_agencies
from reconcile.vocabulary.text import capitalised, fold, one_line

_PARTY_BODY = re.compile(
    r"(?<!\w)(?<!các )(?:đảng ủy|đảng bộ|chi bộ) (?!xã|phường|đặc khu|cấp)[^,;]+", re.IGNORECASE
)
"""A Party organisation in a body or a place; that of the commune is who issues."""
_COMMITTEE = re.compile("(?:ủy|uỷ) ban nhân dân", re.IGNORECASE)
_WITHOUT_PLACE = re.compile(
    rf"(?:\A|(?<=[;\n]))\s*(?:ubnd|{_COMMITTEE.pattern})\s*(?=[;,.\n]|\Z)", re.IGNORECASE
)
Voice = Literal["own", "told", "through", "asked", "other"]
"""How an issuer speaks to an office: of itself, by an order, through those who lead a body of the
other side, by a request; ``other`` for one that no table knows."""


@dataclass(slots=True)
class Duty:
    """What one office leads and supports: the numbers of the rows."""

    name: str
    start: str
    """How the sentence about it begins: ``Giao Phòng Kinh tế``."""
    voice: Voice = "told"
    leads: list[int] = field(default_factory=list)
    supports: list[int] = field(default_factory=list)

    def told(self, annex: str) -> str:
        """Say what it does, in the words that its standing asks for."""
        parts = [
            *([f"chủ trì thực hiện {_numbered(self.leads)}"] if self.leads else []),
            *([f"phối hợp thực hiện {_numbered(self.supports)}"] if self.supports else []),
        ]
        return f"{self.start} {'; '.join(parts)} nêu tại {annex}."


def duties(rows: Iterable[Row], sent: Sender) -> tuple[tuple[Duty, ...], tuple[int, ...]]:
    """Divide the rows of a Kế hoạch over the offices that they name.

    Returns:
        The offices that lead or support something, those that lead most first; and the numbers
        of the rows that no known office of the unit leads. Each row is led by the first office
        that its cell names.

    """
    found: dict[str, Duty] = {}
    rest: list[int] = []
    for row in rows:
        if row["nhom"]:
            continue
        number = int(row["stt"])
        leading = _offices(row["chu_tri"], sent)
        lead = _duty(found, leading[0], sent) if leading else None
        (lead.leads if lead else rest).append(number)
        for body in [*leading[1:], *_offices(row["phoi_hop"], sent)]:
            duty = _duty(found, body, sent)
            if duty is not lead and number not in duty.supports:
                duty.supports.append(number)
    kept = [duty for duty in found.values() if duty.leads or duty.supports]
    kept.sort(
        key=lambda duty: (duty.voice == "asked", -len(duty.leads), -len(duty.supports), duty.name)
    )
    return tuple(kept), tuple(rest)


def with_place(cell: str, sent: Sender) -> str:
    """Read “UBND” without a place in a commune's own plan as that of the commune."""
    if sent.unit.level is not Level.COMMUNE:
        return cell
    return _WITHOUT_PLACE.sub(f"UBND {sent.unit.word}", cell)


def spans(numbers: Sequence[int]) -> str:
    """Write numbers of rows in short: ``1 - 4, 7, 9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(_span(first, last) for first, last in runs)


def _numbered(numbers: Sequence[int]) -> str:
    """Write how many rows, and which."""
    return f"{count(len(numbers))} (số thứ tự {spans(numbers)})"


def _span(first: int, last: int) -> str:
    """Write a run of numbers; two of them as a list."""
    if first == last:
        return str(first)
    return f"{first}, {last}" if last == first + 1 else f"{first} - {last}"


def _offices(cell: str, sent: Sender) -> list[str]:
    """Return the ids of the single offices of the commune that a cell names.

    A Party committee's own organisations are named as the cell does.
    """
    nobody: list[str] = words("duties")["nobody_to_party" if sent.unit.party else "nobody"]
    cell = with_place(cell, sent)
    known, line = bodies(), respelt(one_line(cell), TYPED)
    own = [_party_body(hit[0], sent) for hit in _PARTY_BODY.finditer(line)]
    own = own if sent.unit.party else []
    rest = _PARTY_BODY.sub(" ", line) if own else cell
    found = [b for b in find_agencies(rest) if known[b].level == "commune" and b not in nobody]
    return [*own, *found] if own and fold(line).startswith(fold(own[0])) else [*found, *own]


def _party_body(said: str, sent: Sender) -> str:
    """Name a Party organisation in one spelling: ``Đảng ủy UBND xã``."""
    name = _COMMITTEE.sub("UBND", capitalised(said.strip(" .")))
    return f"{name} {sent.unit.word}" if name.endswith(" UBND") else name


def _duty(found: dict[str, Duty], body: str, sent: Sender) -> Duty:
    """Return what is known of an office, made when it is first named."""
    if body not in bodies():
        # In small or capital letters: “Đảng Ủy UBND xã”.
        new = Duty(body, str(sent.kind["assigns"]).format(office=body))
        return found.setdefault(fold(body), new)
    if body not in found:
        name = bodies()[body].name.replace("{word}", sent.unit.word).strip()
        found[body] = _told_by(sent, name, body)
    return found[body]


def _told_by(sent: Sender, name: str, body: str) -> Duty:
    """Settle how an issuer tells an office its tasks."""
    said, kind = words("duties"), sent.kind
    if fold(name) in map(fold, (sent.author, named(sent.unit).short)):
        return Duty(sent.author_short, sent.author_short, "own")
    if sent.unit.party and body not in said["asked"] and kind["through"]:
        return Duty(name, kind["through"]["assigns"].format(office=name), "through")
    asked = body in said["asked_by_party" if sent.unit.party else "asked"]
    start = f"Đề nghị {name}" if asked else str(kind["assigns"]).format(office=name)
    return Duty(name, start, "asked" if asked or not kind["assigns_itself"] else "told")
