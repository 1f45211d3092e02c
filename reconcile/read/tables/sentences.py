"""Who is to do a duty and by when, as its sentence says: for plans without labels and tables."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import fold, one_line

_MOST_WORDS = 14
"""The name of a body, or of several, has no more words."""
_DAY = (
    r"(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
)
_OF_YEAR = r"(?:\s?[/.-]\s?\d{4}|\s+năm\s+\d{4}|\s+(?:hằng|hàng)\s+năm)?"
_TIME = (
    rf"(?:\d{{1,2}}\s?(?:giờ|h)\d{{0,2}},?\s+)?(?:hết\s+|đầu\s+|giữa\s+|cuối\s+)?(?:{_DAY}"
    rf"|tháng\s+\d{{1,2}}{_OF_YEAR}|(?:quý|Quý)\s+(?:[IVX]+|[1-4])\b{_OF_YEAR}"
    r"|năm\s+(?:học\s+)?\d{4}(?:\s?-\s?\d{4})?|\d{1,2}\s?/\s?\d{4})"
)
_FROM_TO = rf"từ\s+{_TIME}\s+đến\s+(?:hết\s+)?{_TIME}"
_TIME_BEHIND = re.compile(
    r"(?i),\s*(?P<time>(?:tháng\s+\d{1,2}|quý\s+(?:[IVX]+|[1-4])|ngày\s+\d{1,2}\s?[/.-]\s?\d{1,2})"
    r"(?:\s?[/.-]\s?|\s+năm\s+)\d{4})(?=[.;]?$|\s*\()"
)
_CITED = re.compile(r"(?i)\bsố\s+\d[^;.]*$")
_BEHIND = re.compile(r"\(([^()]{3,120})\)(?:[.;]?$|,\s)")
_CLAUSE = re.compile(r"(?:^|[;.:,]\s+|\(\s*|\s[-–]\s+)")
_MANY = re.compile(r"(?i)(?:^|,\s|\svà\s)các\s[^,]*$")
"""A body of which there are many, the last that a text names."""
_LIST_END = re.compile(r"[;.:(]|,\s+(?=hoàn thành|xong|trước|chậm nhất)")


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a sentence says of its duty; each part empty where it does not."""

    lead: str = ""
    support: str = ""
    due: str = ""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.lead or self.support or self.due)


def told(text: str, *, bracketed: bool = False) -> Assignment:
    """Read who is to do a duty, who helps and by when, from its first lines.

    Args:
        text: the sentence of a duty.
        bracketed: whether its plan names in brackets behind a duty who does it.

    """
    said = one_line(text)
    lead = _lead(said) or (in_brackets(said) if bracketed else "")
    support = _support(said, lead)
    return Assignment(lead, support, _due(said))


def in_brackets(text: str) -> str:
    """Return the bodies that stand alone in brackets behind a duty: ``… (Công an xã).``."""
    hit = _BEHIND.search(text)
    name = office_at(hit[1]) if hit else ""
    return name if hit and name == hit[1].strip(" .;") else ""


def words_of(section: str, kind: str) -> tuple[str, ...]:
    """Return a list of words by which duties in sentences are read."""
    return tuple(_table()[section][kind])


