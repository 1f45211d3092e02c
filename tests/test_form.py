"""The blank form: what units get, and what comes back of it however they filled it in."""

import random
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from effort import HANGS
from forms import UNIT, Person, answers, blank_form, form_at_hand, said, source, working_folder
from reconcile.errors import NoTaskTableError
from reconcile.model import Plan, RowKind
from reconcile.normalise import to_plan
from reconcile.read import read_file
from reconcile.read.form.returned_form import is_form
from reconcile.run.writing.forms import make_forms

CONTENT = "Nội dung cụ thể hóa"
LEAD = "Cơ quan chủ trì"
DUE = "Thời hạn hoàn thành"
DOCUMENT = "Văn bản triển khai (số, ký hiệu)"
GIVEN_TEXT = "Nhiệm vụ cấp trên giao"
KEY = "Mã nhiệm vụ cấp trên"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return working_folder(tmp_path)


@pytest.fixture
def upper(folder: Path) -> Plan:
    return to_plan([read_file(folder / "inputs/upper/KH140.xlsx")], upper=True)


@pytest.fixture
def person(folder: Path) -> Person:
    return Person(form_at_hand(folder))


def fill(person: Person) -> list[tuple[str, str]]:
    """Fill in three tasks as a coordinator would, and say what should come back."""
    person.type(person.row("2"), {CONTENT: "Kiện toàn 12 tổ", LEAD: "Phòng Văn hóa - Xã hội"})
    person.type(person.row("3"), {CONTENT: "- Số hóa hồ sơ đất đai\n- Số hóa hồ sơ hộ tịch"})
    person.type(person.row("6"), {CONTENT: "Tổ chức Ngày hội", DUE: "05/10/2026"})
    return [
        ("2", "Kiện toàn 12 tổ"),
        ("3", "- Số hóa hồ sơ đất đai\n- Số hóa hồ sơ hộ tịch"),
        ("6", "Tổ chức Ngày hội"),
    ]


