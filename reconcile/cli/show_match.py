"""What a command prints about one pair of plans, and the parts that others print too.

By itself, so that the comparing of two files need not wait for what whole folders take.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from reconcile.model import Finding, Outcome, Reconciliation, Summary, Task, UpperResult
from reconcile.tracking.proposed import proposed
from reconcile.vocabulary.shares import rate_told
from reconcile.vocabulary.terms import term, terms

Targets = tuple[Path | None, Path | None]
_MOST = 30
"""Findings printed at most; the workbook has them all."""
_LONGEST = 110
_PIPE_WIDTH = 120


def show_match(result: Reconciliation, targets: Targets) -> None:
    """Print the outcome of one pair of plans."""
    console = plain_console()
    table = Table(title=f"{result.upper.unit.name} → {result.lower.unit.name}", expand=True)
    for name in ("STT", term("label", "upper_task"), term("label", "role")):
        table.add_column(name, ratio=4 if name == term("label", "upper_task") else None)
    table.add_column(term("label", "outcome"))
    table.add_column(term("label", "lower_task"), ratio=4)
    for upper in result.uppers:
        table.add_row(*_match_row(upper, result))
    console.print(table)
    show_figures(console, [(result.lower.unit.name, result.summary)])
    show_findings(console, result.findings)
    for target in targets:
        if target:
            console.print(f"Đã ghi: {target}")


def plain_console() -> Console:
    """Return the console for standard output; text from files is never markup."""
    piped = not sys.stdout.isatty()
    return Console(
        # In a pipe rich would take 80 columns, and break the lines of whoever reads them.
        width=_PIPE_WIDTH if piped else None,
        soft_wrap=piped,
        markup=False,
        highlight=False,
        emoji=False,
    )


def _match_row(upper: UpperResult, result: Reconciliation) -> tuple[str, ...]:
    """Return an upper task and what carries it, as cells."""
    shown = upper.links or (proposed(upper)[:1] if upper.outcome is Outcome.REVIEW else ())
    lower = "\n".join(f"{pair.score:.0%} {_brief(result.lower_task(pair.lower))}" for pair in shown)
    return (
        upper.task.stt,
        short(upper.task.text),
        term("role", upper.role),
        term("outcome", upper.outcome),
        lower,
    )


def _brief(task: Task) -> str:
    """Name a lower task by its row and first words."""
    return f"(dòng {task.where.row}) {short(task.text)}"


def short(text: str) -> str:
    """Return the beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def show_figures(console: Console, rows: Sequence[tuple[str, Summary]]) -> None:
    """Print the figures of each unit, short enough for a terminal of 80 columns."""
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    first, *others = terms("short").values()
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right")
    for name, summary in rows:
        counts = [summary.given, summary.carried, summary.partial]
        counts += [summary.review, summary.missed, summary.own]
        table.add_row(name, *map(str, counts), rate_told(summary.rate))
    console.print(table)


def show_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Print findings, the gravest first, and say how many more there are."""
    for finding in findings[:_MOST]:
        severity = term("severity", finding.severity)
        console.print(f"{severity}: {finding.where}: {finding.message}")
        console.print(f"  → {finding.fix}")
    if len(findings) > _MOST:
        console.print(f"… và {len(findings) - _MOST} nội dung khác trong tệp kết quả")
