"""What is wrong with a Word template, told before anything is filled, with the place of each."""

import unicodedata
from collections.abc import Iterator

from docx.oxml.ns import qn
from jinja2 import TemplateSyntaxError
from lxml.etree import _Element as Element

from reconcile.errors import TemplateError
from reconcile.model import Where
from reconcile.report.templates.allowed_names import misused
from reconcile.report.templates.fields import fields_of, retired_in, shape_of
from reconcile.report.templates.find import Template
from reconcile.report.templates.language import environment
from reconcile.report.templates.open_template import Strict, open_template
from reconcile.report.templates.tags import Loose, Tag, row_of, tags_of, text_of

_OPENING = {"for": "endfor", "if": "endif"}
_BETWEEN = ("else", "elif")
_CURLY = "“”„‘’‚«»"
"""Quotes that Word puts in the place of the straight ones, and that no tag may have."""
_UNSEEN = {
    "\u200b": "dấu cách không có độ rộng",
    "\u200c": "dấu tách chữ",
    "\u200d": "dấu nối chữ",
    "\u200e": "dấu chiều chữ",
    "\u200f": "dấu chiều chữ",
    "\u2060": "dấu nối từ",
    "\u00ad": "dấu gạch nối mềm",
    "\ufeff": "dấu đầu tệp",
}
_ALONE = {
    "p": "thẻ {%p … %} phải đứng một mình trong đoạn",
    "tr": "thẻ {%tr … %} phải đứng một mình trong dòng của bảng",
    "tc": "thẻ {%tc … %} phải đứng một mình trong ô của bảng",
}


def check_template(template: Template) -> tuple[TemplateError, ...]:
    """Check a template before it is filled.

    Args:
        template: a file whose name says which document it is for.

    Returns:
        Every problem, in the order of the document; empty for a sound template.

    """
    try:
        opened = open_template(template)
    except TemplateError as error:
        return (error,)
    if not fields_of(template.stem):
        return (_unknown_name(template),)
    found = tags_of(template)
    loose = [_broken(each) for each in found if isinstance(each, Loose)]
    tags = [each for each in found if isinstance(each, Tag)]
    problems = [*loose, *(_split(tag) for tag in tags if tag.split), *_misplaced(tags)]
    # The language is asked of whole tags alone: a broken one would be told twice.
    problems = problems or [*_unsound(template, tags)]
    # What no walk over paragraphs meets is asked of the text that is filled.
    return tuple(problems or _hidden(template, opened))


def old_fields(template: Template) -> tuple[TemplateError, ...]:
    """Find the tags of a sound template whose fields go with the next release."""
    retired = retired_in(template.stem)
    if not retired:
        return ()
    return tuple(
        TemplateError(
            f"trường “{name}” sẽ bỏ ở bản sau: mẫu có sẵn nay ghi cả câu, thẻ chỉ còn dữ liệu",
            where=tag.where,
            fix=f"chép lại mẫu có sẵn (reconcile templates --copy {template.stem}) rồi sửa câu chữ"
            " trong mẫu mới",
        )
        for tag in tags_of(template)
        if isinstance(tag, Tag)
        for name in dict.fromkeys(each for each in tag.names if each in retired)
    )


def _hidden(template: Template, opened: Strict) -> Iterator[TemplateError]:
    """Find what is wrong with tags in attributes, in pictures, in branches for older programs."""
    try:
        yield from opened.misuses()
    except TemplateSyntaxError as error:
        yield TemplateError(
            f"thẻ viết sai cú pháp ở chỗ không nhìn thấy (thuộc tính, khung chữ): {error.message}",
            where=Where(template.name),
            fix="xóa khung chữ hoặc hình có thẻ rồi làm lại, hoặc bắt đầu lại từ mẫu có sẵn",
        )


def _unknown_name(template: Template) -> TemplateError:
    """Say that no document is made from a template of this name."""
    return TemplateError(
        "tên tệp không trùng với mẫu văn bản nào nên không được dùng",
        where=Where(template.name),
        fix="đổi tên tệp theo mẫu có sẵn; xem danh sách bằng lệnh: reconcile templates",
    )


def _broken(loose: Loose) -> TemplateError:
    """Say that a tag has no beginning or no end, or a space between its braces."""
    if loose.parted:
        return TemplateError(
            f"thẻ có dấu cách giữa hai dấu ngoặc: “{loose.parted}”",
            where=loose.where,
            fix="viết liền hai dấu ngoặc của thẻ: {{ … }} hoặc {% … %}",
        )
    # “{{” on the screen may hide a sign between its braces.
    if hidden := _unseen_signs(loose.text[:60], loose.where):
        return hidden
    return TemplateError(
        f"thẻ viết dở: “{loose.text[:60]}”",
        where=loose.where,
        fix="viết cả thẻ trong một đoạn, đủ dấu mở và dấu đóng: {{ … }} hoặc {% … %}",
    )


def _split(tag: Tag) -> TemplateError:
    """Say that a tag lies over pieces of text of different looks."""
    return TemplateError(
        f"thẻ bị tách thành nhiều phần định dạng: “{tag.text}”",
        where=tag.where,
        fix="xóa thẻ rồi gõ lại liền một mạch, hoặc bôi đen cả thẻ và chọn một định dạng",
    )


