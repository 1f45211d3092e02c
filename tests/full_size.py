"""The two plans of an ordinary commune, in their usual size: 27 tasks given, 67 of its own plan."""

from pathlib import Path

from cycle.invented import OWN, WORK, Item, drawing, localised
from office import workbook

GIVEN, OWN_PLAN = 27, 67
LOOSE = (
    (2, "Dọn cỏ, khơi thông kênh mương ra đồng"),
    (9, "Khám bệnh miễn phí cho các cụ trong xã"),
    (11, "Làm sổ đỏ cho dân"),
    (12, "Cảnh báo đuối nước ở ao hồ"),
    (17, "Chi tiền trợ cấp hằng tháng"),
    (23, "Sửa đình làng"),
)
"""Position of a task given → how the commune writes something like it: a person has to look."""
_MISSED = (5, 8, 16)
_PLACES = ("thôn Đông", "thôn Đoài", "thôn Thượng", "thôn Hạ", "thôn Trung", "thôn Bến")


def draw_full_size(home: Path) -> tuple[Path, Path]:
    """Write both plans into a folder: that of the province, that of the commune."""
    given = [Item(f"{h} {tail}", "80/QĐ-UBND", "31/12/2026", "UBND cấp xã") for h, tail, _ in WORK]
    more = (f"{text[:1].upper()}{text[1:]}" for _, _, text in WORK)
    given += [Item(text, "27/KH-UBND", "Quý I/2027", "UBND cấp xã") for text in more]
    given = given[:GIVEN]
    loose = dict(LOOSE)
    rows = [
        Item(loose.get(at, localised(each.text)), "", "15/12/2026", "Phòng Kinh tế")
        for at, each in enumerate(given)
        if at not in _MISSED
    ]
    for at in range(OWN_PLAN - len(rows)):
        text = f"{OWN[at % len(OWN)]} tại {_PLACES[at // len(OWN)]}"
        rows.append(Item(text, "", "", "Văn phòng HĐND và UBND"))
    upper, lower = home / "tinh.xlsx", home / "xa.xlsx"
    workbook(upper, drawing("UBND TỈNH HÀ SƠN\nKế hoạch số 186/KH-UBND ngày 20/10/2026", given))
    workbook(lower, drawing("UBND XÃ AN BÌNH", rows))
    return upper, lower
