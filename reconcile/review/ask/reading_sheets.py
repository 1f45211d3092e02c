"""The sheets of the review workbook that are read, not answered."""

from collections import Counter

from reconcile.model import AnswerAccount, Finding, Outcome, Plan, Reconciliation, Unit
from reconcile.review.ask.columns import in_columns, with_units
from reconcile.review.ask.titles import say
from reconcile.vocabulary.answer_account import account_told
from reconcile.vocabulary.findings import catalogue
from reconcile.vocabulary.shares import share_told
from reconcile.vocabulary.terms import term, terms
from reconcile.vocabulary.text import capitalised
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Bars,
    Entry,
    Kind,
    Lines,
    Row,
    Sheet,
    SheetTable,
    Tone,
)
from reconcile.workbook.content.tones import OUTCOME_TONES, SEVERITY_TONES

_DEVIATIONS = (
    column("review_column", "number", 5, Kind.NUMBER),
    column("review_column", "severity", 11, Kind.WORD),
    column("review_column", "finding_kind", 26),
    column("review_column", "finding", 60),
    column("review_column", "fix", 50),
    column("review_column", "place", 36),
)
_OVERVIEW = (
    column("review_column", "outcome", 60, Kind.WORD),
    column("review_column", "count", 18, Kind.NUMBER),
    column("review_column", "share", 18, Kind.PERCENT),
)
_CHANGES = (
    column("review_column", "number", 5, Kind.NUMBER),
    column("review_column", "change", 18),
    column("review_column", "changed_by", 18),
    column("review_column", "upper", 50),
    column("review_column", "before", 50),
    column("review_column", "after", 50),
)


def headed(result: Reconciliation, name: str, note: str = "", *, first: str = "") -> Lines:
    """Make the lines over a sheet's table: title, whose plan it is, how to read it.

    Args:
        result: what the sheet shows.
        name: key of the title in the glossary.
        note: key of the line that says how to read the sheet; empty for none.
        first: what that line says before; empty for nothing.

    """
    upper, lower = result.upper, result.lower
    number = numbered(upper)
    basis = term("review", "basis").format(
        lower_name=lower.unit.name,
        upper_name=upper.unit.name,
        number=number,
        day=f"{result.as_of:%d/%m/%Y}",
    )
    said = ((Entry(say("review", name, upper.unit, lower.unit), Tone.TITLE, span=0),),)
    lines: tuple[Row, ...] = (*said, (Entry(basis, Tone.SUBTITLE, span=0),))
    if note:
        text = first + say("review", note, upper.unit, lower.unit)
        lines = (*lines, (Entry(text, Tone.NOTE, span=0),))
    return Lines(lines)


def numbered(upper: Plan) -> str:
    """Write the numbers of the upper plans: ``số 05/KH-UBND ``; empty where none is known."""
    numbers = ", ".join(plan.number for plan in upper.plans if plan.number)
    return f"số {numbers} " if numbers else ""


def guide_sheet(upper: Unit, lower: Unit) -> Sheet:
    """Describe the sheet that explains the workbook."""
    lines: list[Row] = [(Entry(say("review", "guide_title", upper, lower), Tone.TITLE),)]
    for name in terms("review_guide"):
        # In the glossary a section has a name of one word, and its lines that word and a number.
        tone = Tone.SUBTITLE if "_" in name else Tone.SECTION
        lines.append((Entry(say("review_guide", name, upper, lower), tone),))
    return Sheet(term("review_sheet", "guide"), (Lines(tuple(lines)),), (140.0,))


def deviations_sheet(result: Reconciliation) -> Sheet:
    """Describe the sheet of findings, the gravest first."""
    columns = with_units(_DEVIATIONS, result.upper.unit, result.lower.unit)
    rows = tuple(
        in_columns({"number": Entry(number), **_finding(each)}, columns)
        for number, each in enumerate(sorted(result.findings, key=lambda f: f.order), start=1)
    )
    title = term("review_sheet", "deviations")
    head = headed(result, "deviations_title", "deviations_note")
    table = SheetTable(title, columns, rows, term("review", "no_deviations"))
    return Sheet(title, (head, table))