def _misplaced(tags: list[Tag]) -> Iterator[TemplateError]:
    """Find tags that stand where they cannot work, and loops that end in another place."""
    open_: list[Tag] = []
    for tag in tags:
        if tag.kind and not _stands_alone(tag):
            yield _wrong_place(tag, _ALONE[tag.kind])
        if not tag.text.startswith("{%") or not tag.words:
            continue
        word = tag.words[0]
        if word in _OPENING:
            open_.append(tag)
        elif word in _OPENING.values() or word in _BETWEEN:
            if open_ and not _same_place(open_[-1], tag):
                yield _wrong_place(tag, "thẻ lặp hoặc thẻ điều kiện mở ở một chỗ, đóng ở chỗ khác")
            if open_ and word not in _BETWEEN:
                open_.pop()


def _stands_alone(tag: Tag) -> bool:
    """Tell whether nothing else stands in what a tag stands for."""
    if tag.kind == "p":
        return tag.alone
    row = row_of(tag.paragraph)
    if row is None:
        return False
    cell = next(tag.paragraph.iterancestors(qn("w:tc")))
    return text_of(row if tag.kind == "tr" else cell) == tag.text


def _same_place(first: Tag, last: Tag) -> bool:
    """Tell whether the beginning and the end of a loop stand for things of one place."""
    return first.kind == last.kind and _around(first) is _around(last)


def _around(tag: Tag) -> Element | None:
    """Return what a tag must share with its other end: table, row, cell, body or paragraph."""
    if tag.kind == "tr":
        return next(tag.paragraph.iterancestors(qn("w:tbl")), None)
    if tag.kind == "tc":
        return row_of(tag.paragraph)
    return tag.paragraph.getparent() if tag.kind == "p" else tag.paragraph


def _wrong_place(tag: Tag, problem: str) -> TemplateError:
    """Say that a tag stands in a wrong place."""
    return TemplateError(
        f"{problem}: “{tag.text}”",
        where=tag.where,
        fix="đặt thẻ lặp của đoạn ({%p … %}) trong đoạn riêng của cùng một ô hoặc thân văn bản,"
        " thẻ lặp của bảng ({%tr … %}) trong dòng riêng của cùng một bảng",
    )


def _unsound(template: Template, tags: list[Tag]) -> Iterator[TemplateError]:
    """Find what the template language itself refuses: syntax, unknown fields, running code."""
    odd = [found for tag in tags for found in _odd_signs(tag)]
    if odd:
        yield from odd
        return
    # One tag a line: the line that the parser names is the number of the tag.
    source = "\n".join(tag.source for tag in tags)
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as error:
        yield _syntax(tags, error)
        return
    for line, problem, fix in misused(tree, shape_of(template.stem)):
        yield TemplateError(problem, where=tags[line - 1].where, fix=fix)


def _syntax(tags: list[Tag], error: TemplateSyntaxError) -> TemplateError:
    """Say what is wrong with the syntax of a tag."""
    at = min(error.lineno, len(tags)) - 1
    tag = tags[at]
    # The parser names the last line, and not the tag that is left open.
    if "end of template" in str(error.message):
        return TemplateError(
            "có thẻ if hoặc for chưa được đóng",
            where=next((t.where for t in tags if t.words[:1] in (["for"], ["if"])), tag.where),
            fix="thêm thẻ {%p endif %} hoặc {%p endfor %} (trong bảng: {%tr … %}) sau phần lặp",
        )
    return TemplateError(
        f"thẻ viết sai cú pháp: “{tag.text}”",
        where=tag.where,
        fix="sửa lại thẻ: mỗi {{ có một }}, mỗi if có một endif, mỗi for có một endfor",
    )


def _odd_signs(tag: Tag) -> Iterator[TemplateError]:
    """Find signs in a tag that no tag may have, and name them."""
    curly = "".join(dict.fromkeys(sign for sign in tag.text if sign in _CURLY))
    if curly:
        yield TemplateError(
            f"thẻ có dấu nháy cong ({curly}) do Word tự đổi: “{tag.text}”",
            where=tag.where,
            fix="gõ lại bằng dấu nháy thẳng \" hoặc '; có thể tắt việc tự đổi ở File › Options ›"
            " Proofing › AutoCorrect Options › AutoFormat As You Type",
        )
    if hidden := _unseen_signs(tag.text, tag.where):
        yield hidden


def _unseen_signs(text: str, where: Where) -> TemplateError | None:
    """Name the signs in a tag that nobody sees; None where it has none."""
    unseen = dict.fromkeys(sign for sign in text if unicodedata.category(sign) == "Cf")
    named = ", ".join(map(_named, unseen))
    shown = "".join(sign for sign in text if sign not in unseen)
    return (
        TemplateError(
            f"thẻ có ký tự ẩn không nhìn thấy ({named}): “{shown}”",
            where=where,
            fix="xóa cả thẻ rồi gõ lại bằng bàn phím, không chép từ nơi khác",
        )
        if unseen
        else None
    )


def _named(sign: str) -> str:
    """Name a sign that nobody sees."""
    known = _UNSEEN.get(sign, unicodedata.name(sign, "").lower())
    return f"{known} U+{ord(sign):04X}".strip()
