"""Rules on pages: paper, margins, page numbers."""

from collections.abc import Iterator
from functools import partial
from typing import Literal

from reconcile.layout.checks.faults import Fault
from reconcile.layout.checks.looks import look
from reconcile.layout.document.anatomy import Anatomy
from reconcile.layout.document.paper import Para, Section
from reconcile.layout.fix import mends
from reconcile.layout.rules.measures import Page
from reconcile.layout.rules.rules import Rule, number

_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
# In mm, as G01 has it; the tolerance of P01 is that of its margins.
_PAPER_TOLERANCE = 1
# In mm, as G38 has it.
_TABLE_TOLERANCE = 2


def paper_size(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield sections that are not on A4."""
    yield from _paper(doc, rule, rule.limits["tolerance"])


def first_portrait(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield a first section that lies on its side."""
    first = doc.paper.sections[0]
    if not first.is_portrait:
        page = rule.measures.page["portrait"]
        turn = partial(mends.set_paper, doc.paper.document, 0, page)
        holds = _tables_fit(doc, first, page.width - first.left - first.right)
        yield Fault(first, "trang đầu in ngang", (turn,) if holds else (), suggested=not holds)


def portrait_margins(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield margins of upright sections that the rule does not allow."""
    for section in doc.paper.sections:
        if section.is_portrait:
            yield from _margins(doc, section, rule, rule.measures.page["portrait"])


def landscape_margins(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield margins of sections on their side that are unusual."""
    for section in doc.paper.sections:
        if not section.is_portrait:
            yield from _margins(doc, section, rule, rule.measures.page["landscape"])


def party_page(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield paper or margins that a Party document may not have."""
    yield from _paper(doc, rule, _PAPER_TOLERANCE)
    yield from portrait_margins(doc, rule)


def page_numbers(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the page number of the main text."""
    section = doc.paper.sections[0]
    numbered = [para for para in section.header if para.page_field]
    # A document of one page shows none: the first page hides it (ND30, Phụ lục I, I.7).
    if not numbered and sum(len(p.text) for p in doc.paper.flow) <= rule.limits["one_page"]:
        return
    if not numbered:
        below = any(para.page_field for para in section.footer)
        yield Fault(
            section,
            "số trang đặt ở chân trang" if below else "không có số trang",
            (
                partial(mends.hide_first_number, doc.paper.document, 0),
                partial(mends.number_pages, doc.paper.document, 0, rule.measures),
            ),
        )
        return
    for para in numbered:
        yield from _number_looks(para, rule)
    yield from _first_page(doc, section)


def party_page_numbers(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the page number of a Party document."""
    yield from page_numbers(doc, rule)
    section, wanted = doc.paper.sections[0], rule.measures.page["portrait"].header
    if abs(section.header_distance - wanted) > rule.limits["tolerance"]:
        found = f"số trang cách mép trên {number(section.header_distance)} mm"
        put = partial(mends.set_header_distance, doc.paper.document, 0, wanted)
        yield Fault(section, found, (put,))


def annex_numbers(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield annexes whose pages are not numbered for themselves."""
    # An annex in a file of its own begins with its first section.
    main = -1 if doc.kind == "attachment" else 0
    for annex in doc.annexes:
        section = doc.paper.sections[min(annex.head.para.section, len(doc.paper.sections) - 1)]
        if section.number == main:
            yield Fault(annex.head, "Phụ lục không nằm ở phần (section) riêng")
        else:
            yield from _own_numbers(section)
        main = section.number


def _own_numbers(section: Section) -> Iterator[Fault]:
    """Yield what an annex's section lacks."""
    if section.start != 1 and section.number:
        yield Fault(section, "số trang Phụ lục không bắt đầu lại từ 1")
    if section.linked:
        yield Fault(section, "đầu trang Phụ lục nối theo phần trước")
    if not any(para.page_field for para in section.header):
        yield Fault(section, "Phụ lục không có số trang ở đầu trang")
    elif not section.first_page or any(para.page_field for para in section.first_header):
        yield Fault(section, "số trang hiện ở trang đầu của Phụ lục")


def _paper(doc: Anatomy, rule: Rule, tolerance: float) -> Iterator[Fault]:
    """Yield sections on other paper than A4."""
    kind: Literal["portrait", "landscape"]
    for section in doc.paper.sections:
        kind = "portrait" if section.is_portrait else "landscape"
        page = rule.measures.page[kind]
        off = max(abs(section.width - page.width), abs(section.height - page.height))
        if off > tolerance:
            found = f"khổ {number(round(section.width))} x {number(round(section.height))} mm"
            put = partial(mends.set_paper, doc.paper.document, section.number, page)
            yield Fault(section, found, (put,))


def _margins(doc: Anatomy, section: Section, rule: Rule, page: Page) -> Iterator[Fault]:
    """Yield the margins of a section that are not in the ranges of a page."""
    for side, name in _SIDES.items():
        low, high = page.allowed[side]
        width, tolerance = getattr(section, side), rule.limits["tolerance"]
        if not low - tolerance <= width <= high + tolerance:
            wanted = getattr(page, side)
            put = partial(mends.set_margin, doc.paper.document, section.number, side, wanted)
            room = section.text_width - (wanted - width if side in ("left", "right") else 0)
            holds = _tables_fit(doc, section, room)
            found = f"lề {name} {number(width)} mm"
            yield Fault(section, found, (put,) if holds else (), suggested=not holds)


def _tables_fit(doc: Anatomy, section: Section, room: float) -> bool:
    """Tell whether the tables of a section keep their place between other margins."""
    grids = (g for g in doc.data_grids if g.section == section.number and not g.nested)
    # One that is too wide already is no worse for it.
    room += _TABLE_TOLERANCE
    return all(grid.width <= room or grid.width > section.text_width for grid in grids)


def _number_looks(para: Para, rule: Rule) -> Iterator[Fault]:
    """Yield how a page number differs from what it should look like."""
    for line in para.lines:
        if line.inked:
            yield from look(line, rule.measures.text["so_trang"])


def _first_page(doc: Anatomy, section: Section) -> Iterator[Fault]:
    """Yield a first page that shows its number."""
    if not section.first_page:
        hide = partial(mends.hide_first_number, doc.paper.document, section.number)
        yield Fault(section, "trang đầu không có đầu trang riêng nên hiện số trang", (hide,))
    elif any(para.page_field for para in section.first_header):
        yield Fault(section, "số trang hiện ở trang đầu")
