"""The kinds of issuers, and what is usual for each: letterhead, number, signature, verbs."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from reconcile.model import Level
from reconcile.vocabulary.text import fold

_UNDER = re.compile(r"^(?:phó|q\.|quyền) +")
"""Before the position of a head: who stands in for one."""


@cache
def issuer_kind(name: str, *, party: bool, usual: str) -> dict[str, Any]:
    """Return what is usual for an issuer.

    Args:
        name: its official name, by whose first words its kind is told.
        party: whether it is a body of the Party.
        usual: the kind of those whose names tell nothing.

    Source: ``issuers.toml``.

    """
    said = f"{fold(name)} "
    starts: dict[str, str] = _table()["starts"]["party" if party else "state"]
    if party:
        starts = _table()["boards"] | starts
    told = (kind for start, kind in starts.items() if said.startswith(f"{fold(start)} "))
    return _kind(next(told, usual))


def names_another(name: str) -> bool:
    """Tell whether a name of the State's side is that of a body of another kind than a committee.

    “Tỉnh Đoàn Lam Châu” begins as a province's does.
    """
    usual = "committee"
    return issuer_kind(name, party=False, usual=usual) != _kind(usual)


def board_in(name: str) -> str:
    """Return the advisory body of a Party committee that a name begins with, as it is written."""
    said = f"{fold(name)} "
    names = (board for board in _table()["boards"] if said.startswith(f"{fold(board)} "))
    return next(names, "")


def committee_over(word: str, place: str) -> str:
    """Name the Party committee of an area; empty where its word is none of a committee's."""
    pattern: str = _table()["committees"].get(word, "")
    return pattern.format(place=place).strip()


def organs() -> tuple[str, ...]:
    """Name the organs that speak for a Party committee."""
    return tuple(_table()["organs"]["names"])


def area_word(committee: str) -> str:
    """Return the word of the area of a Party committee called in one word with its level."""
    said = fold(committee)
    words: dict[str, str] = _table()["areas"]
    return next((word for start, word in words.items() if said.startswith(start)), "")


def request(asking: Level, asked: Level) -> str:
    """Return the verb by which a body of one level asks one of another: sideways, or upward."""
    ranks: dict[str, int] = _table()["ranks"]
    upward = asking in ranks and ranks.get(asked, 0) > ranks[asking]
    return str(_table()["verbs"]["up" if upward else "asks"])


def head_of(name: str) -> str:
    """Return the position of who heads an office; empty where its name does not tell.

    Source: ``issuers.toml``, by the first words of the name.
    """
    said = f"{fold(name)} "
    heads: dict[str, str] = _table()["head"]
    return next((head for start, head in heads.items() if said.startswith(f"{fold(start)} ")), "")


def office_head(position: str) -> str:
    """Return the head of an office that a position is, or is the deputy of; empty for others.

    Whoever bears such a position signs as the head of that office, on behalf of no committee.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I II.7; ``issuers.toml``.
    """
    said = f"{_UNDER.sub('', fold(position))} "
    heads = sorted({*_table()["head"].values()}, key=len, reverse=True)
    return next((head for head in heads if said.startswith(f"{fold(head)} ")), "")


def office_deputy(*, party: bool) -> str:
    """Return the line over the deputy of who heads an office; ``{position}`` is that head's."""
    return str(_kind("party_office" if party else "office")["deputy"])


def _kind(kind: str) -> dict[str, Any]:
    """Put together what a kind has: what all have, what the kind has that it is like, its own."""
    own: dict[str, Any] = _table()[kind]
    under: dict[str, Any] = _kind(own["like"]) if "like" in own else _table()["any"]
    return under | own


@cache
def _table() -> dict[str, Any]:
    """Read ``issuers.toml``."""
    raw = files("reconcile.report.documents").joinpath("issuers.toml").read_text("utf-8")
    table: dict[str, Any] = tomllib.loads(raw)
    return table
