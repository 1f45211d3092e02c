"""Which row of a form a row on the sheet is: by its key, unless its texts are another row's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.review.answers.locate_form import IDENTITY, KEY, Located, Met
from reconcile.review.ask.questions import split_key
from reconcile.review.keys.hidden_sheet import AskedRow
from reconcile.review.keys.seals import seal, shown
from reconcile.review.workbooks.grids import Line
from reconcile.vocabulary.text import bare

_ALIKE = 0.6
"""Share of a task's words that an edited cell still has, from which it is taken for that task's."""


def rows_of(located: Located, texts: Mapping[str, str]) -> list[Met]:
    """Return the rows under the header, each with what it is in the form.

    A row is known by its key. Where its texts are those of another row of the form, it is that
    one: a person who sorts the columns that she sees leaves the hidden keys behind, and answers
    about the texts. Where they are those of no one row, it is none of ours.

    Args:
        located: the form on its sheet.
        texts: task key → text, of all tasks that the form may name.

    """
    sides = tuple(
        _Side(located, name, at, texts)
        for at, name in enumerate(IDENTITY)
        if name in located.form.program
    )
    by_key = {asked.key: asked for asked in located.form.rows}
    return [
        Met(number, line, _asked(located, line, sides, by_key))
        for number, line in located.grid.rows.items()
        if number > located.header
    ]


def _asked(
    located: Located, line: Line, sides: Sequence["_Side"], by_key: Mapping[str, AskedRow]
) -> AskedRow | None:
    """Find the row of the form that a row is; None where key and texts do not name one."""
    keyed = by_key.get(shown(located.says(line, KEY)))
    named = [side.named(line) for side in sides]

    def fits(row: AskedRow) -> bool:
        both = zip(sides, named, strict=True)
        return all(said is None or side.of(row) in said for side, said in both)

    if keyed is not None and fits(keyed):
        return keyed
    if not named or named[0] is None:
        return None
    fit = [row for row in located.form.rows if fits(row)]
    # Texts that several rows share tell nothing.
    return fit[0] if len(fit) == 1 else None


@dataclass(frozen=True, slots=True)
class _Known:
    """What a side of a form shows in the cells of one task."""

    seals: Mapping[str, frozenset[str]]
    """Seal of a cell → the task keys that show it."""
    words: Mapping[str, Counter[str]]
    """Task key → the words of its text."""


class _Side:
    """One of the two columns that tell the rows of a form apart: the upper or the lower task."""

    def __init__(self, located: Located, name: str, at: int, texts: Mapping[str, str]) -> None:
        self.located = located
        self.name = name
        self.at = at
        place = located.form.program.index(name)
        seals: dict[str, set[str]] = {}
        for row in located.form.rows:
            seals.setdefault(row.seals[place], set()).add(self.of(row))
        keys = sorted({self.of(row) for row in located.form.rows} - {""})
        self.known = _Known(
            {sealed: frozenset(said) for sealed, said in seals.items()},
            {key: _words(texts.get(key, "")) for key in keys},
        )

    def of(self, row: AskedRow) -> str:
        """Return the task key of a row of the form on this side; ``""`` where it has none."""
        return split_key(row.key)[self.at]

    def named(self, line: Line) -> frozenset[str] | None:
        """Return the tasks that a cell may mean; None where it names none, as an empty one."""
        value = self.located.says(line, self.name)
        exact = self.known.seals.get(seal(value))
        if exact is not None or not shown(value):
            return exact if shown(value) else None
        return self._nearest(_words(shown(value)))

    def _nearest(self, said: Counter[str]) -> frozenset[str] | None:
        """Return the tasks whose words an edited cell still has; None where it has none's."""
        best, found = 0, set[str]()
        for key, words in self.known.words.items():
            kept = (said & words).total()
            if not kept or kept < _ALIKE * words.total():
                continue
            weight = 2 * kept - words.total()
            if weight > best:
                best, found = weight, set()
            if weight == best:
                found.add(key)
        return frozenset(found) or None


def _words(text: str) -> Counter[str]:
    """Count the words of a text, without their marks and what stands around them."""
    return Counter(word for word in (w.strip(".,;:()–-") for w in bare(text).split()) if word)
