"""What the commands print: tables and lists for a person, CSV and JSON for a program."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from reconcile.cli.console import write_bytes
from reconcile.cli.show_match import plain_console, short, show_figures, show_findings
from reconcile.model import Chain, ChainOutcome, Finding, RowKind, Severity, Task
from reconcile.run.folder import RunReport
from reconcile.run.new_folder import Started
from reconcile.run.one_file import Reading
from reconcile.run.writing.sent import SENT
from reconcile.tracking.coverage import Coverage
from reconcile.tracking.coverage_parts import by_plan
from reconcile.vocabulary.answer_account import account_told
from reconcile.vocabulary.terms import term

_AT_ONCE = frozenset({"content-repeated", "form-marks-lost", "table-parted", "upper-repeated"})
"""Findings of a unit's plan that are printed too: they change its rate."""


def show_folder(folder: Path, started: Started) -> None:
    """Print what ``reconcile init`` made."""
    console = plain_console()
    console.print(f"Thư mục làm việc: {folder}")
    for name in started.made:
        console.print(f"  đã tạo    {name}")
    for name in started.kept:
        console.print(f"  giữ nguyên {name}")
    console.print(
        "Việc tiếp theo: chép kế hoạch cấp trên vào inputs/upper, kế hoạch của các đơn vị"
    )
    # So that the line can be copied to a command line.
    place = f'"{folder}"' if " " in str(folder) else str(folder)
    console.print(f"vào inputs/lower, rồi chạy: reconcile run {place}")


def show_reading(reading: Reading, form: str | None) -> None:
    """Print what a file was read as; with ``form``, its tasks for a program."""
    if form == "json":
        from reconcile.report.for_programs.result_json import task_json

        write_bytes(task_json(reading.plan.tasks), "utf-8")
    elif form == "csv":
        from reconcile.report.for_programs.tasks_csv import task_csv

        write_bytes(task_csv(reading.plan.tasks), "utf-8-sig")
    else:
        _show_tables(plain_console(), reading)


def show_run(report: RunReport, folder: Path) -> None:
    """Print what a run did, and where the results are."""
    console = plain_console()
    console.print(
        f"{term('label', 'upper_plan')}: {report.upper.unit.name}"
        f" ({len(report.upper.tasks)} nhiệm vụ)",
    )
    console.print(f"{term('label', 'as_of')}: {report.as_of:%d/%m/%Y}")
    show_figures(console, [(unit.unit.name, unit.summary) for unit in report.units])
    if report.upper.parts:
        coverage = Coverage(report.upper, report.as_of, report.units)
        console.print(f"{term('coverage', 'plans_sheet')}:")
        show_figures(console, [(plan.name, summary) for plan, summary in by_plan(coverage)])
    if report.chain:
        _show_chain(console, report.chain)
    said = "; ".join(account_told(report.answers))
    console.print(f"{term('answer_account', 'title')}: {said}.")
    own = [f for unit in report.units for f in unit.findings]
    above = [f for f in report.upper.findings if f not in report.findings]
    at_once = [*_in_short(above), *(f for f in own if f.code in _AT_ONCE)]
    show_findings(console, [*report.findings, *at_once])
    _count_findings(console, "kế hoạch cấp trên", above)
    _count_findings(console, "các kế hoạch của đơn vị", own)
    console.print(f"Kết quả ({report.written} tệp mới ghi, {len(report.outputs)} tệp):")
    show_places(console, [path.relative_to(folder) for path in report.outputs])
    # The first one stops the command, and is told then.
    for failure in report.failures[1:]:
        click.echo(f"Lỗi: {failure}", err=True)


def _show_chain(console: Console, chain: Chain) -> None:
    """Print what became of the tasks of the topmost plan, in one line."""
    said = "; ".join(
        f"{term('chain_outcome', outcome)}: {count}"
        for outcome in ChainOutcome
        if (count := chain.count(outcome))
    )
    issuers = ", ".join(dict.fromkeys(plan.unit.name for plan in chain.plans[0].plans))
    top = f"{term('chain', 'sheet')} ({issuers}, {len(chain.tasks)} nhiệm vụ)"
    console.print(f"{top}: {said}." if said else f"{top}.")


