"""What a Kế hoạch that is made from the template may have beside the usual."""

from enum import StrEnum


class PlanBlock(StrEnum):
    """Parts that a Kế hoạch may have beside the usual ones, in their order."""

    FUNDING = "kinh-phi"
    OVERSIGHT = "giam-sat"
    EMULATION = "thi-dua"
    REVIEW = "so-ket"
