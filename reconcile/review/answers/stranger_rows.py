"""What people wrote on rows and in columns of their own: told, and no answer."""

from collections.abc import Iterator

from reconcile.model import Where
from reconcile.review.answers.found import Found, ReviewContext
from reconcile.review.answers.locate_form import KEY, Located, Met
from reconcile.review.answers.unread import Foreign, misplaced
from reconcile.review.keys.seals import seal, shown
from reconcile.review.settling.statements import Spot
from reconcile.vocabulary.findings import finding


def read_stranger(
    located: Located, met: Met, spot: Spot, context: ReviewContext
) -> Iterator[Found]:
    """Report a row that the program did not write; nothing on it is an answer."""
    form = located.form
    if _says_none(located, met, context):
        return
    places = {located.columns[name]: name for name in form.answers if name in located.columns}
    answers = [name for column, name in places.items() if column in met.line]
    if answers:
        yield finding("no-such-row", spot.at(answers[0]))
    for column, value in met.line.items():
        if column in places:
            yield Foreign(spot.at(places[column]), shown(value))
        elif column != located.columns.get(KEY):
            yield from misplaced(Where(spot.file, spot.sheet, spot.row), shown(value))


def _says_none(located: Located, met: Met, context: ReviewContext) -> bool:
    """Tell whether a row is the one that stands in a table without rows."""
    form, cells = located.form, [(met.number, 0, value) for value in met.line.values()]
    if form.rows:
        return False
    if form.around is None:
        return all(seal(value) in context.ledger.known for *_, value in cells)
    return not form.around.added(cells)


def read_others(met: Met, placed: set[int], spot: Spot) -> Iterator[Found]:
    """Report what stands in columns that a person has added."""
    for column, value in met.line.items():
        if column not in placed:
            yield from misplaced(Where(spot.file, spot.sheet, spot.row), shown(value))
