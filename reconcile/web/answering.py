"""What all views that take answers share: the form read, the steps kept, the refusals told."""

from flask import abort, request

from reconcile.model import Decision, PlanEntry, Verdict
from reconcile.run.page.answer import PageAnswer, PageStep, Refused
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.vocabulary.answers import PAIR, answer, answer_told, choices
from reconcile.web.shown import moment
from reconcile.web.site import site, visitor

_STEPS = 200
"""Clicks that one browser can take back."""
_NAME = 200
ON_LOWER = choices("", "any")
"""Answers on a task of the unit's own."""
ON_UPPER = (*PAIR, *choices("any", ""))
"""Answers on an upper task, its pairs, and on writing it in."""


def given_on(task: str) -> PageAnswer:
    """Read what a form says on an upper task."""
    said, kept = request.form, visitor().kept
    kept["person"] = said.get("person", kept.get("person", "")).strip()[:_NAME]
    verdict = verdict_of(ON_UPPER)
    entry = (said.get(f"entry_{part}", "").strip() for part in ("text", "lead", "deadline"))
    return PageAnswer(
        verdict=verdict,
        upper=task,
        lower=said.get("lower", "") if verdict in PAIR else "",
        document=said.get("document", ""),
        note=said.get("note", ""),
        person=kept["person"],
        entry=PlanEntry(*entry),
        saw=said.get("saw", ""),
    )


def verdict_of(offered: tuple[Verdict, ...]) -> Verdict:
    """Read which of the answers that are offered a form gives."""
    said = request.form.get("verdict", "")
    found = next((each for each in offered if each.value == said), None)
    if found is None or (found in PAIR and not request.form.get("lower")):
        abort(400)
    return found


def keep_step(unit: OpenedUnit, task: str, step: PageStep) -> None:
    """Remember what this browser has said, and let the program learn of it."""
    if step.lines:
        steps = visitor().kept.setdefault("steps", [])
        steps.append((unit.short, task, step))
        del steps[:-_STEPS]
        site().learner.ask(unit.unit.id)


def both_told(given: Verdict, refused: Refused) -> str:
    """Say what was not saved, and what stands in its place."""
    stands = refused.stands
    return (
        f"Chưa lưu. Nội dung này đã có ý kiến “{answer_told(stands)}” {whence(refused.stands)}."
        f" Ý kiến của bạn: “{answer(given)}”; muốn thay thì bấm lại."
    )


def whence(given: Decision) -> str:
    """Say when and where an answer was given, and by whom, as far as that is known."""
    parts = (moment(given.when), given.where.file.rpartition("/")[2], given.person)
    return f"({', '.join(part for part in parts if part)})"
