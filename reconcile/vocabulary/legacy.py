"""Encodings from before Unicode: TCVN3 (ABC) and VNI, recognised and turned into Unicode."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from reconcile.vocabulary.syllables import is_syllable
from reconcile.vocabulary.tables import table

_TABLE = table("legacy")


class Encoding(StrEnum):
    """A legacy encoding of Vietnamese text; a font of capitals shows every letter as one."""

    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3-capitals"
    VNI = "vni"


def _vni_letters() -> dict[str, str]:
    """Spell out the letters of VNI: base and mark, or alone, in every mixture of cases."""
    single = {**_TABLE["vni"]["single"]}
    single |= {old.upper(): new.upper() for old, new in single.items()}
    out = dict(single)
    for base in _TABLE["vni"]["bases"] + _TABLE["vni"]["bases"].upper():
        for mark, combining in _TABLE["vni"]["marks"].items():
            letter = unicodedata.normalize("NFC", single.get(base, base) + combining)
            if len(letter) == 1:
                out[base + mark] = out[base + mark.upper()] = letter
    return out


_TCVN3 = str.maketrans(_TABLE["tcvn3"]["from"], _TABLE["tcvn3"]["to"])
_VNI = _vni_letters()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0"
    "\u1ea0-\u1ef9\u0300-\u036f]"
)
"""Letters that no legacy encoding shows: a text that holds one is Unicode already."""
# In TCVN3 signs such as ¸ and ® are letters: they must not part words.
_WORD = re.compile(rf"(?<![\d])(?:[^\W\d_]|[{re.escape(_TABLE['tcvn3']['from'])}])+")
_CAPITAL_FONT = re.compile("|".join(_TABLE["tcvn3"]["capital_fonts"]), re.IGNORECASE)
_TCVN3_FONT = re.compile("|".join(_TABLE["tcvn3"]["fonts"]), re.IGNORECASE)
_VNI_FONT = re.compile("|".join(_TABLE["vni"]["fonts"]), re.IGNORECASE)


def decode(text: str, encoding: Encoding) -> str:
    """Turn legacy text, as a Latin-1 program shows it, into Unicode (NFC)."""
    if encoding is Encoding.VNI:
        return _VNI_LETTER.sub(lambda hit: _VNI[hit[0]], text)
    plain = text.translate(_TCVN3)
    return plain.upper() if encoding is Encoding.TCVN3_CAPITALS else plain


def detect(text: str, font: str = "", *, likely: Encoding | None = None) -> Encoding | None:
    """Tell in which legacy encoding a cell is written; None for Unicode and for plain ASCII.

    Args:
        text: the cell as read, before ``text.clean``: in TCVN3 the soft hyphen is a letter.
        font: the name of the cell's font where the format tells; it settles what letters leave
            open, and a Unicode text left in a legacy font stays as it is.
        likely: the encoding that was met last in the file; it settles short cells that read
            well both ways (``Ghi chó`` is ``Ghi chú`` in TCVN3).

    """
    if text.isascii() or _UNICODE.search(text):
        return None
    named = _of_font(font)
    hint = named or likely
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return None
    own = _reads_well(words, None)
    readings = {each: _reads_well(words, each) for each in (Encoding.TCVN3, Encoding.VNI)}
    # Where both read equally well the font, or the cells before it, decide.
    best = max(readings, key=lambda each: (readings[each], each is _family(hint)))
    # With no font or neighbour to go by most words must become syllables, and “São Paulo” stays.
    if readings[best] > max(own, 0 if hint else 0.5) and _other(readings, best) < readings[best]:
        # Only a font tells capitals: the letters themselves are the small ones.
        return named if named and _family(named) is best else best
    family = _family(hint)
    if family is None or decode(text, family) == text:
        return None
    return hint if readings[family] >= max(own, _other(readings, family)) else None


def _of_font(font: str) -> Encoding | None:
    """Give the encoding that a font's name stands for."""
    if _TCVN3_FONT.match(font):
        return Encoding.TCVN3_CAPITALS if _CAPITAL_FONT.match(font) else Encoding.TCVN3
    return Encoding.VNI if _VNI_FONT.match(font) else None


def _family(encoding: Encoding | None) -> Encoding | None:
    """Give the encoding whose letters an encoding uses."""
    return Encoding.TCVN3 if encoding is Encoding.TCVN3_CAPITALS else encoding


def _other(readings: dict[Encoding, float], encoding: Encoding) -> float:
    """Give how well the best of the other readings does."""
    return max(value for each, value in readings.items() if each is not encoding)


def _reads_well(words: Sequence[str], encoding: Encoding | None) -> float:
    """Give the share of the words, 0 to 1, that are syllables when read in an encoding.

    Abbreviations in capitals (BLĐTBXH) tell nothing and count half.
    """
    # The soft hyphen is a letter in TCVN3 alone; in Unicode it is not seen.
    read = [decode(word, encoding) if encoding else word.replace("\u00ad", "") for word in words]
    return sum(map(_worth, read)) / len(read)


def _worth(word: str) -> float:
    """Give 1 for a syllable, a half for what may be an abbreviation, else nothing."""
    if not word.isalpha():
        return 0.0
    if is_syllable(word):
        return 1.0
    return 0.5 if word.isupper() and len(word) > 1 else 0.0
