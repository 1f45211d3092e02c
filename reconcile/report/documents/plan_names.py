"""How a document names the plan that it is about."""

import re

from reconcile.model import Directive, Plan, Task
from reconcile.report.documents.unit_names import named
from reconcile.report.documents.wording import UNKNOWN, joined, lower_first, short_day, words
from reconcile.vocabulary.directives import find_directives
from reconcile.vocabulary.text import one_line

_NO_SUBJECT = re.compile(r"^(phụ lục|danh mục|biểu|bảng|kèm theo|\()", re.IGNORECASE)
_ABOUT = re.compile(r"^(về việc|về|v/v)\b", re.IGNORECASE)
_LOOSE = re.compile(r"(?<=\d)(?:\s*-\s*|\s+)(?=[A-ZĐ][A-Za-zĐ]{1,3}/[A-ZĐ])")
"""A symbol typed apart, as in “57 NQ/TW”; it is cited as its issuer writes it: “57-NQ/TW”."""
_LONGEST, _LONGEST_TITLE = 300, 220


def cite(plan: Plan) -> str:
    """Name a plan in full: type, number, day, issuer and subject, as far as they are known.

    Of several plans each. Number and day are blanks where nobody has told them.

    Source: ND30 Phụ lục I II.6.b: the first citation is a full one.
    """
    full = (f"{_named(each, named(each.unit).full, UNKNOWN)}{_about(each)}" for each in plan.plans)
    return "; ".join(full)


def cite_in_title(plan: Plan) -> str:
    """Name a plan as a trích yếu does: with its subject unless that is long; blanks as in full.

    Of several plans it names who issued them.

    Source: ND30 Phụ lục I II.6.b; a trích yếu of more than four lines is none any more.
    """
    if plan.parts:
        return f"{type_within(plan)} của {issuers(plan)}"
    about = _about(plan)
    said = _named(plan, named(plan.unit).name, UNKNOWN)
    return f"{said}{about}" if len(said) + len(about) <= _LONGEST_TITLE else said


def cite_shortly(plan: Plan) -> str:
    """Name a plan by type, number, day and issuer, as far as they are known; of several each."""
    return "; ".join(_named(each, named(each.unit).name, "") for each in plan.plans)


def cite_once(plan: Plan) -> str:
    """Name a plan shortly; of several who issued them, for where all have been named before."""
    return cite_in_title(plan) if plan.parts else cite_shortly(plan)


def names_with_blanks(plan: Plan) -> tuple[str, ...]:
    """Return how documents name a plan whose number or day is not told; nothing where both are."""
    if plan.number and plan.issued:
        return ()
    unit = named(plan.unit)
    return tuple(_named(plan, issuer, UNKNOWN) for issuer in (unit.full, unit.name))


def issuers(plan: Plan) -> str:
    """Name who issued a plan; of several plans all who did, each once."""
    return joined(list(dict.fromkeys(named(each.unit).name for each in plan.plans)))


def giver_named(plan: Plan, task: Task) -> str:
    """Name the plan that gives a task, where there are several; empty where there is one."""
    return cite_shortly(plan.giver(task)) if plan.parts else ""


def giver_in_short(plan: Plan, task: Task) -> str:
    """Name it where all have been named before: by type and number, if no other one bears that."""
    giver = plan.giver(task)
    alike = [each for each in plan.parts if each.number == giver.number]
    if len(alike) == 1 and giver.number:
        return f"{document_type(giver)} số {giver.number}"
    return giver_named(plan, task)


def with_giver(plan: Plan, task: Task) -> str:
    """Say what a task demands, and where there are several plans, which of them."""
    source = giver_named(plan, task)
    return f"{task.text} ({source})" if source else task.text


def groups_under(plan: Plan, task: Task) -> tuple[str, ...]:
    """Return the groups over a task, and over them its plan where there are several."""
    source = giver_named(plan, task)
    return (source, *task.group) if source else task.group


def _named(plan: Plan, issuer: str, unknown: str) -> str:
    """Name a plan by type, number, day and issuer; ``unknown`` stands for what is not told."""
    number = plan.number or unknown
    day = short_day(plan.issued) if plan.issued else unknown
    said = (f" số {number}" if number else "", f" ngày {day}" if day else "")
    return f"{document_type(plan)}{''.join(said)} của {issuer}"


def reported_through(plan: Plan) -> str:
    """Say behind its issuer's name which body reports go through; nothing where it tells none."""
    return f" (qua {plan.text.through})" if plan.text.through else ""


def document_type(plan: Plan) -> str:
    """Name the type of a plan from its symbol; a plan without one is a ``Kế hoạch``."""
    if plan.parts:
        kinds = {document_type(each) for each in plan.parts}
        return f"Các {lower_first(kinds.pop()) if len(kinds) == 1 else 'văn bản'}"
    cited = find_directives(plan.number)
    types: dict[str, str] = words("type")
    return types.get(cited[0].kind if cited else "", types["KH"])


def type_within(plan: Plan) -> str:
    """Name the type of a plan within a sentence."""
    return lower_first(document_type(plan)) if plan.parts else document_type(plan)


def cite_directive(cited: Directive) -> str:
    """Name a cited document as plans do: ``Thông báo số 12-TB/TU ngày 05/01/2026``."""
    types: dict[str, str] = words("type")
    kind = types.get(cited.kind, "")
    # A công văn is told by its symbol; a document of which the type alone is known has no number.
    if not (cited.number and cited.issuer):
        return str(cited)
    day = f" ngày {short_day(cited.date)}" if cited.date else ""
    return f"{f'{kind} số ' if kind else ''}{cited.symbol}{day}"


def own_subject(plan: Plan) -> str:
    """Return the trích yếu of a plan as its title has it, from a small letter on.

    Empty where the title is not known, is that of a table, or cannot be used as it is written.
    """
    title = _LOOSE.sub("-", one_line(plan.title)).strip(" .;:")
    for name in words("type").values():
        if title.casefold().startswith(name.casefold()):
            title = title[len(name) :].strip(" .;:-")
            break
    # A title in capitals does not tell which of its words are names.
    usable = len(title) <= _LONGEST and len(title.split()) >= 3 and not title.isupper()
    # “Kế hoạch số 186/KH-UBND về thực hiện Kế hoạch số 186/KH-UBND” says nothing.
    if plan.number and plan.number in title:
        return ""
    return lower_first(title) if usable and not _NO_SUBJECT.match(title) else ""


def _about(plan: Plan) -> str:
    """Return the subject of a plan as a citation goes on with it; empty where it is not known."""
    subject = own_subject(plan)
    if not subject:
        return ""
    return f" {subject}" if _ABOUT.match(subject) else f" về {subject}"
