"""The sentences of a Kế hoạch as fields hold them whose templates were copied earlier.

The shipped template holds its sentences itself (``facts.py`` fills them); these go with its fields.
"""

from reconcile.report.documents.plan.duties import Duty, duties, spans
from reconcile.report.documents.plan.planned import Planned
from reconcile.report.documents.plan_names import (
    cite,
    cite_in_title,
    cite_once,
    cite_shortly,
    document_type,
    own_subject,
    reported_through,
    type_within,
)
from reconcile.report.documents.wording import count, lettered, short_day
from reconcile.vocabulary.text import capitalised

_EVERYBODY = (
    "Căn cứ chức năng, nhiệm vụ được giao, xây dựng kế hoạch hoặc lồng ghép vào chương trình công"
    " tác để tổ chức thực hiện; chịu trách nhiệm về tiến độ, chất lượng nhiệm vụ được giao."
)


def subject(plan: Planned) -> str:
    """Return the trích yếu: the unit's own title where it is known."""
    if not plan.whole:
        return f"Bổ sung nhiệm vụ triển khai thực hiện {cite_in_title(plan.result.upper)}"
    if plan.revises:
        return f"Sửa đổi, bổ sung {cite_shortly(plan.result.lower)}"
    own = own_subject(plan.result.lower)
    own = own or f"triển khai thực hiện {cite_in_title(plan.result.upper)}"
    return capitalised(f"{own}{_replacing(plan)}")


def _replacing(plan: Planned) -> str:
    """Name the replaced plan behind a trích yếu, by number and day: who issues both is the same."""
    if not plan.replaced:
        return ""
    lower = plan.result.lower
    day = f" ngày {short_day(lower.issued)}" if lower.issued else ""
    return f" (thay thế {document_type(lower)} số {lower.number}{day})"


def bases(plan: Planned) -> list[str]:
    """Return what the unit's own plan rests on, each with its marks.

    Source: ND30 Phụ lục I II.6.a; Hướng dẫn 36-HD/VPTW: with a hyphen.
    """
    mark = "- " if plan.sent.unit.party else ""
    found = [f"{mark}{each}" for each in plan.text.bases]
    return [f"{each};" for each in found[:-1]] + [f"{each}." for each in found[-1:]]


def opening(plan: Planned) -> str:
    """Return the paragraph that names the basis and says what is issued; the unit's own first."""
    if plan.text.opening:
        return plan.text.opening
    issues = plan.sent.kind["issues"]
    what = plan.what if plan.revises else f"{plan.what} triển khai thực hiện{_within(plan)}"
    own = not plan.whole or plan.revises or plan.replaced
    checked = f"; trên cơ sở rà soát {plan.own_plan}" if own else ""
    return (
        f"Thực hiện {cite(plan.result.upper)}{checked}, {plan.sent.author} {issues} {what}, cụ thể"
        " như sau:"
    )


def purposes(plan: Planned) -> list[str]:
    """Return what the plan is for; the unit's own words first."""
    if plan.text.purposes or plan.text.demands:
        return lettered(plan.text.purposes)
    upper, they = type_within(plan.result.upper), plan.they.short
    first = (
        f"Cụ thể hóa đầy đủ, kịp thời các nhiệm vụ được giao tại {upper} của {they}; xác định rõ"
        f" nội dung công việc, thời hạn hoàn thành và trách nhiệm của từng cơ quan, đơn vị"
        f"{_within(plan)}."
    )
    if not plan.whole:
        first = (
            f"Bổ sung các nhiệm vụ được giao tại {upper} của {they} chưa có trong"
            f" {plan.own_plan}; xác định rõ thời hạn hoàn thành và trách nhiệm của từng cơ quan,"
            f" đơn vị{_within(plan)}."
        )
    second = (
        "Làm cơ sở để các cơ quan, đơn vị tổ chức thực hiện; kiểm tra, đôn đốc và đánh giá kết"
        " quả thực hiện."
    )
    return lettered([first, second])


def demands(plan: Planned) -> list[str]:
    """Return what the plan demands of everybody; none where the unit has told purposes alone."""
    if plan.text.purposes or plan.text.demands:
        return lettered(plan.text.demands)
    first = (
        f"Bám sát nội dung, yêu cầu và thời hạn của nhiệm vụ {plan.they.short} giao; bảo đảm rõ"
        " người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền."
    )
    second = (
        "Các cơ quan, đơn vị chủ động triển khai nhiệm vụ được giao chủ trì, phối hợp chặt chẽ"
        " trong quá trình thực hiện; bảo đảm đúng tiến độ, chất lượng, tiết kiệm, hiệu quả."
    )
    return lettered([first, second])