def through_libreoffice(soffice: str, path: Path, kind: str = "xlsx") -> Path:
    """Open a file in LibreOffice and save it again."""
    profile, out = path.parent / "profile", path.parent / "saved"
    words = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run(
        [soffice, *words, "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
        timeout=HANGS,
    )
    return out / f"{path.stem}.{kind}"


def test_every_unit_of_the_settings_and_any_other_gets_a_form(folder: Path) -> None:
    made = make_forms(folder)
    names = [path.relative_to(folder).as_posix() for path in made.outputs]
    assert names == [
        "outputs/form/UBND phường An Bình.xlsx",
        "outputs/form/UBND xã Vĩnh Hạ.xlsx",
        "outputs/form/mau-chung.xlsx",
    ]
    assert (made.written, made.findings) == (3, ())


def test_making_the_forms_again_rewrites_nothing(folder: Path) -> None:
    first = make_forms(folder)
    held = [path.read_bytes() for path in first.outputs]
    again = make_forms(folder)
    assert again.written == 0
    assert [path.read_bytes() for path in again.outputs] == held


def test_a_form_that_a_person_has_filled_in_is_never_replaced(folder: Path, person: Person) -> None:
    fill(person)
    filled = person.save().read_bytes()
    upper = folder / "inputs/upper/KH140.xlsx"
    book = load_workbook(upper)
    book.worksheets[0]["B5"] = "Ban hành kế hoạch và giao chỉ tiêu chuyển đổi số năm 2027"
    book.save(upper)
    made = make_forms(folder)
    assert (folder / "outputs/form" / f"{UNIT}.xlsx").read_bytes() == filled
    assert [f.code for f in made.findings] == ["output-edited"]


def test_a_unit_that_has_sent_a_plan_gets_a_form_too(folder: Path) -> None:
    filled = Person(blank_form(folder))
    fill(filled)
    sent = filled.save()
    target = folder / "inputs" / "lower" / "gui lai.xlsx"
    sent.rename(target)
    book = load_workbook(target)
    book.worksheets[0]["C3"] = "UBND đặc khu Hòn Mai"
    book.save(target)
    names = [path.stem for path in make_forms(folder).outputs]
    assert "UBND đặc khu Hòn Mai" in names


def test_the_form_marks_the_role_of_the_unit_and_hides_the_keys(person: Person) -> None:
    roles = [person.cell(row, "Vai trò của đơn vị").value for row in person.rows()]
    assert roles == ["Phối hợp", "Chủ trì", "Chủ trì", None, "Chủ trì", "Phối hợp"]
    letter = person.cell(person.head, KEY).column_letter
    assert person.sheet.column_dimensions[letter].hidden
    states = {sheet.title: sheet.sheet_state for sheet in person.book.worksheets}
    assert states["Mã của biểu"] == "veryHidden"
    assert states["Biểu nhiệm vụ"] == states["Hướng dẫn"] == "visible"


def test_the_form_offers_the_bodies_of_a_commune_and_takes_any_other(person: Person) -> None:
    offered = person.sheet.data_validations.dataValidation
    assert [(v.type, v.showErrorMessage) for v in offered] == [("list", False)] * 2
    listed = [cell.value for cell in person.book["Danh mục lựa chọn"]["A"]]
    assert "Phòng Văn hóa - Xã hội" in listed
    assert "Công an xã" in listed


def test_a_form_is_ready_for_screen_and_print(person: Person) -> None:
    sheet = person.sheet
    assert sheet.freeze_panes == f"D{person.head + 1}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"${person.head}:${person.head}"
    assert [table.autoFilter.ref for table in sheet.tables.values()] == [f"A{person.head}:M12"]
    assert person.cell(person.row("2"), DUE).number_format == "@"


def test_a_form_that_is_filled_in_comes_back_whatever_its_name(upper: Plan, person: Person) -> None:
    expected = fill(person)
    path = person.save("Scan 001 (2).xlsx")
    plan = said(path)
    assert is_form(path)
    assert not is_form(path.parents[2] / "inputs/upper/KH140.xlsx")
    assert (plan.unit.name, plan.carries) == (UNIT, "140/KH-UBND")
    assert answers(upper, plan) == expected
    assert {task.text: (task.lead, task.deadline.text) for task in plan.tasks} == {
        "Kiện toàn 12 tổ": ("Phòng Văn hóa - Xã hội", ""),
        "- Số hóa hồ sơ đất đai\n- Số hóa hồ sơ hộ tịch": ("", ""),
        "Tổ chức Ngày hội": ("", "05/10/2026"),
    }


def test_rows_left_empty_are_no_tasks_and_say_why(person: Person) -> None:
    fill(person)
    person.type(person.row("1"), {LEAD: "Văn phòng HĐND và UBND"})
    person.type(person.row("4"), {CONTENT: "Không thực hiện."})
    person.type(person.row("5"), {CONTENT: "Đã hoàn thành"})
    rows = source(person.save()).tables[0].rows
    assert {row.number: row.why for row in rows if row.kind is RowKind.CONTEXT} == {
        person.row("1"): f"chưa điền nội dung cụ thể hóa, dù đã điền: {LEAD}",
        person.row("4"): "ghi “Không thực hiện.”, không phải nội dung cụ thể hóa",
        person.row("5"): "ghi “Đã hoàn thành”, là ý kiến về nhiệm vụ; trả lời ở bảng rà soát",
    }
    assert len(rows) == 6


def test_a_form_with_nothing_in_it_is_refused_with_what_to_do(person: Person) -> None:
    with pytest.raises(NoTaskTableError, match="biểu chưa được điền nội dung nào"):
        source(person.save("trong.xlsx"))


def test_answers_stay_on_their_tasks_when_rows_are_sorted_and_coloured(
    upper: Plan, person: Person
) -> None:
    expected = fill(person)
    person.colour(person.row("3"))
    person.sort(GIVEN_TEXT)
    assert answers(upper, said(person.save())) == expected


def test_what_the_person_saw_counts_where_sorting_left_the_hidden_column_behind(
    upper: Plan, person: Person
) -> None:
    expected = fill(person)
    person.sort(GIVEN_TEXT, columns=(1, person.column(KEY) - 1))
    assert answers(upper, said(person.save())) == expected


def test_answers_are_found_when_the_given_cells_were_cleared(upper: Plan, person: Person) -> None:
    expected = fill(person)
    for row in person.rows():
        person.type(row, {"STT": None, GIVEN_TEXT: None, "Văn bản giao nhiệm vụ": None})
    assert answers(upper, said(person.save())) == expected


def test_answers_are_found_when_the_hidden_column_was_deleted(upper: Plan, person: Person) -> None:
    expected = fill(person)
    person.drop_table()
    person.sheet.delete_cols(person.column(KEY))
    assert answers(upper, said(person.save())) == expected


def test_a_given_text_that_was_edited_keeps_its_answer_and_is_told(
    upper: Plan, person: Person
) -> None:
    expected = fill(person)
    row = person.row("2")
    person.type(row, {GIVEN_TEXT: "Kiện toàn Tổ công nghệ số cộng đồng (đã sửa)"})
    path = person.save()
    assert answers(upper, said(path)) == expected
    found = source(path).tables[0].findings
    assert [(f.code, f.where.row, f.where.column) for f in found] == [
        ("program-cell-edited", row, GIVEN_TEXT)
    ]


def test_columns_may_be_inserted_and_a_header_reworded(upper: Plan, person: Person) -> None:
    expected = fill(person)
    person.insert_column(person.column(DUE))
    person.cell(person.head, CONTENT).value = "Nội dung thực hiện của xã"
    path = person.save()
    assert answers(upper, said(path)) == expected
    told = [f.message for f in source(path).tables[0].findings if f.code == "column-guessed"]
    meant = "cột “Nội dung thực hiện của xã” được hiểu là “Nội dung cụ thể hóa”"
    assert told == [f"{meant}: theo vị trí của cột trong biểu"]


def test_a_copied_row_is_a_further_answer_to_the_same_task(upper: Plan, person: Person) -> None:
    expected = fill(person)
    person.type(person.copy_row(person.row("2")), {CONTENT: "Tập huấn cho các tổ"})
    assert answers(upper, said(person.save())) == sorted([*expected, ("2", "Tập huấn cho các tổ")])


def test_a_copied_row_whose_task_was_overwritten_is_the_units_own(
    upper: Plan, person: Person
) -> None:
    expected = fill(person)
    copied = person.copy_row(person.row("2"))
    person.type(copied, {GIVEN_TEXT: "Việc khác của xã", CONTENT: "Lắp camera an ninh"})
    assert answers(upper, said(person.save())) == [("-", "Lắp camera an ninh"), *expected]


def test_an_empty_row_inserted_under_an_answer_goes_on_with_it_and_is_told(
    upper: Plan, person: Person
) -> None:
    expected = fill(person)
    row = person.insert(person.row("3") + 1)
    person.type(row, {CONTENT: "Số hóa hồ sơ chứng thực", LEAD: "Công an xã"})
    path = person.save()
    assert answers(upper, said(path)) == sorted([*expected, ("3", "Số hóa hồ sơ chứng thực")])
    found = source(path).tables[0].findings
    assert [(f.code, f.where.row) for f in found] == [("row-joined", row)]


def test_a_row_merged_to_the_task_above_answers_it_without_a_doubt(
    upper: Plan, person: Person
) -> None:
    expected = fill(person)
    row = person.insert(person.row("6") + 1)
    person.type(row, {CONTENT: "Tuyên truyền về Ngày hội"})
    column = person.cell(row, GIVEN_TEXT).column_letter
    person.sheet.merge_cells(f"{column}{row - 1}:{column}{row}")
    path = person.save()
    assert answers(upper, said(path)) == sorted([*expected, ("6", "Tuyên truyền về Ngày hội")])
    assert source(path).tables[0].findings == ()


def test_rows_written_under_the_table_or_with_a_number_are_the_units_own(
    upper: Plan, person: Person
) -> None:
    expected = fill(person)
    person.type(person.insert(person.row("2") + 1), {"STT": "2a", CONTENT: "Lắp camera an ninh"})
    below = person.sheet.max_row + 1
    person.type(below, {CONTENT: "Xây dựng mô hình chợ số"})
    person.type(below + 1, {GIVEN_TEXT: "Mô hình trường học số", LEAD: "Trường THCS"})
    person.sheet.cell(below + 3, 7).value = "TM. ỦY BAN NHÂN DÂN"
    person.sheet.cell(below + 4, 7).value = "CHỦ TỊCH"
    own = ["Lắp camera an ninh", "Mô hình trường học số", "Xây dựng mô hình chợ số"]
    assert answers(upper, said(person.save())) == [*(("-", text) for text in own), *expected]


def test_one_content_merged_over_two_tasks_answers_both(upper: Plan, person: Person) -> None:
    row = person.row("2")
    person.type(row, {CONTENT: "Kiện toàn tổ và số hóa hồ sơ", LEAD: "Phòng Kinh tế"})
    person.type(row + 1, {LEAD: "như trên"})
    column = person.cell(row, CONTENT).column_letter
    person.sheet.merge_cells(f"{column}{row}:{column}{row + 1}")
    plan = said(person.save())
    assert answers(upper, plan) == [(stt, "Kiện toàn tổ và số hóa hồ sơ") for stt in "23"]
    assert {task.lead for task in plan.tasks} == {"Phòng Kinh tế"}


def test_the_form_for_any_unit_is_of_whoever_writes_her_name_in_it(folder: Path) -> None:
    make_forms(folder)
    person = Person(folder / "outputs/form/mau-chung.xlsx")
    fill(person)
    person.sheet["C3"] = "UBND xã Tân Mỹ"
    assert said(person.save()).unit.name == "UBND xã Tân Mỹ"


@pytest.mark.parametrize(
    "typed", ["Ủy ban nhân dân xã Vĩnh Hạ", "ubnd xa vinh ha", "UBND  XÃ VĨNH HẠ"]
)
def test_a_unit_that_writes_its_own_name_another_way_stays_the_one_that_got_the_form(
    person: Person, typed: str
) -> None:
    fill(person)
    person.sheet["C3"] = typed
    path = person.save()
    assert said(path).unit.name == UNIT
    assert [f.code for f in source(path).findings] == []


def test_a_form_passed_on_to_another_unit_is_that_units_and_is_told(person: Person) -> None:
    fill(person)
    person.sheet["C3"] = "UBND xã Tân Mỹ"
    path = person.save()
    assert said(path).unit.name == "UBND xã Tân Mỹ"
    assert [f.code for f in source(path).findings] == ["unit-guessed"]


def test_a_form_without_its_content_column_is_refused(person: Person) -> None:
    fill(person)
    person.drop_table()
    person.sheet.delete_cols(person.column(CONTENT))
    with pytest.raises(NoTaskTableError, match="biểu không còn cột “Nội dung cụ thể hóa”"):
        source(person.save())


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_form_saved_by_another_program_comes_back_whole(
    kind: str, upper: Plan, person: Person, soffice: str
) -> None:
    expected = fill(person)
    person.sort("Vai trò của đơn vị")
    path = through_libreoffice(soffice, person.save(), kind)
    assert is_form(path)
    assert answers(upper, said(path)) == expected


def shake(person: Person, dice: random.Random, stt: str) -> list[tuple[str, str]]:
    """Do one random thing to a form, and say what it adds to the answers."""
    match dice.randrange(5):
        case 0:
            person.sort(dice.choice([GIVEN_TEXT, "Vai trò của đơn vị", "STT", CONTENT]))
        case 1:
            person.colour(person.row(stt))
        case 2:
            person.type(person.row(stt), {"Thời hạn cấp trên giao": None, GIVEN_TEXT: None})
        case 3:
            person.type(person.copy_row(person.row(stt)), {CONTENT: f"Thêm cho {stt}"})
            return [(stt, f"Thêm cho {stt}")]
        case 4:
            person.insert(person.row(stt))
    return []


@pytest.mark.parametrize("seed", range(12))
def test_every_answer_comes_back_on_its_task_after_any_edits(
    seed: int, upper: Plan, person: Person
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a seeded shuffle of edits, no secret
    expected = [("-", "Việc riêng của xã")]
    for stt in "123456":
        if dice.random() < 0.7:
            text = f"Việc của xã cho nhiệm vụ {stt}, phần {dice.randrange(99)}"
            person.type(person.row(stt), {CONTENT: text})
            expected.append((stt, text))
    for _ in range(6):
        expected += shake(person, dice, dice.choice("123456"))
    person.type(person.sheet.max_row + 1, {CONTENT: "Việc riêng của xã"})
    assert answers(upper, said(person.save())) == sorted(expected)
