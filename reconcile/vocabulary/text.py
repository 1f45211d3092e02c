"""Vietnamese text: one Unicode form for showing, one folded form for comparing."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_LOOK_ALIKES = str.maketrans("\u00d0\u00f0\u0189\u01a2\u01a3", "ĐđĐƯư")
"""Letters that old fonts and PDF copies put for Đ and Ư; Vietnamese has no other use for them."""
_CONTROL = {code: " " for code in (*range(9), *range(11, 32), 127) if code not in (9, 13)}
_NOT_XML = {0xFFFE: "", 0xFFFF: ""} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""What no Office file can hold: no letters, and halves of one in a file name that is no text."""
_ODD = _INVISIBLE | _LOOK_ALIKES | _CONTROL | _NOT_XML
_ANY_ODD = re.compile(
    f"[{''.join(map(chr, _INVISIBLE | _LOOK_ALIKES))}"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
)
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""By these a text is shown otherwise than it is: “xslx.exe” for “exe.xlsx”."""
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
"""Spaces that are not a single plain one."""
_BREAKS = re.compile(r" ?\n ?(?:\n ?)*")
HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
"""Every kind of hyphen and dash to the plain one, for ``str.translate``."""
_MARKS = re.compile("[\u0300-\u036f]+")
TONES = "\u0300\u0301\u0303\u0309\u0323"
"""The marks of the five tones that have one; the other marks make letters (ă, ơ)."""
_EARLY_TONE = re.compile(f"([{TONES}]+)([\u0302\u0306\u031b]+)")
_OLD_STYLE = re.compile("(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ]|(?<=q)[ùúủũụ]y)(?![a-zà-ỹđ])")
_NEW_STYLE = {
    old: new
    for olds, news in (
        ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
        ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
        ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
        ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
}
_CACHE = 1 << 16
_VIETNAMESE = [chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]
UPPER = "A-Z" + "".join(c for c in _VIETNAMESE if c.isupper())
"""Capital letters, for the inside of a character class of a pattern."""
LOWER = "a-z" + "".join(c for c in _VIETNAMESE if c.islower())
"""Small letters, likewise."""
WORD_START, WORD_END = r"(?<![^\W_])", r"(?![^\W_])"
"""Edges of a word, for a pattern; an underscore is no letter."""


@lru_cache(maxsize=_CACHE // 4)
def clean(text: str) -> str:
    """Write text in NFC without invisible characters, with single spaces and single line breaks.

    Legacy encodings are decoded before this: in TCVN3 the soft hyphen is a letter.
    """
    plain = _composed(text).replace("\r\n", "\n").replace("\r", "\n")
    # Few texts have any odd letter, and to look each letter up takes ten times as long.
    if _ANY_ODD.search(plain):
        plain = plain.translate(_ODD)
    return _BREAKS.sub("\n", _SPACES.sub(" ", plain)).strip()


def unturned(text: str) -> str:
    """Leave out the signs that turn the way of writing round."""
    return text.translate(_TURNS)


def typed(text: str, most: int) -> str:
    """Clean what a person types on a page, and cut it."""
    return clean(unturned(text))[:most]


@lru_cache(maxsize=_CACHE // 4)
def one_line(text: str) -> str:
    """Clean a text and put it on one line."""
    return " ".join(clean(text).split())


def capitalised(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def shorten(text: str, most: int) -> str:
    """Cut a text after a word where it has more letters than there is room for."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


@lru_cache(maxsize=_CACHE)
def fold(text: str) -> str:
    """Fold a text for comparison: one line, lower case, plain hyphens, one style of tone marks.

    Diacritics stay, but ``hoà`` and ``hòa``, ``uỷ`` and ``ủy``, ``quý`` and ``qúy`` become the
    same string.
    """
    lower = unicodedata.normalize("NFC", one_line(text).casefold()).translate(HYPHENS)
    return _OLD_STYLE.sub(lambda hit: _NEW_STYLE[hit[0]], lower)


@lru_cache(maxsize=_CACHE)
def bare(text: str) -> str:
    """Fold a text and take its diacritics off: ``Đảng ủy`` becomes ``dang uy``."""
    return _MARKS.sub("", unmarked(fold(text)))


def unmarked(text: str) -> str:
    """Take the marks off each letter, keeping its case: ``Đảng ủy`` becomes ``Dang uy``.

    A text in NFC keeps its length, so that places found in one can be read in the other.
    """
    return text.translate(_LETTERS)


@lru_cache(maxsize=_CACHE)
def has_diacritics(text: str) -> bool:
    """Tell whether a text holds any letter that only Vietnamese typing gives."""
    return bare(text) != one_line(text).casefold().translate(HYPHENS)


def fold_as_typed(text: str) -> str:
    """Fold a text; take the marks off the few letters of one that was typed without diacritics."""
    return fold(text) if has_diacritics(text) else bare(text)


def _composed(text: str) -> str:
    """Compose to NFC; a tone typed before the vowel's own mark (á + ^) gives the same letter."""
    if text.isascii():
        return text
    nfc = unicodedata.normalize("NFC", text)
    if not _MARKS.search(nfc):
        return nfc
    apart = _EARLY_TONE.sub(r"\2\1", unicodedata.normalize("NFD", nfc))
    return unicodedata.normalize("NFC", apart)


def _unmarked_letters() -> dict[int, str]:
    """Map every Latin letter with marks to the letter alone."""
    out = {ord(c): "dD"[c in "ĐÐ"] for c in "đĐðÐ"}
    for code in (*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            out[code] = base
    return out


_LETTERS = _unmarked_letters()
