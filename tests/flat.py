"""A text document in the flat XML of OpenDocument: what LibreOffice makes a Word file of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_SPACES = {
    "office": "office",
    "style": "style",
    "text": "text",
    "table": "table",
    "fo": "xsl-fo-compatible",
}
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_SECTION = "Annex"
_DRAWN = "0.75pt solid #000000"


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: lengths in mm, type and gaps in pt."""

    align: str = "start"
    bold: bool = False
    italic: bool = False
    size: float = 14
    indent: float = 0
    gap: float = 0
    above: float = 0
    keep: bool = False
    line: bool = False
    """Whether it is a line: empty, with a border under it."""
    sides: float = 0
    """Indent on both sides."""
    section: bool = False
    """Whether a section of its own begins with it."""

    @property
    def style(self) -> str:
        """Its properties as OpenDocument writes them."""
        drawn = f' fo:border-bottom="{_DRAWN}" fo:padding="0mm"' if self.line else ""
        keep = ' fo:keep-with-next="always"' if self.keep else ""
        text = [f'fo:font-size="{1 if self.line else self.size}pt"']
        text += ['fo:font-weight="bold"'] * self.bold + ['fo:font-style="italic"'] * self.italic
        return (
            f'<style:paragraph-properties fo:text-align="{self.align}"'
            f' fo:text-indent="{self.indent}mm" fo:margin-top="{self.above}pt"'
            f' fo:margin-bottom="{self.gap}pt"'
            f' fo:margin-left="{self.sides}mm" fo:margin-right="{self.sides}mm"{keep}{drawn}/>'
            f"<style:text-properties {' '.join(text)}/>"
        )


@dataclass
class Flat:
    """A document, written from top to bottom."""

    landscape: bool = False
    numbered: bool = True
    """Whether its pages bear numbers, from the second on."""
    body: list[str] = field(default_factory=list)
    looks: dict[Look, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)

    def text(self, said: str, look: Look) -> str:
        """Write a paragraph; ``\\t`` is a tab, and every space counts."""
        name = self.looks.setdefault(look, f"P{len(self.looks)}")
        return f"<text:p text:style-name={quoteattr(name)}>{_typed(said)}</text:p>"

    def add(self, said: str, look: Look) -> None:
        """Add a paragraph to the body."""
        self.body.append(self.text(said, look))

    def items(self, items: Sequence[str], look: Look, *, goes_on: bool = False) -> None:
        """Add items that LibreOffice numbers by letters."""
        inner = "".join(
            f"<text:list-item>{self.text(each, look)}</text:list-item>" for each in items
        )
        more = ' text:continue-numbering="true"' if goes_on else ""
        self.body.append(f'<text:list text:style-name="L"{more}>{inner}</text:list>')

    def table(
        self, widths: Sequence[float], rows: Sequence[Sequence[str]], *, framed: bool
    ) -> None:
        """Add a table; a cell is paragraphs already written, a row of one cell spans all."""
        name = f"T{len(self.columns)}"
        self.columns.append(_table_styles(name, widths))
        columns = "".join(
            f'<table:table-column table:style-name="{name}.{at}"/>' for at in range(len(widths))
        )
        style = "Framed" if framed else "Bare"
        made = [_row(row, len(widths), style) for row in rows]
        if framed:
            made[0] = f"<table:table-header-rows>{made[0]}</table:table-header-rows>"
        self.body.append(
            f'<table:table table:style-name="{name}">{columns}{"".join(made)}</table:table>'
        )

    def written(self) -> str:
        """Return the whole file."""
        # First, since its paragraphs have looks as well.
        master = self._master()
        spaces = "".join(
            f' xmlns:{short}="{_OASIS.format(name)}"' for short, name in _SPACES.items()
        )
        looks = "".join(
            f'<style:style style:name="{name}" style:family="paragraph"{_master_of(look)}>'
            f"{look.style}</style:style>"
            for look, name in self.looks.items()
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document{spaces} office:version="1.3"'
            ' office:mimetype="application/vnd.oasis.opendocument.text">'
            f"{_FONTS}{_STYLES}<office:automatic-styles>{self._page()}{looks}{''.join(self.columns)}"
            f"{_CELLS}{_LIST}</office:automatic-styles>{master}"
            f"<office:body><office:text>{''.join(self.body)}</office:text></office:body>"
            "</office:document>"
        )

    def _page(self) -> str:
        """Return the page: A4 with the margins of the rule."""
        wide, high = (297, 210) if self.landscape else (210, 297)
        # The header stands inside of what Word calls the margin.
        top = 12 if self.numbered else 20
        turned = "landscape" if self.landscape else "portrait"
        return (
            '<style:page-layout style:name="A4"><style:page-layout-properties'
            f' fo:page-width="{wide}mm" fo:page-height="{high}mm" fo:margin-top="{top}mm"'
            f' fo:margin-bottom="20mm" fo:margin-left="30mm" fo:margin-right="15mm"'
            f' style:print-orientation="{turned}"/><style:header-style>'
            '<style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="2mm"/>'
            "</style:header-style></style:page-layout>"
        )

    def _master(self) -> str:
        """Return the master page with the number of the page in its header."""
        number = self.text("\ufffc", Look(align="center")).replace(
            "\ufffc", '<text:page-number text:select-page="current"/>'
        )
        header = f"<style:header>{number}</style:header>" if self.numbered else ""
        if self.numbered:
            header += f"<style:header-first>{self.text('', Look())}</style:header-first>"
        return (
            '<office:master-styles><style:master-page style:name="Standard"'
            f' style:page-layout-name="A4">{header}</style:master-page><style:master-page'
            f' style:name="{_SECTION}" style:page-layout-name="A4"/></office:master-styles>'
        )


