"""The text of a Kế hoạch: the unit's own words where it has some, else sentences with facts."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drawing.parts import Draft
from reconcile.layout.rules.measures import table_columns

_SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))


def plan_body(draft: Draft) -> str:
    """Draw the text of a Kế hoạch, from the opening to the last part; return its last sentence."""
    said: dict[str, Any] = _SENTENCES["plan"]
    draft.repeat("can_cu", "can_cu")
    _own_or(draft, "rieng.mo_dau", "mo_dau", said["opening"])
    _aims(draft, said)
    draft.text("muc", "II. NHIỆM VỤ")
    draft.repeat("than", "rieng.noi_dung")
    for step in said["tasks"]:
        draft.optional("than", step["said"], step["when"])
    _funding(draft, said)
    _organisation(draft, said)
    draft.optional("than", said["replaces"], "thay_the")
    closing: str = said["closing"]
    return f"{{% if rieng.ket_thuc %}}{{{{ rieng.ket_thuc }}}}{{% else %}}{closing}{{% endif %}}"


def _aims(draft: Draft, said: dict[str, Any]) -> None:
    """Draw what the plan is for and what it demands; a unit may have told the one alone."""
    draft.text("muc", "I. MỤC ĐÍCH, YÊU CẦU")
    draft.text("than", "{%p if rieng.muc_dich or rieng.yeu_cau %}")
    draft.optional("khoan", "1. Mục đích", "rieng.yeu_cau")
    draft.repeat("than", "rieng.muc_dich")
    draft.optional("khoan", "2. Yêu cầu", "rieng.yeu_cau")
    draft.repeat("than", "rieng.yeu_cau")
    draft.text("than", "{%p else %}")
    draft.text("khoan", "1. Mục đích")
    _each(draft, said["purposes"])
    draft.text("khoan", "2. Yêu cầu")
    _each(draft, said["demands"])
    draft.text("than", "{%p endif %}")


def _funding(draft: Draft, said: dict[str, Any]) -> None:
    """Draw what is said of money, where the unit's plan or the settings want it said."""
    draft.text("than", "{%p if kinh_phi or khoi.kinh_phi %}")
    draft.text("muc", "III. KINH PHÍ THỰC HIỆN")
    draft.repeat("than", "kinh_phi")
    draft.optional("than", said["funding"], "not kinh_phi")
    draft.text("than", "{%p endif %}")


def _organisation(draft: Draft, said: dict[str, Any]) -> None:
    """Draw who does what: the unit's own points, else a table by office; then what may go."""
    draft.text("muc", "{{ muc.to_chuc }}. TỔ CHỨC THỰC HIỆN")
    draft.text("than", "{%p if rieng.to_chuc %}")
    draft.text("than", "{%p for phan in rieng.to_chuc %}")
    draft.optional("khoan", "{{ phan.ten }}", "phan.ten")
    draft.repeat("than", "phan.dong")
    draft.text("than", "{%p endfor %}")
    draft.text("than", "{%p else %}")
    draft.text("khoan", "{{ muc.theo_doi }}{{ bo_phan }}")
    draft.text("than", said["follows"])
    draft.text("khoan", said["offices"])
    draft.text("than", "{%p if phan_cong %}")
    draft.text("than", said["assigned"])
    draft.task_table(table_columns("assignments"), "phan_cong", grouped=True)
    draft.gap()
    draft.text("than", "{%p endif %}")
    _each(draft, said["everybody"])
    draft.optional("than", said["rest"], "so_chung")
    draft.text("than", "{%p endif %}")
    for block in said["blocks"]:
        draft.text("than", f"{{%p if {block['when']} %}}")
        draft.text("khoan", block["title"])
        _each(draft, block["said"])
        draft.text("than", "{%p endif %}")


def _own_or(draft: Draft, own: str, kind: str, said: str) -> None:
    """Draw the unit's own paragraph, or a sentence where it has none."""
    draft.text("than", f"{{%p if {own} %}}")
    draft.text(kind, f"{{{{ {own} }}}}")
    draft.text("than", "{%p else %}")
    draft.text(kind, said)
    draft.text("than", "{%p endif %}")


def _each(draft: Draft, sentences: Sequence[str]) -> None:
    """Draw sentences as paragraphs of their own, each of which can be restyled or deleted."""
    for said in sentences:
        draft.text("than", said)
