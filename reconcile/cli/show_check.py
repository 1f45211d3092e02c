"""What ``reconcile check`` and ``reconcile decisions rebuild`` print."""

import json
from collections.abc import Sequence
from typing import Any

import click

from reconcile.cli.console import write_bytes
from reconcile.model import Finding, Severity
from reconcile.report.for_programs.result_json import finding_document
from reconcile.run.answers.rebuild_decisions import Rebuilt
from reconcile.run.checking.store import StoreCheck
from reconcile.vocabulary.terms import term

_MOST = 50
"""Findings printed at most; the JSON has them all."""


def show_check(check: StoreCheck, *, as_json: bool) -> None:
    """Print what a check found, or that all is well."""
    if as_json:
        write_bytes(f"{json.dumps(_as_data(check), ensure_ascii=False, indent=1)}\n", "utf-8")
        return
    _show_findings(check.findings)
    click.echo(
        f"Đã kiểm tra {check.lines} dòng nhật ký ({check.standing} ý kiến đang có hiệu lực), "
        f"{check.workbooks} tệp rà soát, {check.outputs} tệp kết quả khác. "
        "Không tệp nào bị thay đổi."
    )
    counts = _counts(check.findings)
    said = ", ".join(f"{count} {term('severity', each).lower()}" for each, count in counts.items())
    click.echo("Không có sai lệch." if check.is_sound else f"Cần xử lý: {said}.")


def show_rebuilt(rebuilt: Rebuilt) -> None:
    """Print what the database was made again from, and what could not be read."""
    _show_findings(rebuilt.findings)
    click.echo(f"Đã lập lại cơ sở dữ liệu: {rebuilt.lines} dòng nhật ký ý kiến.")
    click.echo(f"  giữ lại từ nhật ký cũ: {rebuilt.kept}")
    for name, count in rebuilt.sources.items():
        click.echo(f"  lấy thêm từ {name}: {count}")
    if rebuilt.damaged:
        click.echo("  một phần cơ sở dữ liệu cũ bị hỏng, không đọc được")
    if rebuilt.lost:
        click.echo(f"  dòng nhật ký cũ không hiểu được: {rebuilt.lost}")
    if rebuilt.aside:
        click.echo(f"Bản cũ được giữ nguyên tại: {rebuilt.aside}")
    click.echo("  → chạy lệnh reconcile run để lập lại kết quả")


def _show_findings(findings: Sequence[Finding]) -> None:
    """Print findings, the gravest first."""
    for each in findings[:_MOST]:
        place = f"{each.where}: " if str(each.where) else ""
        click.echo(f"{term('severity', each.severity)}: {place}{each.message}\n  → {each.fix}")
    if len(findings) > _MOST:
        click.echo(f"… và {len(findings) - _MOST} nội dung khác (xem đủ bằng --json)")


def _counts(findings: Sequence[Finding]) -> dict[Severity, int]:
    """Count the findings of each severity that there is."""
    severities = [each.severity for each in findings]
    return {each: severities.count(each) for each in Severity if each in severities}


def _as_data(check: StoreCheck) -> dict[str, Any]:
    """Return a check as plain data."""
    return {
        "schema": 1,
        "sound": check.is_sound,
        "summary": {
            "lines": check.lines,
            "standing": check.standing,
            "workbooks": check.workbooks,
            "outputs": check.outputs,
        },
        "findings": [finding_document(each) for each in check.findings],
    }
