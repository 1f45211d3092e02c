"""Struck-through text of web pages, taken out: a reader of the page sees it as deleted."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_TAGS = frozenset({"s", "strike", "del"})
_LINE = "line-through"
_CLASS = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")


def take_out_struck(root: HtmlElement) -> int:
    """Empty what a page shows as struck through, and count the places that said something."""
    classes = frozenset(_struck_classes(root))
    taken = 0
    for node in list(root.iter()):
        if isinstance(node.tag, str) and _is_struck(node, classes):
            taken += bool(node.text_content().strip())
            for inner in list(node):
                node.remove(inner)
            node.text = None
    return taken


def _struck_classes(root: HtmlElement) -> Iterator[str]:
    """Yield the classes of the page's own styles that strike through, as workbooks have them."""
    for style in root.iter("style"):
        for name, block in _CLASS.findall(style.text or ""):
            if _LINE in block:
                yield name


def _is_struck(node: HtmlElement, classes: frozenset[str]) -> bool:
    """Tell whether an element is struck through by its tag, its style or its class."""
    if node.tag in _TAGS or _LINE in (node.get("style") or "").lower():
        return True
    return not classes.isdisjoint((node.get("class") or "").split())
