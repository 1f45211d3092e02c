"""Tasks as tests write them: the text, and what the cells beside it say."""

from collections.abc import Sequence

from reconcile.model import Role, Task, Where
from reconcile.vocabulary.deadlines import read_deadline
from reconcile.vocabulary.directives import find_directives


def plan_task(text: str, file: str, row: int = 7, *, cited: str = "", due: str = "") -> Task:
    """A task of the plan in a file; its key is the file and the row."""
    where = Where(file, "Phụ lục", row)
    documents = find_directives(cited), find_directives(text)
    key = f"{file}:{row}"
    return Task(key, where, text, "", (), *documents, read_deadline(due), role=Role.LEAD)


def plan_rows(
    texts: Sequence[str], file: str, *, cited: Sequence[str] | str = "", due: str = ""
) -> list[Task]:
    """The tasks of a plan, from row 7 on; ``cited`` in every row, or row by row."""
    cells = [cited] * len(texts) if isinstance(cited, str) else cited
    return [
        plan_task(text, file, row, cited=cell, due=due)
        for row, (text, cell) in enumerate(zip(texts, cells, strict=True), start=7)
    ]
