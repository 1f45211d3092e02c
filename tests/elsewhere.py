"""Draw sound documents as offices make them elsewhere, and have LibreOffice save them as .docx.

``python tests/elsewhere.py OUT [SEED …]``: letterheads by table and by tabs, annexes
alone, one page, lists that are half automatic. What the tests keep is every tenth of them.
"""

import random
import subprocess
import sys
from pathlib import Path

from flat import Flat, Look
from reconcile.office.text_width import Face, text_width

PLACES = ("Suối Mơ", "Bản Cát", "Khe Lim", "Đồng Trạng", "Hòa Thạch", "Phú Ninh Thượng")
THINGS = (
    "mở lớp đan lát", "sửa đường vào thôn", "trồng cây phân tán", "tu bổ kênh nội đồng",
    "tổ chức hội thi tiếng hát", "kiểm kê đàn trâu bò", "dọn vệ sinh chợ phiên",
)  # fmt: skip
BODIES = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã", "Hội Nông dân xã")
CENTRED = Look(align="center")
BOLD = Look(align="center", bold=True)
BODY = Look(align="justify", indent=12.7, gap=6)
HEADING = Look(align="justify", bold=True, indent=12.7, gap=6, keep=True)
CELL, CELL_CENTRED = Look(size=12), Look(size=12, align="center")
TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
CREED = "Độc lập - Tự do - Hạnh phúc"
KINDS = ("table", "tabs", "annex", "page", "list", "letter", "groups", "rules")


def sound(seed: int) -> Flat:
    """Draw a document: its kind goes round with the seed, the rest is drawn."""
    drawn = random.Random(seed)  # noqa: S311 - a seed, no secret
    kind = KINDS[seed % len(KINDS)]
    flat = Flat(landscape=kind == "annex" and seed % 3 == 0, numbered=kind != "page")
    if kind in ("annex", "rules"):
        _attachment(flat, drawn, kind)
        return flat
    place, thing = drawn.choice(PLACES), drawn.choice(THINGS)
    letter = kind == "letter" or (kind == "page" and drawn.random() < 0.5)
    if kind == "tabs":
        _typed_head(flat, drawn, place)
    else:
        _head(flat, drawn, place, thing if letter else "")
    if not letter:
        flat.add("KẾ HOẠCH", BOLD)
        flat.add(thing.capitalize(), BOLD)
        flat.add("", _line(thing, 14, 165, 0.4))
        flat.add("", Look(size=6))
    _body(flat, drawn, kind, thing)
    (_typed_end if kind == "tabs" else _end)(flat, letter=letter)
    return flat


def _head(flat: Flat, drawn: random.Random, place: str, about: str) -> None:
    """Draw a letterhead in a table; that of a công văn may hold Kính gửi as well."""
    small = Look(align="center", bold=True, size=13)
    left = flat.text("ỦY BAN NHÂN DÂN", small) + flat.text(f"XÃ {place.upper()}", small)
    left += flat.text("", _line(f"XÃ {place.upper()}", 13, 65, 0.4))
    right = flat.text(TITLE, small) + flat.text(CREED, BOLD)
    right += flat.text("", _line(CREED, 14, 100, 1))
    number = drawn.choice(["Số: 12", "Số:      ", "Số: 05"])
    symbol = "/UBND-KT" if about else "/KH-UBND"
    below = flat.text(f"{number}{symbol}", Look(align="center", size=13))
    if about:
        below += flat.text(f"V/v {about}", Look(align="center", size=12, above=6))
    date = flat.text(_date(drawn, place), Look(align="center", italic=True))
    rows = [[left, right], [below, date]]
    inside = about and drawn.random() < 0.5
    address = f"Kính gửi: {drawn.choice(BODIES)}."
    if inside:
        rows.append([flat.text(address, CENTRED)])
    flat.table((65, 100), rows, framed=False)
    flat.add("", Look(size=6))
    if about and not inside:
        flat.add(address, CENTRED)
        flat.add("", Look(size=6))


def _line(above: str, size: float, room: float, share: float) -> Look:
    """Draw a line under a text in bold, as long as a share of it."""
    length = text_width(above, size, Face.BOLD) * 25.4 / 72 * share
    return Look(align="center", line=True, sides=round((room - length) / 2, 1))


def _typed_head(flat: Flat, drawn: random.Random, place: str) -> None:
    """Draw a letterhead whose columns are typed with tabs or spaces."""
    gap = drawn.choice(["\t\t", " " * 12, "\t", "   \t  "])
    flat.add(f"    ỦY BAN NHÂN DÂN{gap}{TITLE}", Look(bold=True, size=13))
    flat.add(f"      XÃ {place.upper()}{gap}     {CREED}", Look(bold=True, size=13))
    number = drawn.choice(["Số: 12", "Số:        ", "Số: 05"])
    flat.add(f"   {number}/KH-UBND{gap}    {_date(drawn, place)}", Look(size=13))
    flat.add("", Look())


def _date(drawn: random.Random, place: str) -> str:
    """Draw a place and a date."""
    return f"{place}, ngày {drawn.choice(['05', '12', '     '])} tháng 11 năm 2026"


