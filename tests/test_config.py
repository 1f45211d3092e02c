"""reconcile.toml: every key optional, an unknown key an error with its line."""

import re
from datetime import date
from pathlib import Path

import pytest

from reconcile.config import Config, load_config, parse_config
from reconcile.errors import ConfigError
from reconcile.model import Column
from reconcile.run.new_folder import sample_settings

WRONG = {
    "an unknown section": (
        "[mau]\nx = 1\n",
        "reconcile.toml › dòng 1: khóa không có trong danh mục: “mau”",
    ),
    "an unknown key in a section": (
        "[run]\n# ghi chú\njob = 3\n",
        (
            "reconcile.toml › dòng 3: khóa không có trong danh mục: “job” (trong mục [run])\n"
            "  → các khóa dùng được ở đây: as_of, jobs"
        ),
    ),
    "an unknown key of a signer": (
        '[units."UBND xã An Bình".signer]\nten = "A"\n',
        "reconcile.toml › dòng 2: khóa không có trong danh mục: “ten”",
    ),
    "a day that is no day": (
        '[run]\nas_of = "hôm nay"\n',
        "reconcile.toml › dòng 2: giá trị của khóa “run.as_of” không hợp lệ",
    ),
    "a column that there is not": (
        '[columns]\nviec = ["Việc"]\n',
        "reconcile.toml › dòng 2: khóa không có trong danh mục: “viec”",
    ),
    "a threshold over one": (
        "[thresholds]\ncarried = 80\n",
        "reconcile.toml › dòng 2: giá trị của khóa “thresholds.carried” không hợp lệ",
    ),
    "a key with diacritics and no quotes": (
        "[run]\nngày = 1\n",
        "reconcile.toml › dòng 2: tệp cấu hình sai cú pháp TOML",
    ),
    "broken syntax": ("[run\n", "reconcile.toml › dòng 1: tệp cấu hình sai cú pháp TOML"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert str(caught.value).startswith(said)
    assert "\n  → " in str(caught.value)


def test_an_empty_file_and_no_file_give_the_defaults(tmp_path: Path) -> None:
    assert parse_config("") == load_config(tmp_path / "reconcile.toml") == Config()


def test_a_file_saved_by_notepad_with_its_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "reconcile.toml").write_text("[run]\nas_of = 2026-11-20\n", "utf-8-sig")
    assert load_config(tmp_path / "reconcile.toml").run.as_of == date(2026, 11, 20)


def test_a_file_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    (tmp_path / "reconcile.toml").write_bytes("# Cấu hình".encode("utf-16"))
    with pytest.raises(ConfigError, match="không đọc được tệp cấu hình"):
        load_config(tmp_path / "reconcile.toml")


def test_the_sample_is_valid_as_it_is_and_with_every_line_switched_on() -> None:
    assert parse_config(sample_settings()) == Config()
    switched_on = re.sub(r"(?m)^# (?=\[|[a-z_]+ = )", "", sample_settings())
    config = parse_config(switched_on)
    assert config.run.as_of == date(2026, 11, 20)
    assert config.columns[Column.LEAD] == ("Người được giao",)
    assert config.units["UBND xã An Bình"].signer.position == "CHỦ TỊCH"


def test_the_sample_names_every_setting() -> None:
    sample = sample_settings()
    assert [name for name in Config.__struct_fields__ if name not in sample] == []
