"""Cited documents: find them in free text, and tell whether two citations are one document."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

from reconcile.model import Directive
from reconcile.vocabulary import symbols
from reconcile.vocabulary.same_document import Sameness, compare_documents, same_document
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import HYPHENS, bare, one_line, unmarked
from reconcile.vocabulary.times import calendar_day

__all__ = [
    "Citation",
    "Sameness",
    "compare_documents",
    "find_citations",
    "find_directives",
    "is_ditto",
    "same_document",
]

_TABLE = table("directives")
_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)
_LOOK_BACK = 90
"""How far before a number its type may stand, in letters."""

_NUMBER = re.compile(r"(?<![\d/])(?<!\d[.,-])0*(?P<number>\d{1,5})(?!\d)")
# The first separator may be missing: “57 NQ/TW” has lost its hyphen.
_TAIL = re.compile(
    rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?!\d))?"
    rf"(?:\s*(?P<first>[-/]?)\s*(?P<kind>{symbols.KIND})\s*(?P<second>[-/])\s*(?P<issuer>{symbols.ISSUER})"
    rf"|\s?(?P<slash>[-/])\s?(?P<agency>{symbols.AGENCY}))?"
)
# An issuer may stand before the number: “Thông báo của Tổ Giúp việc số 46”.
_HEAD = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?P<word>(?i:{symbols.WORD}))(?:\s+(?i:cua)\s[^\d;,.:()]{{2,50}}?)??"
    rf"(?P<so>\s+(?i:so)\s*[:.]?\s*|\s+)|(?P<short>{symbols.SHORT})(?P<so2>\s*(?i:so)\s*[:.]?\s*|\s*))$"
)
_SO = re.compile(r"(?i:(?<![a-z])so)\s*[:.]?\s*$")
_NEXT = re.compile(r"\s*(?:,|&|(?i:va))\s*(?i:so\s*)?")
_DATE = re.compile(
    r"(?:\s+(?i:cua)\s[^\d;()]{2,60}?(?=,?\s(?i:ngay)\s))?\s*[,(]?\s*"
    r"(?:(?i:(?:ban hanh|ky)?\s*ngay)\s*)?"
    r"(\d{1,2})\s?(?:[/.-]|(?i:thang))\s?(\d{1,2})\s?(?:[/.-]|(?i:,?\s*nam))\s?(\d{4})(?!\d)"
)
_NAMED = re.compile(
    r"\s*,?\s*(?i:cua)\s+(?i:("
    + "|".join(sorted(_TABLE["named"], key=len, reverse=True)).replace(" ", r"\s+")
    + r"))(?![A-Za-z])"
)
# “ngày 19/6/2025” behind a number is a document's date, but “30 ngày” is a span of time.
_QUANTITY = re.compile(
    r"(?i:\s*%|(?!\s+ngay\s+\d)\s+(?:"
    + "|".join(_TABLE["after"]["quantity"]).replace(" ", r"\s+")
    + r")(?![a-z]))"
)
_CONNECTIVE = re.compile(
    r"\s*$|\s*[^\s\w%/-]|\s+-|\s+(?i:"
    + "|".join(_TABLE["after"]["connective"]).replace(" ", r"\s+")
    + r")(?![A-Za-z])"
)
_NOT_A_NUMBER = re.compile(r"[.,]\d|/\s?\d|\.?[A-Za-z]|\s?-\s?\d")
_DITTO_WORDS = frozenset(_TABLE["ditto"]["words"])
_DITTO_MARKS = frozenset(_TABLE["ditto"]["marks"])


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited in a text, and where: ``start`` and ``end`` count in ``one_line(text)``."""

    start: int
    end: int
    directive: Directive


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before a number: the type named, whether ``số`` is said, the type as a word."""

    kind: str = ""
    so: bool = False
    short: bool = False


def find_directives(text: str) -> tuple[Directive, ...]:
    """Find every document that a text cites, in the order cited, each once.

    Args:
        text: a directive cell or free text, in any Unicode form, with or without diacritics.

    Returns:
        A document cited twice counts once, with all that either citation tells of it.

    """
    return _distinct(text)


@lru_cache(maxsize=1 << 15)
def find_citations(text: str) -> tuple[Citation, ...]:
    """Find every citation with its place in ``one_line(text)``, in order, repeats included."""
    line = one_line(text).translate(HYPHENS)
    if not any(c.isdigit() for c in line):
        return ()
    plain = unmarked(line)
    # The patterns want symbols in capitals; a text typed in small letters has none.
    return tuple(_scan(line, plain.translate(_CAPITALS) if plain.islower() else plain))


def is_ditto(text: str) -> bool:
    """Tell whether a cell says that it repeats the row above: ``nt``, ``"``, ``như trên``."""
    marks = "".join(text.split()).strip("-–—.() ")
    if marks in _DITTO_MARKS:
        return True
    return " ".join(re.sub(r"[^a-z]+", " ", bare(text)).split()) in _DITTO_WORDS