def _master_of(look: Look) -> str:
    """Return the attribute that lets a section begin with a paragraph."""
    return f' style:master-page-name="{_SECTION}"' if look.section else ""


def _typed(said: str) -> str:
    """Write a text with its tabs and its rows of spaces."""
    text = escape(said).replace("\t", "<text:tab/>")
    while "  " in text:
        start = text.index("  ")
        end = start
        while text[end : end + 1] == " ":
            end += 1
        text = f'{text[:start]} <text:s text:c="{end - start - 1}"/>{text[end:]}'
    return text


def _row(cells: Sequence[str], columns: int, style: str) -> str:
    """Write a row."""
    spans = f' table:number-columns-spanned="{columns}"' if len(cells) == 1 < columns else ""
    covered = "<table:covered-table-cell/>" * (columns - len(cells)) if spans else ""
    inner = "".join(
        f'<table:table-cell table:style-name="{style}"{spans}>{cell}</table:table-cell>'
        for cell in cells
    )
    return f'<table:table-row table:style-name="Whole">{inner}{covered}</table:table-row>'


def _table_styles(name: str, widths: Sequence[float]) -> str:
    """Write the widths of a table."""
    made = (
        f'<style:style style:name="{name}.{at}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}mm"/></style:style>'
        for at, width in enumerate(widths)
    )
    return (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties'
        f' style:width="{sum(widths)}mm" table:align="margins"/></style:style>{"".join(made)}'
    )


_FONTS = (
    '<office:font-face-decls><style:font-face style:name="Times New Roman"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    " svg:font-family=\"'Times New Roman'\"/></office:font-face-decls>"
)
_STYLES = (
    '<office:styles><style:default-style style:family="paragraph"><style:text-properties'
    ' style:font-name="Times New Roman" fo:font-size="14pt" fo:language="vi" fo:country="VN"'
    ' style:font-name-asian="Times New Roman" style:font-name-complex="Times New Roman"/>'
    '</style:default-style><style:style style:name="Standard" style:family="paragraph"/>'
    "</office:styles>"
)
_CELLS = (
    '<style:style style:name="Framed" style:family="table-cell"><style:table-cell-properties'
    f' fo:border="{_DRAWN}" fo:padding="1mm"/></style:style>'
    '<style:style style:name="Bare" style:family="table-cell"><style:table-cell-properties'
    ' fo:border="none" fo:padding="0mm"/></style:style>'
    '<style:style style:name="Whole" style:family="table-row"><style:table-row-properties'
    ' fo:keep-together="always"/></style:style>'
)
_LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
    ' style:num-format="a" style:num-suffix=")"><style:list-level-properties/>'
    "</text:list-level-style-number></text:list-style>"
)
