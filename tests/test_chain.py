"""Three levels and more: where a task of the topmost plan was lost on its way to the communes."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from invented_chain import COMMUNES, FORGETFUL, Known, draw, matched
from office import workbook
from reconcile.cli.show import show_run
from reconcile.errors import ConfigError
from reconcile.model import (
    ChainOutcome,
    ChainTask,
    DirectLink,
    Outcome,
    Plan,
    Reach,
    Role,
    Step,
    Task,
    Unit,
    Where,
)
from reconcile.run.checking.store import check_store
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.tracking.chain import PlanLinks, UnitLinks, compose
from reconcile.tracking.figures import Standing
from reconcile.vocabulary.chain_told import where_lost
from reconcile.vocabulary.terms import term
from shared_cases import NOT_BESIDE, SHARED
from test_run_reviews import say

SOAK = os.environ.get("RECONCILE_SOAK")
SEEDS = range(40 if SOAK else 2)
CARRIED, MISSED, DOUBT = Outcome.CARRIED, Outcome.MISSED, Outcome.REVIEW
NOBODY = Step(Role.NONE, MISSED)
LOST = Step(Role.LEAD, MISSED)


def to(*links: str, outcome: Outcome = CARRIED) -> Step:
    return Step(Role.LEAD, outcome, links)


def plan(name: str, tasks: int) -> Plan:
    each = tuple(Task(f"{name}{at}", Where(""), f"{name} {at}") for at in range(tasks))
    return Plan(Unit(name, name), (), each)


def unit(*outcomes: Outcome | None, direct: Sequence[DirectLink] = ()) -> UnitLinks:
    """A commune: how it stands in each task of the province, None without a role."""
    standings = (Standing(Role.NONE if o is None else Role.LEAD, o or MISSED) for o in outcomes)
    return UnitLinks(Unit("xa", "xa"), tuple(standings), (tuple(direct),))


def put_together(step: Step, *units: UnitLinks) -> ChainTask:
    """Follow one task of the top through a province with two tasks."""
    links = PlanLinks((plan("t", 1), plan("p", 2)), ((step,),))
    (task,) = compose(links, units).tasks
    return task


CASES: Mapping[str, tuple[Step, tuple[UnitLinks, ...], ChainOutcome, tuple[Reach, ...]]] = {
    "every commune carries it": (
        to("p0"),
        (unit(CARRIED, MISSED), unit(CARRIED, None)),
        ChainOutcome.WHOLE,
        (Reach.THROUGH, Reach.THROUGH),
    ),
    "the province has left it out": (
        LOST,
        (unit(CARRIED, CARRIED),),
        ChainOutcome.LOST_ABOVE,
        (Reach.ABOVE,),
    ),
    "one commune has left it out": (
        to("p1"),
        (unit(MISSED, CARRIED), unit(CARRIED, MISSED)),
        ChainOutcome.LOST_BELOW,
        (Reach.THROUGH, Reach.MISSED),
    ),
    "the communes have no role in it": (
        to("p0"),
        (unit(None, CARRIED),),
        ChainOutcome.NOT_BELOW,
        (Reach.NONE,),
    ),
    "the province has no role in it": (
        NOBODY,
        (unit(CARRIED, CARRIED),),
        ChainOutcome.NOT_BELOW,
        (Reach.NONE,),
    ),
    "the province has done it, and nothing goes on": (
        to(),
        (unit(CARRIED, CARRIED),),
        ChainOutcome.NOT_BELOW,
        (Reach.NONE,),
    ),
    "a commune carries it past the province": (
        LOST,
        (unit(MISSED, MISSED, direct=[DirectLink(0, to("l"))]), unit(MISSED, MISSED)),
        ChainOutcome.DIRECT,
        (Reach.DIRECT, Reach.ABOVE),
    ),
    "a doubt about a commune that cites it": (
        LOST,
        (unit(MISSED, MISSED, direct=[DirectLink(0, to("l", outcome=DOUBT))]),),
        ChainOutcome.REVIEW,
        (Reach.REVIEW,),
    ),
    "a doubt at the province": (
        to("p0", outcome=DOUBT),
        (unit(CARRIED, CARRIED),),
        ChainOutcome.REVIEW,
        (Reach.REVIEW,),
    ),
    "a doubt at a commune": (
        to("p0"),
        (unit(DOUBT, MISSED), unit(CARRIED, MISSED)),
        ChainOutcome.REVIEW,
        (Reach.REVIEW, Reach.THROUGH),
    ),
    "a commune has one half of what the province split": (
        to("p0", "p1"),
        (unit(CARRIED, MISSED), unit(CARRIED, CARRIED)),
        ChainOutcome.WHOLE,
        (Reach.PARTIAL, Reach.THROUGH),
    ),
    "the province has a part of it": (
        to("p0", outcome=Outcome.PARTIAL),
        (unit(CARRIED, MISSED),),
        ChainOutcome.WHOLE,
        (Reach.PARTIAL,),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_where_a_task_was_lost_follows_from_the_pairs_of_plans(name: str) -> None:
    step, units, outcome, reach = CASES[name]
    task = put_together(step, *units)
    assert (task.outcome, task.reach) == (outcome, reach)


def test_in_four_levels_the_plan_that_lost_a_task_is_named() -> None:
    plans = (plan("t", 1), plan("a", 1), plan("b", 1))
    none: tuple[tuple[DirectLink, ...], ...] = ((), ())
    below = UnitLinks(Unit("xa", "xa"), (Standing(Role.LEAD, CARRIED),), none)
    chain = compose(PlanLinks(plans, ((to("a0"),), (LOST,))), [below])
    assert (chain.tasks[0].lost_at, where_lost(chain, chain.tasks[0])) == (2, "tại b")
    # A plan that cites the top directly brings it back on its way.
    past = {(0, 2): (DirectLink(0, to("b0")),)}
    chain = compose(PlanLinks(plans, ((LOST,), (LOST,)), past), [below])
    assert chain.tasks[0].outcome is ChainOutcome.WHOLE


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS)
def test_in_an_invented_chain_it_is_right_where_tasks_were_lost_or_is_asked(seed: int) -> None:
    drawn = draw(Random(seed))  # noqa: S311 - drawn, not secret
    chain = matched(drawn)
    assert (len(drawn.top), len(drawn.province), len(COMMUNES)) == (40, 60, len(chain.units))
    pairs = list(zip(drawn.known, chain.tasks, strict=True))
    decided = [pair for pair in pairs if pair[1].outcome is not ChainOutcome.REVIEW]
    wrong = [pair for pair in decided if not _right(*pair)]
    assert len(decided) >= 30
    assert len(wrong) <= 0.05 * len(decided)
    assert [pair for pair in wrong if not _asked(*pair)] == []


@pytest.mark.parametrize("forgotten", [0, 1])
@pytest.mark.parametrize("seed", [9, *SEEDS])
def test_a_commune_with_one_half_of_two_duties_joined_by_and_is_never_told_to_have_none(
    seed: int, forgotten: int
) -> None:
    drawn = draw(Random(seed), joint=" và ", forgotten=forgotten)  # noqa: S311 - not secret
    split = [task for task in matched(drawn).tasks if " và " in task.task.text][-3:]
    assert {task.reach[FORGETFUL] for task in split[-1:]} <= {Reach.PARTIAL, Reach.REVIEW}
    assert Reach.MISSED not in {reach for task in split for reach in task.reach}


def _lost(task: ChainTask, way: Reach = Reach.MISSED) -> tuple[int, ...]:
    return tuple(at for at, reach in enumerate(task.reach) if reach is way)


def _right(known: Known, task: ChainTask) -> bool:
    lost = _lost(task) if known.outcome is ChainOutcome.LOST_BELOW else ()
    return (task.outcome, lost) == (known.outcome, known.lost)


def _asked(known: Known, task: ChainTask) -> bool:
    """What is not right is told to be open: these communes wait for an answer."""
    lost = {*_lost(task), *_lost(task, Reach.REVIEW)}
    return task.outcome is known.outcome and set(_lost(task)) <= set(known.lost) <= lost


HEADER = "| STT | Nội dung nhiệm vụ | Văn bản | Thời hạn | Chủ trì |"
A, B, C, D = (
    "Số hóa hồ sơ hộ tịch còn hiệu lực",
    "Rà soát hộ nghèo, hộ cận nghèo cuối năm",
    "Trồng 5.000 cây xanh phân tán",
    "Kiện toàn Tổ công nghệ số cộng đồng",
)
SETTINGS = "[run]\nas_of = 2026-11-20\n[documents]\nkinds = []\n"


def table(path: Path, head: str, lead: str, *texts: str, cited: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = (f"| {n} | {text} | {cited} | 15/12/2026 | {lead} |" for n, text in enumerate(texts, 1))
    workbook(path, "\n".join((head, HEADER, *rows)))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder of three levels."""
    top = "| CHÍNH PHỦ | |\n| Số: 03/NQ-CP | |\n| Hà Nội, ngày 04 tháng 01 năm 2026 | |"
    table(tmp_path / "inputs/top/nq.xlsx", top, "UBND các tỉnh, thành phố", A, B, C, D)
    province = "| UBND TỈNH HÀ SƠN | |\n| Số: 140/KH-UBND | |"
    table(tmp_path / "inputs/upper/kh.xlsx", province, "UBND cấp xã", A, B)
    table(tmp_path / "inputs/lower/a.xlsx", "| UBND XÃ AN BÌNH | |", "Công an xã", A, B)
    table(tmp_path / "inputs/lower/b.xlsx", "| UBND XÃ VĨNH HẠ | |", "Công an xã", A)
    more = "| UBND XÃ HÀ SƠN | |"
    table(tmp_path / "inputs/lower/c.xlsx", more, "Công an xã", A, B, C, cited="03/NQ-CP")
    (tmp_path / "reconcile.toml").write_text(SETTINGS, "utf-8")
    return tmp_path


