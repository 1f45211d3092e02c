"""The shipped Word templates, drawn from the measures: `make templates`."""

import sys
import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx.document import Document as DocumentObject

from drawing import shell
from drawing.chain import CHAIN, chain_body
from drawing.overall import overall_body
from drawing.parts import Draft
from drawing.plan import plan_body
from drawing.progress import PROGRESS, URGING, progress_body, urging_body
from drawing.shell import Annex
from drawing.unit_report import unit_report_body
from reconcile.layout.rules.measures import profile

_REPORT = (
    Annex("da_cu_the_hoa", "carried"),
    Annex("chua_cu_the_hoa", "missed"),
    Annex("sai_lech", "deviations", grouped=False),
)
_OVERALL = (
    Annex("don_vi", "units", grouped=False),
    Annex("nhiem_vu", "most_missed"),
    Annex("chua_gui", "absent", grouped=False),
)
_PLAN = (Annex("phu_luc", "plan", when="san_pham", other="plan_products"),)
_LETTER = (
    Annex("phu_luc", "urged"),
    Annex("mot_phan", "asked", grouped=False),
    Annex("can_lam_ro", "asked", grouped=False),
    Annex("sai_lech", "asked", grouped=False),
)


Body = Callable[[Draft, Mapping[str, str]], None]
"""Draws the text of a report with its sentences."""
LetterBody = Callable[[Draft], str]
"""Draws the text of a Công văn, and returns its last sentence."""


def government_report(
    title: str, wanted: tuple[Annex, ...], said: Mapping[str, str], body: Body
) -> DocumentObject:
    """Draw a Báo cáo of a People's Committee or of an office, with its receiver if it has one.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.4; order of parts as usual in reports.
    """
    draft = Draft(profile("nd30"), title)
    shell.government_letterhead(draft)
    shell.government_title(draft, "BÁO CÁO")
    draft.text("than", "{%p if kinh_gui %}")
    draft.text("kinh_gui", "Kính gửi: {{ kinh_gui }}.")
    draft.text("than", "{%p endif %}")
    body(draft, said)
    return _ended(draft, "./.", wanted, said["closing"])


def party_report(
    title: str,
    wanted: tuple[Annex, ...],
    said: Mapping[str, str],
    rules: str,
    body: Body,
) -> DocumentObject:
    """Draw the Báo cáo of a Party committee: its receivers are in Nơi nhận, it ends with ``.``.

    Source: Hướng dẫn 36-HD/VPTW; 05-HD/VPTW as far as it is known.
    """
    draft = Draft(profile(rules), title)
    shell.party_letterhead(draft)
    shell.party_title(draft, "BÁO CÁO")
    body(draft, said)
    return _ended(draft, ".", wanted, said["closing"])


def government_plan(title: str) -> DocumentObject:
    """Draw the Kế hoạch of a People's Committee.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.4; order of parts as usual in plans.
    """
    draft = Draft(profile("nd30"), title)
    shell.government_letterhead(draft)
    shell.government_title(draft, "KẾ HOẠCH")
    return _ended(draft, "./.", _PLAN, plan_body(draft))


def party_plan(title: str, rules: str = "hd05") -> DocumentObject:
    """Draw the Kế hoạch of a Party committee.

    Source: Hướng dẫn 36-HD/VPTW; 05-HD/VPTW as far as it is known.
    """
    draft = Draft(profile(rules), title)
    shell.party_letterhead(draft)
    shell.party_title(draft, "KẾ HOẠCH")
    return _ended(draft, ".", _PLAN, plan_body(draft))


def government_letter(
    title: str, body: LetterBody | None = None, wanted: tuple[Annex, ...] = _LETTER
) -> DocumentObject:
    """Draw a Công văn: no type, the subject under the number.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.5.
    """
    draft = Draft(profile("nd30"), title)
    shell.government_letterhead(draft, letter=True)
    draft.text("kinh_gui", "Kính gửi: {{ kinh_gui }}.")
    closing = (body or _letter_body)(draft)
    return _ended(draft, "./.", wanted, closing)


def party_letter(
    title: str,
    rules: str = "hd05",
    body: LetterBody | None = None,
    wanted: tuple[Annex, ...] = _LETTER,
) -> DocumentObject:
    """Draw the Công văn of a Party committee.

    Source: Hướng dẫn 36-HD/VPTW; 05-HD/VPTW as far as it is known.
    """
    draft = Draft(profile(rules), title)
    shell.party_letterhead(draft, letter=True)
    draft.text("kinh_gui", "Kính gửi: {{ kinh_gui }},")
    closing = (body or _letter_body)(draft)
    return _ended(draft, ".", wanted, closing)


# In the words of issued documents.
_SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))

