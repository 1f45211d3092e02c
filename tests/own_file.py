"""A commune's own workbook as coordinators send it: every kind of formatting, and a drawing."""

import base64
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

SHEET = "Phụ lục 1"
HEADS = (
    ("STT", "Nội dung nhiệm vụ", "Văn bản giao nhiệm vụ", "Thời hạn", "Cơ quan thực hiện", None),
    (None, None, None, None, "Chủ trì", "Phối hợp"),
)
ROWS = (
    ("I", "HẠ TẦNG SỐ", None, None, None, None),
    (
        1,
        "Kiện toàn Tổ công nghệ số cộng đồng",
        "14-TB/TGV",
        "15/12/2026",
        "Phòng VH-XH",
        "Các thôn",
    ),
    (2, "Số hóa hồ sơ thủ tục hành chính", "14-TB/TGV", "20/01/2027", "Trung tâm PVHCC", ""),
    (3, "=2+1", "14-TB/TGV", "Thường xuyên", "Công an xã", ""),
    ("II", "KỸ NĂNG SỐ", None, None, None, None),
    (4, "Phổ cập kỹ năng số cho người dân", "14-TB/TGV", "31/10/2026", "Phòng VH-XH", "Đoàn TN"),
)
TOP = 7
"""The first row of the header."""
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_MAIN = "http://schemas.openxmlformats.org"
_TYPES = f"{_MAIN}/officeDocument/2006/relationships"
_ANCHOR = (
    "<xdr:from><xdr:col>{0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>"
    "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff>"
    "<xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
)
_DRAWING = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="{_MAIN}/drawingml/2006/spreadsheetDrawing"
 xmlns:a="{_MAIN}/drawingml/2006/main">
<xdr:twoCellAnchor>{_ANCHOR.format(3, 5)}<xdr:cxnSp macro=""><xdr:nvCxnSpPr>
<xdr:cNvPr id="2" name="Đường kẻ"/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr><xdr:spPr>
<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>
</a:solidFill></a:ln></xdr:spPr></xdr:cxnSp><xdr:clientData/></xdr:twoCellAnchor>
<xdr:twoCellAnchor>{_ANCHOR.format(0, 1)}<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="Dấu"/>
<xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="{_TYPES}" r:embed="rId1"/><a:stretch>
<a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"""


def own_file(path: Path, *, drawing: bool = True) -> Path:
    """Save the workbook of a commune: two sheets, the second with the table of tasks."""
    book = Workbook()
    book.worksheets[0].title = "Bìa"
    book.worksheets[0]["B2"] = "HỒ SƠ GỬI UBND TỈNH"
    _fill(book.create_sheet(SHEET))
    book.save(path)
    if drawing:
        _draw(path)
    return path


def _fill(sheet: Worksheet) -> None:
    """Write the sheet of tasks with its letterhead, table, signature and all its formatting."""
    sheet["A1"], sheet["D1"] = "ỦY BAN NHÂN DÂN XÃ VĨNH HẠ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("D1:H1")
    for number, cells in enumerate((*HEADS, *ROWS), start=TOP):
        for column, value in enumerate(cells, start=1):
            sheet.cell(number, column).value = value
            _dress(sheet, number, column, head=number < TOP + len(HEADS))
    for area in ("A7:A8", "B7:B8", "C7:C8", "D7:D8", "E7:F7"):
        sheet.merge_cells(area)
    for column in range(1, 7):
        sheet.cell(TOP + 3, column).fill = PatternFill("solid", fgColor="FFFF00")
    sheet["E18"] = "CHỦ TỊCH"
    sheet["B10"].comment = Comment("Đã họp thống nhất", "Văn phòng")
    for letter, width in zip("ABCDEF", (6, 50, 20, 15, 22, 18), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[11].hidden = True
    sheet.row_dimensions[12].height = 16
    sheet.freeze_panes = "C9"
    sheet.auto_filter.ref = "A8:F14"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "7:8"
    red = DifferentialStyle(fill=PatternFill("solid", bgColor="FFC7CE"))
    rule = Rule(type="cellIs", operator="equal", formula=['"Thường xuyên"'], dxf=red)
    sheet.conditional_formatting.add("D9:D14", rule)
    checked = DataValidation("list", formula1='"Phòng VH-XH,Công an xã"', sqref="E9:E14")
    sheet.add_data_validation(checked)


def _dress(sheet: Worksheet, row: int, column: int, *, head: bool) -> None:
    """Give a cell of the table its look."""
    cell, side = sheet.cell(row, column), Side(style="thin")
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.font = Font(name="Times New Roman", size=13, bold=head)
    centred = head or column in (1, 4)
    cell.alignment = Alignment("center" if centred else None, "center", wrap_text=column == 2)
    if head:
        cell.fill = PatternFill("solid", fgColor="C6E0B4")


def excel_table(path: Path) -> Path:
    """Save a workbook whose tasks stand in an Excel table."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for row in (
        ("STT", "Nội dung nhiệm vụ", "Thời hạn", "Chủ trì"),
        ("1", "Kiện toàn Tổ công nghệ số cộng đồng", "15/12/2026", "Phòng VH-XH"),
        ("2", "Số hóa hồ sơ thủ tục hành chính", "20/01/2027", "Trung tâm PVHCC"),
    ):
        sheet.append(row)
    sheet.add_table(Table(displayName="NhiemVu", ref="A1:D3"))
    book.save(path)
    return path


def _draw(path: Path) -> None:
    """Put a line and a picture on the sheet of tasks, as Excel would store them."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet, rels = "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet2.xml.rels"
    link = f'<Relationship Id="rIdD" Type="{_TYPES}/drawing" Target="/xl/drawings/drawing9.xml"/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    use = f'<drawing xmlns:r="{_TYPES}" r:id="rIdD"/><legacyDrawing'
    parts[sheet] = parts[sheet].replace(b"<legacyDrawing", use.encode())
    parts["xl/drawings/drawing9.xml"] = _DRAWING.encode()
    image = f'<Relationship Id="rId1" Type="{_TYPES}/image" Target="../media/dau.png"/>'
    package = f"{_MAIN}/package/2006/relationships"
    parts["xl/drawings/_rels/drawing9.xml.rels"] = (
        f'<Relationships xmlns="{package}">{image}</Relationships>'.encode()
    )
    parts["xl/media/dau.png"] = _PIXEL
    kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
    told = (
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/xl/drawings/drawing9.xml" ContentType="{kind}"/></Types>'
    )
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"</Types>", told.encode())
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
