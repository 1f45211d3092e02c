"""Outputs without a cause: which are laid aside, and what that costs where there are many."""

from pathlib import Path

import pytest

from effort import at_most
from reconcile.run.writing.retire import retire
from reconcile.store.database import open_database
from reconcile.store.files import Files
from reconcile.store.outputs import place


def test_what_is_said_of_one_output_goes_before_what_is_said_of_its_folder(tmp_path: Path) -> None:
    names = [f"outputs/xã A/{name}" for name in ("ban-sao.xlsx", "cong-van.docx")]
    with open_database(tmp_path) as database:
        files = Files(tmp_path)
        for name in names:
            place(database, files, name, "these", lambda: b"content")
        owned = {"outputs/": False, "outputs/xã A/": True, names[1]: False}
        assert retire(database, files, (), owned) == ()
    assert not (tmp_path / names[0]).exists()
    assert (tmp_path / "outputs/cu/xã A/ban-sao.xlsx").exists()
    assert (tmp_path / names[1]).exists()


@pytest.mark.slow
def test_looking_for_outputs_without_a_cause_costs_no_more_for_each_commune_of_a_country(
    tmp_path: Path,
) -> None:
    units = [f"outputs/UBND xã số {number}" for number in range(3321)]
    names = [f"{unit}/{name}" for unit in units for name in ("bao-cao.docx", "ke-hoach.docx")]
    with open_database(tmp_path) as database:
        database.executemany(
            "INSERT INTO output (path, sha256, made_from) VALUES (?, '0', 'these')",
            [(name,) for name in names],
        )
        owned = dict.fromkeys((f"{unit}/" for unit in units), True) | dict.fromkeys(names, False)
        with at_most(30):
            assert retire(database, Files(tmp_path), (), owned) == ()
