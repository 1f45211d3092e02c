"""Invented plans for the tests of documents: an outcome of any shape, in official Vietnamese."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from reconcile.model import (
    Candidate,
    Column,
    Deadline,
    DeadlineKind,
    Directive,
    Level,
    LowerOutcome,
    LowerResult,
    Outcome,
    Plan,
    Reconciliation,
    Role,
    Task,
    Unit,
    UpperResult,
    Where,
)
from reconcile.tracking.figures import summarise
from reconcile.vocabulary.findings import finding

AS_OF = dt.date(2026, 11, 22)
PROVINCE = Unit("ubnd-tỉnh-an-khê", "UBND tỉnh An Khê", Level.PROVINCE, "tỉnh", "An Khê")
COMMUNE = Unit("ubnd-xã-vĩnh-hạ", "UBND xã Vĩnh Hạ", Level.COMMUNE, "xã", "Vĩnh Hạ")

_WORK = (
    "Rà soát, hoàn thiện cơ sở dữ liệu đất đai, bảo đảm “đúng, đủ, sạch” theo Sở KH&CN",
    "Tổ chức phổ cập kỹ năng số; phấn đấu 80% người dân trong độ tuổi lao động được tiếp cận",
    "Niêm yết, công khai đầy đủ thủ tục hành chính tại Trung tâm Phục vụ hành chính công",
    "Kiện toàn Tổ công nghệ số cộng đồng; bố trí kinh phí, trang thiết bị cho hoạt động của tổ",
    "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực; kiểm tra chữ Ế, Ự, Ỗ",
    "Triển khai thanh toán không dùng tiền mặt tại chợ, trường học và trạm y tế",
)
_GROUPS = (
    ("I. Thông báo kết luận của Ban Chỉ đạo", "I.1 Nhóm 8 - Hạ tầng số"),
    ("I. Thông báo kết luận của Ban Chỉ đạo", "I.1 Nhóm 9 - Nhân lực số"),
    ("II. Nhiệm vụ theo Nghị quyết số 57-NQ/TW",),
    (),
)


def upper_task(number: int, role: Role, group: tuple[str, ...] = ()) -> Task:
    """Make a task of the province; texts repeat with another number of the phase."""
    text = f"{_WORK[number % len(_WORK)]} (giai đoạn {number + 1})"
    bodies = {Role.LEAD: "UBND cấp xã", Role.SUPPORT: "Sở KH&CN", Role.NONE: "Sở Nội vụ"}
    cited = Directive("TB", 14 + number % 3, 0, "TGV", dt.date(2025, 4, 21), party=True)
    return Task(
        key=f"u{number}",
        where=Where("tinh.xlsx", "Phụ lục", number + 8),
        text=text,
        stt=str(number + 1),
        group=group,
        directives=(cited,),
        deadline=Deadline("Ngày 15/12/2026", DeadlineKind.DAY, dt.date(2026, 12, 15)),
        lead=bodies[role],
        support="UBND cấp xã" if role is Role.SUPPORT else "",
        role=role,
    )


def lower_task(number: int, text: str) -> Task:
    """Make a task of the commune."""
    return Task(
        key=f"l{number}",
        where=Where("xa.xlsx", "Sheet1", number + 5),
        text=text,
        stt=str(number + 1),
        deadline=Deadline("Quý I/2027", DeadlineKind.QUARTER, dt.date(2027, 3, 31)),
        lead="Phòng Văn hóa - Xã hội",
        columns=((Column.DEADLINE, "Thời hạn"),),
    )


def outcome_of(
    standings: Sequence[tuple[Role, Outcome]],
    *,
    unit: Unit = COMMUNE,
    own: int = 0,
    late: int = 0,
    grouped: bool = True,
) -> Reconciliation:
    """Make the outcome of a commune whose tasks stand as said; ``late`` of its links are late."""
    uppers: list[UpperResult] = []
    lowers: list[LowerResult] = []
    for number, (role, outcome) in enumerate(standings):
        group = _GROUPS[number * len(_GROUPS) // len(standings)] if grouped else ()
        task = upper_task(number, role, group)
        links: tuple[Candidate, ...] = ()
        if outcome in (Outcome.CARRIED, Outcome.PARTIAL):
            answer = lower_task(len(lowers), f"Tham mưu {task.text[:1].lower()}{task.text[1:]}")
            links = (Candidate(task.key, answer.key, 0.97),)
            lowers.append(LowerResult(answer, LowerOutcome.LINKED, (task.key,)))
        missing = ("bố trí kinh phí",) if outcome is Outcome.PARTIAL else ()
        uppers.append(UpperResult(task, outcome, role, links, links, uncovered=missing))
    for _ in range(own):
        task = lower_task(len(lowers), f"Xây dựng mô hình điểm số {len(lowers) + 1} của xã")
        lowers.append(LowerResult(task, LowerOutcome.OWN))
    return _put_together(unit, uppers, lowers, late)


def _put_together(
    unit: Unit, uppers: Sequence[UpperResult], lowers: Sequence[LowerResult], late: int
) -> Reconciliation:
    """Make the outcome of both sides, with its figures."""
    found = [
        finding(
            "later-deadline",
            lower.task.place(Column.DEADLINE),
            task=lower.task.key,
            lower="Quý I/2027 (31/3/2027)",
            upper="Ngày 15/12/2026",
        )
        for lower in lowers[:late]
    ]
    return Reconciliation(
        upper=Plan(
            PROVINCE,
            ("tinh.xlsx",),
            tuple(u.task for u in uppers),
            "140/KH-UBND",
            dt.date(2025, 11, 25),
            "Triển khai các nhiệm vụ trọng tâm về chuyển đổi số năm 2026",
        ),
        lower=Plan(unit, ("xa.xlsx",), tuple(lower.task for lower in lowers)),
        as_of=AS_OF,
        uppers=tuple(uppers),
        lowers=tuple(lowers),
        findings=tuple(found),
        summary=summarise(uppers, lowers),
    )


def many(unit: Unit = COMMUNE, tasks: int = 70) -> Reconciliation:
    """Make an outcome of many tasks that shows every role and every outcome."""
    cycle = (
        (Role.LEAD, Outcome.CARRIED),
        (Role.SUPPORT, Outcome.CARRIED),
        (Role.SUPPORT, Outcome.PARTIAL),
        (Role.LEAD, Outcome.MISSED),
        (Role.NONE, Outcome.MISSED),
        (Role.SUPPORT, Outcome.REVIEW),
        (Role.LEAD, Outcome.CARRIED),
    )
    return outcome_of([cycle[n % len(cycle)] for n in range(tasks)], unit=unit, own=4, late=12)


def unit_named(word: str, place: str) -> Unit:
    """Make a commune of that name."""
    return replace(
        COMMUNE, id=f"ubnd-{word}-{place}", name=f"UBND {word} {place}", word=word, place=place
    )
