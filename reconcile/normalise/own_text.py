"""The lines around a plan's table → what it says in words of its own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reconcile.model import PlanText, TextPart
from reconcile.vocabulary.plan_text import (
    is_numbered,
    is_point,
    plan_words,
    point_kind,
    reporting_body,
    reporting_day,
    section_of,
    without_mark,
)
from reconcile.vocabulary.text import fold, one_line

_ENDS = " .;,/"
_LONGEST_NAME = 40


@dataclass(slots=True)
class _Sections:
    """The lines of a plan by the section that they stand in."""

    lines: dict[str, list[str]] = field(default_factory=dict)

    def of(self, kind: str) -> list[str]:
        """Return the lines of a section."""
        return self.lines.setdefault(kind, [])


def read_own_text(lines: Iterable[str]) -> PlanText:
    """Read the text of a plan from the lines outside its task tables, in their order.

    Args:
        lines: from the letterhead to the signature; what an annex says behind them is passed over.

    """
    said = [one_line(text) for text in lines]
    body, end = _parted([text for text in said if text])
    sections = _by_section(body)
    text = PlanText(
        bases=tuple(_bases(sections.of("head"))),
        opening=_opening(sections.of("head")),
        content=tuple(without_mark(each) for each in sections.of("content")),
        funding=tuple(sections.of("funding")),
        organisation=tuple(_points(sections.of("organisation"))),
        reporting=next(filter(None, map(reporting_day, reversed(body))), ""),
        through=next(filter(None, map(reporting_body, reversed(body))), ""),
        closing=next(iter(sections.of("closing")), "").strip(_ENDS),
    )
    return _signed(_with_aims(text, sections.of("aims")), end)


def _parted(said: list[str]) -> tuple[list[str], list[str]]:
    """Part the lines of the text from those of its end, receivers and signature."""
    words = plan_words()
    at = next((n for n, text in enumerate(said) if fold(text).startswith(words["receivers"])), None)
    if at is None:
        return said, []
    end = said[at + 1 :]
    rest = (n for n, text in enumerate(end) if fold(text).startswith(words["annex"]))
    return said[:at], end[: next(rest, len(end))]


def _by_section(body: Sequence[str]) -> _Sections:
    """Put the lines of the text under the sections that they stand in."""
    words, sections, kind = plan_words(), _Sections(), "head"
    for text in body:
        begun, rest = section_of(text)
        if begun in ("purposes", "demands"):
            kind = "aims"
            sections.of(kind).append(f"1. {_HEADS[begun]}")
        elif begun:
            kind = begun
        if begun:
            sections.of(kind).extend([rest] if rest else [])
        elif fold(text).startswith(words["closing"]):
            sections.of("closing").append(text)
        else:
            sections.of(kind).append(text)
    return sections


_HEADS = {"purposes": "Mục đích", "demands": "Yêu cầu"}


def _bases(head: Sequence[str]) -> Iterator[str]:
    """Yield what the plan rests on."""
    start = plan_words()["bases"]
    for text in head:
        plain = without_mark(text)
        if fold(plain).startswith(start):
            yield plain.strip(_ENDS)


def _opening(head: Sequence[str]) -> str:
    """Return the paragraph that leads over to the first section."""
    words = plan_words()
    for text in reversed(head):
        said = fold(text)
        if said.startswith(words["bases"]) and not any(lead in said for lead in words["leads"]):
            continue
        if any(lead in said for lead in words["leads"]) and len(text) > _LONGEST_NAME:
            return text
    return ""


def _with_aims(text: PlanText, lines: Sequence[str]) -> PlanText:
    """Part purposes from demands where the plan does; else all of them are purposes."""
    parts: dict[str, list[str]] = {"purposes": [], "demands": []}
    kind = "purposes"
    for line in lines:
        told = point_kind(line)
        if told:
            kind = told
        else:
            parts[kind].append(without_mark(line))
    return replace(text, purposes=tuple(parts["purposes"]), demands=tuple(parts["demands"]))


def _points(lines: Sequence[str]) -> Iterator[TextPart]:
    """Yield the numbered points of a section, each with what stands under it."""
    numbered = any(map(is_numbered, lines))
    heading, under = "", list[str]()
    for line in lines:
        begins = is_numbered(line) if numbered else not is_point(line) or not heading
        if not begins:
            under.append(line)
            continue
        if heading:
            yield TextPart(heading, tuple(under))
        elif under:
            yield from (TextPart(each) for each in under)
        heading, under = without_mark(line), []
    if heading:
        yield TextPart(heading, tuple(under))
    else:
        yield from (TextPart(each) for each in under)


def _signed(text: PlanText, end: Sequence[str]) -> PlanText:
    """Read receivers and signature."""
    words = plan_words()
    listed: list[str] = []
    rest: list[str] = []
    for line in end:
        if line.startswith(("-", "–")) and not rest:
            listed.append(line.lstrip("-– "))
        elif listed and not rest and line[:1].islower():
            listed[-1] = f"{listed[-1]} {line}"
        else:
            rest.append(line)
    plain = [each.strip(_ENDS) for each in listed]
    archive = next((each for each in plain if fold(each).startswith(words["archive"])), "")
    named = [e for e in plain if e != archive and not fold(e).startswith(words["addressed"])]
    authority = [line for line in rest if _is_authority(line)]
    return replace(
        text,
        receivers=tuple(named),
        archive=archive,
        authority=tuple(authority),
        signer=_signer(rest, authority),
    )


def _is_authority(line: str) -> bool:
    """Tell whether a line says on whose behalf, or in what position, is signed."""
    words, said = plan_words(), fold(line)
    patterns = (words["authority"], words["position"])
    return line.isupper() and any(re.search(pattern, said) for pattern in patterns)


def _signer(rest: Sequence[str], authority: Sequence[str]) -> str:
    """Return who signs: the name in small letters behind the position."""
    if not authority:
        return ""
    behind = rest[rest.index(authority[-1]) + 1 :]
    names = (line for line in behind if line.istitle() and 2 <= len(line.split()) <= 6)
    return next((name for name in names if len(name) <= _LONGEST_NAME), "")
