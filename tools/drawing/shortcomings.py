"""What the Báo cáo of a unit and that over all units have alike: from what is short on."""

from collections.abc import Mapping
from typing import Any

from drawing.parts import Draft


def from_shortcomings_on(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw the end of part II, what is done next, and what is asked for."""
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
