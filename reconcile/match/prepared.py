"""What matching needs of one plan alone: computed once, shared by every plan held against it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from reconcile.match.citations import Rows, cite
from reconcile.match.joined_duties import Joined, read_joined
from reconcile.match.overlap import Bags, fill_bags
from reconcile.match.plan_habits import Register, Usage, count_usage, is_bare, read_register
from reconcile.match.task_reading import Said, TaskReading, Words, read_task
from reconcile.match.text_bags import TextBags, gather
from reconcile.model import Role, Task
from reconcile.vocabulary.agencies import bodies, find_agencies
from reconcile.vocabulary.plan_levels import provincial_share
from reconcile.vocabulary.words import Lexicon, load_lexicon, read_terms, read_words


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan made ready: its tasks, what their texts say, and what stands beside the texts."""

    tasks: tuple[Task, ...]
    roles: tuple[Role, ...]
    """What the plan gives the lower unit in each task."""
    lexicon: Lexicon
    readings: tuple[TaskReading, ...]
    bare: tuple[bool, ...]
    """Which tasks were typed without diacritics."""
    groups: Bags
    bodies: Bags
    cited: Rows
    provincial: float | None
    """Of ``provincial_share``."""
    # Lists and dictionaries, for a field of a frozen class is not set a second time.
    _texts: list[TextBags] = field(default_factory=list, repr=False, compare=False)
    _said: dict[int, Said] = field(default_factory=dict, repr=False, compare=False)
    _names: dict[int, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _joined: dict[tuple[int, bool], tuple[Joined, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
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
            _names={},
            _joined={},
            _usage=[],
            _register=[],
        )

    def for_roles(self, roles: Sequence[Role]) -> "Prepared":
        """Give the plan as it speaks to a certain unit; what was read of it is shared."""
        return replace(self, roles=tuple(roles))

    def said(self, row: int) -> Said:
        """Give the words of a task by the meanings that they have; kept for its next pair."""
        if row not in self._said:
            self._said[row] = self.readings[row].said
        return self._said[row]

    def names(self, row: int) -> frozenset[str]:
        """List the meanings in a task; kept for its next pair."""
        if row not in self._names:
            self._names[row] = frozenset(self.readings[row].names)
        return self._names[row]

    def joined(self, row: int, *, commas: bool) -> tuple[Joined, ...]:
        """Give the clauses of a task that give several duties; read once for all plans."""
        if (row, commas) not in self._joined:
            found = read_joined(self.readings[row], self.lexicon, commas=commas)
            self._joined[row, commas] = found
        return self._joined[row, commas]

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
        roles=tuple(task.role for task in tasks),
        lexicon=lexicon,
        readings=readings,
        bare=bare,
        groups=fill_bags(_said([" ".join(t.group) for t in tasks], lexicon), lexicon.worth_of),
        bodies=fill_bags([_bodies(task.lead) for task in tasks]),
        cited=cite([task.directives for task in tasks], [task.mentioned for task in tasks]),
        provincial=provincial_share(tasks),
        _texts=ready,
    )


def _bodies(cell: str) -> list[str]:
    """List the bodies in charge, and the commune bodies that stand for those of the province."""
    known, named = bodies(), find_agencies(cell)
    return [*named, *(local for body in named for local in known[body].stands.get("xã", ()))]


def _said(texts: Sequence[str], lexicon: Lexicon) -> list[Words]:
    """Name the meanings in headings or cells, which often repeat."""
    names = {t: read_terms(read_words(t), lexicon).names for t in dict.fromkeys(texts)}
    return [names[text] for text in texts]
