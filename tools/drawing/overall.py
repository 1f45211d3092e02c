"""The text of the Báo cáo tổng hợp: figures in part I, then sentences with facts."""

from collections.abc import Mapping
from typing import Any

from drawing.parts import Draft
from reconcile.layout.rules.measures import table_columns


def overall_body(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw the text of a Báo cáo tổng hợp, from the opening to part IV."""
    draft.text("mo_dau", said["opening"])
    draft.text("muc", "I. KẾT QUẢ CỤ THỂ HÓA NHIỆM VỤ ĐƯỢC GIAO")
    draft.repeat("than", "ket_qua")
    draft.text("than", "{%p if so_lieu %}")
    draft.task_table(table_columns("figures"), "so_lieu", grouped=False)
    draft.text("ngat", "")
    draft.text("than", "{%p endif %}")
    draft.repeat("than", "ket_qua_khac")
    draft.text("muc", "II. ĐÁNH GIÁ")
    draft.text("khoan", "1. Kết quả đạt được")
    draft.repeat("than", "dat_duoc")
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