def office_at(text: str) -> str:
    """Return the body or person with whose name a text begins; empty where it begins otherwise.

    ``Phòng Kinh tế chủ trì …`` and ``Phòng Kinh tế: …`` both give ``Phòng Kinh tế``.
    """
    if not _begins_office(text):
        return ""
    end = _LIST_END.search(text)
    verb = _verb(text)
    name = text[: min(end.start() if end else len(text), verb)].strip(" ,")
    parts = re.split(r",\s+", name)
    kept = _names(parts)
    whole = ", ".join(kept)
    return whole if whole and len(whole.split()) <= _MOST_WORDS and len(kept) == len(parts) else ""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    """Read the words once."""
    text = files("reconcile.read.tables").joinpath("duties.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _any(section: str, kind: str) -> str:
    """Write a list of words as a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(words_of(section, kind), key=len, reverse=True)))


@cache
def _deeds() -> str:
    """Write the deeds by which duties begin as a pattern, the longest first."""
    deeds = [one_line(deed) for deed in table("duties")["deeds"].split("|")]
    return "|".join(map(re.escape, sorted(filter(None, deeds), key=len, reverse=True)))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Compile what is looked for."""
    again, others = _any("when", "again"), _any("offices", "others")
    return {
        "office": re.compile(rf"(?i)(?!(?:{others})\b)(?:{_any('offices', 'starts')})\b"),
        "continues": re.compile(rf"(?:{_any('offices', 'continues')})(?:\s+(?:và|các)\b|$)"),
        "handed": re.compile(rf"(?i)(?:^|[\s(])(?:{_any('who', 'handed')})\s+"),
        "leads": re.compile(rf"\s*(?:{_any('who', 'leads')})\b"),
        # Written small: “Ban Tổ chức” and “Sở Xây dựng” are names.
        "sure": re.compile(rf"(?:{_any('who', 'verbs')})$"),
        "verb": re.compile(rf"(?<=\s)(?:{_any('who', 'verbs')}|{_deeds()})(?=[\s,;.:)]|$)"),
        "inside": re.compile(rf"(?i){_any('offices', 'inside')}"),
        "helped": re.compile(r"(?i)phối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng)\s+"),
        "helps": re.compile(r"\s*phối hợp(?!\s+(?:chặt chẽ\s+)?(?:với|cùng))\b"),
        "due": re.compile(rf"(?i)\b(?P<word>{_any('when', 'due')})\s*:?\s+(?P<time>{_TIME})"),
        "from": re.compile(rf"(?i)\b{_FROM_TO}"),
        "again": re.compile(rf"(?i)[,;(]\s*(?P<time>(?:{again})[^.;,()]{{0,30}})[.;)]*$"),
    }  # fmt: skip


def _begins_office(text: str) -> bool:
    """Tell whether a text begins as the name of a body does."""
    return _patterns()["office"].match(text) is not None


def _verb(text: str) -> int:
    """Find where the verb after a name begins; the text's end where none does."""
    inside = [hit.span() for hit in _patterns()["inside"].finditer(text)]
    for hit in _patterns()["verb"].finditer(text):
        if any(start <= hit.start() < end for start, end in inside):
            continue
        # Deeds are parts of names too (“Trung tâm dạy nghề”), but hardly of “các thôn phun thuốc”.
        if not _patterns()["sure"].match(hit[0]) and not _MANY.search(text[: hit.start()]):
            continue
        # The second word is part of a name: Ban chỉ đạo, Ban quản lý, Tổ tuyên truyền.
        if len(text[: hit.start()].split()) >= 2 and text[: hit.start()].rstrip()[-1:] != ",":
            return hit.start()
    return len(text)


def _names(parts: Sequence[str]) -> list[str]:
    """Keep the parts of an enumeration that may be names: up to the first that is none."""
    kept: list[str] = []
    for part in parts:
        goes_on = part[:1].isupper() or _patterns()["continues"].match(part) is not None
        if not (_begins_office(part) or (kept and goes_on)):
            break
        kept.append(part.strip())
    return kept


def _lead(said: str) -> str:
    """Find who leads: handed the duty, named before “chủ trì”, or the sentence's subject."""
    for hit in _patterns()["handed"].finditer(said):
        rest = said[hit.end() :]
        name = office_at(rest)
        # “do Phòng Kinh tế cung cấp” tells of something else; what is handed over is the duty.
        if name and (hit[0].strip(" (").casefold() != "do" or _leads(rest[len(name) :])):
            return name
    for hit in _CLAUSE.finditer(said):
        rest = said[hit.end() :]
        name = office_at(rest)
        after = rest[len(name) :]
        if name and (_leads(after) or (not hit.start() and _verb(rest) < len(rest))):
            return name
    return _behind_colon(said)


def _behind_colon(said: str) -> str:
    """Find who leads where only a time follows: ``Tiêm phòng: Trạm Thú y, tháng 10/2026.``."""
    when = _TIME_BEHIND.search(said)
    _, colon, rest = said[: when.start()].rpartition(":") if when else ("", "", "")
    name = office_at(rest.strip()) if colon else ""
    return name if name == rest.strip() else ""


def _leads(rest: str) -> bool:
    """Tell whether what follows a name says that it leads."""
    leads = _patterns()["leads"].match(rest)
    return leads is not None or re.match(r"\s+thực hiện\b", rest) is not None


def _support(said: str, lead: str) -> str:
    """Find who helps: after “phối hợp với”, or named before “phối hợp”."""
    helped = _patterns()["helped"].search(said)
    if helped:
        rest = said[helped.end() :]
        end = _LIST_END.search(rest)
        within = rest[: min(end.start() if end else len(rest), _verb(rest))]
        kept = ", ".join(_names(re.split(r",\s+", within.strip(" ,"))))
        return kept if len(kept.split()) <= 3 * _MOST_WORDS else ""
    for hit in _CLAUSE.finditer(said):
        rest = said[hit.end() :]
        name = office_at(rest)
        if name and name != lead and _patterns()["helps"].match(rest[len(name) :]):
            return name
    return ""


def _due(said: str) -> str:
    """Find by when: the time after “hoàn thành”, else the last after “trước”, “trong”."""
    spans = list(_patterns()["from"].finditer(said))
    hits = list(_patterns()["due"].finditer(said))
    done = [hit for hit in hits if fold(said[: hit.start()]).endswith(("hoàn thành", "xong"))]
    hit = next(iter(done or hits[-1:] or spans[-1:]), None)
    if hit is not None:
        return _shown(hit)
    again = _patterns()["again"].search(said) or _TIME_BEHIND.search(said)
    # “…, theo Kế hoạch số 12/KH-UBND, ngày 01/02/2026” dates a document.
    return again["time"].strip() if again and not _CITED.search(said[: again.start()]) else ""


def _shown(hit: re.Match[str]) -> str:
    """Write a time with the word before it where that word says something of it."""
    if "word" not in hit.re.groupindex:
        return hit[0].strip()
    word = hit["word"].casefold()
    plain = word in ("xong", "hoàn thành", "thời gian", "thời hạn") or word.endswith(" vào")
    return hit["time"].strip() if plain else f"{hit['word']} {hit['time']}".strip()
