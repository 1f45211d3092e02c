"""A unit's own Word file → a copy with tracked changes: its clerk accepts or rejects each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError
from lxml.etree import _Element as Element

from reconcile.model import Column, Source
from reconcile.office import word_walk
from reconcile.office.packed_word import packed
from reconcile.office.word_comments import Comments, Writer
from reconcile.report.amended_copy.labels import read_label
from reconcile.report.amended_copy.new_rows import (
    left_out,
    new_heading,
    new_paragraph,
    new_row,
)
from reconcile.report.amended_copy.numbering import Numbered, number
from reconcile.report.amended_copy.places import Place, Places
from reconcile.report.amended_copy.tracked import Changes
from reconcile.report.documents.plan.amendments import Amendments, NewTask, Remark
from reconcile.vocabulary.terms import term

REFUSALS = (PackageNotFoundError, LxmlError, AttributeError, IndexError, KeyError, TypeError)
"""What python-docx raises over damaged documents."""
_INS, _PPR = qn("w:ins"), qn("w:pPr")


def amended_copy(
    data: bytes, source: Source, amendments: Amendments, writer: Writer
) -> bytes | None:
    """Write a copy of a unit's Word file with what is to change in it, tracked.

    Changes and comments that the file has stay; ours bear the writer's name.

    Args:
        data: the file, a .docx.
        source: what was read of it.
        amendments: what is to change.
        writer: in whose name.

    Returns:
        None where the file does not hold the tasks where they were read, or cannot be opened:
        nothing can be put in its place then.

    """
    try:
        document = Document(BytesIO(data))
    except REFUSALS:
        return None
    body = document.element.body
    places = Places(body, source)
    if not places.tasks or not all(place.says_its_task() for place in places.tasks):
        return None
    if not (amendments.added or amendments.remarks):
        return packed(document)
    work = _Work(places, Changes(body, writer), Comments(document, writer))
    work.renumber(_numbers(places, amendments.added))
    for remark in amendments.remarks:
        work.remark(remark)
    for new in amendments.added:
        work.add(new)
    return packed(document)


@dataclass(slots=True)
class _Work:
    """A document while it is changed."""

    places: Places
    changes: Changes
    comments: Comments
    numbers: list[str] = field(default_factory=list)
    """Of the new tasks that are still to be written."""
    ends: dict[int, Element] = field(default_factory=dict)
    """Task → what the next new one goes behind."""

    def renumber(self, numbered: Numbered) -> None:
        """Give the tasks behind new ones their new numbers; the first says why."""
        self.numbers = list(numbered.new)
        tasks, told = self.places.tasks, False
        for at, new in numbered.changed.items():
            paragraphs = tasks[at].paragraphs(Column.STT)
            label = read_label(word_walk.text_of(paragraphs[0])) if paragraphs else None
            if label is None:
                continue
            done = self.changes.replace(paragraphs[0], label.typed.strip(), new)
            if done is not None and not told:
                self._comment(term("comment", "renumbered"), done)
                told = True

    def remark(self, remark: Remark) -> None:
        """Put a cell right where that is known, and say beside it what was found."""
        place = self.places.at(remark.where)
        done = self._replace(place, remark) if remark.new else None
        if done is not None:
            self._comment(remark.comment, done)
            return
        held = _filled(place.paragraphs(remark.column)) or _filled(place.paragraphs(Column.TASK))
        if held:
            self.comments.put(remark.with_new, held[0], held[-1])

    def _replace(self, place: Place, remark: Remark) -> Element | None:
        """Put the words of a remark in the place of those that stand in its cell."""
        paragraphs = place.paragraphs(remark.column)
        for paragraph in paragraphs:
            done = self.changes.replace(paragraph, remark.old, remark.new)
            if done is not None:
                return done
        whole = " ".join(" ".join(map(word_walk.text_of, paragraphs)).split())
        if place.is_prose or whole != " ".join(remark.old.split()):
            return None
        return self.changes.replace_all(paragraphs, remark.new)

    def add(self, new: NewTask) -> None:
        """Write a new task in behind the last one that it follows, with why and from where."""
        like = self.places.tasks[-1] if new.after is None else self.places.at(new.after)
        typed = self.numbers.pop(0)
        cells = {Column.STT: typed, **new.cells}
        before = self.ends.get(id(like))
        end = self.places.end_of(like) if before is None else before
        if new.heading and not like.is_prose:
            group = _group_like(self.places, like)
            heading = new_heading(group, like, self._heading(new), self.changes)
            end.addnext(heading)
            end = heading
        make = new_paragraph if like.is_prose else new_row
        made = make(like, cells, self.changes)
        end.addnext(made)
        self.ends[id(like)] = made
        said = "\n".join((new.comment, *left_out(like, cells)))
        (paragraph,) = Place(made, like.row, like.table).paragraphs(Column.TASK)
        self._comment(said, next(paragraph.iterchildren(_INS)))

    def _comment(self, said: str, put_in: Element) -> None:
        """Say beside a text put in why; the comment comes and goes with it."""
        # Not from one place to another: LibreOffice would not take out a row that such a comment
        # lies in when it is rejected.
        put_in.append(self.comments.reference(said))

    def _heading(self, new: NewTask) -> str:
        """Write a heading under the number that follows those of the plan's own groups."""
        labels = [read_label(each.row.text) for each in self.places.groups]
        top = [label for label in labels if label and label.style == "roman" and not label.before]
        if not top:
            return new.heading
        last = max(top, key=lambda label: label.count)
        return f"{last.at(last.count + 1)} {new.heading}"


def _numbers(places: Places, added: Sequence[NewTask]) -> Numbered:
    """Number the new tasks among the plan's own."""
    tasks = places.tasks
    at = {(place.row.number, place.table.where.sheet): n for n, place in enumerate(tasks)}
    behind = [
        len(tasks) - 1 if new.after is None else at[new.after.row, new.after.sheet] for new in added
    ]
    return number([_typed(place) for place in tasks], behind)


def _typed(place: Place) -> str:
    """Return the number of a task as it is typed; empty where Word counts by itself."""
    paragraphs = place.paragraphs(Column.STT)
    return word_walk.text_of(paragraphs[0]) if paragraphs else ""


def _group_like(places: Places, task: Place) -> Place | None:
    """Find a heading of the outermost level to make another one after, best of the same table."""

    def rank(place: Place) -> tuple[bool, bool]:
        label = read_label(place.row.text)
        outermost = label is not None and label.style == "roman" and not label.before
        return (place.table is task.table, outermost)

    rows = [place for place in places.groups if place.element.tag == task.element.tag]
    return max(reversed(rows), key=rank, default=None)


def _filled(paragraphs: Sequence[Element]) -> list[Element]:
    """Return what stands in the first paragraph that says anything."""
    for paragraph in paragraphs:
        if word_walk.text_of(paragraph).strip():
            return [child for child in paragraph if child.tag != _PPR]
    return []
