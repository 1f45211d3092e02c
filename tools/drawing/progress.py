"""The documents of tracking: the text of the periodic report, and of the letter on what is late."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drawing.parts import Draft
from drawing.shell import Annex
from reconcile.layout.rules.measures import table_columns

_ANNEXES = "hien.phu_luc"
PROGRESS = (
    Annex("theo_don_vi", "progress_bodies", grouped=False, shown=_ANNEXES),
    Annex("danh_muc_qua_han", "overdue", grouped=False, shown=_ANNEXES),
    Annex("den_han", "due", grouped=False, shown=_ANNEXES),
    Annex("tinh_rieng", "apart", grouped=False, shown=_ANNEXES),
    Annex("dang_thuc_hien", "due", grouped=False, shown=_ANNEXES),
    Annex("xep_hang", "ranking", shown=_ANNEXES),
)
URGING = (Annex("danh_muc_qua_han", "overdue", grouped=False),)
_SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))


def progress_body(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw the text of a report on progress: the parts of all periods, in one order.

    Which of them a report has is data; parts of which there is nothing say so.
    """
    draft.text("mo_dau", said["opening"])
    _head(draft, said, "ket_qua", "chi_dao")
    _point(draft, said, "thong_ke")
    _steps(draft, said, "totals", "hien.tong")
    with draft.where("hien.thong_ke"):
        draft.steps(said["statistics"])
        with draft.where("not hien.moi_viec"):
            draft.task_table(table_columns("progress"), "so_lieu", grouped=False)
            draft.gap()
    draft.steps(said["compared"])
    _point(draft, said, "theo_doi")
    _steps(draft, said, "direction", "hien.theo_doi")
    _results(draft, said)
    _shortcomings(draft, said)
    _head(draft, said, "xep_hang")
    _steps(draft, said, "ranked", "hien.xep_hang")
    _ahead(draft, said)


def _results(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw what was done, and what is under way."""
    _head(draft, said, "theo_nhom")
    with draft.where("hien.nhom"):
        draft.steps(said["groups"])
        _groups(draft, said["group"])
    _head(draft, said, "xong")
    _point(draft, said, "xong")
    _steps(draft, said, "finished", "hien.xong")
    _listed(draft, "bang_xong")
    _head(draft, said, "dang_lam")
    _point(draft, said, "dang_lam")
    _steps(draft, said, "running", "hien.dang_lam")
    _listed(draft, "bang_dang_lam")


def _groups(draft: Draft, said: Mapping[str, str]) -> None:
    """Draw each group of the plan with what was done of it."""
    draft.text("than", "{%p for nhom in nhom_nhiem_vu %}")
    draft.text("khoan", said["head"])
    draft.text("than", said["figures"])
    draft.repeat("than", "nhom.viec_xong", said=said["task"])
    draft.optional("than", said["more"], "nhom.so_xong_khac")
    draft.text("than", "{%p endfor %}")


def _shortcomings(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw what is late, what hinders, and what came new."""
    _head(draft, said, "ton_tai", "cham")
    _point(draft, said, "cham")
    _steps(draft, said, "late", "hien.cham")
    _listed(draft, "bang_qua_han")
    _point(draft, said, "kho_khan")
    _steps(draft, said, "hindered", "hien.kho_khan")
    _point(draft, said, "moi")
    _steps(draft, said, "new", "hien.moi")


def _ahead(draft: Draft, said: Mapping[str, Any]) -> None:
    """Draw what comes next, what is proposed, and the table of a report on request."""
    _head(draft, said, "toi")
    _point(draft, said, "viec_toi")
    _steps(draft, said, "ahead", "hien.viec_toi")
    _listed(draft, "bang_den_han")
    _head(draft, said, "kien_nghi")
    _point(draft, said, "kien_nghi")
    with draft.where("hien.theo_noi"):
        draft.text("than", "{%p for noi in kien_nghi_theo_noi %}")
        draft.optional("than", said["addressee"]["head"], "noi.ten")
        draft.repeat("than", "noi.dong", said=said["addressee"]["line"])
        draft.optional("than", said["addressee"]["more"], "noi.so_khac")
        draft.text("than", "{%p endfor %}")
    _steps(draft, said, "proposed", "hien.kien_nghi")
    draft.steps(said["every"])
    _listed(draft, "bang_nhiem_vu")


def _head(draft: Draft, said: Mapping[str, Any], *parts: str) -> None:
    """Draw the headings of parts, each there where its part has a number."""
    for part in parts:
        draft.optional("muc", said["heads"][part].strip(), f"phan.{part}")


def _point(draft: Draft, said: Mapping[str, Any], point: str) -> None:
    """Draw the heading of a point, there where it has a number."""
    draft.optional("khoan", said["points"][point], f"khoan.{point}")


def _steps(draft: Draft, said: Mapping[str, Any], name: str, when: str) -> None:
    """Draw sentences that stand in a skeleton or do not."""
    with draft.where(when):
        draft.steps(said[name])


def _listed(draft: Draft, rows: str) -> None:
    """Draw a table in the text; all of them have the same columns."""
    draft.table_if_any(table_columns("progress_tasks"), rows, grouped=True)


def urging_body(draft: Draft) -> str:
    """Draw the text of a letter on what is overdue; return its last sentence."""
    said = _SENTENCES["urging"]
    draft.text("mo_dau", said["opening"])
    draft.text("than", said["figures"])
    draft.text("than", said["asks"])
    for step in said["steps"]:
        draft.text("than", step.strip())
    return str(said["closing"])
