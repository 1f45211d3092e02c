"""The parts of matching, each by example: words, clauses, citations, answers."""

from collections.abc import Sequence

import pytest

from reconcile.match import match, prepare
from reconcile.match.clauses import split_clauses
from reconcile.match.overlap import join, overlap
from reconcile.model import Candidate, LowerOutcome, Outcome, Relation, Role, Task, Where
from reconcile.vocabulary.deadlines import read_deadline
from reconcile.vocabulary.directives import find_directives
from reconcile.vocabulary.words import load_lexicon, read_terms, read_words

WORDS = {
    "Rà soát TTHC, HS của DN": "rà soát thủ tục hành chính hồ sơ của doanh nghiệp",
    "HS bỏ học, GV chủ nhiệm": "học sinh bỏ học giáo viên chủ nhiệm",
    "Sở KH&CN ra KH": "sở khoa học công nghệ ra kế hoạch",
    "TT PVHCC xã, TT an toàn xã hội": "trung tâm phục vụ hành chính công xã trật tự an toàn xã hội",
    "CA xã; ca trực": "công an xã ca trực",
    "982 DVCTT, tối thiểu 20% HS": "982 dịch vụ công trực tuyến tối thiểu 20% hồ sơ",
    "theo Kế hoạch số 12-KH/BCĐTW ngày 05/3/2026": "theo kế hoạch số ngày",
    "Uỷ ban, hoà giải": "ủy ban hòa giải",
}


@pytest.mark.parametrize(("text", "words"), WORDS.items(), ids=WORDS)
def test_abbreviations_are_written_out_by_the_words_around(text: str, words: str) -> None:
    assert " ".join(read_words(text)) == words


