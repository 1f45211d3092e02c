"""What the first answers on a plan are worth: `python benchmarks/first_answers.py`.

On each case a person who knows the gold answers the tasks that the review workbook asks first; then
the plans are matched again. Printed for the cases and the thinned ones: before, after five answers,
and after five of which one is wrong. `left` is what is left to a person of the tasks not answered.
"""

from collections.abc import Callable, Sequence

from drawn_cases import thinned
from figures import Tally

from cases import FOLDERS, Case, load_cases, to_result
from reconcile.match import Heard, PlanAnswer, match
from reconcile.model import Outcome, Role, UpperResult
from reconcile.review.ask.asked_first import MOST, asked_first

Answering = Callable[[Case], Sequence[PlanAnswer]]


def main() -> None:
    """Print the table."""
    sets = {"open": load_cases(FOLDERS[0]), "tests/matching": load_cases(FOLDERS[2])}
    sets["thinned"] = thinned([case for cases in sets.values() for case in cases])
    ways: dict[str, Answering] = {
        "none": lambda _: (),
        "five": answered,
        "five, the second wrong": lambda case: answered(case, wrong=1),
    }
    print("| set | answers | F1 | err | hid | acc | left |\n|---|---|---|---|---|---|---|")
    for name, cases in sets.items():
        for way, answering in ways.items():
            print(f"| {name} | {way} | {' | '.join(figures(cases, answering))} |")


def figures(cases: Sequence[Case], answering: Answering) -> list[str]:
    """Match the cases with people's answers, and count."""
    tally, left, tasks = Tally(), 0, 0
    for case in cases:
        told = answering(case)
        found = match(case.above, case.below, heard=Heard(told=told))
        said = {each.upper for each in told}
        tally.add(case, to_result(case, found))
        tasks += len(found.uppers)
        left += sum(
            each.outcome is Outcome.REVIEW and each.task.key not in said for each in found.uppers
        )
    f1, _, err, hid, acc, *_ = tally.figures()
    return [f1, err, hid, acc, f"{left / tasks:.3f}"]


def answered(case: Case, wrong: int | None = None) -> tuple[PlanAnswer, ...]:
    """Answer the tasks that are asked first from the gold; the one of a number, wrongly."""
    found = {each.task.key: each for each in match(case.above, case.below).uppers}
    rows = {task.key: at for at, task in enumerate(case.upper.tasks)}
    lows = {task.key: at for at, task in enumerate(case.lower.tasks)}
    told: list[PlanAnswer] = []
    for number, key in enumerate(in_order([*found.values()])[:MOST]):
        shown = [each.lower for each in found[key].candidates]
        right = [low for low in shown if case.linked[rows[key], lows[low]]]
        carried = bool(right) != (number == wrong)
        told.append(PlanAnswer(key, (right or shown)[0] if carried else "", carried))
    return tuple(told)


def in_order(uppers: Sequence[UpperResult]) -> list[str]:
    """List the doubtful tasks as the workbook does: those asked first, then the likeliest."""
    doubtful = [each for each in uppers if each.outcome is Outcome.REVIEW and each.candidates]
    doubtful.sort(key=lambda each: (each.role is Role.NONE, -each.candidates[0].score))
    return list(
        dict.fromkeys([*asked_first(uppers, answered=0), *(each.task.key for each in doubtful)])
    )


if __name__ == "__main__":
    main()
