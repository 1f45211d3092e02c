"""An invented province and its communes, held against each other: input for report tests."""

import datetime as dt
from itertools import cycle

from reconcile.model import (
    Candidate,
    Deadline,
    DeadlineKind,
    Directive,
    Evidence,
    Finding,
    LowerOutcome,
    LowerResult,
    Outcome,
    Plan,
    Reconciliation,
    Role,
    Severity,
    Task,
    Unit,
    UpperResult,
    Where,
)
from reconcile.tracking.figures import summarise

AS_OF = dt.date(2026, 11, 22)
_DUE = dt.date(2026, 12, 31)
_CITED = Directive("KH", 27, 0, "BCĐ", dt.date(2026, 2, 9))

_LONG = (
    "- Tổ chức đối thoại định kỳ với người dân, doanh nghiệp về chất lượng giải quyết thủ tục "
    "hành chính; tiếp thu, giải trình và công khai kết quả xử lý phản ánh, kiến nghị trên trang "
    "thông tin điện tử của đơn vị; tổng hợp những nội dung vượt thẩm quyền, báo cáo cấp trên xem "
    "xét, giải quyết theo quy định, bảo đảm 100% phản ánh, kiến nghị được trả lời đúng hạn"
)
_COUNTER = (
    "Rà soát, bố trí đủ máy tính, máy quét và đường truyền cho quầy tiếp nhận hồ sơ; bảo đảm "
    "mỗi điểm tiếp nhận có ít nhất 02 bộ thiết bị dự phòng, hoàn thành trước khi vận hành"
)
TEXTS = (
    _COUNTER,
    "Phối hợp với Sở KH&CN khảo sát các thôn chưa có sóng di động <4G>",
    "=1+1 lớp tập huấn kỹ năng số cho mỗi thôn, tổ dân phố",
    _LONG,
    "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực đạt 80%",
    "Kiện toàn Tổ công nghệ số cộng đồng ở 100% thôn, tổ dân phố",
    "Công khai số điện thoại đường dây nóng tại nơi tiếp nhận hồ sơ",
    "Hướng dẫn người dân nộp hồ sơ trực tuyến, thanh toán không dùng tiền mặt",
    "Thẩm định giá đất cụ thể các dự án trọng điểm",
    "Xây dựng trung tâm giám sát, điều hành thông minh của tỉnh",
)
ROLES = (
    *(Role.LEAD, Role.SUPPORT, Role.LEAD, Role.SUPPORT, Role.LEAD),
    *(Role.LEAD, Role.SUPPORT, Role.LEAD, Role.NONE, Role.NONE),
)
_OUTCOMES = (Outcome.CARRIED, Outcome.MISSED, Outcome.CARRIED, Outcome.REVIEW, Outcome.PARTIAL)
UNITS = ("Suối Đá", "An Khê Thượng", "Bình Lâm", "Hòa Thuận Đông", "Mỹ Phước", "Tân Lập", "Vĩnh Ô")


def place(file: str, row: int) -> Where:
    return Where(file, "Phụ lục", row)


def province(texts: tuple[str, ...] = TEXTS) -> Plan:
    """Return the upper plan, with a finding of its own."""
    file = "Kế hoạch tỉnh.xlsx"
    roles = cycle(ROLES)
    tasks = tuple(
        Task(
            f"u{n}",
            place(file, n + 6),
            text,
            stt=str(n),
            directives=(_CITED,),
            deadline=Deadline("Ngày 31/12/2026", DeadlineKind.DAY, _DUE),
            lead="UBND các xã, phường; Trung tâm Phục vụ hành chính công",
            role=next(roles),
        )
        for n, text in enumerate(texts, start=1)
    )
    gap = Finding(
        "stt-gap",
        Severity.INFO,
        place(file, 11),
        "số thứ tự nhảy từ 4 sang 6",
        "kiểm tra xem có bị thiếu nhiệm vụ không",
    )
    unit = Unit("t", "UBND tỉnh Sơn Hải", word="tỉnh", place="Sơn Hải")
    return Plan(unit, (file,), tasks, "19/KH-UBND", dt.date(2026, 3, 2), findings=(gap,))


def commune(name: str, shift: int, upper: Plan) -> Reconciliation:
    """Hold one commune's plan against the province's; ``shift`` turns the outcomes round."""
    file = f"KH xã {name}.xlsx"
    tasks = _lower_tasks(file, len(upper.tasks))
    plan = Plan(
        Unit(name, f"UBND xã {name}", word="xã", place=name),
        (file,),
        tasks,
        f"{40 + shift}/KH-UBND",
    )
    uppers = tuple(_upper(t, n, shift, tasks) for n, t in enumerate(upper.tasks))
    lowers = _lowers(tasks)
    findings = tuple(sorted((*upper.findings, *_findings(file, shift)), key=lambda f: f.order))
    return Reconciliation(upper, plan, AS_OF, uppers, lowers, findings, summarise(uppers, lowers))


def _lower_tasks(file: str, count: int) -> tuple[Task, ...]:
    return tuple(
        Task(
            f"l{n}",
            place(file, n + 9),
            f"Nhiệm vụ thứ {n} của xã: trang bị đủ phương tiện làm việc cho bộ phận một cửa, phân "
            "công cán bộ trực hướng dẫn người dân trong giờ hành chính",
            stt=str(n),
            deadline=Deadline("Quý IV/2026"),
            lead="Văn phòng HĐND và UBND",
        )
        for n in range(1, count + 3)
    )


def _upper(task: Task, number: int, shift: int, lowers: tuple[Task, ...]) -> UpperResult:
    outcome = _OUTCOMES[(number + shift) % len(_OUTCOMES)]
    guesses = tuple(
        Candidate(
            task.key,
            lower.key,
            score,
            evidence=(
                Evidence("directive", 2.0, "cùng viện dẫn 27-KH/BCĐ, 09/02/2026"),
                Evidence("wording", 0.4, "nội dung trùng 6 từ hiếm: “một cửa”, “phương tiện”"),
            ),
        )
        for lower, score in zip(lowers[number : number + 3], (0.62, 0.41, 0.08), strict=False)
    )
    return UpperResult(task, outcome, task.role, candidates=guesses)


def _lowers(tasks: tuple[Task, ...]) -> tuple[LowerResult, ...]:
    outcomes = {0: LowerOutcome.OWN, 1: LowerOutcome.DUPLICATE}
    return tuple(
        LowerResult(task, outcomes.get(len(tasks) - 1 - n, LowerOutcome.LINKED))
        for n, task in enumerate(tasks)
    )


def _findings(file: str, shift: int) -> tuple[Finding, ...]:
    late = Finding(
        "later-deadline",
        Severity.WARNING,
        Where(file, "Phụ lục", 12, "Thời hạn hoàn thành"),
        "thời hạn của đơn vị là 31/3/2027, muộn hơn thời hạn cấp trên giao (31/12/2026)",
        "điều chỉnh thời hạn không muộn hơn thời hạn cấp trên giao (31/12/2026), hoặc xin ý kiến"
        " cơ quan giao nhiệm vụ",
        task="l3",
    )
    date = Finding(
        "impossible-date",
        Severity.ERROR,
        Where(file, "Phụ lục", 15, "Thời hạn hoàn thành"),
        "ngày 31/11/2026 không có thật",
        "sửa lại ngày theo kế hoạch",
    )
    return (late, date)[: shift % 3]
