"""The documents of tracking: the text of the periodic report, and of the letter on what is late."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drawing.parts import Draft
from drawing.shell import Annex
from reconcile.layout.rules.measures import table_columns

PROGRESS = (
    Annex("theo_don_vi", "progress_bodies", grouped=False),
    Annex("danh_muc_qua_han", "overdue", grouped=False),
    Annex("den_han", "due", grouped=False),
    Annex("tinh_rieng", "apart", grouped=False),
    Annex("dang_thuc_hien", "due", grouped=False),
)
URGING = (Annex("danh_muc_qua_han", "overdue", grouped=False),)
_SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))


def progress_body(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw the text of a report on progress; parts of which there is nothing say so."""
    draft.text("mo_dau", said["opening"])
    draft.text("muc", "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ {{ trong_ky }}")
    draft.text("than", "{%p if tong_don_vi %}")
    draft.text("khoan", "{{ muc.theo_doi }}Công tác theo dõi, đôn đốc")
    draft.steps(said["direction"])
    draft.text("than", "{%p endif %}")
    draft.text("khoan", "{{ muc.thong_ke }}Thống kê nhiệm vụ")
    draft.steps(said["statistics"])
    draft.task_table(table_columns("progress"), "so_lieu", grouped=False)
    draft.gap()
    draft.steps(said["compared"])
    draft.text("khoan", "{{ muc.hoan_thanh }}Nhiệm vụ đã hoàn thành")
    draft.steps(said["finished"])
    for title, part in (
        ("II. NHIỆM VỤ CHẬM, QUÁ HẠN VÀ NGUYÊN NHÂN", "late"),
        ("III. KHÓ KHĂN, VƯỚNG MẮC", "hindered"),
        ("IV. NHIỆM VỤ {{ ky_toi }}", "ahead"),
        ("V. ĐỀ XUẤT, KIẾN NGHỊ", "proposed"),
    ):
        draft.text("muc", title)
        draft.steps(said[part])


def urging_body(draft: Draft) -> str:
    """Draw the text of a letter on what is overdue; return its last sentence."""
    said = _SENTENCES["urging"]
    draft.text("mo_dau", said["opening"])
    draft.text("than", said["figures"])
    draft.text("than", said["asks"])
    for step in said["steps"]:
        draft.text("than", step.strip())
    return str(said["closing"])
