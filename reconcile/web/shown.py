"""How values are written on a page, as official Vietnamese has them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from reconcile.model import Outcome, Progress, Role
from reconcile.run.page.snapshot import short_id
from reconcile.store.outputs import stands_for
from reconcile.tracking.counts import StateClass
from reconcile.tracking.figures import Standing
from reconcile.tracking.progress import TrackedTask
from reconcile.vocabulary.shares import rate_told
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised
from reconcile.web.page_words import on_page, place

GLYPHS = {Outcome.CARRIED: "✓", Outcome.PARTIAL: "◐", Outcome.REVIEW: "?", Outcome.MISSED: "✕"}
"""Told beside word, border and tint; not the emoji forms."""
NO_ROLE = "–"


def number(value: int) -> str:
    """Write 6000 as ``6.000``."""
    return f"{value:,}".replace(",", ".")


def day(value: dt.date | str | None) -> str:
    """Write a date, or the day of an ISO time, as ``20/11/2026``."""
    if not value:
        return ""
    date = value if isinstance(value, dt.date) else dt.date.fromisoformat(value[:10])
    return f"{date.day:02d}/{date.month:02d}/{date.year}"


def moment(iso: str) -> str:
    """Write an ISO time as ``20/11/2026, 15:02``."""
    return f"{day(iso)}, {iso[11:16]}" if len(iso) > 10 else day(iso)


def glyph(outcome: Outcome) -> str:
    """Return the sign of an outcome."""
    return GLYPHS[outcome]


def standing_class(standing: Standing) -> str:
    """Return by what a cell of the matrix is drawn."""
    return "none" if standing.role is Role.NONE else standing.outcome.value


def standing_glyph(standing: Standing) -> str:
    """Return the sign of a cell of the matrix."""
    return NO_ROLE if standing.role is Role.NONE else GLYPHS[standing.outcome]


def points(difference: float) -> str:
    """Write how far two rates are apart: ``+4,5 điểm``; nothing where they are the same."""
    said = f"{difference * 100:+.1f}".replace(".", ",").replace("-", "−")
    return "" if said in ("+0,0", "−0,0") else f"{said} điểm"


STATES = {
    Progress.DONE: "✓", Progress.UNDER_WAY: "◐", Progress.NOT_BEGUN: "○", Progress.NOT_DONE: "○",
    Progress.RECURRING: "↻", Progress.PAUSED: "‖", Progress.WITHDRAWN: "‖", Progress.UNKNOWN: "–",
}  # fmt: skip
"""Told beside the word."""


def state_glyph(row: TrackedTask) -> str:
    """Return the sign of a task's state."""
    return STATES[row.state.progress]


def state_word(row: TrackedTask) -> str:
    """Say a task's state in words: how far it is, and whether late."""
    if row.counted in (StateClass.DONE_IN_TIME, StateClass.DONE_LATE):
        return term("state_class", row.counted)
    late = ", quá hạn" if row.counted is StateClass.OPEN_LATE else ""
    return term("progress_state", row.state.progress) + late


_FILES = {
    "tong-hop.xlsx": "bảng tổng hợp",
    "tat-ca.xlsx": "bảng rà soát chung",
    "bao-cao-tong-hop.docx": "báo cáo tổng hợp",
    "bao-cao-chuoi.docx": "báo cáo chuỗi nhiệm vụ",
    "gui-don-vi.zip": "công văn, phụ lục, tệp có kết quả, biểu trả lời",
    "tien-do.xlsx": "bảng theo dõi tiến độ",
    "bao-cao-tien-do.docx": "báo cáo tiến độ",
    "cong-van-don-doc-tien-do.docx": "công văn đôn đốc tiến độ",
    "lich-nhiem-vu.ics": "lịch thời hạn, mở bằng phần mềm lịch",
}


def file_told(name: str) -> str:
    """Say what an output is that is handed out under its name."""
    plain = stands_for(name).rpartition("/")[2]
    if plain.startswith("_"):
        return "bảng rà soát giữa hai kế hoạch cấp trên"
    usual = "tệp của đơn vị có kết quả" if "-ra-soat." in plain else "bảng rà soát của đơn vị"
    return _FILES.get(plain, usual)


def sentence(text: str) -> str:
    """Write words as a sentence, which begins with a capital and ends."""
    return capitalised(ended(text))


def ended(text: str) -> str:
    """End words as a sentence ends."""
    said = text.strip()
    return said if not said or said[-1] in ".!?…:" else f"{said}."


def outcome_word(outcome: Outcome) -> str:
    """Return an outcome in words."""
    return term("outcome", outcome)


FILTERS: dict[str, Callable[..., Any]] = {
    "percent": rate_told,
    "number": number,
    "points": points,
    "day": day,
    "moment": moment,
    "glyph": glyph,
    "standing_class": standing_class,
    "standing_glyph": standing_glyph,
    "capitalise": capitalised,
    "state_glyph": state_glyph,
    "state_word": state_word,
    "place": place,
    "on_page": on_page,
    "sentence": sentence,
    "ended": ended,
    "file_told": file_told,
    "mark": short_id,
    "outcome_word": outcome_word,
}
