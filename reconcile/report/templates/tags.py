"""The tags of a Word template, each with its place, its runs and what stands round it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from lxml.etree import _Element as Element
from lxml.etree import fromstring, tostring

from reconcile.model import Where
from reconcile.office import word_walk
from reconcile.report.templates.find import Template

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_PARTED = re.compile(r"\{\s+[{%#]|[}%#]\s+\}")
"""The braces of a tag with a space between them."""
_KIND = re.compile(r"(\{[{%]-?)(p|tr|tc|r)\s")
_PARTS = {
    "header": "Đầu trang",
    "footer": "Chân trang",
    "footnotes": "Cước chú",
    "endnotes": "Chú thích cuối",
}
_WORD_OWN = ("lang", "noProof", "webHidden")
"""Properties of a run that print nothing: Word cuts runs where they change."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it stands in the template."""

    text: str
    where: Where
    paragraph: Element
    alone: bool
    """Whether nothing else stands in its paragraph."""
    split: bool
    """Whether it lies over runs of different looks, or over runs that Word did not cut itself."""

    @property
    def kind(self) -> str:
        """``p``, ``tr``, ``tc`` for a tag that stands for a paragraph, row or cell; else empty."""
        hit = _KIND.match(self.text)
        return hit[2] if hit and hit[2] != "r" else ""

    @property
    def source(self) -> str:
        """The tag in the words of the template language, on one line."""
        return " ".join(_KIND.sub(r"\1 ", self.text).split())

    @property
    def words(self) -> list[str]:
        """The words of the tag, in order: ``for``, ``d``, ``in``, ``ket_qua``."""
        return re.findall(r"\w+", self.source)

    @property
    def names(self) -> list[str]:
        """The words that are no parts of a value: ``dong`` of ``dong.noi_dung``."""
        return re.findall(r"(?<![\w.])\w+", self.source)


@dataclass(frozen=True, slots=True)
class Loose:
    """A paragraph with the beginning or the end of a tag that has no other end."""

    text: str
    where: Where

    @property
    def parted(self) -> str:
        """Two braces with a space between them, if that is what is wrong."""
        hit = _PARTED.search(self.text)
        return hit[0] if hit else ""


def tags_of(template: Template) -> list[Tag | Loose]:
    """Find all tags of a template in the order of reading: body, then headers and footers.

    The file must be one that opens.
    """
    document = Document(BytesIO(template.data))
    found: list[Tag | Loose] = []
    for where, paragraph in _paragraphs(document, template.name):
        found += _in_paragraph(where, paragraph)
    return found


def row_of(paragraph: Element) -> Element | None:
    """Return the table row that a paragraph stands in."""
    return next(paragraph.iterancestors(qn("w:tr")), None)


def text_of(element: Element) -> str:
    """Return the text of an element without its spaces at the ends."""
    return "".join(text.text or "" for text in element.iter(qn("w:t"))).strip()


def _paragraphs(document: DocumentObject, name: str) -> Iterator[tuple[Where, Element]]:
    """Walk all paragraphs with their places; a text box has the place where it hangs."""
    tables = number = 0
    for block in word_walk.blocks(document.element.body):
        if block.tag == qn("w:p"):
            number += 1
            where = Where(name, "Đoạn", number)
            yield from ((where, each) for each in _hanging(block))
        else:
            tables += 1
            for row, element in enumerate(word_walk.rows(block), start=1):
                where = Where(name, f"Bảng {tables}", row)
                for cell in word_walk.cells(element):
                    yield from ((where, each) for each in _inside(cell))
    for title, root in _other_parts(document):
        for at, paragraph in enumerate(word_walk.paragraphs(root), start=1):
            yield from ((Where(name, title, at), each) for each in _hanging(paragraph))


def _other_parts(document: DocumentObject) -> Iterator[tuple[str, Element]]:
    """Yield the headers and footers of every kind of page, and the notes, each once."""
    for relation in document.part.rels.values():
        title = _PARTS.get(relation.reltype.rsplit("/", 1)[-1])
        if title is None or relation.is_external:
            continue
        root = fromstring(relation.target_part.blob)
        # Notes stand in an element each, the paragraphs of a header in its root.
        notes = [*root.iterchildren(qn("w:footnote"), qn("w:endnote"))]
        yield from ((title, holder) for holder in notes or [root])


def _inside(container: Element) -> Iterator[Element]:
    """Yield the paragraphs of a cell or a text box, with those in tables and text boxes."""
    for paragraph in word_walk.paragraphs(container):
        yield from _hanging(paragraph)


def _hanging(paragraph: Element) -> Iterator[Element]:
    """Yield a paragraph, then those of the text boxes that hang on it."""
    yield paragraph
    for box in word_walk.boxes(paragraph):
        yield from _inside(box)


def _in_paragraph(where: Where, paragraph: Element) -> list[Tag | Loose]:
    """Find the tags of a paragraph, and what is left of broken ones."""
    runs = word_walk.runs(paragraph)
    texts = [t for run in runs for t in word_walk.standing(run) if t.tag == qn("w:t")]
    found = _in_texts(where, paragraph, texts)
    # What is deleted while changes are tracked is filled as well.
    deleted = [t for t in paragraph.iter(qn("w:delText")) if _paragraph_of(t) is paragraph]
    return found + _in_texts(where, paragraph, deleted)


def _in_texts(where: Where, paragraph: Element, texts: list[Element]) -> list[Tag | Loose]:
    """Find the tags of texts that stand one behind the other, and what is left of broken ones."""
    whole = "".join(text.text or "" for text in texts)
    found: list[Tag | Loose] = []
    for hit in _TAG.finditer(whole):
        over = _over(texts, hit.start(), hit.end())
        alone = whole.strip() == hit[0]
        found.append(Tag(hit[0], where, paragraph, alone, _is_split(over)))
    if _LOOSE.search(_TAG.sub("", whole)) or _PARTED.search(whole):
        found.append(Loose(whole.strip(), where))
    return found


def _paragraph_of(text: Element) -> Element | None:
    """Return the paragraph that a text stands in."""
    return next(text.iterancestors(qn("w:p")), None)


def _over(texts: list[Element], start: int, end: int) -> list[Element]:
    """Return the runs that a stretch of a paragraph's text lies over."""
    runs: list[Element] = []
    at = 0
    for text in texts:
        length = len(text.text or "")
        run = text.getparent()
        if at < end and at + length > start and run is not None and run not in runs:
            runs.append(run)
        at += length
    return runs


def _is_split(runs: list[Element]) -> bool:
    """Tell whether runs are cut apart in another way than Word cuts them by itself.

    Word cuts a run where its spelling or revision marks change; such a tag is joined silently.
    """
    if len(runs) < 2:
        return False
    # The library joins a tag into its first run: of two looks one would be lost.
    if len({_looks(run) for run in runs}) > 1:
        return True
    return not any(_cut_by_word(run) for run in runs[1:])


def _looks(run: Element) -> bytes:
    """Return the properties of a run that print."""
    properties = run.find(qn("w:rPr"))
    kept = () if properties is None else properties.iterchildren()
    ours = {qn(f"w:{name}") for name in _WORD_OWN}
    return b"".join(sorted(tostring(each) for each in kept if each.tag not in ours))


def _cut_by_word(run: Element) -> bool:
    """Tell whether a run bears a sign that Word began it: a revision number, a spelling mark."""
    before = run.getprevious()
    marks = (qn("w:proofErr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
    return any("rsid" in str(key) for key in run.keys()) or (  # noqa: SIM118 - lxml's attributes
        before is not None and before.tag in marks
    )
