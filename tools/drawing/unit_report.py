"""The text of a unit's Báo cáo: sentences with facts, each a paragraph that can be restyled."""

from collections.abc import Mapping
from typing import Any

from drawing.parts import Draft
from reconcile.layout.rules.measures import table_columns


def unit_report_body(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw the text of a unit's Báo cáo, from the opening to part IV."""
    draft.text("mo_dau", said["opening"])
    draft.text("muc", "I. KẾT QUẢ CỤ THỂ HÓA NHIỆM VỤ ĐƯỢC GIAO")
    draft.steps(said["given"])
    draft.text("than", "{%p if so_lieu %}")
    draft.task_table(table_columns("figures"), "so_lieu", grouped=False)
    draft.text("ngat", "")
    draft.text("than", "{%p endif %}")
    draft.steps(said["own"])
    draft.text("muc", "II. ĐÁNH GIÁ")
    draft.text("khoan", "1. Kết quả đạt được")
    draft.steps(said["reached"])
    draft.text("khoan", "2. Tồn tại, hạn chế")
    draft.steps(said["short"])
    draft.text("than", "{%p if nguyen_nhan %}")
    draft.text("khoan", "3. Nguyên nhân")
    draft.repeat("than", "nguyen_nhan")
    draft.text("than", "{%p endif %}")
    draft.text("muc", "III. NHIỆM VỤ THỜI GIAN TỚI")
    draft.steps(said["ahead"])
    draft.text("muc", "IV. KIẾN NGHỊ")
    draft.steps(said["asks"])
