"""Patterns over folded text that also read it where it was typed without diacritics."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from reconcile.vocabulary.text import WORD_END, WORD_START, has_diacritics, unmarked


@dataclass(frozen=True, slots=True)
class FoldedPattern:
    """A pattern over folded text, and the same without marks for text typed without them."""

    marked: str
    plain: str

    def search(self, text: str) -> re.Match[str] | None:
        """Search a folded text in the form it was typed in."""
        return self._for(text).search(text)

    def sub(self, text: str, by: str = " ") -> str:
        """Put something else, by default nothing, for what matches in a folded text."""
        return self._for(text).sub(by, text)

    def split(self, text: str) -> list[str]:
        """Part a folded text at what matches."""
        return self._for(text).split(text)

    def _for(self, text: str) -> re.Pattern[str]:
        """Choose the form."""
        return _compiled(self.marked if has_diacritics(text) else self.plain)


def both_ways(source: str) -> FoldedPattern:
    """Compile one pattern both ways."""
    return FoldedPattern(source, unmarked(source))


def whole_words(phrases: Iterable[str]) -> FoldedPattern:
    """Compile phrases to one pattern of whole words; of none, one that finds nothing."""
    return both_ways(f"{WORD_START}(?:{'|'.join(phrases) or '(?!)'}){WORD_END}")


@cache
def _compiled(source: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: most runs need one form only."""
    return re.compile(source)
