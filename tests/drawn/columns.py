"""Which columns a drawn table has, and how its header says so: one to three levels, merged."""

from dataclasses import dataclass
from random import Random

from drawn.table import Grid
from drawn.words import pick

_CHANCES = {
    "deadline": 0.93,
    "lead": 0.93,
    "support": 0.7,
    "directive": 0.5,
    "product": 0.4,
    "status": 0.12,
    "note": 0.35,
    "other": 0.12,
}
_USUAL = (
    *("stt", "task", "directive", "lead", "support"),
    *("deadline", "product", "other", "status", "note"),
)


@dataclass
class Leaf:
    """A column: what it holds, what its own header says, and the header over it."""

    holds: str
    said: str
    over: str = ""


def draw_columns(random: Random) -> list[Leaf]:
    """Draw the columns in their order; two of them at least besides the task are ours."""
    held = {name for name, chance in _CHANCES.items() if random.random() < chance}
    held |= {"deadline", "lead"} if len(held & {"deadline", "lead", "directive"}) < 2 else set()
    held.add("task")
    if random.random() < 0.93:
        held.add("stt")
    names = [name for name in _USUAL if name in held]
    if random.random() < 0.35:
        rest = names[2:] if names[:1] == ["stt"] else names[1:]
        random.shuffle(rest)
        names = [*names[: len(names) - len(rest)], *rest]
    leaves = [Leaf(name, header(random, name)) for name in names]
    return _with_tree(random, leaves)


def _with_tree(random: Random, leaves: list[Leaf]) -> list[Leaf]:
    """Put some columns under a common header."""
    names = [leaf.holds for leaf in leaves]
    if {"lead", "support"} <= set(names) and random.random() < 0.4:
        at = names.index("lead")
        support = leaves.pop(names.index("support"))
        at = next(i for i, leaf in enumerate(leaves) if leaf.holds == "lead")
        over = pick(random, "head", "over_bodies")
        leaves[at] = Leaf("lead", pick(random, "head", "under_lead"), over)
        support = Leaf("support", pick(random, "head", "under_support"), over)
        leaves.insert(at + 1, support)
    if "deadline" in names and random.random() < 0.12:
        at = next(i for i, leaf in enumerate(leaves) if leaf.holds == "deadline")
        over = pick(random, "head", "over_time")
        leaves[at] = Leaf("deadline", pick(random, "head", "under_end"), over)
        leaves.insert(at, Leaf("start", pick(random, "head", "under_start"), over))
    return leaves


def header(random: Random, name: str) -> str:
    """Put the words of one header together."""
    said = _plain(random, name)
    if name not in {"stt", "other"} and random.random() < 0.08:
        said += random.choice((" ", "\n")) + pick(random, "head", "aside")
    style = random.random()
    if style < 0.2:
        said = said.upper()
    elif style < 0.35:
        said = said.replace(" ", "\n", 1)
    elif style < 0.4:
        said = f" {said}: "
    return said


def _plain(random: Random, name: str) -> str:
    """Draw the words, as they stand in no style."""
    whole = {"task": 0.4, "deadline": 0.35, "lead": 0.3, "support": 0.3}
    if name not in whole:
        return pick(random, "head", name)
    if random.random() < whole[name]:
        return pick(random, "head", f"{name}_whole")
    if name == "task":
        parts = [pick(random, "head", f"task_{part}") for part in ("first", "noun", "tail")]
        return f"{parts[0]} {parts[1]}{parts[2]}"
    noun = "deadline_noun" if name == "deadline" else "who"
    return pick(random, "head", noun) + pick(random, "head", f"{name}_tail")


def put_header(random: Random, grid: Grid, row: int, leaves: list[Leaf]) -> int:
    """Write the header from a row on; return the row after it."""
    deep = 2 if any(leaf.over for leaf in leaves) else 1
    overs = [leaf.over for leaf in leaves]
    for at, leaf in enumerate(leaves):
        if not leaf.over:
            grid.put(row, at, leaf.said)
            grid.merge((row, at), (row + deep - 1, at))
            continue
        grid.put(row + 1, at, leaf.said)
        if at == 0 or overs[at - 1] != leaf.over:
            last = at
            while last + 1 < len(overs) and overs[last + 1] == leaf.over:
                last += 1
            grid.put(row, at, leaf.over)
            grid.merge((row, at), (row, last))
    row += deep
    if random.random() < 0.2:
        style = random.choice(("({})", "{}", "[{}]"))
        for at in range(len(leaves)):
            grid.put(row, at, style.format(at + 1))
        row += 1
    return row