@lru_cache(maxsize=1 << 15)
def _distinct(text: str) -> tuple[Directive, ...]:
    """Join citations of one document: the fuller one stays, at the place of the first."""
    found: list[Directive] = []
    for new in (citation.directive for citation in find_citations(text)):
        for at, old in enumerate(found):
            if compare_documents(old, new) >= Sameness.POSSIBLE:
                found[at] = _joined(old, new)
                break
        else:
            found.append(new)
    return tuple(found)


def _joined(old: Directive, new: Directive) -> Directive:
    """Put together what two citations of one document tell."""
    full = new if new.issuer and not old.issuer else old
    return replace(
        full,
        kind=old.kind or new.kind,
        year=old.year or new.year,
        issuer=max(old.issuer, new.issuer, key=len),
        date=old.date or new.date,
    )


def _scan(line: str, plain: str) -> Iterator[Citation]:
    """Walk over the numbers of a text; ``plain`` is ``line`` without marks, letter by letter."""
    chain: list[Citation] = []
    end = 0
    for hit in _NUMBER.finditer(plain):
        # The year or the date of a citation that is read already.
        if hit.start() < end:
            continue
        head = _head(line, plain, hit.start())
        if not head.kind and chain and _NEXT.fullmatch(plain, chain[-1].end, hit.start()):
            head = replace(head, kind=chain[-1].directive.kind, so=True)
        else:
            yield from chain
            chain = []
        found = _read(line, plain, hit, head)
        if not found:
            continue
        end = found.end
        if found.directive.issuer:
            yield from (_with_issuer(each, found.directive) for each in chain)
            chain = []
            yield found
        else:
            chain.append(found)
    yield from chain


def _with_issuer(each: Citation, last: Directive) -> Citation:
    """Give ``44`` of ``Thông báo số 44, 46-TB/TGV`` the issuer of the last in the list."""
    full = replace(each.directive, issuer=last.issuer, party=last.party)
    return replace(each, directive=full)


def _head(line: str, plain: str, start: int) -> _Head:
    """Read the type that stands before a number."""
    hit = _HEAD.search(plain, max(0, start - _LOOK_BACK), start)
    if not hit:
        return _Head(so=bool(_SO.search(plain, max(0, start - 8), start)))
    if hit["word"]:
        return _Head(symbols.kind_of_word(hit["word"]), bool(hit["so"].strip()))
    return _Head(
        symbols.kind_of(line[hit.start("short") : hit.end("short")]),
        bool(hit["so2"].strip()),
        short=True,
    )


