"""Words of status cells, and the state of a task at a day, by example."""

import csv
from datetime import date
from pathlib import Path

import pytest

from outcomes import linked, plan, stands, task
from reconcile.model import (
    PercentOf,
    Progress,
    Reconciliation,
    StatusWords,
    Summary,
    TaskState,
    Timing,
)
from reconcile.report.for_programs.result_json import result_document
from reconcile.tracking.states import state_of
from reconcile.vocabulary.states import read_status
from reconcile.vocabulary.status_cells import read_cells
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare

AS_OF = date(2026, 11, 20)
SAYS = {
    Progress.DONE: """
        Đã hoàn tất | Đã sửa chữa xong | da lam xong roi | Đã nghiệm thu công trình ngày 02/10/2026
        Đã hoàn thành 12/12 chỉ tiêu | Đã cấp 1.250/1.250 thẻ | Đã ký ban hành
        Ban hành Kế hoạch số 65/KH-UBND ngày 02/10/2026 | Đạt 100% kế hoạch | ☑ Xong
        Trước đây đang triển khai, đến nay đã hoàn thành | Đã trình và được phê duyệt
        Hoàn thành, không có khó khăn, vướng mắc | Đã hoàn thanh | Đã hoan thành | Hoàn thanhf
        Đã báo cáo Sở Nội vụ tại Báo cáo số 120/BC-UBND ngày 12/11/2026
        Đã triển khai xong | Đã niêm yết đầy đủ | KH 88/KH-UBND | Hoàn thành đúng hạn
        Quyết định số 815/QĐ-UBND ngày 02/10/2026 | Đã tổ chức hội nghị ngày 05/11/2026
        """,
    Progress.UNDER_WAY: """
        Gần xong | Hoàn thành bước 2 | Hoàn thành khoảng 70% | Mới đạt 40% | Đã xong phần móng
        Đã hoàn thành hồ sơ, chờ thẩm định | Trình lãnh đạo ký | Đã xong, chờ ký | Đã xong 3 thôn
        Đã ban hành kế hoạch, đang triển khai | Hoàn thành trước 15/12/2026 | Đang triễn khai
        Còn 3 thôn chưa xong | Hoàn thành 8/11 thôn | Đã ban hành Công văn đôn đốc
        Đã ban hành Tờ trình số 30/TTr-UBND ngày 10/11/2026 | dang lam gan xong
        Hoàn thành (còn nợ hồ sơ) | Có khả năng hoàn thành đúng hạn | Đã xong, trừ 2 hộ
        Xong phần thô, đang hoàn thiện | Đã hoàn thành nhưng chưa nghiệm thu | Đã ký hợp đồng
        Đã làm được 12km/20km | Đạt 3,5/5 km | Đã giao phòng Kinh tế thực hiện
        Mới bắt đầu | Đang làm, nguy cơ trễ hạn | Trong quá trình thực hiện | Đã bố trí kinh phí
        Đạt 100% kế hoạch tháng; đang thực hiện | Làm gần hết
        Thi công được 2 km trong tổng số 5 km | Được phê duyệt chủ trương đầu tư
        Kế hoạch hoàn thành 30/12/2026 | Hoàn thành 3 trong 5 nội dung | Đạt 96%/98%
        """,
    Progress.NOT_BEGUN: """
        Chưa có kinh phí, chưa triển khai | ko làm được | chua bat dau | Mới tiếp nhận | 0 %
        Sẽ triển khai trong quý I/2027 | Chưa khởi công
        """,
    Progress.NOT_DONE: """
        Vẫn chưa hoàn thành | chua lam xong | Chưa ban hành | Không hoàn thành kế hoạch
        Không kịp hoàn thành | chua hoàn thành | Đề nghị không tiếp tục thực hiện
        Đề nghị cho lùi thời hạn sang quý I/2027 | Đã quá hạn | Chưa hoành thành
        """,
    Progress.RECURRING: """
        Thực hiện hằng tháng | Đã gửi báo cáo quý III | Định kỳ hằng quý | t x
        Trong tháng không phát sinh | Đã hoàn thành nhiệm vụ tháng 11
        """,
    Progress.PAUSED: "Tạm hoãn | Tạm dừng thực hiện | Tạm dừng do chưa có kinh phí | Hoãn",
    Progress.WITHDRAWN: "Đã hủy | Không thực hiện nữa | Đã chuyển Sở Nội vụ chủ trì",
    Progress.UNKNOWN: """
        Đã bố trí 01 nhân viên thú y từ ngày 15/01/2027 | Đã bố trí 02 máy bơm |
        nt | Chưa báo cáo | Không có nhiệm vụ quá hạn | Hoàn thành tốt nhiệm vụ | Đã nắm
        Bằng 100% so với cùng kỳ
        Báo cáo số 12/BC-UBND ngày 12/11/2026 | Hoãn thành lập tổ công tác | Xong 5/10
        Thời hạn hoàn thành: 30/11/2026 | Đã cấp thẻ cho 100% hộ dân | Đảng ủy xã | Chia sẻ cho con
        """,
}
SAYS_MORE = {
    Progress.DONE: """
        Đã hoàn thiện và bàn giao cho thôn sử dụng từ 01/10/2026 | Đã xong từ tháng 9
        Hoàn thành sớm 05 ngày so với kế hoạch | Đã trao 40/40 suất quà
        đã kết nối 100% thủ tục hành chính, hoàn thành nhiệm vụ
        Đã công bố tại Quyết định số 77/QĐ-UBND ngày 09/10/2026
        Hội nghị đã diễn ra ngày 12/10/2026 | Thực hiện xong trước hạn 3 ngày
        Đã thành lập Tổ công nghệ số cộng đồng ở 9/9 thôn | OK, xong hết
        Đã khắc phục xong các tồn tại | Hoàn thành nhưng trễ 2 tuần
        Đã kiểm tra xong 06/06 đơn vị theo kế hoạch
        Đã ban hành Nghị quyết số 15-NQ/ĐU ngày 20/9/2026
        """,
    Progress.UNDER_WAY: """
        Đang chờ Sở Tài chính bố trí vốn đợt 2 | Đã lập danh sách, tuần tới cấp phát
        Đã có văn bản xin ý kiến, đang chờ trả lời
        Hoàn thành phần việc của xã, còn chờ tỉnh phê duyệt | Đã thực hiện được 2/3 khối lượng
        Cơ bản đáp ứng yêu cầu, tiếp tục hoàn thiện | Đang in ấn tài liệu
        Đã hoàn thành dự thảo lần 3 | Thi công đạt 55% giá trị hợp đồng
        Đã gửi hồ sơ lên Sở Xây dựng thẩm định từ ngày 05/10 | Xong 7 thôn, còn 2 thôn
        Ước hoàn thành cuối tháng 11 | Dự kiến 30/11 nghiệm thu
        Đã tiếp thu, chỉnh sửa, sẽ trình HĐND kỳ họp cuối năm
        Đang đẩy nhanh tiến độ để hoàn thành trong tháng
        Đã hoàn thành cấp xã, đang tổng hợp cấp thôn | Mới được một nửa
        Đã ký kết kế hoạch phối hợp, đang thực hiện | Tạm ứng vốn xong, đang thi công
        Hoàn thành trên 80% hộ dân | Đã tổ chức 03 cuộc, còn 01 cuộc
        Đang soát xét lần cuối trước khi ban hành
        Vượt kế hoạch quý nhưng chưa đạt kế hoạch năm
        Đã trình Thường trực Đảng ủy cho ý kiến | hoan thanh 70%, con vuong mat bang
        Đang hoàn thiện và bàn giao dần | Mới làm được một nửa
        """,
    Progress.NOT_BEGUN: """
        Chưa thực hiện được do chờ hướng dẫn | Chưa phân công | Sẽ làm sau Tết
        Chưa được giao kinh phí nên chưa làm
        """,
    Progress.NOT_DONE: """
        chưa đạt | Chưa xong, xin thêm thời gian | Không thể hoàn thành trong năm 2026
        Đề nghị chuyển sang năm 2027 | Đến nay vẫn chưa ban hành được kế hoạch | Chưa có gì
        """,
    Progress.RECURRING: """
        Làm thường xuyên hằng tuần | Duy trì thường xuyên | Đã báo cáo định kỳ tháng 10
        """,
    Progress.PAUSED: """
        Tạm ngừng theo Công văn số 55/UBND-TH ngày 01/10/2026
        """,
    Progress.WITHDRAWN: """
        Không còn phù hợp, đã được UBND tỉnh cho rút khỏi kế hoạch
        Đã chuyển cho Phòng Văn hóa - Xã hội chủ trì
        """,
    Progress.UNKNOWN: """
        Xem báo cáo kèm theo | như trên | Không có ý kiến | Đề nghị xem lại nội dung giao
        Đã nộp đủ, không còn tồn đọng
        """,
}
"""Invented when the vocabulary was done; “Chưa có gì” and “Đã nộp đủ” say less than was meant."""
SAYS_LAST = {
    Progress.DONE: """
        Completed | Completed on time | DONE | Done (12/11/2026) | Completed late | Resolved
        Đã ký ban hành QĐ 1245/QĐ-UBND ngày 12/11/2026 | Đã cấp phát đủ 200/200 suất
        Hoàn thành sau thời hạn 3 ngày | Thực hiện 12/12 thôn
        """,
    Progress.UNDER_WAY: """
        In progress | In Progress (60%) | Completed 80% | Under review | Pending approval
        Partially completed | Nearly done | Completed, pending approval | Half done
        đạt 85/100 KH | Đạt 85,5% KH | Hoàn thành 99,9% | Thôn 1, 2 xong; thôn 3 chưa
        Xong được phân nửa | Hoàn thành quá nửa | Đã phát hành, chờ đóng dấu | Tạm coi là xong
        Đang thi công đạt 100% phần nền | Đã nộp báo cáo, bị trả lại
        """,
    Progress.NOT_BEGUN: "Not started | Not yet started | To do",
    Progress.NOT_DONE: """
        Not completed | Incomplete | Overdue | Open | Pending | Xã A đạt, xã B chưa | Chuyển kỳ sau
        """,
    Progress.PAUSED: "On hold | Deferred",
    Progress.WITHDRAWN: "Cancelled",
    Progress.UNKNOWN: """
        Closed | N/A | To be completed | Complete by 30/11 | Chưa rõ đã xong hay chưa
        Đã giải ngân 100% vốn
        """,
}
"""Invented later: English words of systems, halves, and what is not yet so (“thôn 3 chưa”)."""
PHRASES = [
    (phrase.strip(), progress)
    for progress, phrases in (*SAYS.items(), *SAYS_MORE.items(), *SAYS_LAST.items())
    for line in phrases.strip().splitlines()
    for phrase in line.split("|")
]


