"""Further cases made from those with known answers: what a folder of real plans holds besides.

A case says how a plan is matched that carries much of the upper one. A coordinator's folder also
holds plans that carry little, plans of another programme, long lists, plans of the wrong level
and two communes' plans in one file. All draws are seeded.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz, process

from cases import Case, Rows, make_case, others
from reconcile.model import Plan, Task

THINNED = (0.7, 0.95)
"""Parts of the linked lower rows that are dropped."""
FOREIGN = (24, 300)
"""Upper and lower tasks of a long list that has nothing to do with the upper plan."""
FOREIGN_LISTS = 12
_MERGED_FROM = 1000
"""The rows of the second of two merged plans are numbered from here."""
_OVERLAP = 65
"""From this likeness on, by rapidfuzz, a task of another programme may say the same."""
_SEED = 20261129


def draw_all(cases: Sequence[Case]) -> list[Case]:
    """Draw every set from some cases; the example's communes, which share one list, in none."""
    own = [case for case in cases if case.family != "example"]
    return [*thinned(own), *unrelated(own), *foreign(own), *swapped(own), *merged(own)]


def thinned(cases: Sequence[Case], seed: int = _SEED) -> list[Case]:
    """Drop most of the linked lower rows of each case; their tasks become truly missed."""
    return [_thin(case, part, seed) for case in cases for part in THINNED]


def _thin(case: Case, part: float, seed: int) -> Case:
    """Drop a part of the linked lower rows of a case."""
    draw = random.Random(f"{seed} {case.name} {part}")
    linked = np.flatnonzero(case.linked.any(axis=0)).tolist()
    gone = {case.lower.tasks[at].where.row for at in draw.sample(linked, round(part * len(linked)))}
    kept = [task for task in case.lower.tasks if task.where.row not in gone]
    gold = tuple(
        line | {"lower_row": "", "relation": "missed"} if _row(line) in gone else line
        for line in case.gold
    )
    lower = replace(case.lower, tasks=tuple(kept))
    return make_case(
        f"{case.name} -{part:.0%}",
        (case.upper, lower),
        (gold, case.roles),
        parents=(case,),
        family="thinned",
    )


def _row(line: dict[str, str]) -> int:
    """Give the lower row of a line of gold; 0 where it names none."""
    return int(line["lower_row"] or 0)


def unrelated(cases: Sequence[Case], seed: int = _SEED) -> list[Case]:
    """Hold the upper plan of each case against the lower plan of a case of another programme."""
    found = []
    for case in cases:
        strangers = others(case, cases)
        if strangers:
            other = random.Random(f"{seed} {case.name}").choice(strangers)
            own = _strangers(case.upper.tasks, other.lower.tasks)
            plans = _with(case.upper, own), other.lower
            name = f"{case.name} × {other.name}"
            found.append(
                make_case(
                    name, plans, (_missed(own), ()), parents=(case, other), family="unrelated"
                )
            )
    return found


def foreign(cases: Sequence[Case], seed: int = _SEED) -> list[Case]:
    """Hold a short upper plan against a long list of strangers' tasks."""
    found = []
    for number in range(FOREIGN_LISTS):
        draw = random.Random(f"{seed} {number}")
        case = draw.choice(cases)
        tasks = _distinct(
            task
            for other in others(case, cases)
            for p in (other.lower, other.upper)
            for task in p.tasks
        )
        above = _in_order(case.upper.tasks, draw, FOREIGN[0])
        strange = _strangers(tasks, case.upper.tasks)
        below = _numbered(_in_order(strange, draw, FOREIGN[1]))
        plans = _with(case.upper, above), _with(case.lower, below)
        name = f"{case.name} × strangers {number}"
        found.append(
            make_case(name, plans, (_missed(above), ()), parents=(case,), family="foreign")
        )
    return found


def _strangers(tasks: Sequence[Task], own: Sequence[Task]) -> list[Task]:
    """Keep the tasks that share no sentence with a list: programmes overlap (waste, reports)."""
    alike = process.cdist(
        [task.text.lower() for task in tasks],
        [task.text.lower() for task in own],
        scorer=fuzz.token_set_ratio,
        score_cutoff=_OVERLAP,
    )
    return [task for task, row in zip(tasks, alike, strict=True) if not row.any()]


def swapped(cases: Sequence[Case]) -> list[Case]:
    """Read each case the wrong way round: the commune's plan as the upper one."""
    found = []
    for case in cases:
        gold = tuple(
            line | {"upper_row": line["lower_row"], "lower_row": line["upper_row"], "ignore": "0"}
            for line in case.gold
            if line["lower_row"]
        )
        told = {line["upper_row"] for line in gold}
        rest = [task for task in case.lower.tasks if str(task.where.row) not in told]
        plans = case.lower, case.upper
        lines = (*gold, *_missed(rest))
        found.append(
            make_case(f"{case.name} swapped", plans, (lines, ()), parents=(case,), family="swapped")
        )
    return found


def merged(cases: Sequence[Case]) -> list[Case]:
    """Put the plans of two communes, made for the same upper plan, into one."""
    found = []
    for one, two in pairwise(cases):
        lists = [{(t.where.row, t.text) for t in c.upper.tasks} for c in (one, two)]
        if lists[0] != lists[1]:
            continue
        second = [
            replace(
                task,
                key=f"{task.key}-2",
                where=replace(task.where, row=task.where.row + _MERGED_FROM),
            )
            for task in two.lower.tasks
        ]
        moved = [
            line | {"lower_row": str(_row(line) + _MERGED_FROM)} if _row(line) else line
            for line in two.gold
        ]
        plans = one.upper, _with(one.lower, (*one.lower.tasks, *second))
        told = (*one.gold, *moved), one.roles
        found.append(
            make_case(f"{one.name} + {two.name}", plans, told, parents=(one, two), family="merged")
        )
    return found


def _missed(tasks: Iterable[Task]) -> Rows:
    """Write the gold of tasks that nothing carries."""
    blank = {"lower_row": "", "relation": "missed", "ignore": "0"}
    return tuple(blank | {"upper_row": str(task.where.row)} for task in tasks)


def _distinct(tasks: Iterable[Task]) -> list[Task]:
    """Keep one task of each text."""
    return list({task.text: task for task in tasks}.values())


def _in_order(tasks: Sequence[Task], draw: random.Random, count: int) -> list[Task]:
    """Draw some tasks, in the order in which they stand."""
    return [tasks[at] for at in sorted(draw.sample(range(len(tasks)), min(count, len(tasks))))]


def _numbered(tasks: Sequence[Task]) -> list[Task]:
    """Give tasks of many lists rows and keys of their own."""
    return [
        replace(task, key=f"stranger-{row}", where=replace(task.where, row=row))
        for row, task in enumerate(tasks, 1)
    ]


def _with(plan: Plan, tasks: Sequence[Task]) -> Plan:
    """Give a plan other tasks."""
    return replace(plan, tasks=tuple(tasks))
