"""Unit names as paths that Windows accepts and that outputs/ has free."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.store.unit_paths import path_name, unit_paths

HOME = Path(__file__).parents[1]

NAMES = {
    "an ordinary name stays": ("UBND xã An Bình", "UBND xã An Bình"),
    "what Windows forbids": ('a<b>c:d"e/f\\g|h?i*j', "a-b-c-d-e-f-g-h-i-j"),
    "a reserved name": ("CON", "CON_"),
    "a reserved name with an ending": ("nul.txt", "nul_.txt"),
    "a reserved name with a digit": ("Com1", "Com1_"),
    "only the beginning of a name is reserved": ("Console", "Console"),
    "trailing dots and spaces": (" xã An. . ", "xã An"),
    "line breaks and tabs": ("UBND\txã\nAn", "UBND-xã-An"),
    "decomposed letters": (unicodedata.normalize("NFD", "xã Bình Thủy"), "xã Bình Thủy"),
    "nothing is left": ("...", "don-vi"),
    "an apostrophe is fine": ("xã Ea H'leo", "xã Ea H'leo"),
    "a device before a space and an ending": ("con .xlsx", "con_ .xlsx"),
    "what hides a file, and what we pass over": (".~xã An", "xã An"),
    "the coverage workbook": ("tong-hop.xlsx", "tong-hop_.xlsx"),
    "in capitals, for Windows sees one name": ("TONG-HOP.XLSX", "TONG-HOP_.XLSX"),
    "beside a coverage workbook that a person edited": (
        "tong-hop (bản mới 2).xlsx",
        "tong-hop_ (bản mới 2).xlsx",
    ),
    "a folder of ours": ("review", "review_"),
    "a workbook in a folder of ours": ("tat-ca", "tat-ca_"),
    "the form for any unit": ("mau-chung", "mau-chung_"),
    "only the whole name is ours": ("Review 2026", "Review 2026"),
    "half a letter": ("xã \ud83c An", "xã - An"),
}


@pytest.mark.parametrize(("name", "path"), NAMES.values(), ids=NAMES)
def test_a_folder_is_named_as_its_unit_as_far_as_windows_and_our_own_names_allow(
    name: str, path: str
) -> None:
    assert path_name(name) == path


FIXED = (
    *("tong-hop.xlsx", "tong-hop", "review", "result", "form", "cu", "gui", "du-lieu"),
    *("tat-ca", "tat-ca.xlsx", "mau-chung", "mau-chung.xlsx", "tien-do", "tien-do.xlsx"),
    *("tien-do.json", "_UPPER", "bao-cao-chuoi.docx", "bao-cao-tien-do.docx"),
    *("bao-cao-tong-hop", "bao-cao-tong-hop.docx", "lich-nhiem-vu.ics"),
)


@pytest.mark.parametrize("name", FIXED)
def test_a_unit_never_gets_a_fixed_name_of_ours(name: str) -> None:
    for said in (name, name.upper(), f" {name}. "):
        assert path_name(said).casefold() != name.casefold()


def test_every_fixed_name_that_the_program_writes_under_outputs_is_reserved() -> None:
    written: set[str] = set()
    for module in (HOME / "reconcile").rglob("*.py"):
        written |= set(re.findall(r'"outputs/([^/{}\s"]+)', module.read_text("utf-8")))
    assert {"tong-hop.xlsx", "review", "result", "form"} <= written
    assert [name for name in sorted(written) if path_name(name) == name] == []


@given(st.text())
def test_any_name_gives_a_path_that_windows_accepts(name: str) -> None:
    path = path_name(name)
    assert path == unicodedata.normalize("NFC", path)
    assert 0 < len(path.encode("utf-16-le")) <= 160
    assert len(path.encode()) <= 180
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', path)
    assert not path.startswith((".", "~"))
    assert path.strip() == path
    assert not path.endswith(".")
    assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", path)


def test_two_units_of_one_name_are_told_apart_whatever_comes_first() -> None:
    one, other = ("xa an", "UBND xã An"), ("xa an 2", "UBND XÃ AN")
    paths = unit_paths([one, other])
    assert len({path.casefold() for path in paths.values()}) == 2
    assert paths == unit_paths([other, one])
    assert all(path.startswith("UBND ") for path in paths.values())


def test_a_very_long_name_is_cut_and_stays_distinct() -> None:
    long = ["UBND xã " + "Rất Dài " * 40 + end for end in ("Một", "Hai")]
    paths = unit_paths((str(i), name) for i, name in enumerate(long))
    assert len(set(paths.values())) == 2
    assert max(map(len, paths.values())) <= 80


def test_heavy_letters_leave_room_for_the_names_of_half_written_files() -> None:
    for name in ("ệ" * 300, "🏠" * 300):
        half_written = f"~{path_name(name)} (bản mới 12).xlsx.1234567-1234.tmp"
        assert len(half_written.encode()) <= 255
