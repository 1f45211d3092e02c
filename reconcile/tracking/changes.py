"""What changed since the last run and through whom, told from two standings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reconcile.model import (
    CARRIED_DOWN,
    Change,
    ChangedBy,
    DecidedBy,
    Outcome,
    Proof,
    Reconciliation,
    Role,
)
from reconcile.tracking.versions import follow
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold, one_line


@dataclass(frozen=True, slots=True)
class Stated:
    """What a plan said of one task: its text and its deadline cell."""

    text: str
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class RunStanding:
    """Where all tasks stood after a run, as far as later runs compare it."""

    uppers: dict[str, Stated]
    """Upper task key → what the upper plan said, in the order of the plan."""
    lowers: dict[str, Stated]
    """Lower task key → what the lower plan said, in the order of the plan."""
    outcomes: dict[str, Outcome]
    """By upper task key."""
    links: dict[str, tuple[str, ...]]
    """Upper task key → keys of the lower tasks that carry it, in the lower plan's order."""
    proofs: dict[str, Proof]
    """Upper task key → what it rests on, where that is not a link."""
    settled: tuple[str, ...] = ()
    """Keys of the upper tasks that people settled; empty in what versions up to 0.1.0 kept."""
    idle: tuple[str, ...] | None = None
    """Keys of the upper tasks in which the unit has no role; None in what these versions kept."""

    @property
    def content(self) -> tuple[object, ...]:
        """What two standings share when nothing changed but spacing, capitals or order."""
        said = [
            sorted((key, fold(each.text), fold(each.deadline)) for key, each in side.items())
            for side in (self.uppers, self.lowers)
        ]
        links = sorted((key, sorted(lowers)) for key, lowers in self.links.items())
        return (said, links, sorted(self.outcomes.items()), sorted(self.proofs.items()))


def standing(result: Reconciliation) -> RunStanding:
    """Return where all tasks stand in an outcome."""
    place = {task.key: at for at, task in enumerate(result.lower.tasks)}
    return RunStanding(
        uppers={u.task.key: Stated(u.task.text, u.task.deadline.text) for u in result.uppers},
        lowers={task.key: Stated(task.text, task.deadline.text) for task in result.lower.tasks},
        outcomes={u.task.key: u.outcome for u in result.uppers},
        links={
            u.task.key: tuple(sorted((link.lower for link in u.links), key=place.__getitem__))
            for u in result.uppers
            if u.links
        },
        proofs={u.task.key: u.proof for u in result.uppers if u.proof is not Proof.LINK},
        settled=tuple(u.task.key for u in result.uppers if u.decided_by is DecidedBy.PERSON),
        idle=tuple(u.task.key for u in result.uppers if u.role is Role.NONE),
    )


def texts(stated: Mapping[str, Stated]) -> dict[str, str]:
    """Return the texts alone, by key, as ``follow`` takes them."""
    return {key: each.text for key, each in stated.items()}


def changes_since(before: RunStanding | None, now: RunStanding) -> tuple[Change, ...]:
    """Tell what changed, and whether a plan, a reviewer or the program changed it.

    - ``newly-carried``: carried now, wholly or in part, and not before; a task that is new in
      the upper plan counts. ``after`` is what carries it.
    - ``dropped``: carried before; now missed, or in doubt with none of what carried it left in
      the lower plan. ``before`` is what carried it.
    - ``text``: the upper task was reworded; or what carries it was, or is now in doubt for it.
    - ``deadline``: that of the upper task was changed; or that of a lower task that goes on
      carrying it.
    - ``upper-new``, ``upper-dropped``: a task that only the upper plan of now, or of then, has.
    - ``lower-new``, ``lower-dropped``, ``lower-text``: a lower task that carries nothing, now or
      then, was added, left out or reworded; ``task`` is its own key.

    Spacing, capitals, the style of tone marks and the order of rows are no change. A task that
    was reworded (docs/design.md: at least 0.7 alike) is told under its key of now.

    Args:
        before: the last one whose content differs from now's; None before there is one.
        now: where things stand.

    Returns:
        Of the upper tasks of now in the order of their plan, then of those that left it, then
        of the lower plan.

    """
    if before is None:
        return ()
    compared = _Compared(before, now)
    return (
        *(change for key in now.uppers for change in compared.changes(key)),
        *compared.gone_above(),
        *compared.beside(),
    )


