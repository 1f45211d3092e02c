"""The layout checker on files: other people's, damaged ones, copies put right, what is printed."""

import json
import os
import random
import re
from collections.abc import Iterator
from contextlib import suppress
from inspect import cleandoc
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

import planting as p
from effort import at_most
from layout_guide import guide
from papers import LEAD, MISSED, OUTCOMES, PER_UNIT, filled
from plans import outcome_of
from reconcile.cli.main import cli
from reconcile.config import DocumentKind, parse_config
from reconcile.errors import PasswordError, ReconcileError, UnreadableFileError, UsageError
from reconcile.layout.check import check_document
from reconcile.layout.document.open_document import open_paper
from reconcile.layout.document.paper import Piece
from reconcile.layout.fix.fixed_copy import fixed_copy
from reconcile.run.layout_check import check_layout
from test_layout_check import FAULTS, bases, planted, rules_found

__all__ = ["bases"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FIXABLE = (
    *("letter paper", "a first page on its side", "a left margin of 20 mm"),
    *("a top margin of 30 mm", "an annex with a margin of 5 mm", "a paragraph in Arial"),
    *("a red paragraph", "a highlighted paragraph", "Quốc hiệu of 14 pt", "a number of 14 pt"),
    *("a type on the left", "text of two sizes", "text on the left", "an indent of 20 mm"),
    *("an indent by Tab", "indents of two kinds", "paragraphs without gap"),
    *("gaps that do not count", "double lines", "lines too near", "receivers of 13 pt"),
    *("no page number", "a page number on the left", "a page number on the first page"),
    *("a page number of 10 pt", "a small cell", "an indent in a cell"),
    *("a Party page with a margin of 20 mm", "a Party name of 14 pt", "a Party type of 14 pt"),
    *("Party text on the left", "a Party indent of 20 mm", "Party lines of one and a half"),
    *("a Party page number far down", "no Party page number", "a Party paragraph in Arial"),
)
SOUND: dict[str, tuple[str, p.Plant]] = {
    "a number and a day with zeros": (
        "report",
        p.both(
            p.say("/BC-UBND", "Số: 05/BC-UBND"),
            p.say("Vĩnh Hạ, ngày", "Vĩnh Hạ, ngày 05 tháng 02 năm 2026"),
        ),
    ),
    "sizes 12, 13 and 13": (
        "plan",
        p.both(
            p.look("CỘNG HÒA", size=12),
            p.look("Độc lập", size=13),
            p.look("Vĩnh Hạ, ngày", size=13),
        ),
    ),
    "several receivers, each on its line": (
        "letter",
        p.both(
            p.say("Kính gửi", "Kính gửi:"),
            p.insert("Thực hiện Kế", "- UBND xã A;", "- UBND xã B.", like="Thực hiện Kế"),
        ),
    ),
    "bases in italics": (
        "plan",
        p.both(
            p.insert("Thực hiện Kế", "Căn cứ Luật A;", "Căn cứ Luật B,"),
            p.look("Căn cứ Luật A", italic=True),
            p.look("Căn cứ Luật B", italic=True),
        ),
    ),
    "a deputy who signs": ("plan", p.say("CHỦ TỊCH", "KT. CHỦ TỊCH")),
    "a plan of an office": (
        "plan",
        p.both(
            p.say("ỦY BAN NHÂN DÂN", "UBND TỈNH AN KHÊ"),
            p.say("XÃ VĨNH HẠ", "SỞ XÂY DỰNG"),
            p.look("UBND TỈNH AN KHÊ", bold=False),
            p.swap("/KH-UBND", "/KH-SXD"),
        ),
    ),
    "compounds that meet": ("report", p.swap("a) Còn", "a) Về giao thông thông minh, còn")),
    "years, codes and small numbers": (
        "report",
        p.swap("a) Còn", "a) Giai đoạn 2026-2030, mã số 123456, 1.250 hồ sơ, còn"),
    ),
    "a cited Party symbol": (
        "plan",
        p.swap("a) Cụ thể", "a) Theo 57-NQ/TW ngày 09/5/2025, cụ thể"),
    ),
    "Party headings with hyphens": (
        "party plan",
        p.both(
            p.swap("I. MỤC", "I- MỤC"),
            p.swap("II. NHIỆM", "II- NHIỆM"),
            p.swap("III. TỔ", "III- TỔ"),
        ),
    ),
    "a Party base": ("party plan", p.insert("Thực hiện Kế", "- Căn cứ Quy chế làm việc,")),
}
REAL = (
    "files/laocai_baocao_ccn_vp_ubnd_2026.docx",
    "files/laocai_kh_sct_dean08_2026.docx",
    "files/phumybac_baocao_thang.docx",
    "cases/quangngai-dantien/lower.docx",
    "cases/quangngai-dantien/upper.docx",
)


def saved(document: WordDocument) -> bytes:
    """A document as the bytes of a file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def pieces(document: WordDocument) -> Iterator[Piece]:
    """What a document prints, piece by piece."""
    for para in open_paper(saved(document), "a.docx").flow:
        yield from para.pieces


@pytest.fixture
def plan_file(bases: dict[str, bytes], tmp_path: Path) -> Path:
    """A plan with some faults, one of which cannot be put right by itself."""
    plant = p.both(
        p.look("Trên đây là", name="Arial"), p.on_page(left_margin=20), p.swap("./.", ".")
    )
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(planted(bases["plan"], plant))
    return path


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_variant_breaks_no_rule(name: str, bases: dict[str, bytes]) -> None:
    base, plant = SOUND[name]
    assert rules_found(planted(bases[base], plant)) == set()


def test_the_older_party_rules_take_commas_and_lines_of_18_points(bases: dict[str, bytes]) -> None:
    def older(document: WordDocument) -> None:
        for paragraph in p.paragraphs(document):
            if paragraph.text.startswith("- ") and paragraph.text.endswith(";"):
                p.rewrite(paragraph, f"{paragraph.text[:-1]},")

    data = planted(bases["party plan"], p.both(older, p.shape("Trên đây là", exact=24)))
    rules = {
        name: {breach.rule.id for breach in check_document(data, "a.docx", profile=name).breaches}
        for name in ("hd05", "hd36")
    }
    assert rules == {"hd05": {"P11", "P19"}, "hd36": set()}


def test_documents_of_the_older_party_rules_break_none_of_them(tmp_path: Path) -> None:
    config = parse_config('[documents]\nparty_profile = "hd36"\n', "reconcile.toml")
    for kind in PER_UNIT:
        data = filled(kind, OUTCOMES["a Party committee"], tmp_path, config)[0].read_bytes()
        assert check_document(data, "a.docx", profile="hd36").breaches == ()


SIGNERS = (
    'deputy = "PHÓ CHỦ TỊCH"',
    'authority = "", deputy = "PHÓ CHỦ TỊCH"',
    'lines = ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]',
    'lines = ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"]',
    'lines = ["Q. CHỦ TỊCH"]',
    'lines = ["CHỦ TỊCH"]',
)


@pytest.mark.parametrize("signer", SIGNERS)
@pytest.mark.parametrize("name", ["", "Nguyễn Văn Bình"])
def test_every_signing_formula_is_sound(signer: str, name: str, tmp_path: Path) -> None:
    config = parse_config(
        f'[units."UBND xã Vĩnh Hạ"]\nsigner = {{ {signer}, name = "{name}" }}\n', "reconcile.toml"
    )
    data = filled(DocumentKind.PLAN, OUTCOMES["many tasks"], tmp_path, config)[0].read_bytes()
    assert rules_found(data) == set()


@pytest.mark.parametrize("fault", FIXABLE)
def test_what_is_safe_is_put_right_in_a_copy(fault: str, bases: dict[str, bytes]) -> None:
    rule, base, plant = FAULTS[fault]
    checked = check_document(planted(bases[base], plant), "a.docx")
    mended = fixed_copy(checked)
    assert rule not in rules_found(mended)
    assert len(Document(BytesIO(mended)).paragraphs) >= 10


def test_a_copy_is_written_and_the_file_stays_as_it_is(plan_file: Path) -> None:
    before = plan_file.read_bytes()
    first, second = (check_layout(plan_file, fix=True) for _ in range(2))
    assert plan_file.read_bytes() == before
    assert [r.copy.name for r in (first, second) if r.copy] == [
        "ke-hoach (đã chỉnh).docx",
        "ke-hoach (đã chỉnh 2).docx",
    ]
    assert {b.rule.id for b in first.fixed} == {"G03", "G05"}
    assert {b.rule.id for b in first.checked.breaches} == {"G30"}
    assert sorted(path.suffix for path in plan_file.parent.iterdir()) == [".docx"] * 3


def test_a_sound_document_gets_no_copy(bases: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(bases["report"])
    assert check_layout(path, fix=True).copy is None
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]


def test_styles_on_styles_are_resolved_as_word_does() -> None:
    document = Document()
    base = document.styles.add_style("Gốc", WD_STYLE_TYPE.PARAGRAPH)
    base.font.name, base.font.size, base.font.bold = "Arial", Pt(15), True
    child = document.styles.add_style("Con", WD_STYLE_TYPE.PARAGRAPH)
    child.base_style, child.font.italic = base, True
    mark = document.styles.add_style("Nhấn", WD_STYLE_TYPE.CHARACTER)
    mark.font.bold = True
    paragraph = document.add_paragraph("thừa hưởng", style="Con")
    paragraph.add_run("đảo lại", style="Nhấn")
    paragraph.add_run("trực tiếp").bold = False
    looks = [
        (x.text, x.type.high, x.type.size, x.type.bold, x.type.italic) for x in pieces(document)
    ]
    assert looks == [
        ("thừa hưởng", "Arial", 15, True, True),
        ("đảo lại", "Arial", 15, False, True),
        ("trực tiếp", "Arial", 15, False, True),
    ]


def test_theme_fonts_have_a_face_for_vietnamese() -> None:
    document = Document()
    document.add_paragraph("chữ")
    (plain,) = pieces(document)
    language = document.settings.element.find(qn("w:themeFontLang"))
    assert language is not None
    language.set(qn("w:val"), "vi-VN")
    (vietnamese,) = pieces(document)
    assert plain.type.high == "Cambria"
    assert vietnamese.type.high == "Arial"


def test_everything_that_prints_is_read_and_nothing_else() -> None:
    document = Document()
    wrapped = {
        "ins": '<w:ins w:id="1" w:author="a">{run}</w:ins>',
        "sdt": "<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>",
        "del": '<w:del w:id="2" w:author="a"><w:r><w:delText>del ???</w:delText></w:r></w:del>',
        "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden ???</w:t></w:r>",
        "box": (
            "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
            "<w:txbxContent><w:p>{run}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        ),
    }
    for name, xml in wrapped.items():
        run = f"<w:r><w:t>{name} ???</w:t></w:r>"
        document.element.body.insert(
            0, parse_xml(f"<w:p {nsdecls('w')}>{xml.format(run=run)}</w:p>")
        )
    outer = document.add_table(1, 1).cell(0, 0)
    outer.add_table(1, 1).cell(0, 0).text = "nested ???"
    document.sections[0].header.paragraphs[0].text = "header ???"
    document.sections[0].footer.paragraphs[0].text = "footer ???"
    breach = next(
        b for b in check_document(saved(document), "a.docx").breaches if b.rule.id == "G43"
    )
    assert [str(where).split(" › ", 1)[1] for where in breach.places] == [
        "Đoạn 4",
        "Đoạn 5",
        "Bảng 2 › dòng 1",
        "Khung chữ tại Đoạn 1",
        "Phần 1, đầu trang",
        "Phần 1, chân trang",
    ]


def test_an_empty_document_is_told_what_it_lacks() -> None:
    document = Document()
    for child in list(document.element.body):
        document.element.body.remove(child)
    found = {b.found for b in check_document(saved(document), "a.docx").breaches}
    assert {"không có Quốc hiệu", "không thấy “Nơi nhận:”"} <= found


@pytest.mark.parametrize("name", REAL)
def test_documents_of_offices_get_sensible_findings(name: str, shared: Path) -> None:
    checked = check_layout(shared / name).checked
    assert checked.type_name in ("KẾ HOẠCH", "BÁO CÁO")
    assert checked.profile == ("hd05" if name.endswith("upper.docx") else "nd30")
    assert 3 <= checked.errors <= 40
    assert all(b.found and "None" not in b.found for b in checked.breaches)
    order = [b.severity.rank for b in checked.breaches]
    assert order == sorted(order)


def test_the_known_defects_of_the_case_are_found(shared: Path) -> None:
    checked = check_layout(shared / "cases/quangngai-dantien/lower.docx").checked
    days = [b for b in checked.breaches if b.rule.id == "G41"]
    assert sum(len(b.places) for b in days) == 9
    groups = {b.found for b in checked.breaches if b.rule.id == "G40"}
    assert {"số nhóm “I.1” bị lặp", "nhóm không có nhiệm vụ nào"} <= groups
    assert any("46 - TB/TGV" in b.found for b in checked.breaches)


REFUSED = {
    "nothing": (b"", UnreadableFileError, "tệp rỗng"),
    "plain text": ("Kế hoạch".encode(), UnreadableFileError, "tệp bị hỏng"),
    "half a zip": (b"PK\x03\x04" + b"x" * 300, UnreadableFileError, "tệp bị hỏng"),
    "a web page": (b"<html><body>a</body></html>", UnreadableFileError, "không phải văn bản Word"),
    "an old .doc": (
        OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"),
        UnreadableFileError,
        "không phải văn bản Word",
    ),
    "a password": (
        OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
        PasswordError,
        "mật khẩu",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_word_document_is_refused_with_a_next_step(name: str, tmp_path: Path) -> None:
    data, kind, problem = REFUSED[name]
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(kind, match=problem) as caught:
        check_layout(path)
    assert caught.value.fix


def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        check_layout(tmp_path / "khong-co.docx")
    with pytest.raises(UsageError):
        check_layout(tmp_path)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/header1.xml"])
def test_a_damaged_part_is_told_not_thrown(
    part: str, bases: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    with ZipFile(BytesIO(bases["plan"])) as sound, ZipFile(path, "w") as broken:
        for name in sound.namelist():
            content = sound.read(name)
            broken.writestr(name, content[: len(content) // 2] if name == part else content)
    with pytest.raises(ReconcileError, match="tệp bị hỏng"):
        check_layout(path)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20 if "RECONCILE_SOAK" in os.environ else 5))
def test_a_document_with_parts_torn_out_is_told_not_thrown(
    seed: int, bases: dict[str, bytes]
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage on every run
    document = Document(BytesIO(bases[chance.choice(list(bases))]))
    for _ in range(30):
        torn = chance.choice(
            [
                e
                for root in (document.element, document.styles.element)
                for e in root.iterdescendants()
            ]
        )
        parent = torn.getparent()
        assert parent is not None
        parent.remove(torn)
    with suppress(UnreadableFileError):
        assert fixed_copy(check_document(saved(document), "a.docx"))


def test_the_command_prints_place_what_is_there_what_is_needed_and_source(plan_file: Path) -> None:
    done = CliRunner().invoke(cli, ["layout", str(plan_file)])
    assert done.exit_code == 1
    text = cleandoc(done.output)
    assert text.startswith("ke-hoach.docx: kế hoạch, thể thức văn bản hành chính")
    assert "ke-hoach.docx › Phần 1: lề trái 20 mm" in text
    assert re.search(r"ke-hoach\.docx › Đoạn \d+ “Trên đây là .*…”: phông Arial", text)
    assert "→ cần: lề trên 20-25, dưới 20-25, trái 30-35, phải 15-20 mm" in text
    assert "nguồn: Nghị định số 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I.3" in text
    assert text.endswith("Tổng cộng: 03 lỗi, 00 cảnh báo.")


def test_the_command_says_what_it_has_put_right_and_what_is_left(plan_file: Path) -> None:
    done = CliRunner().invoke(cli, ["layout", str(plan_file), "--fix"])
    assert done.exit_code == 1
    assert "Đã chỉnh 02 nội dung" in done.output
    assert done.output.endswith("Tổng cộng (trong bản đã chỉnh): 01 lỗi, 00 cảnh báo.\n")
    again = CliRunner().invoke(cli, ["layout", str(plan_file.parent / "ke-hoach (đã chỉnh).docx")])
    assert "Tổng cộng: 01 lỗi, 00 cảnh báo." in again.output


def test_a_sound_document_exits_with_0(bases: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(bases["party plan"])
    done = CliRunner().invoke(cli, ["layout", str(path)])
    assert (done.exit_code, done.output.splitlines()[-1]) == (
        0,
        "Tổng cộng: 00 lỗi, 00 cảnh báo.",
    )


def test_many_files_and_folders_are_checked_in_one_call_and_summed_up(
    plan_file: Path, bases: dict[str, bytes]
) -> None:
    inner = plan_file.parent / "xã Vĩnh Hạ"
    inner.mkdir()
    (inner / "bao-cao.DOCX").write_bytes(bases["report"])
    (inner / "~$o-cao.docx").write_bytes(b"Word is open")
    (inner / "hong.docx").write_bytes(b"PK")
    done = CliRunner().invoke(cli, ["layout", str(plan_file), str(plan_file.parent)])
    assert done.exit_code == 3
    table = done.output[done.output.index("  Lỗi") :].splitlines()
    assert [line.split()[:2] for line in table] == [
        ["Lỗi", "Cảnh"],
        ["3", "0"],
        ["0", "0"],
        ["-", "-"],
        ["→", "mở"],
        ["3", "0"],
        ["1", "không"],
    ]
    assert "3 văn bản: 1 không có lỗi" in table[5]


def test_json_of_many_files_has_one_entry_for_each(
    plan_file: Path, bases: dict[str, bytes]
) -> None:
    plan_file.with_name("b.docx").write_bytes(bases["plan"])
    plan_file.with_name("c.docx").write_bytes(b"")
    done = CliRunner().invoke(cli, ["layout", str(plan_file.parent), "--json"])
    files = json.loads(done.stdout)["files"]
    assert [each["file"].rsplit("/", 1)[-1] for each in files] == [
        "b.docx",
        "c.docx",
        "ke-hoach.docx",
    ]
    assert [each.get("summary", {}).get("errors") for each in files] == [0, None, 3]


def test_a_copy_that_was_put_right_is_not_put_right_again(plan_file: Path) -> None:
    for _ in range(2):
        CliRunner().invoke(cli, ["layout", str(plan_file.parent), "--fix"])
    names = sorted(path.name for path in plan_file.parent.iterdir())
    assert [name for name in names if name.count("đã chỉnh") > 1] == []


def test_a_folder_without_a_document_is_a_wrong_call(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["layout", str(tmp_path)])
    assert done.exit_code != 0
    assert isinstance(done.exception, UsageError | SystemExit)


def test_json_holds_every_finding_with_all_its_places(plan_file: Path) -> None:
    done = CliRunner().invoke(cli, ["layout", str(plan_file), "--json"])
    said = json.loads(done.stdout)
    assert said["summary"] == {"errors": 3, "warnings": 0}
    assert [f["rule"] for f in said["findings"]] == ["G03", "G05", "G30"]
    assert {"place", "quote", "found", "needed", "source", "places"} <= set(said["findings"][0])


def test_the_guide_lists_the_rules_as_the_data_has_them() -> None:
    assert (Path(__file__).parents[1] / "docs/layout.md").read_text("utf-8") == guide()


def test_thirty_pages_are_checked_at_a_bounded_cost(tmp_path: Path) -> None:
    long = outcome_of([(LEAD, MISSED)] * 300)
    data = filled(DocumentKind.REPORT, long, tmp_path)[0].read_bytes()
    with at_most(40):  # benchmarks/layout.py measures it
        checked = check_document(data, "a.docx")
    assert checked.errors == 0
