"""The language of tags: it can name fields and run nothing, and what it writes is bounded."""

import re
from functools import cache, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from reconcile.office.limits import most
from reconcile.report.templates.filled_once import KEPT_PARTS

MOST = most("document-part")
"""Characters that one part of a document may come to: ten times those of a plan of 3,000 tasks."""
_FORBIDDEN = re.compile(
    "[^\n\t\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""What XML forbids, and the code points without letters that mark the places of comments."""
START, END = "\ufdd0", "\ufdd1"
"""Of these code points, those between which the number of a comment stands."""
_UNWRITABLE = re.compile(f"(?![{START}{END}]){_FORBIDDEN.pattern}")
"""What is left out last, where only the numbers of comments are still marked so."""


class TooLongError(ValueError):
    """A part of a document that came to more than any document needs."""


class _Bounded(Template):
    """A template that is filled piece by piece, so that a loop without end stops in time."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Fill the template.

        Raises:
            TooLongError: it comes to more than any document needs.

        """
        pieces: list[str] = []
        left = MOST
        for piece in self.generate(*args, **kwargs):
            left -= len(piece)
            if left < 0:
                raise TooLongError
            pieces.append(piece)
        return "".join(pieces)


class _Environment(ImmutableSandboxedEnvironment):
    """The language, with templates of a bounded length."""

    template_class = _Bounded

    def from_string(self, source: Any, *_: Any, **__: Any) -> Any:
        """Make what fills a part; of the same text once."""
        return self._made(source)

    @lru_cache(KEPT_PARTS)  # noqa: B019 - there is one environment
    def _made(self, source: str) -> Any:
        """Make what fills a part."""
        return super().from_string(source)


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return an environment where a tag can name fields and run nothing."""
    # By default the library drops what follows & or <, and prints nothing for a missing name.
    return _Environment(undefined=StrictUndefined, autoescape=True, finalize=_literal)


def allowed(text: str) -> str:
    """Leave out of a text what no document can hold."""
    # Most texts print as they are, and that is quickly asked.
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def _literal(value: Any) -> Any:
    """Write a text so that nothing in it can be taken for a tag or for markup, now or later.

    Braces go in as character references: what fills templates replaces ``{_{`` and its like in
    the finished text.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    # Most texts print as they are, and that is quickly asked.
    plain = value if value.isprintable() else _UNWRITABLE.sub("", value)
    safe = escape(plain)
    if "{" not in plain and "}" not in plain:
        return safe
    return Markup(str(safe).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - escaped
