"""The text of a unit's Báo cáo: sentences with facts, each a paragraph that can be restyled."""

from collections.abc import Mapping, Sequence
from typing import Any

from drawing.parts import Draft
from reconcile.layout.rules.measures import table_columns


def unit_report_body(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw the text of a unit's Báo cáo, from the opening to part IV."""
    draft.text("mo_dau", said["opening"])
    draft.text("muc", "I. KẾT QUẢ CỤ THỂ HÓA NHIỆM VỤ ĐƯỢC GIAO")
    _steps(draft, said["given"])
    draft.text("than", "{%p if so_lieu %}")
    draft.task_table(table_columns("figures"), "so_lieu", grouped=False)
    draft.text("ngat", "")
    draft.text("than", "{%p endif %}")
    _steps(draft, said["own"])
    draft.text("muc", "II. ĐÁNH GIÁ")
    draft.text("khoan", "1. Kết quả đạt được")
    _steps(draft, said["reached"])
    draft.text("khoan", "2. Tồn tại, hạn chế")
    _steps(draft, said["short"])
    draft.text("than", "{%p if nguyen_nhan %}")
    draft.text("khoan", "3. Nguyên nhân")
    draft.repeat("than", "nguyen_nhan")
    draft.text("than", "{%p endif %}")
    draft.text("muc", "III. NHIỆM VỤ THỜI GIAN TỚI")
    _steps(draft, said["ahead"])
    draft.text("muc", "IV. KIẾN NGHỊ")
    _steps(draft, said["asks"])


def _steps(draft: Draft, steps: Sequence[Mapping[str, str]]) -> None:
    """Draw sentences, each there if the field that it is for holds something."""
    for step in steps:
        draft.optional("than", step["said"], step.get("when", ""))
