"""What is wrong with a tag of a Word template, and where it stands, so that a clerk can find it."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from docx import Document
from docx.table import Table
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError, UndefinedError

from reconcile.errors import TemplateError
from reconcile.model import Where
from reconcile.report.templates.find import Template

_TAG = re.compile(r"\{[{%#].*?(?:[}%#]\}|$)", re.DOTALL)


def explained(template: Template, error: JinjaError) -> TemplateError:
    """Turn a complaint about a tag into our own words, with the place of the tag."""
    said = str(error.message or "")
    names = re.findall(r"'(\w+)'", said.replace("'dict object'", ""))
    if isinstance(error, SecurityError):
        return _wrong(template, names, "thẻ gọi lệnh không được phép", "xóa thẻ này")
    if isinstance(error, UndefinedError) and names:
        return _wrong(
            template,
            names[:1],
            f"thẻ dùng trường không có: “{names[0]}”",
            "sửa lại tên trường; xem các trường dùng được trong mẫu có sẵn cùng tên",
        )
    if "end of template" in said:
        return _wrong(
            template,
            [],
            "có thẻ if hoặc for chưa được đóng",
            "thêm thẻ {%p endif %} hoặc {%p endfor %} (trong bảng: {%tr … %}) sau phần lặp",
        )
    return _wrong(
        template,
        [*names, *re.findall(r"\w+", _failing(error))],
        "thẻ viết sai cú pháp",
        "sửa lại thẻ: mỗi {{ có một }}, mỗi if có một endif, mỗi for có một endfor",
    )


def _failing(error: JinjaError) -> str:
    """Return the text of the line that an error is about, as the library kept it."""
    around = [str(line) for line in getattr(error, "docx_context", ())]
    number = getattr(error, "lineno", 0) or 0
    place = min(number - 1, 3)
    return around[place] if 0 <= place < len(around) else ""


def _wrong(template: Template, names: Sequence[str], problem: str, fix: str) -> TemplateError:
    """Say what is wrong with a template, and where one of the names stands in a tag of it."""
    where = find_tag(template, names) or Where(template.name)
    return TemplateError(problem, where=where, fix=fix)


def find_tag(template: Template, words: Sequence[str]) -> Where | None:
    """Find the first tag that holds one of the words; an earlier word is looked for first.

    Returns:
        The place: ``Đoạn`` and the paragraph's number, or the table and its row; None where no
        tag holds any.

    """
    places = list(_texts(template))
    for word in words:
        wanted = re.compile(rf"\b{re.escape(word)}\b")
        for where, text in places:
            if any(wanted.search(tag) for tag in _TAG.findall(text)):
                return where
    return None


def _texts(template: Template) -> Iterator[tuple[Where, str]]:
    """Walk the paragraphs and the table rows of a template's body, in order."""
    paragraphs = tables = 0
    for block in Document(BytesIO(template.data)).iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            for number, row in enumerate(block.rows, start=1):
                text = "\n".join(cell.text for cell in row.cells)
                yield Where(template.name, f"Bảng {tables}", number), text
        else:
            paragraphs += 1
            yield Where(template.name, "Đoạn", paragraphs), block.text