def _read(line: str, plain: str, hit: re.Match[str], head: _Head) -> Citation | None:
    """Read one citation from its number on; None when the number is no document's."""
    number, tail = int(hit["number"]), _TAIL.match(plain, hit.end())
    if not number or tail is None:
        return None
    year = int(tail["year"] or 0)
    if tail["kind"]:
        kind, issuer, end = _symbol(line, tail)
    elif tail["agency"] and _may_be_agency(tail, head):
        kind, issuer, end = _agency(line, tail, head)
    elif head.kind and _stands_alone(plain, hit, tail, head):
        kind, issuer, end = head.kind, "", tail.end("year") if year else hit.end()
    else:
        return None
    if not issuer:
        issuer, end = _named_issuer(plain, end)
    # “của UBND tỉnh” stands before the date or behind it: it is looked for twice.
    date, end = _date(plain, end)
    if not issuer:
        issuer, end = _named_issuer(plain, end)
    found = Directive(kind, number, year, issuer, date, _is_party(issuer, tail))
    return Citation(hit.start(), end, found)


def _symbol(line: str, tail: re.Match[str]) -> tuple[str, str, int]:
    """Read type and issuer of a full symbol, and where it ends."""
    kind = symbols.kind_of(line[tail.start("kind") : tail.end("kind")])
    issuer, length = symbols.issuer_of(line, tail.start("issuer"), tail.end("issuer"))
    return kind, issuer, length


def _agency(line: str, tail: re.Match[str], head: _Head) -> tuple[str, str, int]:
    """Read a symbol that names no type: a công văn, or a legislature's number."""
    issuer, end = symbols.issuer_of(line, tail.start("agency"), tail.end("agency"))
    other = "" if symbols.is_legislature(issuer) else "CV"
    return head.kind or other, issuer, end


def _may_be_agency(tail: re.Match[str], head: _Head) -> bool:
    """Tell whether ``303/VPCP-KGVX`` is a symbol and not a fraction of something."""
    # “24 - UBND xã” counts something: with a hyphen only a type before it makes a symbol.
    if head.kind or tail["slash"] == "-":
        return bool(head.kind)
    agency = tail["agency"]
    return head.so or symbols.is_legislature(agency) or "-" in agency or symbols.is_known(agency)


def _is_party(issuer: str, tail: re.Match[str]) -> bool:
    """Tell whether a document is the Party's."""
    return symbols.is_party(issuer, tail["first"] or "", tail["second"] or "")


def _stands_alone(plain: str, hit: re.Match[str], tail: re.Match[str], head: _Head) -> bool:
    """Tell whether a number after a type, without a symbol, is a document's number."""
    number, year = int(hit["number"]), tail["year"]
    # “Kế hoạch 5/2026” is the plan of a month.
    if year and not (head.so or head.short or number > 12):
        return False
    end = tail.end("year") if year else hit.end()
    if _NOT_A_NUMBER.match(plain, end) or _QUANTITY.match(plain, end):
        return False
    if head.so or head.short:
        return True
    # “Kế hoạch 2026” is the plan of a year.
    if not symbols.stands_alone(head.kind) or 1900 <= number <= 2100:
        return False
    # Numbers of documents have two figures at least: “Kế hoạch 02”, but “kế hoạch 5 năm”.
    padded = hit.end() - hit.start() > 1
    verb = symbols.stands_alone(head.kind) == "verb"
    return padded and (not verb or _CONNECTIVE.match(plain, end) is not None)


def _named_issuer(plain: str, end: int) -> tuple[str, int]:
    """Read ``của Chính phủ`` after a number; no issuer where it is not said."""
    hit = _NAMED.match(plain, end)
    return (_TABLE["named"][" ".join(hit[1].lower().split())], hit.end()) if hit else ("", end)


def _date(plain: str, end: int) -> tuple[dt.date | None, int]:
    """Read ``ngày 30/9/2025`` after a number or symbol."""
    hit = _DATE.match(plain, end)
    date = calendar_day(int(hit[3]), int(hit[2]), int(hit[1])) if hit else None
    return (date, hit.end()) if hit and date else (None, end)
