"""Unit names as paths that Windows accepts."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.store.unit_paths import path_name, unit_paths

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
}


@pytest.mark.parametrize(("name", "path"), NAMES.values(), ids=NAMES)
def test_path_name(name: str, path: str) -> None:
    assert path_name(name) == path


@given(st.text())
def test_any_name_gives_a_path_that_windows_accepts(name: str) -> None:
    path = path_name(name)
    assert path == unicodedata.normalize("NFC", path)
    assert 0 < len(path) <= 80
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', path)
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
