"""Vietnamese text: one Unicode form for showing, one folded form for comparing."""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n ?(?:\n ?)*")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_CONTROL = {code: " " for code in (*range(9), *range(11, 32), 127) if code not in (9, 13)}
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_OLD_STYLE = re.compile(r"(o[ae]|uy)([\u0300\u0301\u0303\u0309\u0323])(?![a-z\u0300-\u036f])")


def clean(text: str) -> str:
    """Write text in NFC without invisible characters, with single spaces and single line breaks.

    Legacy encodings are decoded before this: in TCVN3 the soft hyphen is a letter.
    """
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    return _BREAKS.sub("\n", _SPACES.sub(" ", plain)).strip()


def one_line(text: str) -> str:
    """Clean a text and put it on one line."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """Fold a text for comparison: one line, lower case, plain hyphens, one style of tone marks.

    Diacritics stay, but ``hoà`` and ``hòa``, ``uỷ`` and ``ủy`` become the same string.
    """
    lower = one_line(text).casefold().translate(_HYPHENS)
    apart = _with_tone_last(unicodedata.normalize("NFD", lower))
    return unicodedata.normalize("NFC", _OLD_STYLE.sub(_move_tone, apart))


def bare(text: str) -> str:
    """Fold a text and take its diacritics off: ``Đảng ủy`` becomes ``dang uy``."""
    apart = unicodedata.normalize("NFD", fold(text))
    return "".join(c for c in apart if not unicodedata.combining(c)).replace("đ", "d")


def has_diacritics(text: str) -> bool:
    """Tell whether a text holds any letter that only Vietnamese typing gives."""
    return bare(text) != one_line(text).casefold().translate(_HYPHENS)


def _with_tone_last(apart: str) -> str:
    """Put the tone mark after the vowel's own mark, so that equal letters are equal strings."""
    out: list[str] = []
    for char in apart:
        if out and out[-1] in _TONES and unicodedata.combining(char) and char not in _TONES:
            out.insert(-1, char)
        else:
            out.append(char)
    return "".join(out)


def _move_tone(hit: re.Match[str]) -> str:
    """Write the tone on the first vowel of an open oa, oe, uy: hoà → hòa, uỷ → ủy."""
    pair, tone = hit.groups()
    return f"{pair[0]}{tone}{pair[1]}"
