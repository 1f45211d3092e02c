"""What every document has round its text: letterhead, title, signature, annexes."""

from collections.abc import Sequence
from dataclasses import dataclass

from drawing.parts import Draft
from reconcile.layout.rules.measures import TableColumn, table_columns


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex with one table: the field that holds it, and the table of ``annexes.toml``."""

    field: str
    table: str
    grouped: bool = True
    """Whether headings of groups can stand in it."""
    when: str = ""
    """A field of the annex that chooses ``other`` where it is true."""
    other: str = ""
    shown: str = ""
    """A field without which it is left out, whatever rows it has."""


def government_letterhead(draft: Draft, *, letter: bool = False) -> None:
    """Draw who issues the document, where and when, beside the national motto.

    A công văn has its subject under the number.
    """
    # Number and date have a row of their own, so that they stand on one line.
    (left, right), (number, date) = draft.side_by_side("letterhead", 2)
    draft.repeat("chu_quan", "co_quan_chu_quan", left)
    draft.repeat("ban_hanh", "co_quan_ban_hanh", left)
    draft.rule("short", left)
    draft.text("quoc_hieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", right)
    draft.text("tieu_ngu", "Độc lập - Tự do - Hạnh phúc", right)
    draft.rule("long", right)
    draft.text("so", "{{ so_ky_hieu }}", number)
    if letter:
        draft.text("ve_viec", "{{ trich_yeu }}", number)
    draft.text("ngay", "{{ dia_danh_ngay }}", date)


def party_letterhead(draft: Draft, *, letter: bool = False) -> None:
    """Draw which committee issues the document, where and when, beside the Party's name."""
    (left, right), (number, date) = draft.side_by_side("letterhead", 2)
    draft.repeat("chu_quan", "co_quan_chu_quan", left)
    draft.repeat("ban_hanh", "co_quan_ban_hanh", left)
    # The star stands where a government letterhead has its line.
    draft.text("sao", "*", left)
    draft.text("quoc_hieu", "ĐẢNG CỘNG SẢN VIỆT NAM", right)
    draft.rule("long", right)
    draft.text("so", "{{ so_ky_hieu }}", number)
    if letter:
        draft.text("ve_viec", "{{ trich_yeu }}", number)
    draft.text("ngay", "{{ dia_danh_ngay }}", date)


def government_title(draft: Draft, name: str) -> None:
    """Draw the type of a document with its subject and the line under it."""
    draft.text("ten_loai", name)
    draft.text("trich_yeu", "{{ trich_yeu }}")
    draft.rule("short")


def party_title(draft: Draft, name: str) -> None:
    """Draw the type of a Party document with its subject and the five hyphens."""
    draft.text("ten_loai", name)
    draft.text("trich_yeu", "{{ trich_yeu }}")
    draft.text("ngan_cach", "-----")


def signature(draft: Draft) -> None:
    """Draw the receivers beside who signs, on one page with the last words of the text."""
    ((left, right),) = draft.side_by_side("signature", 1)
    draft.text("noi_nhan", "Nơi nhận:", left)
    draft.repeat("noi_nhan_dong", "noi_nhan", left)
    draft.repeat("quyen_han", "quyen_han", right)
    draft.repeat("chuc_vu", "chuc_vu", right)
    # In the style of the position, which keeps title, blank lines and name on one page.
    for _ in range(draft.profile.blank_lines.signature):
        draft.text("chuc_vu", "", right)
    draft.text("ho_ten", "{{ ho_ten }}", right)


def annexes(draft: Draft, wanted: Sequence[Annex]) -> None:
    """Draw the annexes, each a section with its own page numbers, there if it has rows."""
    draft.number_pages()
    # Sections of the template itself: docxtpl's subdocuments lose their headers.
    draft.new_section("landscape", restart=True)
    for annex in wanted:
        _annex(draft, annex)


def _annex(draft: Draft, annex: Annex) -> None:
    """Draw one annex; its section ends inside of what is left out when it has no rows."""
    field = annex.field
    wanted = f"{field} and {annex.shown}" if annex.shown else field
    draft.text("than", f"{{%p if {wanted} %}}")
    draft.number_pages()
    draft.text("phu_luc", f"{{{{ {field}.ten }}}}")
    draft.text("phu_luc_ten", f"{{{{ {field}.tieu_de }}}}")
    draft.text("kem_theo", "{{ kem_theo }}")
    draft.rule("annex")
    draft.text("bang_chu", "")
    if annex.other:
        draft.text("than", f"{{%p if {field}.{annex.when} %}}")
        _table(draft, table_columns(annex.other), annex)
        draft.text("than", "{%p else %}")
    _table(draft, table_columns(annex.table), annex)
    if annex.other:
        draft.text("than", "{%p endif %}")
    draft.new_section("landscape", restart=True)
    draft.text("than", "{%p endif %}")


def _table(draft: Draft, columns: Sequence[TableColumn], annex: Annex) -> None:
    """Draw the table of an annex."""
    draft.task_table(columns, f"{annex.field}.dong", grouped=annex.grouped)
