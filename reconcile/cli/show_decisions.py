"""What the commands on decisions print."""

import sys
from datetime import datetime

import click
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from reconcile.model import Decision, Verdict
from reconcile.run.answers.decisions import DecisionListing, Exported
from reconcile.store.decisions_import import Imported
from reconcile.vocabulary.answers import answer_told
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import one_line

_MOST = 50
"""Findings printed at most."""
_LONGEST = 90
_PIPE_WIDTH = 160
_COLUMNS = ("when", "unit", "upper_text", "lower_text", "verdict", "person", "note")
_RATIOS = {"upper_text": 4, "lower_text": 4, "unit": 2, "verdict": 2, "note": 2}


def show_listing(listing: DecisionListing, *, whole: bool) -> None:
    """Print decisions as a table; of the whole log, also whether each stands."""
    if not listing.decisions:
        click.echo("Chưa có ý kiến rà soát nào.")
        return
    piped = not sys.stdout.isatty()
    console = Console(
        width=_PIPE_WIDTH if piped else None, markup=False, highlight=False, emoji=False
    )
    table = Table(box=SIMPLE, expand=True, padding=(0, 1, 0, 0))
    for name in _COLUMNS:
        table.add_column(term("decision", name), ratio=_RATIOS.get(name), overflow="fold")
    if whole:
        table.add_column("Hiệu lực")
    for each in listing.decisions:
        cells = _cells(each, listing.names)
        table.add_row(*cells, *([_state(each, listing)] if whole else []))
    console.print(table)
    standing = len(listing.standing)
    of_all = f" trong {len(listing.decisions)} dòng nhật ký" if whole else ""
    click.echo(f"{standing} ý kiến đang có hiệu lực{of_all}.")


def show_export(exported: Exported) -> None:
    """Print where decisions were written."""
    placed = exported.placed
    if placed.edited:
        click.echo(f"Tệp {placed.edited} không do chương trình ghi hoặc đã được sửa: giữ nguyên.")
    click.echo(f"Đã xuất {exported.count} ý kiến: {placed.path}")


def show_import(imported: Imported) -> None:
    """Print what an import did, or why it did nothing."""
    if not imported.findings:
        click.echo(
            f"Đã nhập {imported.added} ý kiến mới (thay ý kiến trước: {imported.changed}); "
            f"đã có từ trước: {imported.known}; dòng chưa có ý kiến: {imported.empty}."
        )
        return
    for each in imported.findings[:_MOST]:
        severity = term("severity", each.severity)
        click.echo(f"{severity}: {each.where}: {each.message}\n  → {each.fix}", err=True)
    if len(imported.findings) > _MOST:
        click.echo(f"… và {len(imported.findings) - _MOST} nội dung khác", err=True)
    click.echo("Chưa nhập ý kiến nào. Sửa các dòng nêu trên, lưu tệp rồi nhập lại.", err=True)


def _cells(decision: Decision, names: dict[str, str]) -> tuple[str, ...]:
    """Return a decision as the cells of the table."""
    return (
        _shown_time(decision.when),
        names.get(decision.unit, decision.unit),
        _short(decision.upper_text),
        _short(decision.lower_text),
        answer_told(decision),
        decision.person,
        _short(decision.note),
    )


def _state(decision: Decision, listing: DecisionListing) -> str:
    """Say whether a line of the log stands."""
    if decision in listing.standing:
        return "đang dùng"
    return "–" if decision.verdict is Verdict.WITHDRAWN else "đã thay"


def _shown_time(when: str) -> str:
    """Write a date and time as people do here."""
    try:
        return datetime.fromisoformat(when).strftime("%d/%m/%Y %H:%M")
    # A decision may be without a time.
    except ValueError:
        return when


def _short(text: str) -> str:
    """Return the beginning of a text, on one line."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
