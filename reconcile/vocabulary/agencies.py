"""Bodies named in lead and support cells, and who in a commune stands for whom."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import (
    WORD_END,
    WORD_START,
    fold,
    fold_as_typed,
    has_diacritics,
    one_line,
    unmarked,
)

_TABLE = table("agencies")
_NO_OFFICE = r"(?<!cơ )(?<!trụ )(?<!công )"
"""Before ``sở``: cơ sở y tế, trụ sở are no departments."""
_WORD = re.compile(r"[^\W_]+")
# Words that only begin so: sở hữu, sở tại, sở dĩ, sở thích.
_OTHER_DEPARTMENT = rf"(?:^|[,;:(]\s?|\svà\s)({_NO_OFFICE}sở (?!hữu|tại|dĩ|thích)[^,;.()]{{2,40}})"
_OTHER_PROVINCIAL = r"(?:^|[,;:]\s?)([^,;:.()]{3,60} tỉnh)(?=\s?[,;.()]|$)"


@dataclass(frozen=True, slots=True)
class Body:
    """A body of ``agencies.toml``.

    ``name`` may hold ``{word}`` for xã, phường, đặc khu; ``stands`` are the ids of the commune
    bodies that take its duties by default, by unit word; ``status`` C certain, P practice, T to
    be checked.
    """

    id: str
    level: str
    name: str
    names: tuple[str, ...]
    duty: str = ""
    stands: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""
    status: str = ""


@cache
def bodies() -> dict[str, Body]:
    """Return the table of bodies by id, in the order of the file."""
    return {entry["id"]: _body(entry) for entry in _TABLE["body"]}


@lru_cache(maxsize=1 << 12)
def find_agencies(text: str) -> tuple[str, ...]:
    """Find the bodies named in a cell: their ids, in the order named, each once."""
    return tuple(dict.fromkeys(body for body, _ in _found(text)))


def localise(text: str, word: str) -> tuple[str, ...]:
    """Name the commune bodies that stand for the provincial bodies of a cell.

    Args:
        text: a lead or support cell of an upper plan.
        word: ``xã``, ``phường`` or ``đặc khu``; anything else counts as xã.

    Returns:
        Official names in the order of the bodies they stand for, each once; empty where the
        cell names no provincial body or the commune has none like it. A default, to be checked:
        each commune assigns its tasks itself.

    Source: Nghị định 150/2025/NĐ-CP; the sector's circular is named in ``agencies.toml``.

    """
    known, unit = bodies(), fold(word)
    unit = unit if unit in ("xã", "phường", "đặc khu") else "xã"
    local = (each for body in find_agencies(text) for each in known[body].stands.get(unit, ()))
    return tuple(dict.fromkeys(known[each].name.replace("{word}", unit) for each in local))


def spelt_out(text: str) -> str:
    """Write the names of bodies in full where a text abbreviates them.

    ``Sở KH&CN`` is ``Sở Khoa học và Công nghệ``; a former name stays, and so does what documents
    abbreviate themselves (UBND).
    """
    for body, written in _found(text):
        name = bodies()[body].name
        if "{" not in name and _abbreviates(written, name):
            text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", name, text)
    return text


def _abbreviates(written: str, name: str) -> bool:
    """Tell whether a writing stands for a name by the first letters of its words."""
    words, said = ([w for w in _WORD.findall(text) if w != "và"] for text in (name, written))
    short = False
    for piece in said:
        if words and piece.casefold() == words[0].casefold():
            words = words[1:]
            continue
        initials = "".join(word[0].upper() for word in words[: len(piece)])
        if piece != initials or piece in _TABLE["usual_short"]:
            return False
        words, short = words[len(piece) :], True
    return short and not words


def provincial_bodies(text: str) -> tuple[str, ...]:
    """Name the provincial bodies of a cell as it writes them: ``Sở KH&CN``, ``Công an tỉnh``.

    A department or ``… tỉnh`` that the table does not know counts too.
    """
    known = bodies()
    names = [name for body, name in _found(text) if known[body].level == "province"]
    seen = fold(" ; ".join(names))
    for source in (_OTHER_DEPARTMENT, _OTHER_PROVINCIAL):
        names += [n for n in _written(text, _either(source), 1) if fold(n) not in seen]
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=1 << 12)
def district_bodies(text: str) -> tuple[str, ...]:
    """Name the bodies of the district level, gone since 01/7/2025, as a cell writes them.

    Source: Luật Tổ chức chính quyền địa phương 72/2025/QH15.
    """
    rest = one_line(text)
    for source in _TABLE["district"]["names"]:
        rest = re.sub(source, " ", rest)
    units = [hit[1].strip() for hit in re.finditer(_TABLE["district"]["unit"], rest)]
    found = _written(rest, _district(), 0)
    rooms = [name for body, name in _found(rest) if bodies()[body].level == "district"]
    found += [room for room in rooms if not any(room in other for other in found)]
    found += [u for u in units if u.split()[1][0].isupper() and not any(u in f for f in found)]
    return tuple(dict.fromkeys(found))


def _body(entry: dict[str, Any]) -> Body:
    """Make a body of its entry in the file."""
    everywhere = entry.get("commune")
    stands = {
        word: tuple(everywhere if everywhere is not None else entry.get(word, ()))
        for word in ("xã", "phường", "đặc khu")
    }
    plain = {key: entry.get(key, "") for key in ("duty", "source", "status")}
    return Body(
        entry["id"], entry["level"], entry["name"], tuple(entry["names"]), stands=stands, **plain
    )


@lru_cache(maxsize=1 << 12)
def _found(text: str) -> tuple[tuple[str, str], ...]:
    """Find the bodies of a cell: id and name as written, in order."""
    line, said = one_line(text), fold_as_typed(text)
    marked = has_diacritics(text)
    # Folding may change the length: then a place in the one is none in the other.
    shown = line if len(line) == len(said) else said
    found: list[tuple[str, str]] = []
    end = 0
    for word in _WORD.finditer(said):
        names = _names_from(word[0], marked=marked) if word.start() >= end else None
        hit = names and names[0].match(said, word.start())
        if names and hit:
            end = hit.end()
            found.append((names[1][(hit.lastindex or 1) - 1], shown[hit.start() : end]))
    return tuple(found)


@cache
def _names_from(word: str, *, marked: bool) -> tuple[re.Pattern[str], list[str]] | None:
    """Compile the names that begin with a word to one pattern, longest first, and list their ids.

    Word by word, since all names together take longer to compile than many a file to read.
    """
    pairs = _names(marked=marked).get(word)
    if pairs is None:
        return None
    source = f"{WORD_START}(?:{'|'.join(f'({_tolerant(name)})' for name, _ in pairs)}){WORD_END}"
    return re.compile(source if marked else unmarked(source)), [body for _, body in pairs]


@cache
def _names(*, marked: bool) -> dict[str, list[tuple[str, str]]]:
    """List the names of all bodies with their ids by their first words, with or without marks."""
    pairs = [(name, body.id) for body in bodies().values() for name in body.names]
    # An alternation takes the first that fits, and “Phòng Kinh tế” begins a longer name.
    pairs.sort(key=lambda pair: (-len(pair[0]), pair))
    names: dict[str, list[tuple[str, str]]] = {}
    for name, body in pairs:
        first = name.split()[0].rstrip(",")
        names.setdefault(first if marked else unmarked(first), []).append((name, body))
    return names


def _tolerant(name: str) -> str:
    """Turn a name to a pattern in which ``và`` is ``&`` or ``-`` too, and commas may be missing."""
    out = _NO_OFFICE if name.startswith("sở ") else ""
    for at, word in enumerate(name.split()):
        if word == "và":
            out += r"(?:\s?(?:&|-)\s?|\s?và)"
            continue
        gap = "" if not at else r"\s?" if out.endswith("và)") else r"\s?[-–]?\s?(?<![^\W_])"
        out += gap + word.replace(",", ",?")
    for sign, source in _TABLE["stands_for"].items():
        out = out.replace(sign, source)
    return out


def _both(source: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile a pattern of whole words, with and without marks."""
    whole = f"{WORD_START}{source}{WORD_END}"
    return re.compile(whole), re.compile(unmarked(whole))


@cache
def _either(source: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile a pattern with and without marks."""
    return re.compile(source), re.compile(unmarked(source))


@cache
def _district() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile what names the district level."""
    return _both(f"(?:{'|'.join(_TABLE['district']['bodies'])})")


def _written(text: str, patterns: tuple[re.Pattern[str], ...], group: int) -> list[str]:
    """Give what a pattern finds in the folded text, as the text writes it."""
    line, said = one_line(text), fold_as_typed(text)
    shown = line if len(line) == len(said) else said
    pattern = patterns[0 if has_diacritics(text) else 1]
    return [shown[hit.start(group) : hit.end(group)].strip() for hit in pattern.finditer(said)]
