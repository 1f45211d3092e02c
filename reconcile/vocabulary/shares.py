"""A part of a whole: in words (khoảng một phần tư), and as a rate with one decimal (6,3%)."""

from reconcile.vocabulary.terms import term

_PARTS = {
    "none": 0.0,
    "tenth": 1 / 10,
    "fifth": 1 / 5,
    "quarter": 1 / 4,
    "third": 1 / 3,
    "half": 1 / 2,
    "two_thirds": 2 / 3,
    "three_quarters": 3 / 4,
    "nine_tenths": 9 / 10,
    "all": 1.0,
}


def share_told(share: float) -> str:
    """Say a part of a whole by the nearest simple fraction.

    Args:
        share: 0 to 1.

    """
    return term("share", min(_PARTS, key=lambda name: abs(_PARTS[name] - share)))


def rate_told(rate: float) -> str:
    """Write a rate of 0 to 1 with one decimal, the same width in every row: ``6,3%``, ``61,0%``."""
    whole, rest = divmod(tenths(rate), 10)
    return f"{whole},{rest}%"


def tenths(rate: float) -> int:
    """Return the tenths of a percent of a rate; one that is not whole is never none or all."""
    # Half a tenth goes up, as in Excel: page, documents and workbook show one figure.
    rounded = int(rate * 1000 + 0.5)
    return min(max(rounded, 1), 999) if 0 < rate < 1 else rounded
