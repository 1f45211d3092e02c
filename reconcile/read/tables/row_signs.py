"""By which words a row is told to be no task, and a cell to go on or to repeat."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from reconcile.read.grid import GridRow
from reconcile.vocabulary.roman import ROMAN, from_roman, is_roman
from reconcile.vocabulary.text import fold

_INDEX = re.compile(r"\(?([0-9]{1,2}|[A-Za-zĐđ])\)?")
# No figure may follow the mark: “12/2026” and “1.139” do not begin with a label.
_LABEL = re.compile(
    rf"(?P<roman>{ROMAN}(?:\.\d+)*)(?:\s*[.)/:-](?!\d)\s*|(?<=\d)\s+)(?=\S)"
    r"|(?P<letter>[A-ZĐ](?:\.\d+)*)(?:\s*[.)/:](?!\d)\s*|(?<=\d)\s+)(?=\S)"
    r"|(?P<number>\d+(?:\.\d+)*)(?:\s*[.)/-](?!\d)\s*|(?<=\.\d)\s+)(?=\S)"
    r"|(?P<small>[a-zđ])\s*[.)]\s*(?=\S)"
    rf"|(?P<word>(?:Nhóm|Phần|Mục|Chương)\s+(?:\d+|{ROMAN}|[A-Z]))\b"
)
_SYMBOL = re.compile(r"\d{1,4} ?[-/] ?[A-ZĐ]{2,}[-/][A-ZĐ]")
"""The symbol of a document: ``214/NQ-CP``, ``57-NQ/TW``."""
_STT = re.compile(
    rf"\(?(\d+(?:[.,]\d+)*|(?i:{ROMAN})(?:\.\d+)*|[A-ZĐa-zđ](?:\.?\d+)*)\)?\s*[.)/:]?"
)
_PAGE = re.compile(
    r"[-–( ]*(?:trang|page)(?: số)?[ .:]*\d{1,3}(?: ?/ ?\d{1,3})?[-–.) ]*|[-–] ?\d{1,3} ?[-–]"
    r"|(?:(?:phụ lục|bảng|biểu|danh mục)[^()]*)?\(?tiếp(?: theo(?: trang [\w ]{1,9})?)?\)?[ .:]*"
)
_YEAR = re.compile(r"\d{4}\b")
_SUM = 40
"""The row of a sum has a shorter text than most tasks."""
_SENTENCE = 5
"""Words of a text that is a sentence, and no heading with a full stop."""
# Some count A B C D Đ E, others as Word does.
_ALPHABET = "ABCDĐEGHIKLMNOPQRSTUVXY"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@cache
def _signs() -> dict[str, dict[str, Any]]:
    """Read the signs once."""
    return tomllib.loads(files("reconcile.read.tables").joinpath("signs.toml").read_text("utf-8"))


@lru_cache(maxsize=4096)
def is_sign(kind: str, text: str) -> bool:
    """Tell whether a text bears a kind of sign: ``footer``, ``total`` or ``pointing``."""
    # All signs are short, and folding a long task costs.
    said = fold(text[:60])
    signs = _signs()[kind]
    starts = tuple(signs.get("starts", ()))
    if said in signs["whole"] or (bool(starts) and said.startswith(starts)):
        return True
    return any(words in said for words in signs.get("holds", ()))


def words(kind: str, name: str) -> tuple[str, ...]:
    """Return a list of words of the signs, e.g. the labels of ``prose`` for ``lead``."""
    return tuple(_signs()[kind][name])


def is_sum(text: str) -> bool:
    """Tell whether a row's first text names a sum."""
    return 2 < len(text) <= _SUM and is_sign("total", text)


def is_stt(text: str) -> bool:
    """Tell whether a text is a number as a table numbers its rows: 1, 1., 1.2, I, a), A."""
    return len(text) <= 12 and _STT.fullmatch(text.strip()) is not None


def is_heading_number(text: str) -> bool:
    """Tell whether a number is of the kind that numbers groups: I, II, A, B."""
    bare = text.strip().rstrip(".)/:")
    # The Vietnamese alphabet has a Đ and no F.
    return bool(bare) and (is_roman(bare) or bare in "ABCDĐEGH")


def is_page(text: str) -> bool:
    """Tell whether a text is the number of a page, or says that a table goes on there."""
    return len(text) <= _SUM and _PAGE.fullmatch(fold(text)) is not None


def is_mute(text: str) -> bool:
    """Tell whether a cell holds a filler and no word: a dash, dots, a tick, ``0``."""
    return len(text) <= 8 and (text in ("x", "X", "0") or not any(map(str.isalnum, text)))


def follows_number(before: str, after: str) -> bool:
    """Tell whether one number comes right after another of its style: II, III; 1.2, 1.3; B, C."""
    head, _, last = before.rpartition(".")
    head_after, _, next_one = after.rpartition(".")
    if head != head_after:
        return False
    if last.isdigit() and next_one.isdigit():
        return int(next_one) == int(last) + 1
    if is_roman(last) and is_roman(next_one):
        return from_roman(next_one) == from_roman(last) + 1
    pair = f"{last}{next_one}".upper()
    return len(pair) == 2 and (pair in _ALPHABET or pair in _LATIN)


