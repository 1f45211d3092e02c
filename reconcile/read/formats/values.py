"""Raw cell contents → shown values: dates and numbers as Vietnamese offices write them."""

import datetime as dt
import re
import unicodedata

from reconcile.read.grid import EMPTY, Value
from reconcile.vocabulary import legacy
from reconcile.vocabulary.deadlines import show_day
from reconcile.vocabulary.syllables import rejoined
from reconcile.vocabulary.text import clean

_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)
"""Letters that no legacy encoding has: one of them, and the text is Unicode."""


class Values:
    """Makes shown values, and remembers which legacy encodings it met on the way."""

    def __init__(self) -> None:
        self.encodings: dict[legacy.Encoding, None] = {}
        self._known: dict[tuple[str, str], Value] = {}

    @property
    def likely(self) -> legacy.Encoding | None:
        """The encoding met last in this file, a hint for the cells to come."""
        return next(reversed(self.encodings), None)

    def of(self, raw: object, *, font: str = "", percent: bool = False) -> Value:
        """Show what a cell holds.

        Args:
            raw: a text, number, date or truth value as the file's reader gives it, or None.
            font: name of the cell's font; empty where the format does not tell.
            percent: whether the cell's number is shown as a percentage.

        """
        match raw:
            case None | "":
                return EMPTY
            case str():
                return self.shown(raw, font)
            # Before the numbers, for to Python a truth value is one.
            case bool():
                return Value("TRUE" if raw else "FALSE")
            case int() | float():
                return Value(show_number(raw * 100) + "%" if percent else show_number(raw))
            case dt.datetime() | dt.date():
                day = raw.date() if isinstance(raw, dt.datetime) else raw
                return Value(show_day(day), day)
            case _:
                return Value(str(raw))

    def shown(self, raw: str, font: str = "") -> Value:
        """Show a text; the same one is worked on once, for agencies and citations recur."""
        known = self._known.get((raw, font))
        if known is None:
            known = self._known[raw, font] = Value(self.text(raw, font=font))
        return known

    def text(self, raw: str, *, font: str = "") -> str:
        """Clean a text, converted first where its letters are of a legacy encoding."""
        said = rejoined(self.letters(raw, font))
        # Nearly every text is clean already, and to see that costs less than to clean it.
        plain = said.isprintable() and "  " not in said
        return said.strip() if plain and unicodedata.is_normalized("NFC", said) else clean(said)

    def letters(self, raw: str, font: str = "") -> str:
        """Convert a text whose letters are of a legacy encoding; leave any other as it is.

        This is the only place where text of a file is decoded, and it comes before all cleaning:
        in TCVN3 the soft hyphen is a letter.
        """
        if raw.isascii() or _UNICODE.search(raw):
            return raw
        encoding = legacy.detect(raw, font, likely=self.likely)
        if encoding is None:
            return raw
        self.encodings.setdefault(encoding)
        return legacy.decode(raw, encoding)


def show_number(number: float) -> str:
    """Write a number as the cell shows it, without the ``.0`` of a whole one."""
    # As many digits as Excel has: 0.07 as a percentage is not quite 7.
    return f"{number:.15g}"
