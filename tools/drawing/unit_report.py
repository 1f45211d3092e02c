"""The text of a unit's Báo cáo: sentences with facts, each a paragraph that can be restyled."""

from collections.abc import Mapping
from typing import Any

from drawing.parts import Draft
from drawing.shortcomings import from_shortcomings_on
from reconcile.layout.rules.measures import table_columns


def unit_report_body(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw the text of a unit's Báo cáo, from the opening to part IV."""
    draft.text("mo_dau", said["opening"])
    draft.text("muc", "I. KẾT QUẢ CỤ THỂ HÓA NHIỆM VỤ ĐƯỢC GIAO")
    draft.steps(said["given"])
    draft.table_if_any(table_columns("figures"), "so_lieu")
    draft.steps(said["own"])
    draft.text("muc", "II. ĐÁNH GIÁ")
    draft.text("khoan", "1. Kết quả đạt được")
    draft.steps(said["reached"])
    from_shortcomings_on(draft, said)