def run(home: Path) -> RunReport:
    return run_folder(home, Asked(as_of=date(2026, 11, 20)))


def chain_of(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / "outputs/chuoi.json").read_text("utf-8"))
    return found


def lost(home: Path) -> dict[str, str]:
    return {task["text"]: task["lost"] for task in chain_of(home)["tasks"]}


@pytest.mark.slow
def test_a_folder_with_a_plan_at_the_top_tells_where_each_of_its_tasks_was_lost(
    home: Path,
) -> None:
    report = run(home)
    assert lost(home) == {
        A: "không dừng ở đâu",
        B: "tại 1/3 đơn vị: UBND xã Vĩnh Hạ",
        C: "tại UBND tỉnh Hà Sơn; vẫn thực hiện trực tiếp: UBND xã Hà Sơn",
        D: "tại UBND tỉnh Hà Sơn",
    }
    assert [path.stem for path in report.result_files] == [
        "UBND xã An Bình",
        "UBND xã Hà Sơn",
        "UBND xã Vĩnh Hạ",
    ]
    assert report.chain is not None
    told = {task.task.text: where_lost(report.chain, task) for task in report.chain.tasks}
    assert told == lost(home)
    book = load_workbook(home / "outputs/tong-hop.xlsx")
    rows = [[cell.value for cell in row] for row in book["Bảng chuỗi"].iter_rows()]
    shown = {row[1]: row[4:7] for row in rows if row[1] in (A, B, C, D)}
    assert {row[1]: row[3] for row in rows}[D] == "Chưa cụ thể hóa"
    assert shown[B] == ["Đã có", "Đã có", "Chưa"]
    assert shown[C] == ["Dừng trên", "Trực tiếp", "Dừng trên"]
    ends = {row[1].value: row[-1].value for row in book["Chuỗi"].iter_rows() if row[1].value}
    # From task to task through all levels and back, by clicks.
    for one, other in (("Chuỗi", "Bảng chuỗi"), ("Bảng chuỗi", "Chuỗi")):
        assert clicked(book, one, A, 0) == (other, A)
        assert clicked(book, one, A, 3)[0] == "Bảng đối chiếu"
    # So do the units, over whose names their rates stand: this one has all three tasks.
    assert over_the_name(book, "Xã Hà Sơn") == (1, "Bảng đối chiếu", "Xã Hà Sơn")
    assert len(vars(book["Toàn cảnh chuỗi"])["_charts"]) == 2
    assert book["Chuỗi"].column_dimensions["F"].outlineLevel == 1
    assert ends[D] == "Tại UBND tỉnh Hà Sơn"
    # The plan between is reviewed as a unit's is; what is answered there counts.
    say(home / "outputs/review/_UPPER.xlsx", D, task="Không thuộc trách nhiệm")
    again = run(home)
    assert again.answers.new == (("outputs/review/_UPPER.xlsx", 1),)
    # A commune may be called as the province is: what is said of the one is not of the other.
    assert not {"answers-without-unit", "unit-renamed"} & {f.code for f in again.findings}
    assert lost(home)[D] == "không thuộc trách nhiệm của đơn vị"
    book = load_workbook(home / "outputs/tong-hop.xlsx", read_only=True)
    rows = [[cell.value for cell in row] for row in book["Bảng chuỗi"].iter_rows(max_col=4)]
    assert {row[1]: row[3] for row in rows}[D] == "Không có vai trò"
    decided = json.loads((home / "outputs/result/_UPPER.json").read_text("utf-8"))
    by_person = [t["text"] for t in decided["upper"]["tasks"] if t["decided_by"] == "person"]
    assert by_person == [D]


