"""A task that a plan carries out by being issued: to write it into the plan would say nothing."""

import re

from reconcile.model import Reconciliation, Task
from reconcile.report.documents.plan_names import own_subject
from reconcile.vocabulary.text import fold

_ISSUES = re.compile(
    r"(?:căn cứ kế hoạch này,? )?(?:(?:chủ động|khẩn trương|kịp thời) )?"
    r"(?:xây dựng|ban hành)(?:(?:,| và) ban hành)?(?: và tổ chức thực hiện)? "
    r"(?:chương trình, )?kế hoạch\b(?P<what>[^,;.(]*)"
)
_THIS_PLAN = "kế hoạch này"
# Where the plan that is asked for is to be issued.
_OF_THE_UNIT = re.compile(r"(?:tại|của|ở) (?:địa phương|đơn vị|cơ quan|xã|phường|đặc khu|cấp)\b.*")
_NOTHING = "các của và về tại thực hiện triển khai kế hoạch nhiệm vụ"
"""Words that do not tell what a plan is about."""
_SAME = 0.8
"""So much of what is to be carried out is the subject of the plan above."""
_FEWEST = 3


def is_the_plan(task: Task, result: Reconciliation) -> bool:
    """Tell whether an upper task is to issue the very plan that is being drafted.

    Args:
        task: of the upper plan.
        result: the outcome, with the plan that gives the task.

    Returns:
        True where the task asks for a plan that carries out “Kế hoạch này”, or what the plan
        above is about. A plan of something else (a training plan) is a task like any other.

    """
    found = _ISSUES.match(fold(task.text))
    if not found:
        return False
    if _THIS_PLAN in found[0]:
        return True
    asked = _words(_OF_THE_UNIT.sub("", found["what"]))
    about = _words(fold(own_subject(result.upper.giver(task))))
    return len(asked) >= _FEWEST and len(asked & about) >= _SAME * len(asked)


def _words(text: str) -> frozenset[str]:
    """Return the words of a text that tell what it is about."""
    return frozenset(re.findall(r"\w+", text)) - frozenset(_NOTHING.split())
