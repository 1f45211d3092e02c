"""Archives as they arrive: each file of its own, names mended, traps refused."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from by_path import read_files
from office import workbook
from reconcile.config import FileHints
from reconcile.errors import PasswordError, ReconcileError, UnreadableFileError
from reconcile.model import RowKind, Source
from reconcile.read import read_file

DRAWING = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1 | {} | Phòng A | 2026 |"


def book(folder: Path, task: str) -> bytes:
    return workbook(folder / "book.xlsx", DRAWING.format(task)).read_bytes()


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def texts(read: Source | ReconcileError) -> list[str]:
    assert isinstance(read, Source)
    rows = (row for table in read.tables for row in table.rows)
    return [row.cells[1].text for row in rows if row.kind is RowKind.TASK]


def test_each_file_of_an_archive_is_read_and_a_bad_one_stops_no_other(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "gui.zip",
        {
            "Xã A/ke-hoach.xlsx": book(tmp_path, "Mở lớp"),
            "Xã B/anh.png": b"\x89PNG\r\n",
            "Xã C/ke-hoach.xlsx": book(tmp_path, "Họp thôn"),
            "Xã C/~$ke-hoach.xlsx": b"x",
            "__MACOSX/._ke-hoach.xlsx": b"x",
        },
    )
    first, bad, last = read_files(path)
    assert (texts(first), texts(last)) == (["Mở lớp"], ["Họp thôn"])
    assert isinstance(first, Source)
    assert first.file == "gui.zip/Xã A/ke-hoach.xlsx"
    assert isinstance(bad, UnreadableFileError)
    assert str(bad.where) == "gui.zip/Xã B/anh.png"


def test_hints_are_found_by_the_path_in_the_archive_or_by_the_name(tmp_path: Path) -> None:
    path = zipped(tmp_path / "gui.zip", {"a/x.xlsx": book(tmp_path, "Mở lớp")})
    for name in ("gui.zip/a/x.xlsx", "x.xlsx"):
        (read,) = read_files(path, hints={name: FileHints(sheet="Khác")})
        assert isinstance(read, ReconcileError)
        assert "không có trang tính “Khác”" in read.problem


def test_a_file_that_is_no_archive_is_one_source_or_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(tmp_path, "Mở lớp"))
    (read,) = read_files(path)
    assert texts(read) == ["Mở lớp"]


def test_an_archive_of_one_file_is_read_as_that_file(tmp_path: Path) -> None:
    path = zipped(tmp_path / "gui.zip", {"x.xlsx": book(tmp_path, "Mở lớp")})
    assert texts(read_file(path)) == ["Mở lớp"]


def test_an_archive_of_several_files_names_them_where_one_is_wanted(tmp_path: Path) -> None:
    data = book(tmp_path, "Mở lớp")
    path = zipped(tmp_path / "gui.zip", {f"{n}.xlsx": data for n in range(7)})
    with pytest.raises(UnreadableFileError, match=r"có 7 tệp: 0\.xlsx, .* và 2 tệp khác") as caught:
        read_file(path)
    assert "inputs/lower" in caught.value.fix


def test_archives_in_an_archive_are_opened_but_not_without_end(tmp_path: Path) -> None:
    def inside(data: bytes, name: str) -> bytes:
        return zipped(tmp_path / "inner.zip", {name: data}).read_bytes()

    two = inside(book(tmp_path, "Mở lớp"), "x.xlsx")
    (read,) = read_files(zipped(tmp_path / "gui.zip", {"Xã A.zip": two}))
    assert texts(read) == ["Mở lớp"]
    (deep,) = read_files(zipped(tmp_path / "gui.zip", {"b.zip": inside(two, "a.zip")}))
    assert isinstance(deep, UnreadableFileError)
    assert "quá sâu" in deep.problem


def test_an_archive_with_a_password_says_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "gui.zip", {"x.xlsx": book(tmp_path, "Mở lớp")})
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x03\x04") + 6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (read,) = read_files(path)
    assert isinstance(read, PasswordError)
    assert "giải nén" in read.fix


def test_too_many_files_an_empty_and_a_broken_archive_are_refused(tmp_path: Path) -> None:
    many = zipped(tmp_path / "a.zip", {f"{n}.csv": b"x" for n in range(1001)})
    empty = zipped(tmp_path / "b.zip", {".DS_Store": b"x"})
    whole = BytesIO(many.read_bytes())
    (tmp_path / "c.zip").write_bytes(whole.read(5000))
    cut = tmp_path / "c.zip"
    for path, why in ((many, "1.000 tệp"), (empty, "không có tệp nào"), (cut, "hỏng")):
        (read,) = read_files(path)
        assert isinstance(read, UnreadableFileError)
        assert why in read.problem
