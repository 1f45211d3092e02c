"""Rules on words and figures, wherever they stand."""

import re
from collections.abc import Iterator

from reconcile.layout.checks.faults import Fault
from reconcile.layout.document.anatomy import Anatomy
from reconcile.layout.document.paper import PaperLine
from reconcile.layout.rules.rules import Rule, kinds
from reconcile.vocabulary.syllables import is_bare_syllable
from reconcile.vocabulary.text import LOWER, UPPER, bare

_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_SPACED = re.compile(rf"\b\d+(?:\s+-\s*|\s*-\s+)[{UPPER}]{{1,6}}/[{UPPER}]+")
_NO_HYPHEN = re.compile(r"\b\d+\s+(?:NQ|QĐ|CT|KH|TB|KL|BC|CV|TTr|HD|CTr)/[A-ZĐ]{2,}")
# None and nan are what programs print where a value was missing.
# “[chỉ tiêu của xã]” is a blank that our own drafts leave.
_RESIDUE = re.compile(
    r"\{\{|\}\}|\{%|%\}|\[\s*(?:\.{2,}|…)\s*\]|\[chỉ tiêu của [^\]]{1,20}\]"
    r"|\?\?\?|\bNone\b|\bnan\b|\bNaN\b"
)
# Number and day of a document that is cited, and dots in the place of a figure. Those of the
# document itself are the clerk's.
_LEFT_OPEN = re.compile(
    rf"(?<![{UPPER}{LOWER}])[Ss]ố:?(?:(?:\s{{2,}}|\s*(?:\.{{3,}}|…)\s*)[/-]|\s/)\s?[{UPPER}][^\s,;]*"
    r"|[Nn]gày(?:\s{2,}|\s*(?:\.{3,}|…)\s*)tháng|tháng(?:\s{2,}|\s*(?:\.{3,}|…)\s*)năm"
    r"|[Nn]gày\s+/\s?(?:\d{1,2}|\s+)\s?/\s?20\d\d"
)
# Three dots behind a comma, or at the end of a row of things, say that it goes on.
_DOTS = re.compile(
    rf"(?:(?<=\s)|^)(?<![,;]\s)(?:\.{{3,}}|…+)\s+[{LOWER}]+"
    r"|(?<!v)\.{4,}|…{2,}|_{3,}|(?:\.{3,}|…)\s?/|/\s?(?:\.{3,}|…)|:\s*(?:\.{3}|…)(?=[;.,]?$)"
    r"|(?<=\s)(?:\.{2,}|…|__)\s?%|\b(?:[Kk]hoản|[Đđ]iều|[Đđ]iểm) (?:\.{3,}|…)|(?<![\w.])x{3,}(?!\w)"
)
_DRAFT = re.compile(r"^(?:ban )?du thao(?: (?:lan )?(?:thu )?\w+)?$")
_GAP = re.compile(r"(?<=\S)  +(?=\S)")
_BLANK = re.compile(r"(?:[Nn]gày|[Tt]háng|năm|[Ss]ố:?)\s*$|^\s*(?:tháng|năm|[-/][A-ZĐ])")
_TWICE = re.compile(rf"(?<![\w-])(([{LOWER}{UPPER}]{{2,}}) \2)(?![\w-])")
_BIG = re.compile(rf"(?<![\d.,/{UPPER}{LOWER}\-])(\d{{4,}})(?![\d/{UPPER}{LOWER}\-]|[.,]\d)")
_BEFORE_CODE = re.compile(r"(?:số|Số|mã|Mã|điện thoại|ĐT|tài khoản|:)\s*$")
# Only open syllables have two styles. Behind q the u belongs to the consonant, as in quý.
_OLD_MARKS = re.compile(rf"o[àáảãạèéẻẽẹ](?![{LOWER}])|(?<!q)u[ỳýỷỹỵ](?![{LOWER}])", re.IGNORECASE)
_NEW_MARKS = re.compile(rf"[òóỏõọ][ae](?![{LOWER}])|[ùúủũụ]y(?![{LOWER}])", re.IGNORECASE)
_YEARS = range(1900, 2101)
_WORD = re.compile(rf"[{LOWER}{UPPER}]+")
_ISSUED = re.compile(r"tháng\s+(\d{1,2})?.*năm (\d{4})")


