"""The decisions as a user lists, exports, edits and imports them."""

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from answers import AN_BINH, VINH_HA, said
from effort import HANGS
from reconcile.model import Decision, Unit, Verdict
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import current, history, name_units, record
from typed import Done, reconcile, reconcile_apart

GIVEN = (
    said(Verdict.YES, "0012345678", "12345678e9", note="đã họp\nvới xã; “xong”"),
    said(Verdict.NO, "u1", "l2", note='=HYPERLINK("http://x")'),
    said(Verdict.NO, "u1", "l3", note="'=đã có dấu nháy"),
    said(Verdict.MISSED, "u2", note="- Rà soát lại, kể cả “số liệu”"),
    said(Verdict.OTHER_DOCUMENT, "u3", document="12/KH-UBND", when="2026-11-21T08:00:00"),
    said(Verdict.OTHER_DOCUMENT, "u4", document="12/2026", note="0123"),
    said(Verdict.OWN, "", "l9", unit=VINH_HA),
)
Edit = Callable[[list[dict[str, str]]], None]


def decisions(*words: str | Path) -> Done:
    """Run a command on the decisions to its end."""
    return reconcile("decisions", *words)


def working_folder(folder: Path) -> Path:
    """Make an empty working folder."""
    folder.mkdir()
    (folder / "reconcile.toml").touch()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder in which people have answered."""
    home = working_folder(tmp_path / "việc")
    with open_database(home) as database:
        name_units(database, [Unit(AN_BINH, "UBND xã An Bình"), Unit(VINH_HA, "UBND xã Vĩnh Hạ")])
        record(database, GIVEN)
    return home


@pytest.fixture
def exported(folder: Path, tmp_path: Path) -> Path:
    """The decisions as exported."""
    done = decisions("export", tmp_path / "ý kiến.csv", folder)
    assert done.returncode == 0, done.stderr
    return tmp_path / "ý kiến.csv"


def log(folder: Path) -> tuple[Decision, ...]:
    with open_database(folder) as database:
        return history(database)


def standing(folder: Path) -> tuple[Decision, ...]:
    with open_database(folder) as database:
        return current(database)


def rewrite(path: Path, edit: Edit, *, sep: str = ";", encoding: str = "utf-8-sig") -> None:
    """Edit the lines of a CSV file as a person would, and save it another way."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened, delimiter=";")
        rows, names = list(reader), list(reader.fieldnames or ())
    edit(rows)
    with path.open("w", encoding=encoding, newline="") as opened:
        writer = csv.DictWriter(opened, names, delimiter=sep, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def refused(done: Done, *told: str) -> None:
    """Check that an import did nothing, and said in these words why."""
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "\n  → " in done.stderr
    for words in told:
        assert words in done.stderr


def test_the_list_shows_who_said_what_about_which_task(folder: Path) -> None:
    done = reconcile_apart("decisions", "list", folder)
    assert done.returncode == 0, done.stderr
    for words in ("UBND xã An Bình", "20/11/2026", "Không phải", "12/KH-UBND"):
        assert words in done.stdout
    assert "7 ý kiến đang có hiệu lực." in done.stdout


@pytest.mark.parametrize("name", ["UBND xã Vĩnh Hạ", "vinh ha", "ubnd xa vinh ha"])
def test_the_list_of_one_unit_takes_its_name_as_people_type_it(folder: Path, name: str) -> None:
    done = decisions("list", folder, "--unit", name)
    assert "1 ý kiến đang có hiệu lực." in done.stdout
    assert "An Bình" not in done.stdout


def test_a_unit_that_is_not_there_is_told_with_those_that_are(folder: Path) -> None:
    done = decisions("list", folder, "--unit", "Hòa Lạc")
    assert done.returncode == 2
    assert "“Hòa Lạc”" in done.stderr
    assert "UBND xã An Bình; UBND xã Vĩnh Hạ" in done.stderr


def test_the_whole_log_shows_what_was_outranked(folder: Path) -> None:
    with open_database(folder) as database:
        record(database, [said(Verdict.YES, "u1", "l2"), said(Verdict.WITHDRAWN, "u2")])
    done = decisions("list", folder, "--all")
    assert "đã thay" in done.stdout
    assert "Rút lại ý kiến" in done.stdout
    assert "6 ý kiến đang có hiệu lực trong 9 dòng nhật ký." in done.stdout


def test_a_folder_without_answers_says_so_and_gets_no_database(tmp_path: Path) -> None:
    home = working_folder(tmp_path / "mới")
    assert decisions("list", home).stdout == "Chưa có ý kiến rà soát nào.\n"
    assert not (home / NAME).exists()


def test_a_folder_that_is_no_working_folder_is_refused(tmp_path: Path) -> None:
    done = decisions("list", tmp_path)
    assert done.returncode == 2
    assert "đây không phải là thư mục làm việc\n  → " in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_export_is_what_a_vietnamese_excel_opens_in_columns(exported: Path) -> None:
    data = exported.read_bytes()
    assert data.startswith("\ufeffĐơn vị;Nhiệm vụ cấp trên giao;".encode())
    with exported.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    keys = {row["Mã nhiệm vụ cấp trên"] for row in rows}
    assert "nv-0012345678" in keys  # Excel would read the bare key as a number


def test_importing_an_export_adds_nothing(folder: Path, exported: Path) -> None:
    done = decisions("import", exported, folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Đã nhập 0 ý kiến mới (thay ý kiến trước: 0); đã có từ trước: 7")
    assert log(folder) == GIVEN


def test_importing_an_old_export_does_not_undo_later_answers(folder: Path, exported: Path) -> None:
    with open_database(folder) as database:
        record(database, [said(Verdict.YES, "u1", "l2", when="2026-11-22T08:00:00")])
    before = log(folder)
    assert decisions("import", exported, folder).returncode == 0
    assert log(folder) == before


SAVED = {
    "with semicolons, as exported": (";", "utf-8-sig"),
    "with commas": (",", "utf-8-sig"),
    "with tabs, as Unicode Text": ("\t", "utf-16"),
    "without a byte order mark": (";", "utf-8"),
}


@pytest.mark.parametrize(("sep", "encoding"), SAVED.values(), ids=SAVED)
def test_an_export_goes_whole_into_another_folder_however_it_was_saved(
    exported: Path, tmp_path: Path, sep: str, encoding: str
) -> None:
    home = working_folder(tmp_path / "khác")
    rewrite(exported, list.reverse, sep=sep, encoding=encoding)
    done = decisions("import", exported, home)
    assert done.stdout.startswith("Đã nhập 7 ý kiến mới"), done.stderr
    assert sorted(standing(home), key=lambda d: d.subject) == sorted(GIVEN, key=lambda d: d.subject)
    assert "UBND xã An Bình" in decisions("list", home).stdout


def test_an_answer_edited_by_hand_is_an_answer_of_now(folder: Path, exported: Path) -> None:
    def edit(rows: list[dict[str, str]]) -> None:
        for row in rows:
            if row["Mã nhiệm vụ của đơn vị"] == "nv-l2":
                row.update({"Ý kiến": "DUNG MOT PHAN", "Ghi chú": "xem lại", "Người rà soát": "B"})

    rewrite(exported, edit)
    done = decisions("import", exported, folder)
    assert done.stdout.startswith("Đã nhập 1 ý kiến mới (thay ý kiến trước: 1)"), done.stderr
    last = log(folder)[-1]
    assert (last.verdict, last.note, last.person) == (Verdict.PARTLY, "xem lại", "B")
    assert (last.where.file, last.where.column) == (exported.name, "Ý kiến")
    assert last.when > "2026-11-20T08:00:00"
    assert decisions("import", exported, folder).stdout.startswith("Đã nhập 0 ý kiến mới")


def test_an_answer_is_taken_back_by_writing_so(folder: Path, exported: Path) -> None:
    rewrite(exported, lambda rows: rows[0].update({"Ý kiến": "rút lại ý kiến"}))
    assert decisions("import", exported, folder).returncode == 0
    assert len(log(folder)) == 8
    assert len(standing(folder)) == 6
    assert decisions("import", exported, folder).stdout.startswith("Đã nhập 0 ý kiến mới")


def test_lines_without_an_answer_are_passed_over(folder: Path, exported: Path) -> None:
    rewrite(exported, lambda rows: rows[0].update({"Ý kiến": ""}))
    done = decisions("import", exported, folder)
    assert "dòng chưa có ý kiến: 1." in done.stdout
    assert log(folder) == GIVEN


def at(key: str, **cells: str) -> Edit:
    """Edit the line of the lower task ``l2`` in one column, and another line's answer."""

    def edit(rows: list[dict[str, str]]) -> None:
        rows[0]["Ý kiến"] = "Đúng một phần"  # a sound edit, which must not go in alone
        row = next(row for row in rows if row["Mã nhiệm vụ của đơn vị"] == "nv-l2")
        row.update({key: cells["value"]})

    return edit


WRONG = {
    "an answer that is not in the list": (
        at("Ý kiến", value="chắc đúng"),
        "dòng 3 › cột “Ý kiến”: ý kiến “chắc đúng” không có trong danh mục",
    ),
    "an answer of another kind of task": (
        at("Ý kiến", value="Đã hoàn thành"),
        "chọn một trong các ý kiến: “Đúng”, “Đúng một phần”, “Không phải”, “Rút lại ý kiến”",
    ),
    "a line of no unit": (
        at("Đơn vị", value=""),
        "dòng 3: nội dung trên dòng này không ứng với nhiệm vụ nào",
    ),
    "a time that is none": (
        at("Thời điểm", value="hôm qua"),
        "dòng 3 › cột “Thời điểm”: không hiểu thời điểm “hôm qua”",
    ),
}


@pytest.mark.parametrize(("edit", "told"), WRONG.values(), ids=WRONG)
def test_one_wrong_line_is_told_by_its_place_and_nothing_goes_in(
    folder: Path, exported: Path, edit: Edit, told: str
) -> None:
    def with_unit_id(rows: list[dict[str, str]]) -> None:
        edit(rows)
        for row in rows:
            if not row["Đơn vị"]:
                row["Mã đơn vị"] = ""

    rewrite(exported, with_unit_id)
    refused(decisions("import", exported, folder), exported.name, told, "Chưa nhập ý kiến nào.")
    assert log(folder) == GIVEN


def test_two_lines_that_contradict_each_other_are_both_named(folder: Path, exported: Path) -> None:
    rewrite(exported, lambda rows: rows.append({**rows[1], "Ý kiến": "Đúng"}))
    refused(
        decisions("import", exported, folder),
        "dòng 9 › cột “Ý kiến”: hai ý kiến mâu thuẫn",
        "“Đúng” và “Không phải” (ý kiến.csv › dòng 3)",
    )
    assert log(folder) == GIVEN


def test_an_older_answer_of_another_folder_does_not_outrank_a_newer_one(
    exported: Path, tmp_path: Path
) -> None:
    home = working_folder(tmp_path / "khác")
    newer = said(Verdict.YES, "u1", "l2", when="2026-11-22T08:00:00")
    with open_database(home) as database:
        record(database, [newer])
    refused(decisions("import", exported, home), "“Không phải” và “Đúng” (ý kiến có sau")
    assert log(home) == (newer,)


def edited_text(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: data.decode("utf-8-sig").replace(old, new).encode("utf-8-sig")


UNUSABLE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "saved as plain CSV in an old encoding": (
        lambda data: data.decode("utf-8-sig").encode("cp1252", "replace").replace(b"?", b"\xd0"),
        "không ở dạng Unicode",
    ),
    "saved as a workbook": (lambda _: b"PK\x03\x04", "đây là bảng tính, không phải tệp CSV"),
    "another CSV file": (lambda _: b"STT;Noi dung\r\n1;a\r\n", "thiếu cột Ý kiến"),
    "an empty file": (lambda _: b"", "thiếu cột Ý kiến"),
    "a quote that is never closed": (
        edited_text("Nhiệm vụ cấp trên u2", '"Nhiệm vụ cấp trên u2'),
        "dấu ngoặc kép không khép",
    ),
    "a separator typed into a cell": (
        edited_text("Nhiệm vụ cấp trên u2", "Nhiệm vụ; cấp trên u2"),
        "dòng có nhiều ô hơn dòng tiêu đề",
    ),
}


@pytest.mark.parametrize(("spoil", "told"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_file_that_cannot_be_used_says_why_and_what_to_do(
    folder: Path, exported: Path, spoil: Callable[[bytes], bytes], told: str
) -> None:
    exported.write_bytes(spoil(exported.read_bytes()))
    refused(decisions("import", exported, folder), told)
    assert log(folder) == GIVEN


@pytest.mark.slow
def test_an_export_that_libreoffice_opened_and_saved_adds_nothing(
    soffice: str, folder: Path, exported: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "saved"
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--infilter=CSV:59,34,76",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):59,34,76",
            "--outdir",
            str(saved),
            str(exported),
        ],
        check=True,
        capture_output=True,
        timeout=HANGS,
    )
    done = decisions("import", saved / exported.name, folder)
    assert done.stdout.startswith("Đã nhập 0 ý kiến mới"), done.stderr
    assert log(folder) == GIVEN


def test_a_new_export_replaces_the_old_one_but_not_what_a_person_edited(
    folder: Path, exported: Path
) -> None:
    with open_database(folder) as database:
        record(database, [said(Verdict.DONE, "u7")])
    assert "Đã xuất 8 ý kiến" in decisions("export", exported, folder).stdout
    rewrite(exported, lambda rows: rows[0].update({"Ghi chú": "của người"}))
    edited = exported.read_bytes()
    done = decisions("export", exported, folder)
    assert "giữ nguyên" in done.stdout
    assert exported.read_bytes() == edited
    assert exported.with_name("ý kiến (bản mới).csv").exists()


def test_a_score_that_a_spreadsheet_has_spoilt_is_as_good_as_none(
    exported: Path, tmp_path: Path
) -> None:
    home = working_folder(tmp_path / "khác")

    def spoil(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["Mức tin cậy"] = "9731"

    rewrite(exported, spoil)
    assert decisions("import", exported, home).returncode == 0
    assert {each.score for each in standing(home)} == {None}
