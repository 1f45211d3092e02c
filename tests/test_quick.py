"""Which tests `make quick` runs: all light ones, and the heavy ones nearest to a change."""

from pathlib import Path

import quick

TESTS = Path(__file__).parent


def test_the_heavy_files_are_there() -> None:
    assert [name for name in quick.HEAVY if not (TESTS / f"{name}.py").is_file()] == []


def test_a_change_is_of_the_rooms_in_which_its_files_stand() -> None:
    files = ["reconcile/read/tables/rows.py", "reconcile/config/settings.py", "docs/design.md"]
    assert quick.rooms_of(files) == {"read", "config"}
    assert quick.rooms_of(["templates/bao-cao.docx"]) == {"report", "layout"}


def test_a_heavy_file_is_touched_by_what_it_or_its_helpers_import() -> None:
    assert quick.touched(["docs/design.md"]) == []
    assert quick.touched(["tests/test_form.py"]) == ["test_form"]
    assert "test_read_limits" in quick.touched(["tests/hostile.py"])
    assert "test_read_limits" in quick.touched(["reconcile/read/safety/limits.py"])
    assert "test_layout_check" not in quick.touched(["reconcile/store/schema.py"])


def test_the_files_nearest_to_a_change_come_first() -> None:
    assert "layout" in quick.touched(["reconcile/layout/check.py"])[0]
    assert "review" in quick.touched(["reconcile/review/keys/seals.py"])[0]
    both = ["reconcile/report/documents/letter.py", "tests/test_form.py"]
    assert quick.touched(both)[0] == "test_form"