_ONE = "Báo cáo kết quả cụ thể hóa kế hoạch của cấp trên"
_ALL = "Báo cáo tổng hợp kết quả cụ thể hóa kế hoạch"
_DOWN = "Báo cáo kết quả cụ thể hóa qua các cấp"
_KH = "Kế hoạch triển khai thực hiện kế hoạch của cấp trên"
_CV = "Công văn đôn đốc cụ thể hóa kế hoạch"
_BCTD = "Báo cáo tiến độ thực hiện nhiệm vụ"
_CVTD = "Công văn đôn đốc nhiệm vụ quá hạn"

TEMPLATES: dict[str, Callable[[], DocumentObject]] = {
    "bao-cao.docx": partial(
        government_report, _ONE, _REPORT, _SENTENCES["report"], unit_report_body
    ),
    "bao-cao-dang.docx": partial(
        party_report, _ONE, _REPORT, _SENTENCES["report"], "hd05", unit_report_body
    ),
    "bao-cao-dang-hd36.docx": partial(
        party_report, _ONE, _REPORT, _SENTENCES["report"], "hd36", unit_report_body
    ),
    "ke-hoach.docx": partial(government_plan, _KH),
    "ke-hoach-dang.docx": partial(party_plan, _KH),
    "ke-hoach-dang-hd36.docx": partial(party_plan, _KH, "hd36"),
    "cong-van.docx": partial(government_letter, _CV),
    "cong-van-dang.docx": partial(party_letter, _CV),
    "cong-van-dang-hd36.docx": partial(party_letter, _CV, "hd36"),
    "bao-cao-tong-hop.docx": partial(
        government_report, _ALL, _OVERALL, _SENTENCES["overall"], overall_body
    ),
    "bao-cao-tong-hop-dang.docx": partial(
        party_report, _ALL, _OVERALL, _SENTENCES["overall"], "hd05", overall_body
    ),
    "bao-cao-tong-hop-dang-hd36.docx": partial(
        party_report, _ALL, _OVERALL, _SENTENCES["overall"], "hd36", overall_body
    ),
    "bao-cao-tien-do.docx": partial(
        government_report, _BCTD, PROGRESS, _SENTENCES["progress"], progress_body
    ),
    "bao-cao-tien-do-dang.docx": partial(
        party_report, _BCTD, PROGRESS, _SENTENCES["progress"], "hd05", progress_body
    ),
    "bao-cao-tien-do-dang-hd36.docx": partial(
        party_report, _BCTD, PROGRESS, _SENTENCES["progress"], "hd36", progress_body
    ),
    "cong-van-don-doc-tien-do.docx": partial(government_letter, _CVTD, urging_body, URGING),
    "cong-van-don-doc-tien-do-dang.docx": partial(party_letter, _CVTD, "hd05", urging_body, URGING),
    "cong-van-don-doc-tien-do-dang-hd36.docx": partial(
        party_letter, _CVTD, "hd36", urging_body, URGING
    ),
    "bao-cao-chuoi.docx": partial(government_report, _DOWN, CHAIN, _SENTENCES["chain"], chain_body),
    "bao-cao-chuoi-dang.docx": partial(
        party_report, _DOWN, CHAIN, _SENTENCES["chain"], "hd05", chain_body
    ),
    "bao-cao-chuoi-dang-hd36.docx": partial(
        party_report, _DOWN, CHAIN, _SENTENCES["chain"], "hd36", chain_body
    ),
}
"""Every shipped template: its file name, and what draws it."""


def draw_templates(folder: Path) -> None:
    """Draw every shipped template into a folder; one that is there already stays as it is.

    A zip keeps the time at which it was made, so the bytes would differ each time.
    """
    for name, draw in TEMPLATES.items():
        drawn, path = BytesIO(), folder / name
        draw().save(drawn)
        if not path.exists() or _parts(path) != _parts(drawn):
            path.write_bytes(drawn.getvalue())


def _parts(file: Path | BytesIO) -> dict[str, bytes]:
    """Read the parts of a Word file by name."""
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _ended(draft: Draft, mark: str, wanted: tuple[Annex, ...], closing: str) -> DocumentObject:
    """Draw what follows the text: its last words with their mark, the signature, the annexes."""
    # The mark is typed right behind the tag: it follows the last word without a space.
    draft.text("ket_thuc", f"{closing}{mark}")
    shell.signature(draft)
    shell.annexes(draft, wanted)
    return draft.document


def _letter_body(draft: Draft) -> str:
    """Draw the text of a Công văn, with fields for the facts alone; return its last sentence."""
    said = _SENTENCES["letter"]
    draft.text("mo_dau", said["opening"])
    draft.text("than", "{{ ket_qua_chung }}")
    draft.text("than", said["asks"])
    draft.steps(said["steps"])
    return str(said["closing"])


if __name__ == "__main__":
    draw_templates(Path(sys.argv[1]))
