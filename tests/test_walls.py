"""The walls hold: what is pure cannot come to know an Office library unseen."""

from pathlib import Path

import pytest

from walls import gaps, needless, read_walls, try_walls


def test_every_folder_is_pure_by_contract_or_says_what_it_opens() -> None:
    walls = read_walls()
    assert gaps(walls) + needless(walls) == []


@pytest.mark.slow
def test_an_office_library_planted_in_any_pure_file_is_caught() -> None:
    walls = read_walls()
    caught = try_walls(walls)
    assert {said: missed for said, missed in caught.items() if missed} == {}
    assert sum(map(len, walls.pure.values())) > 150


CONTRACT = """
[tool.importlinter]
root_package = "reconcile"
include_external_packages = true
[[tool.importlinter.contracts]]
name = "Office formats stay outside"
type = "forbidden"
source_modules = ["reconcile.held", "reconcile.held.named"]
forbidden_modules = ["openpyxl"]
allow_indirect_imports = true
[tool.walls.opens_or_writes]
"reconcile.opens" = "nothing at all"
"reconcile.gone" = "went"
"""


def test_what_no_list_holds_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(CONTRACT, "utf-8")
    for name in ("", "held", "held/named.py", "opens", "forgotten"):
        path = tmp_path / "reconcile" / name
        path = path if path.suffix else path / "__init__.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    walls = read_walls(tmp_path)
    assert gaps(walls) == [
        "reconcile is neither pure nor explained",
        "reconcile.forgotten is neither pure nor explained",
        "reconcile.gone is nothing in the package",
        "reconcile.held.named is named by hand; name its folder",
    ]
    assert [line.partition(" ")[0] for line in needless(walls)] == [
        "reconcile.opens",
        "reconcile.gone",
    ]
