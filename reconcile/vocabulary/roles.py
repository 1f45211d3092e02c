"""The role of the lower level in an upper task."""

import re

from reconcile.model import Role
from reconcile.vocabulary.text import fold

_LOWER = re.compile(r"cấp xã|(?<!tác )(?:các )xã(?! hội)|phường|địa phương")


def role_of(lead: str, support: str) -> Role:
    """Tell the role of the lower level from the lead and support cells."""
    if _LOWER.search(fold(lead)):
        return Role.LEAD
    return Role.SUPPORT if _LOWER.search(fold(support)) else Role.NONE


def role_from_text(text: str) -> Role:
    """Guess the role from the task's text, for a table without both columns."""
    return Role.SUPPORT if _LOWER.search(fold(text)) else Role.NONE
