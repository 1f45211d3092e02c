"""Who has what to do in a Kế hoạch as a table: office by office, with the numbers of its rows."""

import re
from collections.abc import Iterable, Sequence
from itertools import count as count_up

from reconcile.report.documents.annexes import Row
from reconcile.report.documents.plan.duties import Duty, Voice, duties, spans, with_place
from reconcile.report.documents.sender import Sender
from reconcile.report.documents.wording import UNKNOWN, count, words
from reconcile.vocabulary.agencies import bodies, district_bodies, find_agencies
from reconcile.vocabulary.text import capitalised, fold

_BETWEEN = re.compile(r"[;\n]")
_OURSELVES = "thường trực đảng ủy"
"""What speaks for a Party committee is told nothing by it."""
_LONGEST = 80
"""So long can the name of a body be; what is longer is a sentence."""


def assignments(rows: Sequence[Row], sent: Sender) -> tuple[list[Row], tuple[int, ...]]:
    """Put the offices of a Kế hoạch into the rows of a table, under the words that tell them so.

    Args:
        rows: of the annex, group headings among them.
        sent: who issues the plan, and so tells, asks, or leads through others.

    Returns:
        The rows; and the numbers of the annex's rows that nobody by name leads.

    """
    known, left = duties(rows, sent)
    others, rest = _others(rows, left, sent)
    labels: dict[str, str] = words("assignments")
    numbers = count_up(1)
    made: list[Row] = []
    for voice, label in labels.items():
        under = [duty for duty in (*known, *others) if duty.voice == voice]
        said = label.format(author=sent.author_short, through=_through(sent))
        made += [{"nhom": capitalised(said)}] if under else []
        made += [_row(next(numbers), duty) for duty in under]
    return made, rest


def _others(
    rows: Iterable[Row], left: Sequence[int], sent: Sender
) -> tuple[list[Duty], tuple[int, ...]]:
    """Divide rows over the bodies that no table knows, in the plan's own words.

    A body that is written in two ways stands there once, as it is written first.
    """
    found: dict[str, Duty] = {}
    rest: list[int] = []
    for row in rows:
        if row["nhom"] or int(row["stt"]) not in left:
            continue
        name = _named_first(with_place(row["chu_tri"], sent))
        if name:
            voice: Voice = "own" if fold(name).startswith(_OURSELVES) else "other"
            found.setdefault(fold(name), Duty(name, name, voice)).leads.append(int(row["stt"]))
        else:
            rest.append(int(row["stt"]))
    return list(found.values()), tuple(rest)


def _named_first(cell: str) -> str:
    """Return the first body of a cell; empty where it names many at once, or those of above.

    One of a level that is gone leaves a blank: whoever stands for it is to be named.
    """
    gone = district_bodies(cell)
    if gone:
        return f"{UNKNOWN} (thay {gone[0]})"
    everybody: str = words("duties")["everybody"]
    if any(bodies()[each].level != "commune" for each in find_agencies(cell)):
        return ""
    first = capitalised(_BETWEEN.split(cell)[0].strip(" .,-+"))
    many = first.lower().startswith(everybody)
    known = bool(find_agencies(first))
    return "" if many or known or len(first) > _LONGEST else first


def _row(number: int, duty: Duty) -> Row:
    """Return the cells of an office: how many rows it leads and supports, and which."""
    return {
        "nhom": "",
        "stt": str(number),
        "co_quan": capitalised(duty.name),
        "chu_tri": _listed(duty.leads),
        "phoi_hop": _listed(duty.supports),
    }


def _listed(numbers: Sequence[int]) -> str:
    """Write how many rows, and which; nothing for none."""
    # A span stays on one line.
    shown = spans(numbers).replace(" - ", "\u00a0-\u00a0")
    return f"{count(len(numbers))}: {shown}" if numbers else ""


def _through(sent: Sender) -> str:
    """Name those who lead the bodies of the other side, where the issuer tells them so."""
    through: dict[str, str] = sent.kind["through"]
    return through.get("heading", "")
