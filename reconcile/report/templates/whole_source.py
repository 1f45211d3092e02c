"""The text that is filled, part by part, held to what tags may ask for: nothing runs unread."""

import re
from functools import lru_cache

from reconcile.report.templates.allowed_names import Misuse, misused
from reconcile.report.templates.fields import shape_of
from reconcile.report.templates.language import environment

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_SHOWN = 60


# A run fills the same few templates for every unit.
@lru_cache(maxsize=64)
def source_misuses(template: str, source: str) -> tuple[Misuse, ...]:
    """Find what the tags of a part ask for that is not there, or that runs something.

    Args:
        template: its name without the ending.
        source: the part as it is about to be filled, markup and all.

    Raises:
        TemplateSyntaxError: a tag is none of the language.

    """
    # Most templates hold no tag in their headers, and this asks quickly.
    if not any(sign in source for sign in ("{{", "{%", "{#")):
        return ()
    return tuple(misused(environment().parse(source), shape_of(template)))


def tag_at(source: str, line: int) -> str:
    """Return the first tag on a line of a part, for a message."""
    lines = source.splitlines()
    hit = _TAG.search(lines[min(line, len(lines)) - 1]) if lines else None
    return _MARKUP.sub("", hit[0])[:_SHOWN] if hit else ""
