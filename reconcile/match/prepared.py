"""What matching needs of one plan alone: computed once, shared by every plan held against it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

import numpy as np

from reconcile.match.citations import Rows, cite
from reconcile.match.clauses import split_clauses
from reconcile.match.overlap import Bags, Indices, fill_bags, refill_bags
from reconcile.match.plan_habits import Register, Usage, count_usage, is_bare, read_register
from reconcile.model import Task
from reconcile.vocabulary.agencies import bodies, find_agencies
from reconcile.vocabulary.words import (
    Lexicon,
    Terms,
    load_lexicon,
    read_terms,
    read_words,
    without_linking,
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskReading:
    """One task clause by clause: its text, its words, the names of the meanings found in them."""

    clauses: tuple[str, ...]
    words: tuple[Words, ...]
    terms: tuple[Terms, ...]

    @property
    def names(self) -> list[str]:
        """The names of the whole task, in order."""
        return [name for clause in self.terms for name in clause.names]

    @property
    def said(self) -> "Said":
        """The words that the task uses for each of its meanings, the first place of each."""
        places: dict[str, tuple[Words, int, int]] = {}
        clauses = tuple([without_linking(words) for words in self.words])
        for kept, terms in zip(clauses, self.terms, strict=True):
            start = 0
            for name, end in zip(*terms, strict=True):
                if name not in places:
                    places[name] = kept, start, end
                start = end
        text = " ; ".join([" ".join(kept) for kept in clauses])
        return Said(places, clauses, f" {text} ")


@dataclass(frozen=True, slots=True)
class Said:
    """Where a task says what it means: meaning → the words of its clause, from, to."""

    places: Mapping[str, tuple[Words, int, int]]
    clauses: tuple[Words, ...]
    """The words of its clauses, without those that link."""
    text: str
    """The same in one line, each word between two spaces."""

    def words(self, name: str) -> str:
        """Give the words used for a meaning that the task has."""
        kept, start, end = self.places[name]
        return " ".join(kept[start:end])


@dataclass(frozen=True, slots=True)
class TextBags:
    """The bags of names in the texts of a plan."""

    starts: Indices
    """Number of the first clause of each task, among all clauses."""
    terms: Bags
    clauses: Bags
    """The names in each clause, numbered as in ``terms``."""
    words: Bags
    """Single words and pairs of neighbours."""
    firsts: tuple[int, ...]
    """For each task the number of the first one that says the same; its own where none does."""
    rows: Mapping[tuple[Words, ...], Sequence[int]]
    """The tasks of the same words; those without words are left out."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan made ready: its tasks, what their texts say, and what stands beside the texts."""

    tasks: tuple[Task, ...]
    lexicon: Lexicon
    readings: tuple[TaskReading, ...]
    bare: tuple[bool, ...]
    """Which tasks were typed without diacritics."""
    groups: Bags
    bodies: Bags
    cited: Rows
    # Lists and dictionaries, for a field of a frozen class is not set a second time.
    _texts: list[TextBags] = field(default_factory=list, repr=False, compare=False)
    _said: dict[int, Said] = field(default_factory=dict, repr=False, compare=False)
    _usage: list[Usage] = field(default_factory=list, repr=False, compare=False)
    _register: list[Register] = field(default_factory=list, repr=False, compare=False)

    @property
    def texts(self) -> TextBags:
        """The bags of its texts; filled once, for all plans held against it."""
        if not self._texts:
            self._texts.append(gather(self.readings, self.lexicon))
        return self._texts[0]

    def reread(self, readings: tuple[TaskReading, ...]) -> "Prepared":
        """Give the plan with its tasks read otherwise."""
        return replace(
            self,
            readings=readings,
            bare=(False,) * len(readings),
            _texts=[],
            _said={},
            _usage=[],
            _register=[],
        )

    def said(self, row: int) -> Said:
        """Give the words of a task by the meanings that they have; kept for its next pair."""
        if row not in self._said:
            self._said[row] = self.readings[row].said
        return self._said[row]

    def usage(self) -> Usage:
        """Tell how the plan writes; counted once, for all plans held against it."""
        if not self._usage:
            pairs = zip(self.readings, self.bare, strict=True)
            texts = (clause for r, bare in pairs if not bare for clause in r.words)
            self._usage.append(count_usage(texts, self.lexicon))
        return self._usage[0]

    def register(self) -> Register:
        """Tell in which register the plan is written; read once, for all plans held against it."""
        if not self._register:
            clauses = [clause for reading in self.readings for clause in reading.words]
            self._register.append(read_register(clauses, len(self.tasks), self.lexicon))
        return self._register[0]


