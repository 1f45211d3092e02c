"""Whether two citations name one document: unknown never differs."""

from enum import IntEnum

from reconcile.model import Directive
from reconcile.vocabulary import symbols


class Sameness(IntEnum):
    """How sure it is that two citations name one document.

    DIFFERENT: a part that both know differs. UNKNOWN: too little is known, or only the dates
    differ where a slip of the pen is likelier than a second document. POSSIBLE: number and type
    agree, or number and issuer. SAME: number, type and issuer agree.
    """

    DIFFERENT = 0
    UNKNOWN = 1
    POSSIBLE = 2
    SAME = 3


def compare_documents(a: Directive, b: Directive) -> Sameness:
    """Say how sure it is that two citations name one document; unknown never differs."""
    if _conflict(a, b):
        return Sameness.DIFFERENT
    if not (a.number and b.number) or differ(a.date, b.date):
        return Sameness.UNKNOWN
    kind, issuer = bool(a.kind and b.kind), bool(a.issuer and b.issuer)
    if kind and issuer:
        return Sameness.SAME
    return Sameness.POSSIBLE if kind or issuer else Sameness.UNKNOWN


def same_document(a: Directive, b: Directive) -> bool | None:
    """Tell whether two citations name one document; None when it cannot be told."""
    sameness = compare_documents(a, b)
    return None if sameness is Sameness.UNKNOWN else sameness >= Sameness.POSSIBLE


def differ(one: object, two: object) -> bool:
    """Tell whether two parts are both known and not equal."""
    return bool(one) and bool(two) and one != two


def _conflict(a: Directive, b: Directive) -> bool:
    """Tell whether some part that both know differs.

    Two days in one year are a conflict only where the issuer's number recurs at each level.
    """
    return (
        differ(a.number, b.number)
        or differ(a.kind, b.kind)
        or differ(_year(a), _year(b))
        or not symbols.same_issuer(a.issuer, b.issuer)
        or (differ(a.date, b.date) and not symbols.is_unique(a.issuer or b.issuer))
    )


def _year(directive: Directive) -> int:
    """Give the year of the number, or of the date."""
    return directive.year or (directive.date.year if directive.date else 0)
