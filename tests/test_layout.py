"""The shipped Word templates: drawn from measures that the rules allow."""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from msgspec.structs import replace

from drawing.heads import head
from drawing.templates import TEMPLATES, draw_templates
from reconcile.layout.rules.measures import profile, table_columns
from reconcile.office.text_width import Face, text_width, wrap
from reconcile.report.documents.wording import words
from reconcile.report.templates.find import template_path
from reconcile.vocabulary.findings import catalogue
from reconcile.vocabulary.terms import term, terms

PROFILES = ("nd30", "hd05", "hd36")
TRACKED = ["progress_bodies", "overdue", "due", "apart"]
TABLES = (
    *("carried", "missed", "deviations", "plan", "plan_products", "urged"),
    *("units", "most_missed", "absent", "chain_lost"),
)
IN_TEXT = ("figures", "plan_figures", "progress", "chain_flow")


def parts(path: Path) -> dict[str, bytes]:
    """A Word file's parts by name: what a difference in layout shows in."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}


@cache
def drawn_parts() -> dict[str, dict[str, bytes]]:
    """Draw every template once; the parts of each by name."""
    with TemporaryDirectory() as folder:
        draw_templates(Path(folder))
        return {path.name: parts(path) for path in Path(folder).iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_shipped_template_is_what_its_source_draws(name: str) -> None:
    drawn, shipped = drawn_parts()[name], parts(template_path(name, None))
    assert list(drawn) == list(shipped)
    assert [part for part in drawn if drawn[part] != shipped[part]] == []


@pytest.mark.parametrize("name", PROFILES)
def test_every_measure_in_use_is_one_that_the_rule_allows(name: str) -> None:
    said = profile(name)
    sizes = {key: t for key, t in said.text.items() if not t.sizes[0] <= t.size <= t.sizes[1]}
    margins = {
        (kind, side)
        for kind, page in said.page.items()
        for side, (low, high) in page.allowed.items()
        if not low <= getattr(page, side) <= high
    }
    shares = [
        rule.style
        for rule in said.rule.values()
        if not rule.shares[0] <= int(re.findall(r"\d+", rule.style)[0]) / 100 <= rule.shares[1]
    ]
    assert (sizes, margins, shares) == ({}, set(), [])


@pytest.mark.parametrize("name", PROFILES)
def test_exact_lines_leave_room_for_vietnamese_marks(name: str) -> None:
    tight = [t.style for t in profile(name).text.values() if t.exact and t.exact < 1.2 * t.size]
    assert tight == []


@pytest.mark.parametrize("name", PROFILES)
def test_side_by_side_tables_are_as_wide_as_the_text(name: str) -> None:
    said = profile(name)
    for grid in ("letterhead", "signature"):
        assert sum(said.grid[grid].widths) == said.page["portrait"].text_width


@pytest.mark.parametrize("table", [*TABLES, *TRACKED, *IN_TEXT])
def test_the_columns_of_a_table_fill_the_text_and_no_more(table: str) -> None:
    page = profile("nd30").page["portrait" if table in IN_TEXT else "landscape"]
    assert sum(column.width for column in table_columns(table)) == page.text_width


_IN_TWO = re.compile(r"(?:đơn|nhiệm|cụ|cụ thể|rà|phối|cập|kết|hoàn)$", re.IGNORECASE)
"""How a line ends that breaks a term of two or three syllables."""


@pytest.mark.parametrize("table", [*TABLES, *TRACKED, "figures", "plan_figures", "progress_tasks"])
def test_no_head_of_a_table_breaks_inside_a_term(table: str) -> None:
    said = profile("nd30")
    for column in table_columns(table):
        room = Mm(column.width - 2 * said.grid["task"].padding).pt
        lines = wrap(head(column, said), said.text["bang_dau"].size, room, Face.BOLD)
        assert [line for line in lines[:-1] if _IN_TWO.search(line)] == []


def test_the_head_over_figures_of_progress_breaks_no_word_and_keeps_its_terms_whole() -> None:
    said, columns = profile("nd30"), table_columns("progress")
    over = {c.over: sum(x.width for x in columns if x.over == c.over) for c in columns if c.over}
    heads = [*columns, *(replace(columns[0], title=t, width=w) for t, w in over.items())]
    for column in heads:
        room = Mm(column.width - 2 * said.grid["task"].padding).pt
        lines = wrap(head(column, said), said.text["bang_dau"].size, room, Face.BOLD)
        broken = re.compile(r"(?:hoàn|thông|cập)$", re.IGNORECASE)
        assert [line for line in lines[:-1] if broken.search(line)] == []
        for word in column.title.split():
            # A font that lacks ổ takes it from a wider one.
            slack = 4 if any(letter >= "\u1e00" for letter in word) else 0
            assert text_width(word, 12, Face.BOLD) + slack <= room


def test_the_columns_bear_the_terms_of_the_glossary() -> None:
    own = {
        "Vai trò",
        "Số nhiệm vụ",
        "Kế hoạch",
        "Cơ quan chủ trì (cấp trên giao)",
        "Nội dung sai lệch",
    }
    own |= {
        "Số đơn vị chưa cụ thể hóa",
        "Đơn vị chưa cụ thể hóa",
        "Đơn vị, tệp",
        "Lý do",
        "Ý kiến của đơn vị",
    }
    own |= {term("coverage", "number"), term("coverage", "assigned")}
    own |= {
        term("chain", name) for name in ("top_task", "passed_on", "outcome", "lost", "tasks_rate")
    }
    own |= {f"{term('label', 'lower_task')}".replace("Nhiệm vụ", "Nhiệm vụ tương ứng")}
    known = {said for section in ("column", "label", "outcome") for said in terms(section).values()}
    drawn = (*TABLES, "figures", "plan_figures", "chain_flow")
    titles = {column.title for table in drawn for column in table_columns(table)}
    assert titles - known - own == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_run_names_its_font_for_every_script_and_its_language(name: str) -> None:
    path = template_path(name, None)
    for part, content in parts(path).items():
        if not re.fullmatch(r"word/(document|header\d+)\.xml", part):
            continue
        runs = re.findall(rb"<w:r>.*?</w:r>", content, re.DOTALL)
        for run in runs:
            assert run.count(b"Times New Roman") == 4
            assert b'w:lang w:val="vi-VN"' in run


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_pages_are_a4_and_each_annex_numbers_its_own(name: str) -> None:
    document = Document(str(template_path(name, None)))
    kinds = []
    for section in document.sections:
        numbering = section._sectPr.find(qn("w:pgNumType"))  # noqa: SLF001 - no public door
        start = None if numbering is None else numbering.get(qn("w:start"))
        height, width = section.page_height or Mm(0), section.page_width or Mm(0)
        kinds.append((_mm(width), _mm(height), start))
    annexes = kinds[1:-1]
    assert annexes
    assert kinds == [(210, 297, None), *[(297, 210, "1")] * (len(annexes) + 1)]
    for section in list(document.sections)[:-1]:
        assert section.different_first_page_header_footer
        assert not section.header.is_linked_to_previous
        assert "PAGE" in section.header.paragraphs[0]._p.xml  # noqa: SLF001 - as above
        assert section.first_page_header.paragraphs[0].text == ""


@pytest.mark.parametrize("name", [name for name in TEMPLATES if "-dang" in name])
def test_party_templates_hold_nothing_of_a_government_document(name: str) -> None:
    text = parts(template_path(name, None))["word/document.xml"].decode()
    for foreign in ("CỘNG HÒA", "Độc lập", "Số:", "./."):
        assert foreign not in text
    assert ("Kính gửi" in text) == name.startswith("cong-van")


def test_the_older_party_rules_differ_in_the_height_of_their_lines_alone() -> None:
    old, new = profile("hd36"), profile("hd05")
    assert {key for key in new.text if old.text[key] != new.text[key]} == {
        *("can_cu", "mo_dau", "than", "ket_thuc", "muc", "khoan")
    }
    assert (old.text["than"].exact, new.text["than"].exact) == (18, 20)
    assert (old.page, old.grid, old.rule) == (new.page, new.grid, new.rule)


def test_texts_are_measured_as_they_print() -> None:
    measured = {
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, Face.BOLD): 95.7,
        ("Độc lập - Tự do - Hạnh phúc", 14, Face.BOLD): 60.5,
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, Face.BOLD): 72.9,
        ("Dân Tiến, ngày 05 tháng 02 năm 2026", 14, Face.ITALIC): 76.3,
    }
    for (text, size, face), millimetres in measured.items():
        assert text_width(text, size, face) * 25.4 / 72 == pytest.approx(millimetres, rel=0.01)


def test_a_text_breaks_between_words_and_never_at_a_fixed_space() -> None:
    assert wrap("một hai ba bốn", 12, 40) == ("một hai", "ba bốn")
    assert wrap("số\u00a0140 ngày", 12, 30) == ("số\u00a0140", "ngày")
    assert wrap("", 12, 40) == ("",)


def test_the_codes_that_a_report_lists_are_codes_of_the_catalogue() -> None:
    assert [code for code in words("deviation")["codes"] if code not in catalogue()] == []


def _mm(length: Length) -> int:
    millimetres: float = length.mm
    return round(millimetres)