def tasks(plan: Planned) -> list[str]:
    """Return how many tasks the plan has, with the pointer to the annex."""
    if not plan.total:
        nothing = f"Qua rà soát, không có nhiệm vụ phải bổ sung vào {plan.own_plan}."
        return ["Kế hoạch chưa có nhiệm vụ cụ thể." if plan.whole else nothing]
    said = f"{_how_many(plan)}{plan.see_annex}."
    if plan.revises:
        said = (
            f"Thay thế danh mục nhiệm vụ kèm theo {cite_shortly(plan.result.lower)} bằng Phụ lục"
            f" kèm theo Kế hoạch này. {said} Các nội dung khác giữ nguyên."
        )
    return [*plan.text.content, said]


def _how_many(plan: Planned) -> str:
    """Say how many tasks the plan has, and how many of them are added."""
    added, given = len(plan.proposals), f"nhiệm vụ {plan.they.short} giao"
    if not plan.whole:
        return f"Bổ sung {count(added)} {plan.they.short} giao{plan.by_role}"
    if not added:
        return f"Kế hoạch gồm {count(plan.total)}"
    if added == plan.total:
        return f"Kế hoạch gồm {count(added)} để cụ thể hóa {given}{plan.by_role}"
    return (
        f"Kế hoạch gồm {count(plan.total)}, trong đó bổ sung {count(added)} để cụ thể"
        f" hóa{plan.fully} {given}{plan.by_role}"
    )


def organisation(plan: Planned) -> list[dict[str, object]]:
    """Return the part on who does what: the unit's own, else office by office; then reports."""
    office = plan.sent.in_charge
    if plan.text.organisation:
        return _own_parts(plan, office)
    found, rest = duties(plan.rows, plan.sent)
    parts = [_followed(plan, office, next((d for d in found if d.name == office), None))]
    parts += _assigned(plan, [d for d in found if d.name != office])
    everybody = _everybody(rest)
    parts.append(("Các cơ quan, đơn vị liên quan", everybody))
    parts.append(("Chế độ báo cáo", [_reporting(plan, office)]))
    return [
        {"ten": f"{number}. {name}", "dong": lines}
        for number, (name, lines) in enumerate(parts, start=1)
    ]


def closing(plan: Planned) -> str:
    """Return the last sentences, without their end mark; the unit's own first."""
    replaces = f"Kế hoạch này thay thế {plan.replaced}. " if plan.replaced else ""
    if plan.text.closing:
        return f"{replaces}{plan.text.closing}"
    carried = f" triển khai thực hiện {cite_once(plan.result.upper)}"
    return (
        f"{replaces}Trên đây là {plan.what}{'' if plan.revises else carried};"
        f" {plan.sent.kind['charges'].format(author=plan.sent.author_short)}"
    )


def _followed(plan: Planned, office: str, duty: Duty | None) -> tuple[str, list[str]]:
    """Say what the office does that follows the plan."""
    own = [duty.told("Phụ lục")] if duty else []
    sent = plan.sent
    said: str = sent.kind["follows"]
    follows = said.format(office=office, author=sent.author_short, leader=sent.leader)
    return office, [*own, follows]


def _assigned(plan: Planned, found: list[Duty]) -> list[tuple[str, list[str]]]:
    """Say what the offices do; those of the other side together, under who leads them there."""
    parts = [(capitalised(d.name), [d.told("Phụ lục")]) for d in found if d.voice != "through"]
    led = [d.told("Phụ lục") for d in found if d.voice == "through"]
    return [*parts, (plan.sent.kind["through"]["heading"], led)] if led else parts


def _own_parts(plan: Planned, office: str) -> list[dict[str, object]]:
    """Return the unit's own points, numbered through; how to report only where none says it."""
    parts = plan.points
    if not plan.says_reporting:
        said = f"{len(parts) + 1}. Chế độ báo cáo"
        parts.append({"ten": said, "dong": [_reporting(plan, office)]})
    return parts


def _everybody(rest: tuple[int, ...]) -> list[str]:
    """Say what every office does, and who does what no single office was named for."""
    lines = [_EVERYBODY]
    if rest:
        lines.append(
            f"Đối với {count(len(rest))} (số thứ tự {spans(rest)}): các cơ quan, đơn vị có tên tại"
            " Phụ lục chủ động triển khai theo chức năng, nhiệm vụ được giao."
        )
    return lines


def _reporting(plan: Planned, office: str) -> str:
    """Say when and to whom is reported, and what to do in difficulties."""
    who = plan.sent.leader
    they = f"{plan.they.short}{reported_through(plan.result.upper)}"
    same = who in (office, plan.they.short, plan.they.name)
    above = they if same else f"{who} và {they}"
    return (
        f"Các cơ quan, đơn vị được giao nhiệm vụ báo cáo kết quả thực hiện {plan.reported_when},"
        f" gửi {office} tổng hợp, báo cáo {above}. Trong quá trình thực hiện, nếu có khó"
        f" khăn, vướng mắc, kịp thời báo cáo {who} xem xét, chỉ đạo giải quyết."
    )


def _within(plan: Planned) -> str:
    """Say where the plan is carried out, with the space before it; nothing for no area."""
    return f" {plan.area}" if plan.area else ""
