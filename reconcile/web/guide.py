"""The guide, and what each finding means, as pages: read where the question comes up."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

GUIDES = {"huong-dan": "huong-dan.md", "sai-lech": "findings.md"}
"""Name in the address → file of docs/."""
_NOT_IN_A_NAME = re.compile(r"[^\w\- ]")


@cache
def guide(name: str) -> Markup:
    """Return a guide as HTML; what it shows in pictures is before the reader anyway.

    Args:
        name: one of ``GUIDES``.

    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(_text(GUIDES[name]))
    _give_names(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_inline(token.children))
        # Our own policy forbids styles; the columns of the guides need none.
        token.attrs.pop("style", None)
    # Ours from beginning to end: nothing of it comes from a file of the working folder.
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704


def _text(file: str) -> str:
    """Read a file of docs/: beside the package in a checkout, inside it where it is installed."""
    package = Path(str(files("reconcile")))
    places = (package / "docs" / file, package.parent / "docs" / file)
    return next(place for place in places if place.is_file()).read_text("utf-8")


def _give_names(tokens: Sequence[Token]) -> None:
    """Give headings the names that links of the guides use."""
    for heading, text in pairwise(tokens):
        if heading.type == "heading_open":
            said = _NOT_IN_A_NAME.sub("", text.content.lower())
            heading.attrs["id"] = said.replace(" ", "-")


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    """Let links lead within the page; what leads elsewhere, and pictures, are left out."""
    leads = True
    for token in tokens:
        if token.type == "link_open":
            to = _address(str(token.attrs.get("href", "")))
            leads = to is not None
            token.attrs = {"href": to or ""}
        if token.type != "image" and (leads or token.type not in ("link_open", "link_close")):
            yield token


def _address(href: str) -> str | None:
    """Return where a link of a guide leads on the page; None where it leads out of it."""
    file, _, anchor = href.partition("#")
    name = next((name for name, known in GUIDES.items() if known == file), "")
    if file and not name:
        return None
    return f"{f'/tro-giup/{name}' if name else ''}{f'#{anchor}' if anchor else ''}"
