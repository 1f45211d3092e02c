"""Rules on the shape of the text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from reconcile.layout.checks.faults import Fault
from reconcile.layout.checks.looks import sizes
from reconcile.layout.document.anatomy import Anatomy
from reconcile.layout.document.paper import Para, Piece
from reconcile.layout.fix import mends
from reconcile.layout.rules.rules import Rule, number

_BULLETS = "•●▪■◦○❖➢✓·➤►"
_ALIGNED = {"left": "căn trái", "right": "căn phải", "center": "căn giữa"}


def body_size(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield text that is not in one allowed size."""
    low, high = rule.measures.text["than"].sizes
    counted: Counter[float] = Counter()
    for _, piece in _pieces(doc):
        counted[piece.type.size] += len(piece.text)
    if not counted:
        return
    main, share = counted.most_common(1)[0]
    if not low <= main <= high:
        yield _resized(doc, f"nội dung cỡ chữ {number(main)}", rule.measures.text["than"].size)
    elif share / counted.total() * 100 <= rule.limits["percent"]:
        said = sizes([size for size, _ in counted.most_common()])
        yield _resized(doc, f"nội dung có nhiều cỡ chữ: {said}", main)


def body_alignment(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield long paragraphs that are not justified, if they are too many."""
    long = [para for para in doc.body if len(para.text) >= rule.limits["long"]]
    ragged = [para for para in long if para.shape.align != "justify"]
    if long and (1 - len(ragged) / len(long)) * 100 < rule.limits["percent"]:
        for para in ragged:
            put = (partial(mends.align, para, "justify"),)
            yield Fault(para, f"đoạn {_ALIGNED[para.shape.align]}", put)


def first_line(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield paragraphs whose first line is not indented as the rule says, or not as the others."""
    allowed, tolerance = rule.limits["indents"], rule.limits["tolerance"]
    paras = [p for p in doc.body if _is_running(p, rule)]
    counted = Counter(a for p in paras for a in allowed if abs(p.shape.first - a) <= tolerance)
    own = rule.measures.text["than"].indent
    usual: float = counted.most_common(1)[0][0] if counted else own
    for para in paras:
        put = (partial(mends.indent, para, usual),)
        typed = next((p.text for p in para.pieces if p.text), "")
        if typed[:1] in (" ", "\t", "\u00a0"):
            yield Fault(para, "lùi đầu dòng bằng dấu cách hoặc phím Tab", put)
        elif abs(para.shape.first - usual) > tolerance:
            yield Fault(para, f"lùi {number(para.shape.first)} mm", put)


def paragraph_gap(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield paragraphs that stand too near to the next one."""
    wanted = rule.limits["gap"]
    for above, below in pairwise(doc.body):
        # An empty paragraph or the end of a section parts them already.
        if below.number != above.number + 1 or above.section != below.section:
            continue
        gap = _gap(above, below)
        if gap < wanted - rule.limits["tolerance"]:
            put = partial(mends.space_after, above, max(wanted - below.shape.before, wanted))
            yield Fault(above, f"cách đoạn sau {number(gap)} pt", (put,))


def line_spacing(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield paragraphs whose lines are too near or too far."""
    text = rule.measures.text["than"]
    for para in doc.body:
        found = _spacing(para, rule)
        if found:
            yield Fault(para, found, (partial(mends.space_lines, para, text.line, text.exact),))


def exact_spacing(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield paragraphs whose lines are not at the exact distance of Party documents."""
    low, high = rule.limits["exact"]
    tolerance, text = rule.limits["tolerance"], rule.measures.text["than"]
    for para in doc.body:
        shape = para.shape
        if shape.rule == "exact" and low - tolerance <= shape.line <= high + tolerance:
            continue
        put = partial(mends.space_lines, para, text.line, text.exact)
        yield Fault(para, spoken_spacing(para), (put,))


def bullets(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield items that are marked with bullets instead of typed hyphens."""
    for para in doc.body:
        if (para.shape.list_id, para.shape.list_level) in doc.paper.bullets:
            yield Fault(para, "dấu đầu dòng tự động của Word")
        elif para.text[0] in _BULLETS:
            yield Fault(para, f"đầu dòng bằng ký hiệu “{para.text[0]}”")


def party_body(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the shape of the text of a Party document."""
    for check in (body_size, body_alignment, first_line, paragraph_gap):
        yield from check(doc, rule)


def spoken_spacing(para: Para) -> str:
    """Say the distance of a paragraph's lines."""
    shape = para.shape
    if shape.rule == "auto":
        return f"cách dòng {number(shape.line)} dòng"
    kind = "chính xác" if shape.rule == "exact" else "ít nhất"
    return f"cách dòng {kind} {number(shape.line)} pt"


def _spacing(para: Para, rule: Rule) -> str:
    """Say what is wrong with the distance of a paragraph's lines; empty if nothing is."""
    shape, tolerance = para.shape, rule.limits["tolerance"]
    low, high = rule.limits["lines"]
    # Exact lines below 1.2 sizes cut the marks of Ế and Ự off, as they did in a real commune's
    # template; “at least” grows with the letters and is never too near.
    if shape.rule != "auto":
        low, high = (share * para.size for share in rule.limits["exact"])
    too_near = shape.line < low - tolerance and shape.rule != "least"
    return spoken_spacing(para) if too_near or shape.line > high + tolerance else ""


def _is_running(para: Para, rule: Rule) -> bool:
    """Tell whether a paragraph is running text, whose first line is indented."""
    if para.shape.align in ("center", "right") or para.shape.list_id != "0":
        return False
    return para.shape.align == "justify" or len(para.text) >= rule.limits["long"]


def _gap(above: Para, below: Para) -> float:
    """Return the gap between two paragraphs, in pt."""
    # contextualSpacing works between paragraphs of one style (ECMA-376 Part 1, 17.3.1.9).
    alike = above.shape.style == below.shape.style
    after = 0.0 if alike and above.shape.contextual else above.shape.after
    before = 0.0 if alike and below.shape.contextual else below.shape.before
    return after + before


def _pieces(doc: Anatomy) -> Iterator[tuple[Para, Piece]]:
    """Yield the characters of the text with their paragraphs."""
    for para in doc.body:
        for piece in para.pieces:
            if piece.text.strip():
                yield para, piece


def _resized(doc: Anatomy, found: str, wanted: float) -> Fault:
    """Make a fault on the size of the text, at the first place that differs."""
    off: Sequence[Para] = [p for p in doc.body if any(q.type.size != wanted for q in _inked(p))]
    puts = tuple(partial(mends.resize, para, wanted) for para in off)
    return Fault(off[0] if off else None, found, puts)


def _inked(para: Para) -> Iterator[Piece]:
    """Yield the pieces of a paragraph that hold more than spaces."""
    return (piece for piece in para.pieces if piece.text.strip())
