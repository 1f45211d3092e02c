"""What ``reconcile layout`` prints: findings rule by rule, or JSON for a program."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import click

from reconcile.cli.console import write_bytes
from reconcile.layout.checks.faults import Breach
from reconcile.layout.rules.rules import kinds
from reconcile.model import Severity, Where
from reconcile.run.layout_check import LayoutReport
from reconcile.vocabulary.terms import term

_SHOWN = 8
"""Further places that are named; the JSON has them all."""
_UNSURE = "T"


def show_layout(report: LayoutReport, *, as_json: bool) -> None:
    """Print what was found in a document, and what the copy has put right."""
    if as_json:
        said = json.dumps(_as_data(report), ensure_ascii=False, indent=1)
        write_bytes(f"{said}\n", "utf-8")
        return
    checked = report.checked
    what = checked.type_name.lower() or "văn bản chưa rõ loại"
    click.echo(f"{report.file.name}: {what}, {kinds().profiles[checked.profile]}")
    _show_copy(report)
    for severity in (Severity.ERROR, Severity.WARNING):
        _show(severity, [b for b in checked.breaches if b.severity is severity])
    warnings = len(checked.breaches) - checked.errors
    where = " (trong bản đã chỉnh)" if report.copy else ""
    click.echo(f"Tổng cộng{where}: {checked.errors:02d} lỗi, {warnings:02d} cảnh báo.")


def _show_copy(report: LayoutReport) -> None:
    """Print what was put right, and where the copy is."""
    if not report.wanted_copy:
        return
    if report.signed:
        click.echo("Văn bản đã ký số nên không lập bản đã chỉnh; muốn sửa, mở tệp chưa ký.")
        return
    if report.copy is None:
        click.echo("Không có nội dung nào chỉnh tự động được; không ghi bản sao.")
        return
    click.echo(f"Đã chỉnh {len(report.fixed):02d} nội dung, ghi vào bản sao: {report.copy}")
    for breach in report.fixed:
        click.echo(f"  {breach.rule.id} {breach.rule.title}: {_spot(breach)}: {breach.found}")
    click.echo("  → xem lại bản sao bằng Word trước khi dùng; tệp gốc không thay đổi")


def _show(severity: Severity, found: Sequence[Breach]) -> None:
    """Print the findings of one gravity, rule by rule."""
    if not found:
        return
    click.echo(f"\n{term('severity', severity)}:")
    for rule, group in groupby(found, key=lambda breach: breach.rule):
        unsure = f" ({kinds().status[_UNSURE]})" if rule.status == _UNSURE else ""
        click.echo(f"  {rule.id} {rule.title}")
        for breach in group:
            level = f" [{kinds().fix[breach.fix]}]" if breach.fix else ""
            click.echo(f"    {_spot(breach)}: {breach.found}{_others(breach.places[1:])}{level}")
        click.echo(f"    → cần: {rule.needed}")
        click.echo(f"      nguồn: {rule.source}{unsure}")


def _spot(breach: Breach) -> str:
    """Name the place of a finding, with the words that stand there."""
    return f"{breach.where} “{breach.quote}”" if breach.quote else str(breach.where)


def _others(places: Sequence[Where]) -> str:
    """Name the further places of a finding."""
    if not places:
        return ""
    shown = ", ".join(map(_inside, places[:_SHOWN]))
    more = ", …" if len(places) > _SHOWN else ""
    return f" (và {len(places)} chỗ khác: {shown}{more})"


def _inside(where: Where) -> str:
    """Name a place inside of its file."""
    return str(where).removeprefix(f"{where.file} › ")


def _as_data(report: LayoutReport) -> dict[str, Any]:
    """Return all of a report as plain data."""
    checked = report.checked
    return {
        "schema": 1,
        "file": report.file.name,
        "profile": checked.profile,
        "type": checked.type_name,
        "summary": {"errors": checked.errors, "warnings": len(checked.breaches) - checked.errors},
        "findings": _listed(checked.breaches),
        "copy": str(report.copy) if report.copy else None,
        "fixed": _listed(report.fixed),
    }


def _listed(breaches: Iterable[Breach]) -> list[dict[str, Any]]:
    """Return findings as plain data."""
    return [
        {
            "rule": breach.rule.id,
            "severity": str(breach.severity),
            "title": breach.rule.title,
            "place": _inside(breach.where),
            "quote": breach.quote,
            "found": breach.found,
            "needed": breach.rule.needed,
            "source": breach.rule.source,
            "status": breach.rule.status,
            "fixable": bool(breach.mends),
            "fix": breach.fix,
            "places": [_inside(place) for place in breach.places],
        }
        for breach in breaches
    ]