def day_form(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield days in the text whose zeros are not as the rule says."""
    for line in _lines(doc):
        for hit in _DAY.finditer(line.text):
            day, month = int(hit[1]), int(hit[2])
            if 1 <= day <= 31 and 1 <= month <= 12:
                wanted = f"{day:02d}/{f'{month:02d}' if month < 3 else month}/{hit[3]}"
                if hit[0] != wanted:
                    yield Fault(line, f"ghi {hit[0]}, đúng ra là {wanted}", suggested=True)


def symbols(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield cited symbols with spaces or without their hyphen."""
    for line in _lines(doc):
        if line is doc.head.number:
            continue
        for pattern in (_SPACED, _NO_HYPHEN):
            for hit in pattern.finditer(line.raw):
                yield Fault(line, f"ghi “{hit[0]}”")


def residue(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield what a draft leaves behind: tags, holes, doubled spaces and words."""
    for line in _lines(doc):
        for hit in _RESIDUE.finditer(line.text):
            yield Fault(line, f"còn “{hit[0]}”")
        if line in (doc.head.number, doc.head.date) or line.para in doc.typed:
            continue
        if _DRAFT.match(bare(line.text)):
            yield Fault(line, f"còn dấu “{line.text}”")
        # An annex names the document itself.
        for hit in () if "kèm theo" in line.text.casefold() else _LEFT_OPEN.finditer(line.text):
            yield Fault(line, f"còn chỗ trống chưa điền: “{' '.join(hit[0].split())}”")
        for hit in _GAP.finditer(line.text):
            if not _is_blank(line.text, hit):
                yield Fault(line, "dấu cách thừa giữa các chữ")
        yield from _doubled_words(line)
    yield from _left_open(doc)
    yield from _watermarks(doc)


def without_marks(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield sentences that are typed without diacritics."""
    for line in _lines(doc):
        words = _WORD.findall(line.text) if line.text.isascii() else []
        if len(words) < rule.limits["words"]:
            continue
        ours = sum(map(is_bare_syllable, words))
        if ours / len(words) * 100 >= rule.limits["percent"]:
            yield Fault(line, "chữ không dấu")


def typed_columns(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield a letterhead and a signature whose columns are typed with spaces or tabs."""
    found = "hai cột gõ bằng dấu cách hoặc phím Tab"
    if doc.head.typed:
        yield Fault(doc.head.paras[0], found)
    if doc.ending.typed:
        yield Fault(doc.ending.label, found)


def districts(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield names of districts in a document issued since there are none."""
    date = _ISSUED.search(doc.head.date.text) if doc.head.date else None
    if date is None or not _is_since(date, rule):
        return
    pattern = re.compile(kinds().districts["pattern"])
    for line in _lines(doc):
        for hit in pattern.finditer(line.text):
            yield Fault(line, f"ghi “{hit[0]}”")


def thousands(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield numbers without a dot before the hundreds; years and codes have none."""
    for line in _lines(doc):
        if line in (doc.head.number, doc.head.date):
            continue
        for hit in _BIG.finditer(line.text):
            value = int(hit[1])
            code = hit[1].startswith("0") or _BEFORE_CODE.search(line.text[: hit.start()])
            if value not in _YEARS and not code:
                dotted = f"{value:,}".replace(",", ".")
                yield Fault(line, f"ghi {hit[1]}, đúng ra là {dotted}", suggested=True)


def tone_marks(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield words whose mark stands otherwise than in most others; Quốc hiệu is as it is."""
    old: list[tuple[PaperLine, str]] = []
    new: list[tuple[PaperLine, str]] = []
    for line in _lines(doc):
        for word in () if line is doc.head.motto else _WORD.findall(line.text):
            if _OLD_MARKS.search(word):
                old.append((line, word))
            elif _NEW_MARKS.search(word):
                new.append((line, word))
    if old and new:
        fewer, more = (old, new) if len(old) <= len(new) else (new, old)
        shown = dict.fromkeys(word for _, word in fewer)
        found = f"ghi “{', '.join(list(shown)[:4])}” bên cạnh “{more[0][1]}”"
        for line, _ in fewer:
            yield Fault(line, found)


def _left_open(doc: Anatomy) -> Iterator[Fault]:
    """Yield dots that stand in the place of a figure or a word.

    In the text alone: a form that goes with a document is to be filled in by others.
    """
    if doc.kind == "attachment" and not doc.type_name:
        return
    for para in doc.body:
        for line in para.lines:
            for hit in _DOTS.finditer(line.text):
                yield Fault(line, f"còn chỗ trống chưa điền: “{' '.join(hit[0].split())}”")


def _watermarks(doc: Anatomy) -> Iterator[Fault]:
    """Yield marks of a draft that are drawn behind the text."""
    for para in doc.paper.everywhere:
        for said in para.art:
            if _DRAFT.match(bare(said)):
                yield Fault(para, f"còn dấu “{said}”")


def _doubled_words(line: PaperLine) -> Iterator[Fault]:
    """Yield the linking words that stand twice; the words of a task table are the plan's own."""
    if line.para.table is not None:
        return
    for hit in _TWICE.finditer(line.text):
        if hit[2].lower() in kinds().doubled.words:
            yield Fault(line, f"lặp chữ “{hit[1]}”")


def _lines(doc: Anatomy) -> Iterator[PaperLine]:
    """Yield the lines that hold text, everywhere in the document."""
    return (line for para in doc.paper.everywhere for line in para.lines if line.text)


def _is_blank(text: str, gap: re.Match[str]) -> bool:
    """Tell whether a gap is one that a pen fills: the number or the date of a document."""
    return bool(_BLANK.search(text[: gap.start()]) or _BLANK.match(text[gap.end() :]))


def _is_since(date: re.Match[str], rule: Rule) -> bool:
    """Tell whether a document is dated since a month."""
    # With the month still blank, only a later year is surely behind the change.
    since = rule.limits["year"], rule.limits["month"]
    return (int(date[2]), int(date[1] or 0)) >= since if date[1] else int(date[2]) > since[0]