def index_value(text: str) -> int:
    """Return the place that an index cell names: ``(2)``, ``2``, ``B`` → 2; 0 for other texts."""
    hit = _INDEX.fullmatch(text.strip())
    if not hit:
        return 0
    return int(hit[1]) if hit[1].isdigit() else ord(hit[1].upper()) - ord("A") + 1


def is_index(row: GridRow) -> bool:
    """Tell whether a row numbers the columns: (1) (2) (3), A B 1 2, 1 2 3 4=2+3."""
    filled = row.filled
    if len(filled) < 3 or len(row.values[filled[-1]].text) > 12:
        return False
    places = [index_value(row.values[i].text.split("=")[0]) for i in filled]
    if not all(places):
        return False
    runs = [b - a for a, b in pairwise(places)]
    # Once the count may begin anew: A B 1 2.
    return sum(step == 1 for step in runs) >= len(runs) - 1


def label(text: str) -> tuple[str, str]:
    """Split off what numbers a heading: its style and its number, both empty without one.

    ``I. Thông báo`` gives ``("roman", "I")``; ``I.1 Nhóm 8`` gives ``("roman.1", "I.1")``.
    """
    hit = _LABEL.match(text)
    if not hit or begins_with_symbol(text):
        return "", ""
    kind, number = str(hit.lastgroup), hit[str(hit.lastgroup)]
    if kind == "roman" and not is_roman(number.split(".")[0]):
        kind = "letter"
    if kind == "word":
        return number.split()[0], number
    depth = number.count(".")
    return (f"{kind}.{depth}" if depth else kind), number


def begins_with_symbol(text: str) -> bool:
    """Tell whether a text begins with the symbol of a document, whose number heads nothing."""
    return _SYMBOL.match(text) is not None


def goes_on(above: str, text: str) -> bool:
    """Tell whether a text is the rest of the one above it, broken off at the end of a page."""
    first = text[:1]
    # What is all in capitals below a text that is not heads the rows below it.
    numbered = label(text) != ("", "") and not _YEAR.match(text)
    if numbered or (text.isupper() and not above.isupper()):
        return False
    return (
        first.islower()
        or first in '(,;.:)+&/%“"'
        or text[:2] in ("- ", "– ")
        or above.count("(") > above.count(")")
        # “… chuẩn quốc gia mức độ | 1; tổng kết …”: no heading begins with a bare figure.
        or (first.isdigit() and above.rstrip()[-1:].isalnum())
        # Broken off between two sentences: a heading is none.
        or (_is_sentence(above) and _is_sentence(text))
        or _hangs(above, text)
        or _parts_name(above, text)
        or _parts_body(above, text)
    )


def _is_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence, and is too long for a heading with a full stop."""
    return text.rstrip().endswith(".") and len(text.split()) >= _SENTENCE


def _parts_name(above: str, text: str) -> bool:
    """Tell whether a name is broken: ``… thôn Bãi`` over ``Dài theo hướng dẫn của …``."""
    before, after = above.split()[-2:], text.split()[:2]
    if len(before) < 2 or len(after) < 2:
        return False
    named = before[0].islower() and before[1].istitle() and after[0].istitle()
    return named and after[1] in _signs()["hanging"]["words"]


def _parts_body(above: str, text: str) -> bool:
    """Tell whether the name of a body is broken: ``… của Ban`` over ``Chỉ đạo gắn với …``."""
    tail, head = f" {fold(above[-60:])}", f"{fold(text[:60])} "
    return any(
        tail.endswith(f" {' '.join(words[:at])}") and head.startswith(f"{' '.join(words[at:])} ")
        for words in map(str.split, _signs()["hanging"]["names"])
        for at in range(1, len(words))
    )


def _hangs(above: str, text: str) -> bool:
    """Tell whether the last word of a text asks for another."""
    hanging = _signs()["hanging"]
    tail = fold(above[-40:])
    last = tail.split(" ")[-1]
    if tail.endswith(tuple(hanging["marks"])):
        return True
    if last in hanging["words"]:
        return not tail.endswith(tuple(f" {said}" for said in hanging["whole"]))
    # “… trên địa bàn xã” may well be all, and what begins with a capital below it a heading.
    return last in hanging["nouns"] and text.rstrip().endswith((".", ";", "%"))


@cache
def _moment(kind: str) -> re.Pattern[str]:
    """Compile how the cells of a kind of column look."""
    return re.compile(_signs()["moment"][kind])


def looks_like(kind: str, text: str) -> bool:
    """Tell whether a cell looks like one of a ``deadline`` or of a ``status`` column."""
    return _moment(kind).search(fold(text[:80])) is not None
