"""The text of the Báo cáo tổng hợp: figures in part I, then sentences with facts."""

from collections.abc import Mapping
from typing import Any

from drawing.parts import Draft
from drawing.shortcomings import from_shortcomings_on
from reconcile.layout.rules.measures import table_columns


def overall_body(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw the text of a Báo cáo tổng hợp, from the opening to part IV."""
    draft.text("mo_dau", said["opening"])
    draft.text("muc", "I. KẾT QUẢ CỤ THỂ HÓA NHIỆM VỤ ĐƯỢC GIAO")
    draft.repeat("than", "ket_qua")
    draft.table_if_any(table_columns("figures"), "so_lieu")
    draft.repeat("than", "ket_qua_khac")
    draft.text("muc", "II. ĐÁNH GIÁ")
    draft.text("khoan", "1. Kết quả đạt được")
    draft.repeat("than", "dat_duoc")
    from_shortcomings_on(draft, said)
