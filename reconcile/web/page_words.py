"""What the program says of its folder and commands, told in boxes, buttons and views."""

import re
import string
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import PurePosixPath, PureWindowsPath

import msgspec

from reconcile.model import Where
from reconcile.vocabulary.findings import catalogue

_QUOTED = re.compile("“([^”]*)”")
_MASK = re.compile(r"“(\d+)”")


class _Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way of saying things that is not the page's, and what the page says instead."""

    found: str
    shown: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """What is looked for."""
        return _compiled(self.found)


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of words."""

    said: tuple[_Said, ...]
    place: tuple[_Said, ...]
    """Of these alone a place is told: a file may be called as anything."""


@lru_cache(maxsize=4096)
def on_page(text: str) -> str:
    """Say something as on the page, where nobody runs a command or writes settings by hand.

    Args:
        text: of a finding or an error, or a place in words. What it quotes stays as it is: that is
            somebody's own words.

    """
    text = _as_in_the_catalogue(text)
    quoted = _QUOTED.findall(text)
    numbers = iter(range(len(quoted)))
    told = _QUOTED.sub(lambda _: f"“{next(numbers)}”", text)
    told = _instead(told, (*_words().said, *_words().place))
    # A sentence of the page's own quotes no number alone.
    return _MASK.sub(lambda hit: f"“{quoted[int(hit[1])]}”", told)


def place(where: Where) -> str:
    """Return a place in words, without the folders of the machine."""
    told = str(where)
    if PurePosixPath(where.file).is_absolute() or PureWindowsPath(where.file).drive:
        # Of whole paths only what a person calls the file or folder.
        name = PureWindowsPath(where.file).name or where.file
        told = told.replace(where.file, name, 1)
    return _instead(told, _words().place)


def _as_in_the_catalogue(text: str) -> str:
    """Say a title, a message or a fix of a finding as its kind words it for the page, if it does.

    It is known by its text: outcomes are kept with their texts filled.
    """
    for filled, shown in _kinds():
        if hit := filled.fullmatch(text):
            return shown.format_map(hit.groupdict())
    return text


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each text of the catalogue that the page words otherwise, with its own words."""
    texts = (each for kind in catalogue().values() for each in kind.on_page)
    return tuple((_filled(text), shown) for text, shown in texts)


def _filled(template: str) -> re.Pattern[str]:
    """Return the pattern of a text made from a template, a group for each name in braces."""
    parts = string.Formatter().parse(template)
    told = (re.escape(said) + (f"(?P<{name}>.*)" if name else "") for said, name, _, _ in parts)
    return re.compile("".join(told), re.DOTALL)


def _instead(text: str, said: Iterable[_Said]) -> str:
    """Put what the page says in the place of each way of saying it otherwise."""
    for each in said:
        text = each.pattern.sub(each.shown, text)
    return text


@cache
def _words() -> _Words:
    """Read the file of words."""
    raw = files("reconcile.web").joinpath("page_words.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), _Words)


@cache
def _compiled(found: str) -> re.Pattern[str]:
    """Compile a regular expression once."""
    return re.compile(found)