SAME = [
    ("mở lớp", "tập huấn"),
    ("quầy một cửa", "Trung tâm Phục vụ hành chính công"),
    ("khoa học và công nghệ", "khoa học, công nghệ"),
    ("sổ đỏ", "giấy chứng nhận quyền sử dụng đất"),
    ("bộ đội xuất ngũ", "hậu phương quân đội"),
    ("thôn", "xóm"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_words_of_one_meaning_bear_one_name(one: str, two: str) -> None:
    lexicon = load_lexicon()
    names = [read_terms(read_words(text), lexicon).names for text in (one, two)]
    assert names[0] == names[1]
    assert len(names[0]) == 1


def test_a_syllable_of_a_compound_is_no_word_by_itself() -> None:
    names = read_terms(read_words("Ban Chỉ đạo và hội nghị"), load_lexicon()).names
    assert names == ("ban chỉ đạo", "=hội nghị")


def test_the_users_own_synonyms_join_what_ours_do_not() -> None:
    own = load_lexicon((("đội hình xanh", "tổ cơ động xóm"),))
    one, two = (read_terms(read_words(t), own).names for t in ("Đội hình xanh", "tổ cơ động xóm"))
    assert one == two


CLAUSES = {
    "Rà soát hồ sơ; cập nhật dữ liệu đất đai.": ["Rà soát hồ sơ", "cập nhật dữ liệu đất đai"],
    "Hoàn thành các việc gồm: (1) Số hóa hồ sơ cũ; (2) Lập kho dữ liệu": [
        "Hoàn thành các việc gồm",
        "Số hóa hồ sơ cũ",
        "Lập kho dữ liệu",
    ],
    "Kiểm tra chợ đầu mối (Nhiệm vụ thường xuyên)": ["Kiểm tra chợ đầu mối"],
    "Rà soát hồ sơ cũ - lập kho dữ liệu • bàn giao cho xã": [
        "Rà soát hồ sơ cũ",
        "lập kho dữ liệu",
        "bàn giao cho xã",
    ],
    "– Rà soát hồ sơ cũ;\n– Lập kho dữ liệu;\n — Bàn giao cho xã": [
        "Rà soát hồ sơ cũ",
        "Lập kho dữ liệu",
        "Bàn giao cho xã",
    ],
    "Trồng rừng": ["Trồng rừng"],
    "": [""],
}


@pytest.mark.parametrize(("text", "clauses"), CLAUSES.items())
def test_a_task_is_cut_into_its_clauses(text: str, clauses: list[str]) -> None:
    assert list(split_clauses(text)) == clauses


def task(text: str, row: int, cited: str = "", due: str = "", file: str = "tren") -> Task:
    documents = find_directives(cited), find_directives(text)
    where = Where(file, "Phụ lục", row)
    key = f"{file}:{row}"
    return Task(key, where, text, "", (), *documents, read_deadline(due), role=Role.LEAD)


COMMON = (
    "Khám sức khỏe định kỳ cho người cao tuổi",
    "Cứng hóa đường trục thôn theo phương thức Nhân dân góp công",
    "Tuyển chọn, gọi công dân nhập ngũ bảo đảm chỉ tiêu",
    "Thu gom rác thải, phân loại rác tại nguồn",
    "Kiện toàn tổ hòa giải ở cơ sở, nâng chất lượng hòa giải",
    "Chi trả trợ cấp người có công qua tài khoản",
)


def both(upper: Sequence[Task], lower: Sequence[Task]) -> dict[str, list[Candidate]]:
    outcome = match(prepare(upper), prepare(lower))
    return {u.task.text: list(u.candidates) for u in outcome.uppers}


def upper_rows(first: Task) -> list[Task]:
    return [first, *(task(text, row) for row, text in enumerate(COMMON, start=20))]


def test_reasons_name_the_document_the_deadline_the_figure_and_the_other_words() -> None:
    above = task(
        "Tập huấn kỹ năng số cho 120 cán bộ thôn", 8, "88-TB/TGV ngày 05/3/2026", "15/12/2026"
    )
    below = task("Mở lớp về kỹ năng số cho 120 cán bộ xóm", 9, "TB 88 - TB/TGV", "10/12/2026")
    others = [task(text, row, f"{row}-TB/TGV") for row, text in enumerate(COMMON, start=20)]
    lowers = [below, *(task(t, n, f"{n}-TB/TGV") for n, t in enumerate(COMMON[2:], start=40))]
    said = " | ".join(both([above, *others], lowers)[above.text][0].reasons)
    for told in (
        "viện dẫn 88-TB/TGV ngày 05/3/2026",
        "“tập huấn” – “mở lớp”",
        "cùng số liệu: 120 cán bộ",
    ):
        assert told in said
    assert "thời hạn gần nhau: 15/12/2026 và 10/12/2026" in said


def test_a_reason_tells_no_word_twice() -> None:
    text = "Kiểm tra an toàn thực phẩm tại chợ"
    said = " | ".join(both(upper_rows(task(text, 8)), [task(text, 9)])[text][0].reasons)
    assert "“an toàn thực phẩm”" in said
    assert "“thực phẩm”" not in said


def test_rounds_of_one_name_are_told_apart_by_their_number() -> None:
    rounds = ("thứ nhất", "thứ hai", "thứ ba")
    texts = [f"Tổ chức hội nghị hiệp thương lần {n} theo luật định" for n in rounds]
    above = [task(text, at) for at, text in enumerate(texts)]
    below = [task(f"Hội nghị hiệp thương lần {n} của xã", 60 + n) for n in (1, 3)]
    found = both([*above, *upper_rows(above[0])[1:]], below)
    first, second, third = ({c.lower: c.score for c in found[text]} for text in texts)
    one, three = (each.key for each in below)
    assert first[one] > 0.5 > max(first.get(three, 0), second.get(one, 0), second.get(three, 0))
    assert third[three] > 0.5 > third.get(one, 0)


def test_a_row_that_gathers_the_work_of_four_offices_is_the_first_for_all_four() -> None:
    texts = (
        "Rà soát hộ nghèo, hộ cận nghèo năm 2027",
        "Lập danh sách thanh niên sẵn sàng nhập ngũ",
        "Kiểm kê đất đai năm 2027",
        "Tổng điều tra cơ sở kinh tế trên địa bàn",
    )
    offices = ("Phòng Văn hóa - Xã hội", "Ban Chỉ huy Quân sự", "Phòng Kinh tế", "Văn phòng")
    merged = "; ".join(map(" ".join, zip(offices, texts, strict=True)))
    row = task(merged, 60)
    others = [task(text, at, file="duoi") for at, text in enumerate(COMMON[2:], start=40)]
    above = [*(task(text, at) for at, text in enumerate(texts)), *upper_rows(row)[1:]]
    found = both(above, [row, *others])
    for text in texts:
        assert found[text][0].lower == row.key
        assert found[text][0].score > 0.5


def test_a_document_that_every_row_cites_proves_nothing() -> None:
    plan = "Kế hoạch số 77/KH-UBND"
    above = [task(text, row, plan) for row, text in enumerate(COMMON)]
    below = [task(text, row, plan, file="duoi") for row, text in enumerate(COMMON)]
    with_plan = both(above, below)
    without = both(
        [task(text, row) for row, text in enumerate(COMMON)],
        [task(text, row, file="duoi") for row, text in enumerate(COMMON)],
    )
    for text in COMMON:
        told = with_plan[text][0], without[text][0]
        assert told[0].score == pytest.approx(told[1].score, abs=0.05)


def test_a_split_task_is_carried_by_its_parts_together() -> None:
    above = task("Kiện toàn đội xung kích phòng, chống thiên tai; cắm biển báo sạt lở ven suối", 8)
    parts = ("Kiện toàn đội xung kích phòng, chống thiên tai", "Cắm biển báo sạt lở ven suối")
    lowers = [task(t, row, file="duoi") for row, t in enumerate((*parts, *COMMON[:4]))]
    outcome = match(prepare(upper_rows(above)), prepare(lowers))
    split = outcome.uppers[0]
    assert [link.relation for link in split.links] == [Relation.PARTIAL] * 2
    assert (split.outcome, split.uncovered) == (Outcome.CARRIED, ())


def test_a_row_that_copies_one_clause_and_leaves_the_other_out_carries_a_part() -> None:
    kept, left_out = (
        "Kiện toàn đội xung kích phòng, chống thiên tai của từng thôn",
        "cắm biển báo sạt lở, ngập sâu tại các ngầm tràn, ven suối và khu dân cư dưới chân đồi",
    )
    above = task(f"{kept}; {left_out}", 8)
    lowers = [task(t, row, file="duoi") for row, t in enumerate((kept, *COMMON))]
    outcome = match(prepare(upper_rows(above)), prepare(lowers))
    part, *whole = outcome.uppers
    assert [link.relation for link in part.links] == [Relation.PARTIAL]
    assert (part.outcome, part.uncovered) == (Outcome.PARTIAL, (left_out,))
    assert {link.relation for upper in whole for link in upper.links} == {Relation.FULL}


def test_what_rows_share_is_the_same_however_much_is_added_up_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = (prepare([task(text, 1) for text in texts]) for texts in (COMMON, COMMON[::-1]))
    bags = one.texts.words, two.texts.words
    whole = overlap(*bags, join(*bags)).shared
    monkeypatch.setattr("reconcile.match.overlap._AT_ONCE", 1)
    assert overlap(*bags, join(*bags)).shared == pytest.approx(whole)
    assert whole[:, ::-1].diagonal() == pytest.approx(one.texts.words.total(join(*bags).upper))


def test_a_row_that_says_the_same_again_is_a_duplicate() -> None:
    lowers = [task(text, row, file="duoi") for row, text in enumerate((*COMMON, COMMON[0]))]
    outcome = match(prepare([task(text, row) for row, text in enumerate(COMMON)]), prepare(lowers))
    assert outcome.lowers[0].outcome is LowerOutcome.LINKED
    assert outcome.lowers[-1].outcome is LowerOutcome.DUPLICATE
    assert {link.relation for link in outcome.uppers[0].links} == {Relation.FULL}


def test_a_merged_row_carries_every_task_that_it_names() -> None:
    merged = task(f"{COMMON[0]}; {COMMON[3]}; {COMMON[4]}", 40, file="duoi")
    own = [task(t, n, file="duoi") for n, t in enumerate(("Sơn lại nhà văn hóa", "Lắp loa xóm"))]
    found = both([task(text, row) for row, text in enumerate(COMMON)], [merged, *own])
    for text in (COMMON[0], COMMON[3], COMMON[4]):
        assert (found[text][0].lower, found[text][0].score > 0.5) == ("duoi:40", True)


def test_a_row_that_any_plan_could_say_carries_no_task() -> None:
    texts = (
        "Bảo đảm kinh phí chuyển đổi số, tối thiểu 1% chi ngân sách",
        "Xây dựng kế hoạch tuyên truyền chuyển đổi số",
        "Báo cáo kết quả thực hiện nghị quyết định kỳ hằng quý",
    )
    general = (
        "Bảo đảm điều kiện làm việc cho Ban Chỉ đạo",
        "Căn cứ kế hoạch này, các cơ quan, đơn vị triển khai thực hiện nghiêm túc",
        "Các thôn, tổ dân phố phối hợp thực hiện",
        *COMMON[2:],
    )
    upper = [task(text, at) for at, text in enumerate((*texts, *COMMON))]
    lower = [task(text, at, file="duoi") for at, text in enumerate(general, start=40)]
    found = match(prepare(upper), prepare(lower)).lowers
    assert [each.outcome for each in found[:3]] == [LowerOutcome.OWN] * 3


def test_one_task_on_each_side_is_enough() -> None:
    one, two = task(COMMON[0], 7), task(COMMON[0], 9, file="duoi")
    assert match(prepare([one]), prepare([two])).uppers[0].outcome is Outcome.CARRIED
    other = task(COMMON[1], 9, file="duoi")
    assert match(prepare([one]), prepare([other])).uppers[0].outcome is Outcome.MISSED


@pytest.mark.parametrize(
    "text", ["", "…", "12/2026", "a", "***", "Ａ\u200b", "(Nhiệm vụ thường xuyên)"]
)
def test_a_text_without_words_upsets_nothing(text: str) -> None:
    rows = [task(text, 7), task(COMMON[0], 8)]
    scores = [c.score for u in match(prepare(rows), prepare(rows)).uppers for c in u.candidates]
    assert all(0 <= score <= 1 for score in scores)