def _body(flat: Flat, drawn: random.Random, kind: str, thing: str) -> None:
    """Draw the text, with what this kind is about."""
    flat.add(
        f"Thực hiện chương trình công tác năm 2026, Ủy ban nhân dân xã giao {drawn.choice(BODIES)}"
        f" chủ trì {thing} trên địa bàn, cụ thể như sau:",
        BODY,
    )
    if kind == "letter":
        flat.add("Căn cứ tình hình thực tế tại các thôn, Ủy ban nhân dân xã đề nghị:", BODY)
    for at in range(1, 3 if kind in ("page", "letter") else 7):
        flat.add(f"{at}. Nội dung {drawn.choice(THINGS)}", HEADING)
        if kind == "list":
            _half_automatic(flat, drawn)
        else:
            flat.add(
                f"{drawn.choice(BODIES)} chuẩn bị và báo cáo trước ngày 20/11/2026; " * 2, BODY
            )
    if kind == "groups":
        _table(flat, drawn, anew=drawn.random() < 0.7)
    flat.add("Yêu cầu các cơ quan, các thôn nghiêm túc triển khai thực hiện./.", BODY)


def _half_automatic(flat: Flat, drawn: random.Random) -> None:
    """Draw a list that Word numbers, but for the đ, which is typed."""
    flat.items([f"{drawn.choice(THINGS).capitalize()};" for _ in range(4)], BODY)
    flat.add(f"đ) {drawn.choice(THINGS).capitalize()};", BODY)
    flat.items([f"{drawn.choice(THINGS).capitalize()}."], BODY, goes_on=True)


def _table(flat: Flat, drawn: random.Random, *, anew: bool) -> None:
    """Draw a table in groups, numbered over all or in each."""
    rows = [[flat.text(x, CELL_CENTRED) for x in ("STT", "Nội dung", "Chủ trì", "Thời hạn")]]
    at = 0
    for group in ("I", "II"):
        rows.append([flat.text(f"{group}. Nhóm việc {drawn.choice(THINGS)}", CELL)])
        at = 0 if anew else at
        for _ in range(drawn.randint(2, 4)):
            at += 1
            said = (drawn.choice(THINGS).capitalize(), drawn.choice(BODIES), "20/11/2026")
            cells = [flat.text(x, CELL) for x in said]
            rows.append([flat.text(str(at), CELL_CENTRED), *cells])
    flat.table((15, 70, 50, 30), rows, framed=True)
    flat.add("", Look(size=6))


def _end(flat: Flat, *, letter: bool) -> None:
    """Draw receivers and signature in a table."""
    small = Look(size=11)
    left = flat.text("Nơi nhận:", Look(size=12, bold=True, italic=True))
    first = "- Như trên;" if letter else "- Các thôn;"
    left += flat.text(first, small) + flat.text("- Lưu: VT, KT.", small)
    right = flat.text("TM. ỦY BAN NHÂN DÂN", BOLD) + flat.text("CHỦ TỊCH", BOLD)
    right += flat.text("", BOLD) * 4 + flat.text("Lò Văn Mây", BOLD)
    flat.table((80, 85), [[left, right]], framed=False)


def _typed_end(flat: Flat, *, letter: bool) -> None:
    """Draw receivers and signature whose columns are typed."""
    first = "- Như trên;" if letter else "- Các thôn;"
    lines = ("Nơi nhận:\t\t\t\tTM. ỦY BAN NHÂN DÂN", f"{first}\t\t\t\t\tCHỦ TỊCH", "- Lưu: VT, KT.")
    for line in (*lines, "", "", "\t\t\t\t\t\tLò Văn Mây"):
        flat.add(line, Look(size=13))


def _attachment(flat: Flat, drawn: random.Random, kind: str) -> None:
    """Draw a file that holds only what goes with a document."""
    with_ = (
        f"(Kèm theo Quyết định số {drawn.randint(10, 99)}/QĐ-UBND ngày 05 tháng 11 năm 2026"
        f" của Ủy ban nhân dân xã {drawn.choice(PLACES)})"
    )
    if kind == "annex":
        flat.add(drawn.choice(["Phụ lục", "Phụ lục II", "Phụ lục IV"]), BOLD)
        flat.add("DANH MỤC CÔNG VIỆC GIAO CÁC CƠ QUAN", BOLD)
    else:
        flat.add("QUY CHẾ", BOLD)
        flat.add("Hoạt động của tổ công tác", BOLD)
    flat.add(with_, Look(align="center", italic=True))
    flat.add("", Look(size=6))
    if kind == "annex":
        _table(flat, drawn, anew=drawn.random() < 0.5)
        return
    for at in range(1, 6):
        flat.add(f"Điều {at}. Về {drawn.choice(THINGS)}", HEADING)
        flat.add(f"1. {drawn.choice(BODIES)} chủ trì, các thôn phối hợp thực hiện.", BODY)
        flat.add("2. Kết quả gửi về Ủy ban nhân dân xã trước ngày 20/11/2026.", BODY)


def make(out: Path, seeds: list[int]) -> None:
    """Draw documents, and convert all of them in one run of LibreOffice."""
    out.mkdir(parents=True, exist_ok=True)
    drawn = [out / f"{KINDS[seed % len(KINDS)]}-{seed:02d}.fodt" for seed in seeds]
    for path, seed in zip(drawn, seeds, strict=True):
        path.write_text(sound(seed).written(), "utf-8")
    profile = f"-env:UserInstallation={(out / 'profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(out)]
    subprocess.run([*command, *map(str, drawn)], check=True, capture_output=True)
    for path in drawn:
        path.unlink()


if __name__ == "__main__":
    make(Path(sys.argv[1]), [int(each) for each in sys.argv[2:]] or list(range(40)))