def overview_sheet(result: Reconciliation, answered: int) -> Sheet:
    """Describe the sheet of figures, with a chart of the shares.

    Args:
        result: the outcome.
        answered: upper tasks that a person has settled or answered about.

    """
    columns = with_units(_OVERVIEW, result.upper.unit, result.lower.unit)
    summary = result.summary
    assigned = summary.given
    counts = Counter(u.outcome for u in result.uppers if u.counts)
    rows = tuple(_share(each, counts[each], assigned) for each in Outcome)
    sums = (term("review", "assigned"), assigned, None)
    total = tuple(Entry(value, Tone.TOTAL) for value in sums)
    more: tuple[Row, ...] = (
        (Entry(term("label", "rate")), Entry(summary.rate, kind=Kind.PERCENT)),
        (Entry(term("review", "share")), Entry(share_told(result.share))),
        _figure(term("review", "none"), summary.none),
        _figure(term("lower_outcome", "own"), summary.own),
        _figure(term("review", "answered_rows"), answered),
    )
    title = term("review_sheet", "overview")
    head = headed(result, "overview_title", "overview_note")
    table = SheetTable(title, columns, rows, term("review", "no_pairs"), total)
    bars = Bars(term("review", "chart"), title, labels=0, values=2, first=0, count=len(rows))
    return Sheet(title, (head, table, Lines(more), bars, _answers(result.answers)))


def changes_sheet(result: Reconciliation) -> Sheet:
    """Describe the sheet of what changed since the last run."""
    columns = with_units(_CHANGES, result.upper.unit, result.lower.unit)
    texts = {each.task.key: each.task.text for each in result.uppers}
    rows = tuple(
        in_columns(
            {
                "number": Entry(number),
                "change": Entry(_of_units("change", each.kind, result), Tone.STRONG),
                "changed_by": Entry(_of_units("changed_by", each.by, result)),
                "upper": Entry(texts.get(each.task, "")),
                "before": Entry(each.before),
                "after": Entry(each.after),
            },
            columns,
        )
        for number, each in enumerate(result.changes, start=1)
    )
    title = term("review_sheet", "changes")
    table = SheetTable(title, columns, rows, "")
    return Sheet(title, (headed(result, "changes_title"), table))


def _answers(account: AnswerAccount) -> Lines:
    """Say what the run that wrote the workbook did with people's answers."""
    # In one row: it has room below the chart, and goes to the next page whole where it has not.
    said = f"{term('answer_account', 'title')}: {'; '.join(account_told(account))}."
    return Lines(((Entry(said, span=0),),))


def _of_units(section: str, name: str, result: Reconciliation) -> str:
    """Return a term that names the two units."""
    return capitalised(say(section, name, result.upper.unit, result.lower.unit))


def _share(outcome: Outcome, count: int, assigned: int) -> Row:
    """Show how many tasks have an outcome."""
    share = count / assigned if assigned else 0.0
    return (Entry(term("outcome", outcome), OUTCOME_TONES[outcome]), Entry(count), Entry(share))


def _figure(name: str, count: int) -> Row:
    """Show one more figure under the table."""
    return (Entry(name), Entry(count, kind=Kind.NUMBER))


def _finding(finding: Finding) -> dict[str, Entry]:
    """Show a finding."""
    kind = catalogue().get(finding.code)
    return {
        "severity": Entry(term("severity", finding.severity), SEVERITY_TONES[finding.severity]),
        "finding_kind": Entry(kind.title if kind else finding.code),
        "finding": Entry(capitalised(finding.message)),
        "fix": Entry(capitalised(finding.fix)),
        "place": Entry(str(finding.where)),
    }
