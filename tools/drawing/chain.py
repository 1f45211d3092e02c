"""The document over a chain of plans: the text of the report on what came how far."""

from collections.abc import Mapping
from typing import Any

from drawing.parts import Draft
from drawing.shell import Annex
from reconcile.layout.rules.measures import table_columns

CHAIN = (
    Annex("dung_lai", "chain_lost", grouped=False),
    Annex("can_ket_luan", "chain_lost", grouped=False),
)


def chain_body(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw the text of a Báo cáo over a chain: the picture, what was lost, what to do."""
    draft.text("mo_dau", said["opening"])
    draft.text("muc", "I. KẾT QUẢ CHUNG")
    draft.steps(said["came"])
    draft.table_if_any(table_columns("chain_flow"), "dong_chay")
    draft.text("muc", "II. NHIỆM VỤ CHƯA ĐẾN ĐƯỢC ĐƠN VỊ")
    draft.steps(said["lost"])
    draft.text("muc", "III. KIẾN NGHỊ")
    draft.steps(said["asks"])
