"""What people wrote as comments on cells of a review workbook: told, and never taken as answers."""

import re
from collections.abc import Iterator

from reconcile.model import Where
from reconcile.review.answers.found import Found, ReviewContext
from reconcile.review.answers.identify_rows import rows_of
from reconcile.review.answers.locate_form import Located, Met
from reconcile.review.answers.unread import SHORT, Foreign, misplaced, unread
from reconcile.review.ask.questions import key_of_task
from reconcile.review.keys.seals import shown
from reconcile.review.workbooks.grids import ReviewGrid
from reconcile.vocabulary.text import one_line, shorten

# What Excel writes before the words of a thread for programs that know no threads, in its language.
_THREAD = re.compile(r"\A\[[^\]\n]+\]\s*\n.*?\n\s*\n[^\n]*:\s*\n", re.DOTALL)


def read_comments(
    grid: ReviewGrid, located: Located | None, context: ReviewContext
) -> Iterator[Found]:
    """Yield what comments on a sheet say.

    On the row of a task each is quoted whatever its words, for it may be meant as an answer;
    elsewhere only one that reads as an answer.
    """
    rows: dict[int, Met] = {}
    if located and grid.comments:
        rows = {met.number: met for met in rows_of(located, context.ledger.texts) if met.asked}
    for row, column, text in grid.comments:
        where = Where(context.file, grid.title, row)
        met = rows.get(row)
        if located is None or met is None or met.asked is None:
            yield from misplaced(where, text)
            continue
        title = shown(grid.rows[located.header].get(column))
        place = Where(context.file, grid.title, row, title)
        said = shorten(one_line(_THREAD.sub("", text)), SHORT)
        yield unread(place, "comment", task=key_of_task(met.asked.key), text=said)
        yield Foreign(place, text)
