"""Tracked changes: text put in, text struck, each in the name of who proposes it."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reconcile.office import word_walk
from reconcile.office.word_comments import Writer
from reconcile.office.word_elements import element

_P, _PPR, _R, _RPR, _T, _TRPR = map(qn, ("w:p", "w:pPr", "w:r", "w:rPr", "w:t", "w:trPr"))
_ID, _SPACE = qn("w:id"), "{http://www.w3.org/XML/1998/namespace}space"
_PAGE = qn("w:lastRenderedPageBreak")
_PLAIN = frozenset(map(qn, ("w:rPr", "w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen"))) | {_PAGE}
"""What a run holds that can be struck and put in again as text."""
_NOTHING = frozenset(map(qn, ("w:proofErr", "w:bookmarkStart", "w:bookmarkEnd")))
"""What may stand between runs that are struck together: it says nothing."""
_NOT_TAKEN = tuple(
    map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange", "w:sectPr"))
)
"""What a copy of some formatting leaves behind: it speaks of the text that it was taken from."""
_NOT_SHOWN = tuple(map(qn, ("w:strike", "w:dstrike", "w:vanish", "w:highlight")))


class Changes:
    """The changes to one document; each bears a number of its own."""

    def __init__(self, body: Element, writer: Writer) -> None:
        self._writer = writer
        said = (each.get(_ID, "") for each in body.iter("{*}*") if each.get(_ID))
        self._next = max((int(number) for number in said if number.isdecimal()), default=0) + 1

    def mark(self, kind: str) -> Element:
        """Make the element that says of something that it was put in (``ins``) or struck."""
        number, self._next = self._next, self._next + 1
        writer = self._writer
        return element(f"w:{kind}", {"id": str(number), "author": writer.name, "date": writer.when})

    def paragraph(self, like: Element, text: str, letters: Element | None = None) -> Element:
        """Make a new paragraph that looks like another one, put in with its end.

        Its letters look like those of ``letters``, where that is told.
        """
        made = element("w:p")
        properties = like.find(_PPR)
        if properties is not None:
            made.append(copied(properties))
        _mark_look(made).insert(0, self.mark("ins"))
        if text:
            made.append(self._put_in(text, look_of(like if letters is None else letters)))
        return made

    def row(self, made: Element) -> None:
        """Say of a row that it was put in."""
        properties = made.find(_TRPR)
        if properties is None:
            properties = element("w:trPr")
            # What stands before it in a row is w:tblPrEx alone.
            made.insert(1 if len(made) and made[0].tag == qn("w:tblPrEx") else 0, properties)
        if not len(properties):
            # ECMA-376 CT_TrPrBase wants a property before the mark: what holds anyway is said.
            properties.append(element("w:cantSplit", {"val": "off"}))
        properties.append(self.mark("ins"))

    def replace(self, paragraph: Element, old: str, new: str) -> Element | None:
        """Put one text in the place of another in a paragraph.

        Returns:
            What was put in; None where the paragraph does not say the old text in runs of its own.

        """
        runs = [run for run in paragraph.iterchildren(_R) if _is_plain(run)]
        said = "".join(map(word_walk.characters, runs))
        hit = re.search(r"\s*".join(map(re.escape, "".join(old.split()))), said)
        if hit is None or not hit[0] or not _stand_together(runs, hit.start(), hit.end()):
            return None
        inner = _cut_out(runs, hit.start(), hit.end())
        return self._struck(inner, new)

    def replace_all(self, paragraphs: Sequence[Element], new: str) -> Element | None:
        """Put one text in the place of all that the paragraphs of a cell say."""
        runs = [list(paragraph.iterchildren(_R)) for paragraph in paragraphs]
        whole = all(list(word_walk.runs(p)) == own for p, own in zip(paragraphs, runs, strict=True))
        if not (whole and runs[-1] and all(_is_plain(run) for own in runs for run in own)):
            return None
        for paragraph, own in zip(paragraphs[:-1], runs[:-1], strict=True):
            for run in own:
                self._strike([run])
            self._strike_mark(paragraph)
        return self._struck(runs[-1], new)

    def _struck(self, runs: Sequence[Element], new: str) -> Element:
        """Strike some runs that stand together, and put a text in behind them."""
        put_in = self._put_in(new, runs[0].find(_RPR))
        struck = self._strike(runs)
        struck.addnext(put_in)
        return put_in

    def _strike(self, runs: Sequence[Element]) -> Element:
        """Strike some runs that stand together."""
        struck = self.mark("del")
        runs[0].addprevious(struck)
        for run in runs:
            struck.append(run)
            for text in run.iterchildren(_T):
                text.tag = qn("w:delText")
                text.set(_SPACE, "preserve")
        return struck

    def _strike_mark(self, paragraph: Element) -> None:
        """Strike the end of a paragraph, so that it joins the next one."""
        _mark_look(paragraph).insert(0, self.mark("del"))

    def _put_in(self, text: str, look: Element | None) -> Element:
        """Make a run with a text, put in; ``look`` is how it looks."""
        made = self.mark("ins")
        run = element("w:r")
        if look is not None:
            run.append(copied(look))
        for at, line in enumerate(text.split("\n")):
            if at:
                run.append(element("w:br"))
            run.append(_text(line))
        made.append(run)
        return made


def copied(properties: Element) -> Element:
    """Copy how something looks, without what was changed in it, and with nothing struck out."""
    made = deepcopy(properties)
    for each in list(made.iter(*_NOT_TAKEN, *_NOT_SHOWN)):
        above = each.getparent()
        if above is not None:
            above.remove(each)
    return made


def look_of(paragraph: Element) -> Element | None:
    """Return how the text of a paragraph looks: that of its first run that says something."""
    for run in word_walk.runs(paragraph):
        if word_walk.characters(run).strip():
            return run.find(_RPR)
    # An empty cell has a look for what will be typed in it.
    return paragraph.find(f"{_PPR}/{_RPR}")


def _mark_look(paragraph: Element) -> Element:
    """Return what says how the mark at the end of a paragraph looks; made where it is not there."""
    properties = paragraph.find(_PPR)
    if properties is None:
        properties = element("w:pPr")
        paragraph.insert(0, properties)
    look = properties.find(_RPR)
    if look is None:
        look = element("w:rPr")
        ahead = next(properties.iterchildren(qn("w:sectPr"), qn("w:pPrChange")), None)
        if ahead is None:
            properties.append(look)
        else:
            ahead.addprevious(look)
    return look


def _is_plain(run: Element) -> bool:
    """Tell whether a run holds text alone."""
    return all(child.tag in _PLAIN for child in run)


def _stand_together(runs: Sequence[Element], start: int, end: int) -> bool:
    """Tell whether nothing that is read stands between the runs of a passage."""
    at, before = 0, None
    for run in runs:
        first, at = at, at + len(word_walk.characters(run))
        if at <= start or first >= end:
            continue
        while before is not None and (before := before.getnext()) is not run:
            if before is None or before.tag not in _NOTHING:
                return False
        before = run
    return True


def _cut_out(runs: Sequence[Element], start: int, end: int) -> list[Element]:
    """Part the runs so that some of them say just what stands from one place to another."""
    inner: list[Element] = []
    at = 0
    for run in runs:
        size = len(word_walk.characters(run))
        first, last = max(start - at, 0), min(end - at, size)
        if first < last:
            inner.append(_part(run, first, last))
        at += size
    return inner


def _part(run: Element, first: int, last: int) -> Element:
    """Leave in a run what stands from one place to another; the rest goes into runs beside it."""
    pieces = list(_pieces(run))
    for start, end, beside in ((0, first, run.addprevious), (last, len(pieces), run.addnext)):
        if start < end:
            beside(_run_of(run, pieces[start:end]))
    kept = _run_of(run, pieces[first:last])
    for child in [child for child in run if child.tag != _RPR]:
        run.remove(child)
    run.extend([child for child in kept if child.tag != _RPR])
    return run


def _pieces(run: Element) -> Iterator[Element | str]:
    """Yield what a run says letter by letter; a tab or a break as the element that it is."""
    for child in run:
        if child.tag == _T:
            yield from child.text or ""
        elif child.tag not in (_RPR, _PAGE):
            yield child


def _run_of(run: Element, pieces: Sequence[Element | str]) -> Element:
    """Make a run that looks like another and says some pieces of it."""
    made = element("w:r")
    look = run.find(_RPR)
    if look is not None:
        made.append(deepcopy(look))
    letters = ""
    for piece in pieces:
        if isinstance(piece, str):
            letters += piece
            continue
        if letters:
            made.append(_text(letters))
            letters = ""
        made.append(deepcopy(piece))
    if letters:
        made.append(_text(letters))
    return made


def _text(said: str) -> Element:
    """Make the element that holds a text, spaces at its ends included."""
    made = element("w:t")
    made.set(_SPACE, "preserve")
    made.text = said
    return made
