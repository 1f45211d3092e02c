"""The list of layout rules for people, docs/layout.md: `make templates`."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from reconcile.layout.rules.rules import Rule, kinds, rules_of
from reconcile.vocabulary.terms import term

_PLACE = "<!-- {name} -->\n"
_LISTS = {"nd30": "G", "hd05": "P"}
"""Profiles whose own rules are listed, with the letter that these begin with."""


def guide() -> str:
    """Return the guide in Markdown: its text, with the tables of rules filled in."""
    text = Path(__file__).with_suffix(".md").read_text("utf-8")
    for name, letter in _LISTS.items():
        # Spelt out for the type checker, to which a key is any text.
        rules = rules_of("nd30" if name == "nd30" else "hd05")
        own = [rule for rule in rules if rule.id.startswith(letter)]
        text = text.replace(_PLACE.format(name=name), "\n".join(_table(own)) + "\n")
    return text.replace(_PLACE.format(name="hd36"), "\n".join(_differences()) + "\n")


def _table(rules: Sequence[Rule]) -> Iterator[str]:
    """Yield the lines of a table of rules."""
    yield "| Mã | Nội dung | Mức độ | Yêu cầu | Nguồn | Độ tin cậy |"
    yield "|---|---|---|---|---|---|"
    for rule in rules:
        cells = (
            rule.id,
            rule.title,
            term("severity", rule.severity),
            rule.needed,
            rule.source,
            kinds().status[rule.status],
        )
        yield f"| {' | '.join(cells)} |"


def _differences() -> Iterator[str]:
    """Yield what the older Party rules ask for otherwise."""
    newer = {rule.id: rule for rule in rules_of("hd05")}
    for rule in rules_of("hd36"):
        if rule.needed != newer[rule.id].needed:
            yield f"- {rule.id} {rule.title}: {rule.needed}."


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(guide(), "utf-8")
