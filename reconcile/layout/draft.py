"""The shipped Word templates, drawn from the measures: `python -m reconcile.layout.draft DIR`."""

import sys
from collections.abc import Callable
from pathlib import Path

from docx.document import Document as DocumentObject

from reconcile.layout.measures import profile, table_columns
from reconcile.layout.parts import Draft

TITLE = "Báo cáo kết quả cụ thể hóa kế hoạch của cấp trên"


def government_report() -> DocumentObject:
    """Draw the Báo cáo of a People's Committee to the level above it.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.4; order of parts as usual in reports.
    """
    draft = Draft(profile("nd30"), TITLE)
    _government_letterhead(draft)
    draft.text("ten_loai", "BÁO CÁO")
    draft.text("trich_yeu", "{{ trich_yeu }}")
    draft.rule("short")
    draft.text("kinh_gui", "Kính gửi: {{ kinh_gui }}.")
    _body(draft)
    draft.text("ket_thuc", "{{ ket_thuc }}./.")
    _signature(draft)
    _annexes(draft)
    return draft.document


def party_report() -> DocumentObject:
    """Draw the Báo cáo of a Party committee: its receivers are in Nơi nhận, it ends with ``.``.

    Source: Hướng dẫn 36-HD/VPTW; 05-HD/VPTW as far as it is known.
    """
    draft = Draft(profile("hd05"), TITLE)
    _party_letterhead(draft)
    draft.text("ten_loai", "BÁO CÁO")
    draft.text("trich_yeu", "{{ trich_yeu }}")
    draft.text("ngan_cach", "-----")
    _body(draft)
    draft.text("ket_thuc", "{{ ket_thuc }}.")
    _signature(draft)
    _annexes(draft)
    return draft.document


TEMPLATES: dict[str, Callable[[], DocumentObject]] = {
    "bao-cao.docx": government_report,
    "bao-cao-dang.docx": party_report,
}
"""Every shipped template: its file name, and what draws it."""


def draw_templates(folder: Path) -> None:
    """Draw every shipped template into a folder."""
    for name, draw in TEMPLATES.items():
        draw().save(str(folder / name))


def _government_letterhead(draft: Draft) -> None:
    """Draw who issues the document, where and when, beside the national motto."""
    (left, right), (number, date) = draft.side_by_side("letterhead", 2)
    draft.repeat("chu_quan", "co_quan_chu_quan", left)
    draft.repeat("ban_hanh", "co_quan_ban_hanh", left)
    draft.rule("short", left)
    draft.text("quoc_hieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", right)
    draft.text("tieu_ngu", "Độc lập - Tự do - Hạnh phúc", right)
    draft.rule("long", right)
    draft.text("so", "{{ so_ky_hieu }}", number)
    draft.text("ngay", "{{ dia_danh_ngay }}", date)


def _party_letterhead(draft: Draft) -> None:
    """Draw which committee issues the document, where and when, beside the Party's name."""
    (left, right), (number, date) = draft.side_by_side("letterhead", 2)
    draft.repeat("chu_quan", "co_quan_chu_quan", left)
    draft.repeat("ban_hanh", "co_quan_ban_hanh", left)
    draft.text("sao", "*", left)
    draft.text("quoc_hieu", "ĐẢNG CỘNG SẢN VIỆT NAM", right)
    draft.rule("long", right)
    draft.text("so", "{{ so_ky_hieu }}", number)
    draft.text("ngay", "{{ dia_danh_ngay }}", date)


def _body(draft: Draft) -> None:
    """Draw the text, from the opening to part IV."""
    draft.text("than", "{{ mo_dau }}")
    _results(draft)
    _assessment(draft)
    draft.text("muc", "III. NHIỆM VỤ THỜI GIAN TỚI")
    draft.repeat("than", "nhiem_vu_toi")
    draft.text("muc", "IV. KIẾN NGHỊ")
    draft.repeat("than", "kien_nghi")


def _results(draft: Draft) -> None:
    """Draw part I: the figures, in words and in a table by role."""
    draft.text("muc", "I. KẾT QUẢ CỤ THỂ HÓA NHIỆM VỤ ĐƯỢC GIAO")
    draft.repeat("than", "ket_qua")
    draft.text("than", "{%p if so_lieu %}")
    draft.task_table(table_columns("figures"), "so_lieu", grouped=False)
    draft.text("ngat", "")
    draft.text("than", "{%p endif %}")
    draft.repeat("than", "ket_qua_khac")


def _assessment(draft: Draft) -> None:
    """Draw part II: what was reached, what is short, and why."""
    draft.text("muc", "II. ĐÁNH GIÁ")
    draft.text("khoan", "1. Kết quả đạt được")
    draft.repeat("than", "dat_duoc")
    draft.text("khoan", "2. Tồn tại, hạn chế")
    draft.repeat("than", "ton_tai")
    draft.text("than", "{%p if nguyen_nhan %}")
    draft.text("khoan", "3. Nguyên nhân")
    draft.repeat("than", "nguyen_nhan")
    draft.text("than", "{%p endif %}")


def _signature(draft: Draft) -> None:
    """Draw the receivers beside who signs, on one page with the last words of the text."""
    ((left, right),) = draft.side_by_side("signature", 1)
    draft.text("noi_nhan", "Nơi nhận:", left)
    draft.repeat("noi_nhan_dong", "noi_nhan", left)
    draft.repeat("quyen_han", "quyen_han", right)
    draft.repeat("chuc_vu", "chuc_vu", right)
    for _ in range(draft.profile.blank_lines.signature):
        draft.text("chuc_vu", "", right)
    draft.text("ho_ten", "{{ ho_ten }}", right)


def _annexes(draft: Draft) -> None:
    """Draw the annexes, each a section with its own page numbers, there if it has rows."""
    draft.number_pages()
    draft.new_section("landscape", restart=True)
    for field in ("carried", "missed", "deviations"):
        _annex(draft, field)


def _annex(draft: Draft, table: str) -> None:
    """Draw one annex; its section ends inside of what is left out when it has no rows."""
    field = ANNEX_FIELDS[table]
    draft.text("than", f"{{%p if {field} %}}")
    draft.number_pages()
    draft.text("phu_luc", f"{{{{ {field}.ten }}}}")
    draft.text("phu_luc_ten", f"{{{{ {field}.tieu_de }}}}")
    draft.text("kem_theo", "{{ kem_theo }}")
    draft.rule("annex")
    draft.text("bang_chu", "")
    draft.task_table(table_columns(table), f"{field}.dong", grouped=table != "deviations")
    draft.new_section("landscape", restart=True)
    draft.text("than", "{%p endif %}")


ANNEX_FIELDS = {
    "carried": "da_cu_the_hoa",
    "missed": "chua_cu_the_hoa",
    "deviations": "sai_lech",
}
"""Table of ``annexes.toml`` → the field of the context that holds the annex."""


if __name__ == "__main__":
    draw_templates(Path(sys.argv[1]))
