"""Whatever the program finds or refuses is said on the page in the words of the page.

A clerk sees boxes, buttons and views: no folder of the machine, no key of a settings file, no
command, no English. All texts of the catalogue, of the glossary and of the code are tried.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pages import browser, folder, whole_folder
from reconcile.model import Where
from reconcile.vocabulary.findings import catalogue
from reconcile.vocabulary.tables import table
from reconcile.web.page_words import on_page, place

CODE = Path(__file__).parents[1] / "reconcile"
ELSEWHERE = ("cli/", "api.py", "web/serve.py", "layout/checks/", "report/templates/fill.py")
"""Texts that no page shows, or that quote what stands in a document."""
OF_THE_FOLDER = re.compile(
    r"inputs|outputs|reconcile|\.toml|\.db\b|--\w|\blệnh\b|chạy lại|lần chạy"
    r"|ở khóa|các khóa|(?<!tệp )khóa (?:này|“)|\[[a-z][a-z.]*[\]\"]|[a-z_] = [\"\[]"
)
SYLLABLE = re.compile(
    r"(?:ng?h?|gh?|gi|kh?|ph|qu|th|tr?|ch|nh|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?",
    re.IGNORECASE,
)
NAMES = """
Excel Word Unicode LibreOffice Notepad Times New Roman Strict Open XML
Tab Ctrl Alt Enter Unhide Clear Track Changes Review Accept Reject Save As as Document Info Protect
File Encoding Wrap Text Format AutoFit Row Height Options Proofing AutoCorrect AutoFormat
Type Strikethrough
docx xlsx rtf odt csv txt gz rar mht zip web pt mm scan shortcut comment macro thpt thcs
coquan vn if for endif endfor tr tc
"""
"""What people meet as it is: programs, their menus, endings of files, the tags of a template."""
KNOWN = frozenset(NAMES.split())
VIETNAMESE = re.compile("[à-öø-ỹ]")


def not_the_pages(text: str) -> list[str]:
    """List what a clerk cannot know in a text of the page."""
    words = re.findall(r"[^\W\d_]+", text)
    english = [
        each
        for each in words
        if each.isascii() and len(each) > 1 and not each.isupper() and each not in KNOWN
        and not SYLLABLE.fullmatch(each)
    ]  # fmt: skip
    return OF_THE_FOLDER.findall(text) + english


def filled(template: str) -> str:
    """Fill a text as it stands in a file with something in each place."""
    return re.sub(r"\{\w*\}", "…", template)


def texts_of_the_code() -> Iterator[tuple[str, str]]:
    """Yield every Vietnamese text in the code, its fields filled, with where it stands."""
    for path in sorted(CODE.rglob("*.py")):
        name = path.relative_to(CODE).as_posix()
        if name.startswith(ELSEWHERE):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        apart = {id(part) for each in ast.walk(tree) for part in _not_said(each)}
        for each in ast.walk(tree):
            text = _text(each) if id(each) not in apart else ""
            if VIETNAMESE.search(text) and not re.search(r"\\[sdbw]|\(\?|\[[^\]]*-", text):
                yield f"{name}:{getattr(each, 'lineno', 0)}", text


def _not_said(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is no text of its own: a docstring, a part of a filled text."""
    if isinstance(node, ast.Expr):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield from node.values


def _text(node: ast.AST) -> str:
    """Return a text with its fields filled; empty for all else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return filled(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(each) or "…" for each in node.values)
    return ""


def texts_of_the_glossary(said: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of a table with the keys that lead to them."""
    if isinstance(said, dict):
        for key, each in said.items():
            yield from texts_of_the_glossary(each, f"{at}.{key}")
    elif isinstance(said, str):
        yield at, filled(said)


def test_no_finding_of_the_catalogue_speaks_of_folders_keys_or_commands_on_the_page() -> None:
    for code, kind in catalogue().items():
        for text in (kind.title, kind.message, kind.fix):
            told = on_page(filled(text))
            assert not not_the_pages(told), (code, told)


def test_a_finding_is_said_on_the_page_as_its_kind_words_it_there_with_the_same_values() -> None:
    for code, kind in catalogue().items():
        for said, shown in kind.on_page:
            assert said != shown, code
            assert set(re.findall(r"\{\w*\}", shown)) <= set(re.findall(r"\{\w*\}", said)), code
            # What is said there is all that is shown: no later rule words it once more.
            assert on_page(filled(said)) == filled(shown), code


def test_no_error_of_the_code_speaks_of_folders_keys_or_commands_on_the_page() -> None:
    wrong = {
        where: (told, found)
        for where, text in texts_of_the_code()
        if (found := not_the_pages(told := on_page(text)))
    }
    assert not wrong


def test_no_word_of_the_glossary_speaks_of_folders_keys_or_commands_on_the_page() -> None:
    wrong = {
        where: (told, found)
        for where, text in texts_of_the_glossary(table("glossary"))
        if (found := not_the_pages(told := on_page(text)))
    }
    assert not wrong


