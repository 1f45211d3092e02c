"""A part of a whole in words: khoảng một phần tư."""

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
