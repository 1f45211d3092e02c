"""The parts that official documents are drawn from: paragraphs, lines, tables, sections."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal

from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Header
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from drawing.blank import blank_document, font_elements, xml_of
from drawing.heads import head, head_cells, levels
from drawing.table_parts import empty_cell, frame, keep_row_whole, new_row, repeat_row
from reconcile.layout.rules.measures import Profile, TableColumn, TableMeasures
from reconcile.office.word_elements import element, field_elements
from reconcile.office.word_package import PROGRAM, name_program

_DRAWN = datetime(2026, 1, 1, tzinfo=UTC)
"""Date in the properties of a template: one for all, so that drawing twice gives one file."""


class Draft:
    """A document being drawn in the measures of a profile, from top to bottom."""

    def __init__(self, profile: Profile, title: str) -> None:
        self.profile = profile
        self.document: DocumentObject = blank_document(profile)
        self._page(self.document.sections[0], "portrait")
        properties = self.document.core_properties
        properties.title, properties.author = title, PROGRAM
        properties.comments = ""
        properties.language = profile.language
        properties.created = properties.modified = _DRAWN
        name_program(self.document)

    def text(self, kind: str, said: str, inside: _Cell | None = None) -> Paragraph:
        """Add a paragraph of a kind that the profile names, to the document or to a cell."""
        place = self.document if inside is None else inside
        paragraph = place.add_paragraph(style=self.profile.text[kind].style)
        self._run(paragraph, said)
        return paragraph

    def repeat(
        self, kind: str, name: str, inside: _Cell | None = None, said: str = "{{ dong }}"
    ) -> None:
        """Add a paragraph that is there once for each line of the field ``name``."""
        self.text(kind, f"{{%p for dong in {name} %}}", inside)
        self.text(kind, said, inside)
        self.text(kind, "{%p endfor %}", inside)

    def optional(self, kind: str, said: str, when: str) -> None:
        """Add a paragraph that is there if the field ``when`` holds something; empty for always."""
        with self.where(when, kind):
            self.text(kind, said)

    @contextmanager
    def where(self, when: str, kind: str = "than") -> Iterator[None]:
        """Let what is drawn inside be there if the field ``when`` holds something."""
        if when:
            self.text(kind, f"{{%p if {when} %}}")
        yield
        if when:
            self.text(kind, "{%p endif %}")

    def steps(self, steps: Sequence[Mapping[str, str]]) -> None:
        """Add sentences, each there if the field that it names under ``when`` holds something.

        One with ``each`` is there once for each line of the field that it names.
        """
        for step in steps:
            with self.where(step.get("when", "")):
                if name := step.get("each"):
                    self.repeat("than", name, said=step["said"])
                else:
                    self.text("than", step["said"])

    def rule(self, kind: str, inside: _Cell | None = None) -> None:
        """Add a line under the text above; its length is settled when the text is known."""
        place = self.document if inside is None else inside
        paragraph = place.add_paragraph(style=self.profile.rule[kind].style)
        width = self._width_of(inside)
        paragraph.paragraph_format.left_indent = Mm(width / 3)
        paragraph.paragraph_format.right_indent = Mm(width / 3)

    def side_by_side(self, grid: str, rows: int) -> list[list[_Cell]]:
        """Add a table without borders for what stands side by side; return its cells by row."""
        measures = self.profile.grid[grid]
        table = self._table(measures, measures.widths, rows)
        for row in table.rows:
            keep_row_whole(row)
        return [list(row.cells) for row in table.rows]

    def task_table(self, columns: Sequence[TableColumn], rows: str, *, grouped: bool) -> None:
        """Add a table with a repeated header row, and one row for each of the field ``rows``.

        Args:
            columns: from the left.
            rows: the field: a list of rows; a row with ``nhom`` is a heading over the width.
            grouped: whether such headings can occur.

        """
        # One loop over a flat list, headings among its rows: docxtpl breaks on nested ones.
        table = self._table(self.profile.grid["task"], [c.width for c in columns], levels(columns))
        self._header_rows(table, columns)
        self._tag_row(table, f"{{%tr for dong in {rows} %}}")
        if grouped:
            self._tag_row(table, "{%tr if dong.nhom %}")
            self._tag_row(table, "{{ dong.nhom }}", kind="bang_nhom")
            self._tag_row(table, "{%tr else %}")
        self._data_row(table, columns)
        if grouped:
            self._tag_row(table, "{%tr endif %}")
        self._tag_row(table, "{%tr endfor %}")

    def gap(self) -> None:
        """Add the space behind a table in the text."""
        # Two low paragraphs: behind a single one, or none, LibreOffice (7.4) leaves a heading, or
        # the words before a list, at the foot of the page, though they are kept with what follows.
        for _ in range(2):
            self.text("ngat", "")

    def number_pages(self) -> None:
        """Number the pages of the last section in its top margin, from its second page on."""
        section = self.document.sections[-1]
        section.different_first_page_header_footer = True
        # An empty one for the first page, which shows no number (ND30, Phụ lục I, I.7).
        for header in (section.header, section.first_page_header):
            header.is_linked_to_previous = False
        self._page_number(section.header)
        section.first_page_header.paragraphs[0].style = self.profile.text["so_trang"].style

    def new_section(self, page: Literal["portrait", "landscape"], *, restart: bool = False) -> None:
        """End the section here; what follows stands on pages of another kind."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        # python-docx ends a section in a paragraph of its own, which is to take next to no room.
        self.document.paragraphs[-1].style = self.profile.text["ngat"].style
        self._page(section, page)
        body = self.document.element.body
        # python-docx copies the section before, which may have begun anew itself.
        for numbers in body.xpath("./w:sectPr/w:pgNumType"):
            numbers.getparent().remove(numbers)
        for margins in body.xpath("./w:sectPr/w:pgMar") if restart else ():
            margins.addnext(element("w:pgNumType", {"start": 1}))

    def _run(self, paragraph: Paragraph, said: str) -> None:
        """Add text to a paragraph, in the profile's font and language."""
        run = paragraph.add_run(said)
        properties = OxmlElement("w:rPr")
        for child in font_elements(self.profile):
            properties.append(child)
        xml_of(run).insert(0, properties)
        # A mark such as “ (đề xuất)” begins with a space, which would be lost.
        for text in xml_of(run).findall(qn("w:t")):
            text.set(qn("xml:space"), "preserve")

    def _page(self, section: Section, kind: Literal["portrait", "landscape"]) -> None:
        """Give a section its paper and margins."""
        page = self.profile.page[kind]
        portrait = page.width < page.height
        section.orientation = WD_ORIENTATION.PORTRAIT if portrait else WD_ORIENTATION.LANDSCAPE
        section.page_width, section.page_height = Mm(page.width), Mm(page.height)
        section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
        section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
        section.header_distance = section.footer_distance = Mm(page.header)
        section.gutter = Mm(0)

    def _width_of(self, cell: _Cell | None) -> float:
        """Return the width that a paragraph has, in mm."""
        if cell is not None and cell.width is not None:
            return float(cell.width.mm)
        landscape = self.document.sections[-1].orientation is WD_ORIENTATION.LANDSCAPE
        return self.profile.page["landscape" if landscape else "portrait"].text_width

    def table_if_any(
        self, columns: Sequence[TableColumn], rows: str, said: str = "", *, grouped: bool = False
    ) -> None:
        """Add such a table, and space behind it, where the field holds a row.

        Args:
            columns: from the left.
            rows: the field.
            said: the sentence in front of it; empty where that stands elsewhere.
            grouped: whether headings of groups can stand in it.

        """
        with self.where(rows):
            if said:
                self.text("than", said)
            self.task_table(columns, rows, grouped=grouped)
            self.gap()

    def _table(self, grid: TableMeasures, widths: Sequence[float], rows: int) -> Table:
        """Add a table of fixed widths with the borders and the padding of a grid."""
        table: Table = self.document.add_table(rows, len(widths))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
                empty_cell(cell)
        frame(table, grid, sum(widths))
        return table

    def _header_rows(self, table: Table, columns: Sequence[TableColumn]) -> None:
        """Fill the first rows with the titles, and repeat them on every page."""
        for row in table.rows:
            keep_row_whole(row)
            repeat_row(row)
        for cell, column in head_cells(table, columns):
            empty_cell(cell)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            self.text("bang_dau", head(column, self.profile), cell)

    def _data_row(self, table: Table, columns: Sequence[TableColumn]) -> None:
        """Add the row that is there once for each task."""
        row = new_row(table)
        for cell, column in zip(row.cells, columns, strict=True):
            cell.width = Mm(column.width)
            empty_cell(cell)
            kind = "bang_giua" if column.centred else "bang_chu"
            paragraph = self.text(kind, f"{{{{ dong.{column.field} }}}}", cell)
            for mark in column.marks:
                self._run(paragraph, f"{{{{ dong.{mark} }}}}")
                paragraph.runs[-1].italic = True
        keep_row_whole(row)

    def _tag_row(self, table: Table, said: str, kind: str = "bang_chu") -> None:
        """Add a row of one cell over the whole width."""
        row = new_row(table)
        merged = row.cells[0].merge(row.cells[-1])
        empty_cell(merged)
        self.text(kind, said, merged)
        keep_row_whole(row)

    def _page_number(self, header: _Header) -> None:
        """Put the field of the page number into a header."""
        paragraph = header.paragraphs[0]
        paragraph.style = self.profile.text["so_trang"].style
        for content in field_elements("PAGE"):
            self._run(paragraph, "")
            xml_of(paragraph.runs[-1]).append(content)
