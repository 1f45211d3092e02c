"""A province's plan, its blank forms, and a person at a form: what the tests of forms share."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from kept import kept
from reconcile.model import Plan, Source
from reconcile.normalise import to_plan
from reconcile.read import read_file
from reconcile.run.writing.forms import FORMS, make_forms

UNIT = "UBND xã Vĩnh Hạ"
SETTINGS = f'[units."{UNIT}"]\n\n[units."UBND phường An Bình"]\n'
TASKS = (
    ("1", "Ban hành kế hoạch chuyển đổi số năm 2027", "Sở KH&CN", "UBND cấp xã"),
    ("2", "Kiện toàn Tổ công nghệ số cộng đồng ở thôn, tổ dân phố", "UBND cấp xã", "Sở KH&CN"),
    ("3", "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", "UBND cấp xã", ""),
    ("4", "Nâng cấp trục liên thông văn bản của tỉnh", "Sở KH&CN", "Văn phòng UBND tỉnh"),
    ("5", "Phổ cập kỹ năng số cho người dân", "UBND cấp xã", "Sở GD&ĐT"),
    ("6", "Tổ chức Ngày hội chuyển đổi số", "Sở KH&CN", "UBND cấp xã"),
)


def working_folder(folder: Path, *, settings: str = SETTINGS) -> Path:
    """Make a working folder with the upper plan and without any lower file."""
    upper = folder / "inputs" / "upper"
    upper.mkdir(parents=True)
    (folder / "inputs" / "lower").mkdir()
    (folder / "reconcile.toml").write_text(settings, "utf-8")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["ỦY BAN NHÂN DÂN TỈNH AN KHÊ"])
    sheet.append(["(Kèm theo Kế hoạch số 140/KH-UBND ngày 25/11/2026 của UBND tỉnh An Khê)"])
    heads = ["STT", "Nội dung nhiệm vụ", "Văn bản giao nhiệm vụ", "Thời hạn hoàn thành"]
    sheet.append([*heads, "Cơ quan chủ trì", "Cơ quan phối hợp"])
    for at, (stt, text, lead, support) in enumerate(TASKS):
        if at in (0, 3):
            sheet.append([f"{'I' * (1 + at // 3)}. Nhóm nhiệm vụ số {1 + at // 3}"])
            sheet.merge_cells(
                start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=6
            )
        sheet.append([stt, text, "Thông báo số 14-TB/TGV", "15/12/2026", lead, support])
    book.save(upper / "KH140.xlsx")
    return folder


def blank_form(folder: Path) -> Path:
    """Make the forms of a folder, and return that of the commune."""
    make_forms(folder)
    return folder / FORMS / f"{UNIT}.xlsx"


def form_at_hand(folder: Path) -> Path:
    """Lay out a folder whose forms are made already, and return that of the commune."""
    kept(folder, "forms of a province", lambda home: blank_form(working_folder(home)))
    return folder / FORMS / f"{UNIT}.xlsx"


def said(path: Path) -> Plan:
    """Read what came back."""
    return to_plan([source(path)])


def source(path: Path) -> Source:
    """Read the rows of what came back."""
    return read_file(path)


def answers(upper: Plan, plan: Plan) -> list[tuple[str, str]]:
    """List what came back, each with the STT of the upper task that it answers, sorted."""
    stt = {task.key: task.stt for task in upper.tasks} | {"": "-"}
    return sorted((stt.get(task.answers, "?"), task.text) for task in plan.tasks)


class Person:
    """Types into a form as a person does: by what the cells show, in Excel's own terms."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)
        self.sheet: Worksheet = self.book.worksheets[0]

    @property
    def head(self) -> int:
        """The row of headers."""
        return next(row for row in range(1, 20) if self.sheet.cell(row, 1).value == "STT")

    def column(self, header: str) -> int:
        """Find a column by its header."""
        found = {
            self.sheet.cell(self.head, c).value: c for c in range(1, self.sheet.max_column + 1)
        }
        return found[header]

    def row(self, stt: str) -> int:
        """Find the row of an upper task by its number."""
        rows = range(self.head + 1, self.sheet.max_row + 1)
        return next(row for row in rows if str(self.sheet.cell(row, 1).value) == stt)

    def cell(self, row: int, header: str) -> Cell:
        """Return a cell of a column."""
        cell = self.sheet.cell(row, self.column(header))
        assert isinstance(cell, Cell)
        return cell

    def type(self, row: int, said: Mapping[str, str | None]) -> None:
        """Type into cells of a row."""
        for header, text in said.items():
            self.cell(row, header).value = text

    def rows(self) -> Iterator[int]:
        """Yield the rows under the header."""
        yield from range(self.head + 1, self.sheet.max_row + 1)

    def colour(self, row: int) -> None:
        """Colour a row yellow."""
        for cell in self.sheet[row]:
            cell.fill = PatternFill("solid", fgColor="FFFF00")

    def insert(self, at: int) -> int:
        """Insert an empty row, the table growing by it as in Excel."""
        self.sheet.insert_rows(at)
        self._stretch(1)
        return at

    def insert_column(self, at: int) -> None:
        """Insert a column inside the table."""
        values = [[c.value for c in row] for row in self.sheet.iter_rows()]
        hidden = [letter for letter, d in self.sheet.column_dimensions.items() if d.hidden]
        for row, cells in enumerate(values, start=1):
            for column, value in enumerate([*cells[: at - 1], None, *cells[at - 1 :]], start=1):
                if self.sheet.cell(row, column).coordinate not in self.sheet.merged_cells:
                    self.sheet.cell(row, column).value = value
        self.sheet.cell(self.head, at).value = "Cán bộ nhập"
        assert hidden
        self.drop_table()

    def copy_row(self, row: int) -> int:
        """Copy a whole row, hidden cells too, into a new one right below it."""
        below = self.insert(row + 1)
        for cell in self.sheet[row]:
            other = self.sheet.cell(below, cell.column or 1)
            assert isinstance(other, Cell)
            other.value = cell.value
        return below

    def sort(self, header: str, *, columns: tuple[int, int] | None = None) -> None:
        """Sort the rows by a column, empty cells last; some columns alone where said."""
        first, last = columns or (1, self.sheet.max_column)
        at, rows = self.column(header), list(self.rows())
        held = [[self.sheet.cell(r, c).value for c in range(first, last + 1)] for r in rows]
        keys = [self.sheet.cell(r, at).value for r in rows]
        order = sorted(range(len(rows)), key=lambda i: (keys[i] is None, str(keys[i] or "")))
        for row, place in zip(rows, order, strict=True):
            for column, value in zip(range(first, last + 1), held[place], strict=True):
                self.sheet.cell(row, column).value = value

    def drop_table(self) -> None:
        """Turn the table into a plain range."""
        for name in list(self.sheet.tables):
            del self.sheet.tables[name]

    def save(self, name: str = "") -> Path:
        """Save, under another name where one is given."""
        path = self.path.with_name(name) if name else self.path
        self.book.save(path)
        return path

    def _stretch(self, rows: int) -> None:
        """Let the table reach as many rows further down."""
        for table in self.sheet.tables.values():
            start, end = table.ref.split(":")
            letters = end.rstrip("0123456789")
            table.ref = f"{start}:{letters}{int(end[len(letters) :]) + rows}"
            if table.autoFilter:
                table.autoFilter.ref = table.ref
