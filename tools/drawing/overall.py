"""The text of the Báo cáo tổng hợp: sentences with facts, each a paragraph of its own."""

from collections.abc import Mapping
from typing import Any

from drawing.parts import Draft
from drawing.shortcomings import from_shortcomings_on
from reconcile.layout.rules.measures import table_columns


def overall_body(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw the text of a Báo cáo tổng hợp, from the opening to part IV."""
    draft.text("mo_dau", said["opening"])
    draft.text("muc", "I. KẾT QUẢ CỤ THỂ HÓA NHIỆM VỤ ĐƯỢC GIAO")
    draft.steps(said["given"])
    draft.table_if_any(table_columns("figures"), "so_lieu")
    draft.table_if_any(table_columns("plan_figures"), "theo_ke_hoach", said["by_plan"])
    draft.steps(said["ranked"])
    draft.text("muc", "II. ĐÁNH GIÁ")
    draft.text("khoan", "1. Kết quả đạt được")
    draft.steps(said["reached"])
    from_shortcomings_on(draft, said)