@pytest.mark.slow
def test_a_row_that_may_carry_a_task_past_the_province_is_asked_about_in_the_units_workbook(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for left in ("a", "b"):
        (home / f"inputs/lower/{left}.xlsx").unlink()
    head, other = "| UBND XÃ HÀ SƠN | |", "Trồng cây phân tán ven đường"
    table(home / "inputs/lower/c.xlsx", head, "Công an xã", A, B, other, cited="03/NQ-CP")
    run(home)
    assert lost(home)[C] == "chờ kết luận tại UBND xã Hà Sơn"
    ours = {"Không phải": "tại UBND tỉnh Hà Sơn"}
    ours["Đúng"] = f"{ours['Không phải']}; vẫn thực hiện trực tiếp: UBND xã Hà Sơn"
    for answer, told_then in ours.items():
        answer_directly(home / "outputs/review/UBND xã Hà Sơn.xlsx", C, answer)
        taken = run(home)
        assert (lost(home)[C], taken.answers.new[0][1]) == (told_then, 1)
        assert "stale-decision" not in {f.code for each in taken.units for f in each.findings}
    assert run(home).written == 0
    assert check_store(home).findings == ()
    # What is said of such a row is told, too, when the row is gone.
    table(home / "inputs/lower/c.xlsx", head, "Công an xã", A, B, cited="03/NQ-CP")
    gone = run(home)
    result = json.loads((home / "outputs/result/UBND xã Hà Sơn.json").read_text("utf-8"))
    (told,) = [each for each in result["findings"] if each["code"] == "stale-decision"]
    assert f"“Thực hiện trực tiếp: Đúng” về “{other}”" in told["message"]
    assert gone.answers.gone == 1
    show_run(gone, home)
    # Whoever starts a run reads where tasks stop without opening a workbook.
    said = "Chuỗi (Chính phủ, 4 nhiệm vụ): Đến đủ các đơn vị: 2; Dừng ở cấp trung gian: 2."
    assert said in " ".join(capsys.readouterr().out.split())


def answer_directly(path: Path, text: str, answer: str) -> None:
    """Answer on a row that cites the topmost plan."""
    book = load_workbook(path, rich_text=True)
    rows = book["Thực hiện trực tiếp"].iter_rows()
    head = next(row for row in rows if row[0].value == "TT")
    at = [cell.value for cell in head].index("Kết luận về thực hiện trực tiếp")
    next(row for row in rows if text in str(row[2].value))[at].value = answer
    book.save(path)


def clicked(book: Workbook, sheet: str, text: str, column: int) -> tuple[str, str]:
    """To which sheet a cell beside a task leads, and which task stands there."""
    row = next(row for row in book[sheet].iter_rows() if row[1].value == text)
    link: Any = row[column].hyperlink
    title, place = link.location.replace("'", "").split("!")
    return title, str(book[title][book[title][place].row][1].value)


def over_the_name(book: Workbook, unit: str) -> tuple[float, str, str]:
    """What stands over a unit in the matrix of the chain, and to which sheet and name it leads."""
    matrix: Any = book["Bảng chuỗi"]
    name = next(cell for row in matrix.iter_rows() for cell in row if cell.value == unit)
    over = matrix.cell(name.row - 1, name.column)
    title, place = over.hyperlink.location.replace("'", "").split("!")
    return over.value, title, str(book[title][place].value)


def test_levels_that_are_no_chain_are_refused(home: Path) -> None:
    for levels in ('["top", "lower", "upper"]', '["lower"]', '["../top", "lower"]'):
        settings = f"{SETTINGS}[chain]\nlevels = {levels}\n"
        (home / "reconcile.toml").write_text(settings, "utf-8")
        with pytest.raises(ConfigError, match="levels"):
            run(home)


LISTS = {
    "top": ("nq03-nq71", "upper"),
    "upper": ("quangngai-dantien", "upper"),
    "middle": ("quangngai-dantien", "lower"),
}
COMMUNE_LISTS = ("kh140-phu-lac", "kh140-tan-lap", "kh140-van-han")


def lay_real_lists(home: Path) -> None:
    """Lay the lists into a folder, a level each."""
    files = [(level, case, side) for level, (case, side) in LISTS.items()]
    files += [("lower", case, "lower") for case in COMMUNE_LISTS]
    for level, case, side in files:
        (home / "inputs" / level).mkdir(parents=True, exist_ok=True)
        given = SHARED / "cases" / case / f"{side}.xlsx"
        shutil.copy(given, home / "inputs" / level / f"{case}.xlsx")
    levels = '[chain]\nlevels = ["top", "upper", "middle", "lower"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + levels, "utf-8")


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="four levels of real lists take ten seconds: make soak")
@pytest.mark.skipif(not (SHARED / "cases" / LISTS["top"][0]).is_dir(), reason=NOT_BESIDE)
def test_the_real_lists_of_four_levels_say_what_their_pairs_imply(tmp_path: Path) -> None:
    lay_real_lists(tmp_path)
    report = run(tmp_path)
    pairs = [_pairs(tmp_path, name) for name in ("_UPPER", "_MIDDLE")]
    units = [_pairs(tmp_path, path.stem) for path in report.result_files]
    assert report.chain is not None
    assert len(report.chain.tasks) == len(pairs[0]) == 140
    for task in report.chain.tasks:
        held = {task.task.key}
        for pair in pairs:
            held = {key for each in held for key in pair[each][2]}
        assert {each.key for each in task.carriers[-1]} >= held
        for at, of_unit in enumerate(units):
            own = [of_unit[each] for each in held if of_unit[each][0] != "none"]
            reached = any(outcome in ("carried", "partial") for _, outcome, _ in own)
            if reached:
                whole = pairs[0][task.task.key][1] != "partial"
                whole = whole and all(outcome == "carried" for _, outcome, _ in own)
                assert task.reach[at] is (Reach.THROUGH if whole else Reach.PARTIAL)
            elif own and all(outcome == "missed" for _, outcome, _ in own):
                assert task.reach[at] in (Reach.MISSED, Reach.DIRECT, Reach.REVIEW)
            elif not own:
                assert task.reach[at] in (Reach.NONE, Reach.ABOVE, Reach.DIRECT, Reach.REVIEW)
    # The sheet shows that and nothing else.
    words = [[term("reach", reach) for reach in task.reach] for task in report.chain.tasks]
    texts = [task.task.text for task in report.chain.tasks]
    assert _matrix(tmp_path, texts) == list(zip(texts, words, strict=True))


def _matrix(home: Path, texts: Sequence[str]) -> list[tuple[str, list[Any]]]:
    """Each of these tasks with the words of the communes in the sheet."""
    book = load_workbook(home / "outputs/tong-hop.xlsx", read_only=True)
    rows = ([cell.value for cell in row] for row in book["Bảng chuỗi"].iter_rows())
    return [(str(row[1]), row[4:7]) for row in rows if row[1] in texts]


def _pairs(home: Path, name: str) -> dict[str, tuple[str, str, list[str]]]:
    """Upper task → role, outcome and links of a pair of plans, as its result file has them."""
    result = json.loads((home / f"outputs/result/{name}.json").read_text("utf-8"))
    return {
        task["id"]: (
            task["role"],
            task["outcome"],
            [link["lower"] for link in task["links"]]
            if task["outcome"] in ("carried", "partial")
            else [],
        )
        for task in result["upper"]["tasks"]
    }