@pytest.mark.parametrize(("phrase", "progress"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_the_words_of_a_status_say_how_far_a_task_is(phrase: str, progress: Progress) -> None:
    assert read_status(phrase).progress is progress


@pytest.mark.parametrize(
    "phrase", [phrase for phrase, said in PHRASES if said is not Progress.DONE]
)
def test_what_is_open_is_not_done_when_it_is_typed_without_diacritics(phrase: str) -> None:
    # “Hoãn thành lập” and “hoàn thành lập” are one without marks; nobody can tell.
    if phrase != "Hoãn thành lập tổ công tác":
        assert read_status(bare(phrase)).progress is not Progress.DONE


WORDS = {
    (Progress.DONE, Timing.UNKNOWN): "hoàn thành",
    (Progress.DONE, Timing.IN_TIME): "hoàn thành đúng hạn",
    (Progress.DONE, Timing.LATE): "hoàn thành quá hạn",
    (Progress.UNDER_WAY, Timing.UNKNOWN): "đang thực hiện",
    (Progress.UNDER_WAY, Timing.IN_TIME): "đang thực hiện, trong hạn",
    (Progress.UNDER_WAY, Timing.LATE): "đang thực hiện, quá hạn",
    (Progress.NOT_BEGUN, Timing.UNKNOWN): "chưa thực hiện",
    (Progress.NOT_BEGUN, Timing.IN_TIME): "chưa thực hiện, trong hạn",
    (Progress.NOT_BEGUN, Timing.LATE): "chưa thực hiện, quá hạn",
    (Progress.NOT_DONE, Timing.UNKNOWN): "chưa hoàn thành",
    (Progress.NOT_DONE, Timing.IN_TIME): "chưa hoàn thành, trong hạn",
    (Progress.NOT_DONE, Timing.LATE): "chưa hoàn thành, quá hạn",
    (Progress.RECURRING, Timing.UNKNOWN): "thường xuyên",
    (Progress.PAUSED, Timing.UNKNOWN): "tạm dừng",
    (Progress.WITHDRAWN, Timing.UNKNOWN): "không còn thực hiện",
    (Progress.UNKNOWN, Timing.UNKNOWN): "unknown",
}


STILL_OPEN = """
    đạt 95% kế hoạch | đang lấy ý kiến các sở, ngành lần 2 | chưa đến hạn
    hoàn thành cơ bản, còn hạng mục điện chiếu sáng | đã trình, chờ phê duyệt
    Đã họp tổ công tác lần 1, dự kiến tháng sau họp lần 2
    Đã gửi văn bản xin ý kiến Sở Tài chính, chưa có phản hồi
    Đã xây dựng dự thảo, gửi lấy ý kiến các xã | Đã khởi công ngày 02/8/2026
    Khối lượng thực hiện ước đạt 70% | ước hoàn thành 100% trước ngày 30/12/2026
    Phấn đấu hoàn thành trong quý IV | Đang thi công, đạt 45% khối lượng
    Đang lựa chọn nhà thầu | Chờ hướng dẫn của Bộ Nội vụ
    Đang vướng mặt bằng, chưa triển khai được | Đã giao Phòng Kinh tế tham mưu
    Đã phân công cán bộ phụ trách | Đã đưa vào chương trình công tác năm 2026
    Đã có chủ trương, chưa bố trí vốn | 8/12 thôn đã hoàn thành
    Đã số hóa được 3.200/5.000 hồ sơ | Cơ bản xong, đang rà soát lần cuối
    Xong phần khảo sát, chưa lập dự toán | Còn 2 hộ chưa ký cam kết | Mới tiếp nhận văn bản
    mới triển khai được 1 lớp tập huấn | Đã tập huấn 3/5 lớp
    Đã có Tờ trình số 88/TTr-UBND, UBND tỉnh chưa phê duyệt | Sở đang thẩm định
    Hồ sơ bị trả lại, đang hoàn thiện | Đã hoàn thiện hồ sơ trình phê duyệt
    không hoàn thành đúng tiến độ, xin lùi sang tháng 12 | Đề nghị gia hạn đến 31/12/2026
    Chưa hoàn thành do thiếu kinh phí | sẽ hoàn thành sau khi có hướng dẫn
    Tiếp tục thực hiện | Thực hiện theo lộ trình | Đang đúng tiến độ | Bảo đảm tiến độ đề ra
    Trong hạn, đang làm | Đã cử 02 đồng chí tham gia | đã tham mưu UBND xã ban hành
    Đã tham mưu ban hành Kế hoạch, đang chờ ký | đã ký hợp đồng tư vấn
    Đã mở thầu, đang chấm thầu | Đã phê duyệt đề cương, dự toán
    Hoàn thành giai đoạn khảo sát | Hoàn thành 9/10 chỉ tiêu | gần xong | Đã xong 1 phần
    Đã làm được khoảng một nửa | Chậm tiến độ so với yêu cầu | Tạm hoãn chờ kinh phí
    Đã đăng tin tuyển dụng, chưa có ứng viên | Đã lắp đặt xong thiết bị, chưa chạy thử
    Đã triển khai đến các thôn | Đã quán triệt, triển khai | Đang tổng hợp báo cáo
    Chưa nhận được báo cáo của đơn vị | Vượt tiến độ, đang thi công tầng 2
    Đạt 100% kế hoạch tháng 10 | Đã hoàn thành công tác chuẩn bị
    Đã hoàn thành thủ tục trình thẩm định | hoàn thành trước 30/11 | Hoàn thành: 60%
    Đã báo cáo xin ý kiến chỉ đạo của Thường trực | Đã hoàn thành kỳ 1 (2 kỳ)
    Tháng 12 này xong | Đạt 95,2% (kế hoạch 96%) | Không có việc nào chưa hoàn thành
"""
SURELY_DONE = """
    Đã ban hành Kế hoạch số 12/KH-UBND ngày 05/3/2026
    Đã tổ chức xong Hội nghị ngày 12/9/2026
    Hoàn thành 100% khối lượng, đã nghiệm thu bàn giao ngày 10/10/2026
    Đã hoàn thành và gửi báo cáo về UBND tỉnh (Báo cáo số 45/BC-UBND ngày 03/7/2026)
    12/12 thôn đã hoàn thành | Đã tổ chức 5/5 lớp tập huấn
    Đã phê duyệt tại Quyết định số 234/QĐ-UBND ngày 18/8/2026 | HT ngày 15/10
    Đã nghiệm thu, đưa vào sử dụng | Hoàn thành vượt mức kế hoạch năm (105%)
    5/5 chỉ tiêu đạt và vượt kế hoạch | Hoàn thành 10 trên tổng số 10 lớp | Vượt 5% chỉ tiêu
    Đạt tỷ lệ 92% (chỉ tiêu: 90%)
"""


def test_of_further_phrases_of_reports_none_that_is_open_is_called_done() -> None:
    def read(phrases: str) -> dict[str, bool]:
        said = (each.strip() for line in phrases.strip().splitlines() for each in line.split(" | "))
        return {text: read_status(text).progress is Progress.DONE for text in said}

    assert [text for text, done in read(STILL_OPEN).items() if done] == []
    assert [text for text, done in read(SURELY_DONE).items() if not done] == []


def test_the_phrases_of_offices_are_read_as_their_reader_read_them(shared: Path) -> None:
    listed = shared / "status" / "phrases.csv"
    if not listed.is_file():
        pytest.skip(f"{listed} is not there")
    with listed.open(encoding="utf-8-sig", newline="") as lines:
        wanted = {row["phrase"]: row["state"] for row in csv.DictReader(lines)}
    read = {phrase: read_status(phrase) for phrase in wanted}
    got = {phrase: WORDS[said.progress, said.timing] for phrase, said in read.items()}
    wrong = {phrase: state for phrase, state in got.items() if state != wanted[phrase]}
    assert len(wrong) <= 0.03 * len(wanted), wrong
    assert not [p for p, state in wrong.items() if state.startswith("hoàn thành")]


CLOCK = {
    "Hoàn thành sớm hơn 10 ngày": Timing.IN_TIME,
    "Hoàn thành muộn 4 ngày": Timing.LATE,
    "Đã hoàn thành nhưng chậm tiến độ": Timing.LATE,
    "Đang làm, chậm tiến độ": Timing.UNKNOWN,
    "Hoàn thành - Không quá hạn": Timing.IN_TIME,
    "Sẽ hoàn thành trước hạn": Timing.UNKNOWN,
    "Đang làm, nguy cơ trễ hạn": Timing.UNKNOWN,
    "Sắp quá hạn": Timing.IN_TIME,
    "Trễ 5 ngày": Timing.LATE,
    "Chưa xong, còn 10 ngày nữa": Timing.IN_TIME,
    "Chưa xong, quá 10 ngày": Timing.LATE,
}


@pytest.mark.parametrize(("phrase", "timing"), CLOCK.items())
def test_what_an_office_says_of_the_clock_is_read_beside(phrase: str, timing: Timing) -> None:
    assert read_status(phrase).timing is timing


DAYS = {
    "Đã xong ngày 12/10/2026": date(2026, 10, 12),
    "Đã ban hành Kế hoạch số 47/KH-UBND ngày 13/10/2026": date(2026, 10, 13),
    "Đã ban hành theo Kế hoạch số 47/KH-UBND ngày 13/10/2026": None,
    "Ngày 31/10/2026 đã ban hành QĐ 12/QĐ-UBND ngày 30/10/2026": date(2026, 10, 31),
    "Đã hoàn thành trước hạn 30/11/2026": None,
    "Dự kiến hoàn thành ngày 12/12/2026": None,
    "Đã trình ngày 12/10/2026": None,
}


@pytest.mark.parametrize(("phrase", "day"), DAYS.items())
def test_a_day_is_a_day_done_only_where_the_words_say_done(phrase: str, day: date | None) -> None:
    assert read_status(phrase).done_on == day


def test_a_document_of_the_result_is_kept() -> None:
    said = read_status("Đã hoàn thành (QĐ số 214/QĐ-UBND ngày 12/10/2026)")
    assert [str(d) for d in said.documents] == ["214/QĐ-UBND, 12/10/2026"]


PERCENTS = {
    "Tiến độ thực hiện đạt 45%": (45.0, PercentOf.WORK),
    "Đạt 42,6% dân số": (42.6, PercentOf.TARGET),
    "Tỷ lệ hộ có nước sạch đạt 100%": (100.0, PercentOf.TARGET),
    "100% báo cáo của tháng": (100.0, PercentOf.PERIOD),
}


@pytest.mark.parametrize(("phrase", "expected"), PERCENTS.items())
def test_every_percent_says_of_what_it_is(phrase: str, expected: tuple[float, PercentOf]) -> None:
    percent = read_status(phrase).percent
    assert percent
    assert (percent.value, percent.of) == expected
    assert read_status(phrase).progress is not Progress.DONE


HEADED = {
    ("x", "Đã hoàn thành"): Progress.DONE,
    ("x", "Chưa hoàn thành"): Progress.NOT_DONE,
    ("x", "Ghi nhận"): Progress.UNKNOWN,
    ("12/10/2026", "Ngày hoàn thành"): Progress.DONE,
    ("12/10/2026", "Ngày hoàn thành dự kiến"): Progress.UNKNOWN,
    ("12/10/2026", "Tình hình thực hiện"): Progress.UNKNOWN,
    ("85", "Tỷ lệ hoàn thành"): Progress.UNDER_WAY,
    ("0.9", "Tỷ lệ hoàn thành"): Progress.UNDER_WAY,
    ("100", "Tỷ lệ hoàn thành"): Progress.DONE,
    ("1", "Tỷ lệ hoàn thành"): Progress.UNKNOWN,
    ("85", "Tình hình thực hiện"): Progress.UNKNOWN,
}


@pytest.mark.parametrize(("cell", "progress"), HEADED.items())
def test_a_mark_a_bare_day_or_a_number_lives_by_its_heading(
    cell: tuple[str, str], progress: Progress
) -> None:
    text, heading = cell
    assert read_cells(text, (heading,)).progress is progress


HEADINGS = ("Hoàn thành", "Tiến độ (%)", "Trạng thái", "Tình trạng báo cáo")
ROWS = {
    "12/10/2026; 100; Hoàn thành đúng hạn; Đã gửi": (Progress.DONE, date(2026, 10, 12)),
    "60; Đang thực hiện trễ hạn; Đã gửi": (Progress.UNDER_WAY, None),
    "12/10/2026; 60; Đang thực hiện": (Progress.UNDER_WAY, None),
    "12/10/2026; 60": (Progress.UNDER_WAY, None),
    "80; Hoàn thành": (Progress.UNDER_WAY, None),
    "0; Chưa thực hiện trễ hạn; Chưa gửi": (Progress.NOT_BEGUN, None),
    "Chưa gửi": (Progress.UNKNOWN, None),
    "100%; 12/10/2026": (Progress.DONE, date(2026, 10, 12)),
    "x; Đã gửi": (Progress.UNKNOWN, None),
}


@pytest.mark.parametrize(("cells", "expected"), ROWS.items())
def test_the_status_cells_of_a_row_are_read_together(
    cells: str, expected: tuple[Progress, date | None]
) -> None:
    said = read_cells(cells, HEADINGS)
    assert (said.progress, said.done_on) == expected


def state(status: str, due: str = "31/10/2026", as_of: date = AS_OF) -> TaskState:
    """The state of a task that was due three weeks ago, unless said otherwise."""
    return state_of(task("Lập hồ sơ", due=due, status=status), as_of)


STATES = {
    "done on the last day": ("Đã xong ngày 31/10/2026", "31/10/2026", "done in-time"),
    "done a day later": ("Đã xong ngày 01/11/2026", "31/10/2026", "done late"),
    "the date outranks the word": (
        "Hoàn thành đúng hạn ngày 05/11/2026", "31/10/2026", "done late",
    ),
    "done, nobody says when": ("Đã xong", "31/10/2026", "done unknown"),
    "done before a day that is still to come": ("Đã xong", "30/11/2026", "done in-time"),
    "done late, as the office says": ("Hoàn thành trễ hạn", "31/10/2026", "done late"),
    "done without a deadline": ("Đã xong", "", "done no-deadline"),
    "under way and over": ("Đang làm", "31/10/2026", "under-way late"),
    "under way on its last day": ("Đang làm", "20/11/2026", "under-way in-time"),
    "under way without a deadline": ("Đang làm", "", "under-way no-deadline"),
    "an extension that was granted": (
        "Đang làm, được gia hạn đến 31/12/2026", "31/10/2026", "under-way in-time",
    ),
    "one that is only asked for": (
        "Đang làm, xin gia hạn đến 31/12/2026", "31/10/2026", "under-way late",
    ),
    "done late all the same after an extension": (
        "Được gia hạn đến 10/11/2026, đến nay đã xong ngày 12/11/2026", "31/10/2026", "done late",
    ),
    "a duty that comes again": ("Đã xong", "Hằng tháng", "recurring unknown"),
    "nothing is said": ("", "31/10/2026", "unknown unknown"),
    "nothing that is understood": ("Như trên", "31/10/2026", "unknown unknown"),
    "withdrawn": ("Nhiệm vụ đã hủy", "31/10/2026", "withdrawn unknown"),
}  # fmt: skip


@pytest.mark.parametrize(("status", "due", "expected"), STATES.values(), ids=STATES)
def test_the_state_of_a_task_follows_its_words_and_its_last_day(
    status: str, due: str, expected: str
) -> None:
    found = state(status, due)
    assert f"{found.progress} {found.timing}" == expected


def test_what_was_done_later_was_not_done_on_the_day_asked_for() -> None:
    found = state("Đã xong ngày 12/11/2026", as_of=date(2026, 11, 5))
    assert (found.progress, found.timing) == (Progress.NOT_DONE, Timing.LATE)


def test_what_is_done_late_stays_late_ever_after() -> None:
    days = (date(2026, 11, 12), AS_OF, date(2027, 11, 20))
    assert {state("Đã xong ngày 12/11/2026", as_of=day).timing for day in days} == {Timing.LATE}


def test_a_pause_stops_the_clock_only_by_a_document() -> None:
    assert not state("Tạm dừng").is_settled
    assert state("Tạm dừng theo Thông báo số 15/TB-UBND ngày 02/10/2026").is_settled


def test_a_cell_that_says_nothing_says_nothing() -> None:
    assert read_status("") == StatusWords()


def test_the_result_for_programs_tells_the_state_of_each_row() -> None:
    above = task("Lập hồ sơ", due="31/10/2026", file="tinh.xlsx")
    below = task("Lập hồ sơ", due="31/10/2026", status="Đã xong ngày 12/11/2026")
    outcome = Reconciliation(
        plan("UBND tỉnh Hà Sơn", [above]),
        plan("UBND xã An Bình", [below]),
        AS_OF,
        (linked(above, [below]),),
        (stands(below, [above]),),
        (),
        Summary(),
    )
    told = result_document(outcome)
    assert told["lower"]["tasks"][0]["state"] == {
        "progress": "done",
        "timing": "late",
        "done_on": "2026-11-12",
        "last_day": "2026-10-31",
    }
    assert told["upper"]["tasks"][0]["state"]["progress"] == "unknown"


def test_every_rule_says_a_known_word_and_where_it_is_from() -> None:
    known = {*Progress, "to-begin", "to-come", "waiting", "granted", "asked", "late", "in-time"}
    for rule in table("states")["rule"]:
        assert rule["says"] in known | {"slow", "nothing", "figures"}
        assert rule["source"].split(":")[0] in {"seen", "usage", "rule"}