def test_no_way_of_saying_things_is_listed_that_the_program_does_not_have() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in CODE.rglob("*.py")]
    texts = [_text(each) for tree in trees for each in ast.walk(tree)]
    texts += [text for _, text in texts_of_the_glossary(table("glossary"))]
    texts += [filled(text) for kind in catalogue().values() for text in (kind.message, kind.fix)]
    # What is quoted is masked by a number; some texts begin with the names of keys.
    masked = "\n".join(re.sub("“[^”]*”", "“0”", text) for text in texts)
    masked += masked.replace("…", "unit")
    said = tomllib.loads((CODE / "web/page_words.toml").read_text("utf-8"))["said"]
    assert not [each for each in said if not re.search(each["found"], masked, re.MULTILINE)]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            (
                "bấm vào tên tệp ở trang Bắt đầu rồi ghi ô Đơn vị "
                '(hoặc ghi ở [files."a (bản 2).xlsx"] trong reconcile.toml, ví dụ: unit = "A")'
            ),
            "bấm vào tên tệp ở trang Bắt đầu rồi ghi ô Đơn vị",
        ),
        (
            "cho ý kiến về nhiệm vụ này trong bảng rà soát của xã “Mới” rồi chạy lại",
            "cho ý kiến về nhiệm vụ này của xã “Mới” ở trang Rà soát",
        ),
        (
            'header_row, columns của [files."an-binh.xlsx"] không có tác dụng: tệp là biểu',
            "bảng, cột đã chọn cho tệp “an-binh.xlsx” không có tác dụng: tệp là biểu",
        ),
        (
            "“Bí danh” ở khóa task của mục [columns] không có tác dụng: không bảng nào có",
            "tên cột “Bí danh” đặt chung cho mọi tệp không có tác dụng: không bảng nào có",
        ),
        (
            "lưu và đóng tệp, rồi chạy lệnh reconcile run",
            "lưu và đóng tệp, rồi bấm “Đối chiếu” ở trang Bắt đầu",
        ),
        # What a person wrote is quoted as it stands.
        (
            "ý kiến “chạy lại lệnh reconcile run” về “2” không có trong danh mục",
            "ý kiến “chạy lại lệnh reconcile run” về “2” không có trong danh mục",
        ),
        ("thư mục chưa có tệp nào", "chưa có tệp kế hoạch nào"),
    ],
)
def test_a_text_says_what_is_done_on_the_page_and_quotes_people_as_they_wrote(
    told: str, shown: str
) -> None:
    assert on_page(told) == shown


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (Where("inputs/upper"), "ô “Kế hoạch cấp trên”"),
        (Where("reconcile.toml", row=12), "tệp thiết lập (reconcile.toml) › dòng 12"),
        (Where("outputs/review/xa-an-binh.xlsx", "Rà soát"), "xa-an-binh.xlsx › Rà soát"),
        (Where("/home/lan/Hồ sơ 2026"), "Hồ sơ 2026"),
        (Where(r"C:\Users\Lan\Hồ sơ"), "Hồ sơ"),
        # A file may be called as anything.
        (Where("chạy lại lần chạy 2.xlsx", row=3), "chạy lại lần chạy 2.xlsx › dòng 3"),
    ],
)
def test_a_place_names_no_folder_of_the_machine(where: Where, shown: str) -> None:
    assert place(where) == shown


def seen(html: str) -> str:
    """Return what a view shows, without what people wrote between quotes."""
    body = re.sub(r"(?s)<script.*?</script>|<svg.*?</svg>", " ", html.partition("<body")[2])
    return re.sub("“[^”]*”", " ", re.sub(r"<[^>]*>", " ", body))


OFTEN = re.compile(
    r"inputs|outputs|\breconcile(?!\.toml\))|--\w|lệnh reconcile|chạy lại|\[[a-z]+\]"
)


def test_no_view_shows_a_folder_of_the_machine_a_key_or_a_command(tmp_path: Path) -> None:
    home = whole_folder(tmp_path)
    (home / "inputs/lower/hong.xlsx").write_bytes(b"PK\x03\x04 hong")
    settings = '[run]\nas_of = 2026-12-05\n[units."UBND xã Vắng"]\naliases = ["Văng"]\n'
    (home / "reconcile.toml").write_text(f'{settings}[files."cu.xlsx"]\nunit = "X"\n', "utf-8")
    page = browser(home)
    views = ("/bat-dau", "/tong-quan", "/doi-chieu", "/ra-soat", "/tien-do", "/van-ban", "/chuoi")
    for address in (*views, "/sai-lech", "/lich-su", "/thiet-lap"):
        shown = seen(page.get(address).text)
        assert not OFTEN.findall(shown), (address, OFTEN.findall(shown))
    assert "Thiết lập không có tác dụng" in page.get("/sai-lech").text


def test_settings_that_cannot_be_read_are_told_without_their_keys(tmp_path: Path) -> None:
    home = folder(tmp_path)
    page = browser(home)
    (home / "reconcile.toml").write_text('[upper]\nnamme = "UBND tỉnh"\n', "utf-8")
    page.post("/doi-chieu-lai")
    page.site.background.wait()
    shown = seen(page.get("/bat-dau").text)
    assert "Vị trí: tệp thiết lập (reconcile.toml) › dòng 2." in shown
    assert "Nhờ người đã sửa tệp này sửa lại dòng đó" in shown
    assert "namme" not in shown