def prepare(tasks: Sequence[Task], *, synonyms: tuple[Words, ...] = ()) -> Prepared:
    """Read the tasks of one plan for matching.

    Args:
        tasks: of one plan, in its order; may be empty.
        synonyms: the user's own groups of words that mean the same; give both plans the same.

    """
    lexicon = load_lexicon(synonyms)
    readings = tuple(read_task(task, lexicon) for task in tasks)
    bare = tuple(
        is_bare(task.text, chain.from_iterable(reading.words))
        for task, reading in zip(tasks, readings, strict=True)
    )
    # typed without diacritics, a text is read again before its words are counted
    ready = [] if any(bare) else [gather(readings, lexicon)]
    return Prepared(
        tasks=tuple(tasks),
        lexicon=lexicon,
        readings=readings,
        bare=bare,
        groups=fill_bags(_said([" ".join(t.group) for t in tasks], lexicon), lexicon.worth_of),
        bodies=fill_bags(_bodies(task.lead) for task in tasks),
        cited=cite([task.directives for task in tasks], [task.mentioned for task in tasks]),
        _texts=ready,
    )


def read_task(task: Task, lexicon: Lexicon) -> TaskReading:
    """Read the words of a task, and find the meanings in them."""
    clauses = split_clauses(task.text)
    return read_again(clauses, clause_words(clauses), lexicon)


def clause_words(clauses: tuple[str, ...]) -> tuple[Words, ...]:
    """Read the words of clauses."""
    return tuple([read_words(clause) for clause in clauses])


def read_again(clauses: tuple[str, ...], words: tuple[Words, ...], lexicon: Lexicon) -> TaskReading:
    """Find the meanings in words that are given clause by clause."""
    return TaskReading(clauses, words, tuple([read_terms(clause, lexicon) for clause in words]))


def gather(readings: tuple[TaskReading, ...], lexicon: Lexicon) -> TextBags:
    """Fill the bags of texts that have been read."""
    terms = fill_bags([reading.names for reading in readings], lexicon.worth_of)
    clauses = (clause.names for reading in readings for clause in reading.terms)
    counts = [len(reading.terms) for reading in readings]
    rows: dict[tuple[Words, ...], list[int]] = {}
    for at, reading in enumerate(readings):
        rows.setdefault(reading.words, []).append(at)
    firsts = tuple([rows[reading.words][0] for reading in readings])
    return TextBags(
        starts=np.cumsum([0, *counts[:-1]]).astype(np.int32),
        terms=terms,
        clauses=refill_bags(clauses, terms),
        words=word_bags([reading.words for reading in readings], lexicon),
        firsts=firsts,
        rows={words: at for words, at in rows.items() if any(words)},
    )


def word_bags(tasks: Iterable[tuple[Words, ...]], lexicon: Lexicon) -> Bags:
    """Fill the bags of single words and pairs of neighbours of tasks, given clause by clause."""
    return fill_bags([_neighbours(clauses, lexicon) for clauses in tasks], lexicon.worth_of)


def _neighbours(clauses: tuple[Words, ...], lexicon: Lexicon) -> list[str]:
    """List the telling words of a task, and each two that stand side by side."""
    nothing = lexicon.nothing
    out: list[str] = []
    for clause in clauses:
        out += [word for word in clause if word not in nothing]
        out += [
            f"{one} {two}"
            for one, two in pairwise(clause)
            if one not in nothing and two not in nothing
        ]
    return out


def _bodies(cell: str) -> list[str]:
    """List the bodies in charge, and the commune bodies that stand for those of the province."""
    known, named = bodies(), find_agencies(cell)
    return [*named, *(local for body in named for local in known[body].stands.get("xã", ()))]


def _said(texts: Sequence[str], lexicon: Lexicon) -> list[Words]:
    """Name the meanings in headings or cells, which often repeat."""
    names = {t: read_terms(read_words(t), lexicon).names for t in dict.fromkeys(texts)}
    return [names[text] for text in texts]
