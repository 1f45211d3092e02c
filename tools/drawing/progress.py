"""The documents of tracking: the text of the periodic report, and of the letter on what is late."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from drawing.parts import Draft
from drawing.shell import Annex
from reconcile.layout.rules.measures import table_columns

PROGRESS = (
    Annex("theo_don_vi", "progress_bodies", grouped=False),
    Annex("danh_muc_qua_han", "overdue", grouped=False),
    Annex("den_han", "due", grouped=False),
    Annex("tinh_rieng", "apart", grouped=False),
)
URGING = (Annex("danh_muc_qua_han", "overdue", grouped=False),)
_SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))


def progress_body(draft: Draft, said: Mapping[str, str]) -> None:
    """Draw the text of a report on progress; parts of which there is nothing say so."""
    draft.text("mo_dau", said["opening"])
    draft.text("muc", "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ {{ trong_ky }}")
    draft.text("than", "{%p if chi_dao %}")
    draft.text("khoan", "1. Công tác theo dõi, đôn đốc")
    draft.repeat("than", "chi_dao")
    draft.text("khoan", "2. Thống kê nhiệm vụ")
    draft.text("than", "{%p else %}")
    draft.text("khoan", "1. Thống kê nhiệm vụ")
    draft.text("than", "{%p endif %}")
    draft.repeat("than", "thong_ke")
    draft.task_table(table_columns("progress"), "so_lieu", grouped=False)
    draft.text("ngat", "")
    draft.repeat("than", "so_sanh")
    _numbered(draft, "Nhiệm vụ đã hoàn thành", 3, 2)
    draft.repeat("than", "hoan_thanh")
    for number, title, name in (
        ("II", "NHIỆM VỤ CHẬM, QUÁ HẠN VÀ NGUYÊN NHÂN", "cham"),
        ("III", "KHÓ KHĂN, VƯỚNG MẮC", "kho_khan"),
        ("IV", "NHIỆM VỤ {{ ky_toi }}", "nhiem_vu_toi"),
        ("V", "ĐỀ XUẤT, KIẾN NGHỊ", "kien_nghi"),
    ):
        draft.text("muc", f"{number}. {title}")
        draft.repeat("than", name)


def _numbered(draft: Draft, title: str, with_direction: int, without: int) -> None:
    """Draw a heading whose number depends on whether the report tells of direction first."""
    draft.text("than", "{%p if chi_dao %}")
    draft.text("khoan", f"{with_direction}. {title}")
    draft.text("than", "{%p else %}")
    draft.text("khoan", f"{without}. {title}")
    draft.text("than", "{%p endif %}")


def urging_body(draft: Draft) -> str:
    """Draw the text of a letter on what is overdue; return its last sentence."""
    said = _SENTENCES["urging"]
    draft.text("mo_dau", said["opening"])
    draft.text("than", said["figures"])
    draft.text("than", said["asks"])
    for step in said["steps"]:
        draft.text("than", step.strip())
    return str(said["closing"])
