"""Invented answers of invented people, for the tests of the store."""

from reconcile.model import Decision, Verdict, Where

AN_BINH = "ubnd-xã-an-bình"
VINH_HA = "ubnd-xã-vĩnh-hạ"


def said(  # noqa: PLR0913 - one parameter for each thing that a test varies
    verdict: Verdict,
    upper: str = "u1",
    lower: str = "",
    *,
    unit: str = AN_BINH,
    note: str = "",
    document: str = "",
    when: str = "2026-11-20T08:00:00",
    person: str = "Cán bộ tổng hợp",
) -> Decision:
    """Make an answer; the texts follow from the keys."""
    return Decision(
        unit=unit,
        verdict=verdict,
        upper=upper,
        lower=lower,
        upper_text=f"Nhiệm vụ cấp trên {upper}" if upper else "",
        lower_text=f"Nhiệm vụ của xã {lower}" if lower else "",
        document=document,
        note=note,
        person=person,
        when=when,
        where=Where("An Bình.xlsx", "Đối chiếu", 7, "Kết luận về cặp"),
        score=0.8125 if lower else None,
    )