class _Compared:
    """Two standings with the keys of both sides followed from the one to the other."""

    def __init__(self, before: RunStanding, now: RunStanding) -> None:
        self.before = before
        self.now = now
        self.old_uppers = {
            new: old for old, new in _followed(before.uppers, now.uppers).items() if new
        }
        self.new_lowers = _followed(before.lowers, now.lowers)

    def changes(self, key: str) -> Iterator[Change]:
        """Tell the changes of one upper task of now."""
        old = self.old_uppers.get(key, "")
        if old:
            yield from _restated(key, self.before.uppers[old], self.now.uppers[key])
        else:
            yield Change("upper-new", key, "", self.now.uppers[key].text, ChangedBy.UPPER)
        was = self.before.outcomes.get(old) in CARRIED_DOWN
        if self.now.outcomes[key] in CARRIED_DOWN:
            if was:
                yield from self._reworded(old, key)
            else:
                carriers = _carriers(self.now, key)
                yield Change("newly-carried", key, "", carriers, self._by(old, key))
        elif was:
            yield from self._lost(old, key)

    def gone_above(self) -> Iterator[Change]:
        """Tell the tasks that left the upper plan."""
        kept = set(self.old_uppers.values())
        for key, said in self.before.uppers.items():
            if key not in kept:
                yield Change("upper-dropped", key, said.text, "", ChangedBy.UPPER)

    def beside(self) -> Iterator[Change]:
        """Tell what changed in the lower plan beside what carries, or carried, upper tasks."""
        then, here = _all_carriers(self.before), _all_carriers(self.now)
        come = set(self.now.lowers) - set(self.new_lowers.values())
        for key, said in self.now.lowers.items():
            if key in come and key not in here:
                yield Change("lower-new", key, "", said.text, ChangedBy.LOWER)
        for old, new in self.new_lowers.items():
            if old in then or new in here or old == new:
                continue
            before, after = self.before.lowers[old].text, self.now.lowers[new].text if new else ""
            if fold(before) != fold(after):
                kind = "lower-text" if new else "lower-dropped"
                yield Change(kind, new or old, before, after, ChangedBy.LOWER)

    def _by(self, old: str, key: str) -> ChangedBy:
        """Tell through whom a task is carried otherwise: work on the lower plan goes first."""
        carriers = self.now.links.get(key, ())
        fresh = any(each not in self.before.lowers for each in carriers)
        if fresh or any(self.new_lowers[each] != each for each in self.before.links.get(old, ())):
            return ChangedBy.LOWER
        if key in self.now.settled or old in self.before.settled:
            return ChangedBy.REVIEWER
        if not old or list(_restated(key, self.before.uppers[old], self.now.uppers[key])):
            return ChangedBy.UPPER
        return ChangedBy.RULE

    def _lost(self, old: str, key: str) -> Iterator[Change]:
        """Tell why a task is not carried now; one that is merely doubted is not dropped."""
        left = [each for each in self.before.links.get(old, ()) if self.new_lowers.get(each)]
        if not left or self.now.outcomes[key] is not Outcome.REVIEW:
            yield Change("dropped", key, _carriers(self.before, old), "", self._by(old, key))
            return
        changed = [each for each in left if self.new_lowers[each] != each]
        if changed:
            before = _said(self.before, changed)
            after = _said(self.now, (self.new_lowers[each] for each in changed))
            yield Change("text", key, before, after, ChangedBy.LOWER)

    def _reworded(self, old: str, key: str) -> Iterator[Change]:
        """Tell how what carries a task was changed: its wording, its deadlines."""
        before, after = _carriers(self.before, old), _carriers(self.now, key)
        # Sorted, for rows that only changed places change nothing.
        if sorted(map(fold, before.splitlines())) != sorted(map(fold, after.splitlines())):
            yield Change("text", key, before, after, self._by(old, key))
        due = [
            (self.before.lowers[each].deadline, self.now.lowers[new].deadline)
            for each in self.before.links.get(old, ())
            if (new := self.new_lowers.get(each)) in self.now.links.get(key, ())
        ]
        moved = [(a, b) for a, b in due if fold(a) != fold(b)]
        if moved:
            earlier, later = _lines(a for a, _ in moved), _lines(b for _, b in moved)
            yield Change("deadline", key, earlier, later, ChangedBy.LOWER)


def _followed(old: Mapping[str, Stated], new: Mapping[str, Stated]) -> dict[str, str]:
    """Return for every key of the old version the key that it goes by now; ``""`` if gone."""
    seen = follow(texts(old), texts(new))
    return {key: seen.now(key) for key in old}


def _restated(key: str, old: Stated, new: Stated) -> Iterator[Change]:
    """Tell what the upper plan itself changed of a task."""
    if fold(old.text) != fold(new.text):
        yield Change("text", key, old.text, new.text, ChangedBy.UPPER)
    if fold(old.deadline) != fold(new.deadline):
        yield Change("deadline", key, old.deadline, new.deadline, ChangedBy.UPPER)


def _all_carriers(at: RunStanding) -> set[str]:
    """Return the keys of the lower tasks that carry any upper one."""
    carried = (lowers for key, lowers in at.links.items() if at.outcomes[key] in CARRIED_DOWN)
    return {each for lowers in carried for each in lowers}


def _carriers(at: RunStanding, key: str) -> str:
    """Return the texts that carry a task, or the answer that it rests on instead."""
    proof = at.proofs.get(key)
    return term("proof", proof) if proof else _said(at, at.links.get(key, ()))


def _said(at: RunStanding, keys: Iterable[str]) -> str:
    """Return lower texts, one below the other."""
    return _lines(at.lowers[key].text for key in keys)


def _lines(said: Iterable[str]) -> str:
    """Put texts one below the other, each on one line."""
    return "\n".join(map(one_line, said))