def show_places(console: Console, paths: Sequence[Path]) -> None:
    """Print the files over all units by name, and the folders of the others with their count."""
    top = Path("outputs")
    for path in paths:
        if path.parent == top:
            console.print(f"  {path}")
    folders = Counter(top / path.relative_to(top).parts[0] for path in paths if path.parent != top)
    for place, count in folders.items():
        console.print(f"  {place}{os.sep} ({count} tệp)")
    sent = sum(path.name == SENT for path in paths)
    if sent:
        console.print(f"Gói để gửi đơn vị: {sent} tệp {SENT}, trong thư mục của từng đơn vị")


def _in_short(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Pick what is worth a look before anything is sent: of each kind the first row, and each file.

    What is wrong with the upper plan is wrong for every unit; the workbook has all of it.
    """
    met: set[str] = set()
    for each in findings:
        if each.severity is not Severity.INFO and not (each.where.row and each.code in met):
            met.add(each.code)
            yield each


def _count_findings(console: Console, plans: str, findings: Sequence[Finding]) -> None:
    """Print how many findings of each severity the workbook lists for some plans."""
    counts = Counter(finding.severity for finding in findings)
    said = ", ".join(
        f"{counts[severity]} {term('severity', severity).lower()}"
        for severity in Severity
        if counts[severity]
    )
    if said:
        console.print(f"Nội dung cần lưu ý trong {plans}: {said} (trang “Sai lệch”)")


def _show_tables(console: Console, reading: Reading) -> None:
    """Print the tables of a file: columns, tasks, and what was passed over."""
    plan = reading.plan
    console.print(f"{reading.source.file}: {plan.unit.name}{_about(plan.number)}")
    for sheet in reading.source.sheets:
        console.print(f"  {sheet}")
    for read in reading.source.tables:
        console.print(f"Bảng nhiệm vụ: {read.where}")
        for heading in read.headings:
            console.print(
                f"  cột “{heading.text}” → {term('column', heading.column)}: {heading.why}"
            )
        kinds = Counter(row.kind for row in read.rows)
        console.print("  " + _counted(kinds, len(read.rows)))
        for row in read.rows:
            if row.kind not in (RowKind.TASK, RowKind.GROUP):
                console.print(
                    f"  dòng {row.number} không phải nhiệm vụ ({row.why}): {row.text[:60]}"
                )
    _show_tasks(console, plan.tasks)
    show_findings(console, plan.findings)


def _counted(kinds: Counter[RowKind], total: int) -> str:
    """Say how the rows of a table ended; the counts add up."""
    names = {
        RowKind.TASK: "nhiệm vụ",
        RowKind.GROUP: "dòng nhóm",
        RowKind.JOINED: "dòng nối vào dòng trên",
        RowKind.CONTEXT: "dòng ngoài nhiệm vụ",
        RowKind.SKIPPED: "dòng bỏ qua",
    }
    parts = [f"{kinds[kind]} {name}" for kind, name in names.items() if kinds[kind]]
    return f"{total} dòng = {' + '.join(parts)}"


def _about(number: str) -> str:
    """Show the number of a plan behind its unit."""
    return f", số {number}" if number else ""


def _show_tasks(console: Console, tasks: Sequence[Task]) -> None:
    """Print the tasks of a file."""
    table = Table(expand=True)
    columns: dict[str, Callable[[Task], str]] = {
        "Dòng": lambda t: str(t.where.row),
        term("column", "stt"): lambda t: t.stt,
        term("column", "task"): lambda t: short(t.text),
        term("column", "directive"): lambda t: "; ".join(map(str, t.directives)),
        term("column", "deadline"): lambda t: t.deadline.text,
        term("column", "lead"): lambda t: short(t.lead),
        term("column", "support"): lambda t: short(t.support),
    }
    narrow = {"Dòng", term("column", "stt")}
    for name in columns:
        wide = 4 if name == term("column", "task") else 2
        table.add_column(name, ratio=None if name in narrow else wide)
    for task in tasks:
        table.add_row(*(value(task) for value in columns.values()))
    console.print(table)
