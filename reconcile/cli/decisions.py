"""The commands on what people decided: list, export, import, rebuild."""

import sys
from pathlib import Path

import click

from reconcile.cli.parameters import FILE, FOLDER
from reconcile.cli.vietnamese import Group

UNIT = click.option("--unit", metavar="ĐƠN_VỊ", default="", help="Chỉ lấy của một đơn vị.")


@click.group(cls=Group)
def decisions() -> None:
    """Xem, xuất ra CSV, nhập lại các ý kiến rà soát; lập lại cơ sở dữ liệu."""


@decisions.command("list")
@FOLDER
@UNIT
@click.option("--all", "whole", is_flag=True, help="Cả ý kiến đã thay đổi hoặc đã rút lại.")
def list_(folder: Path, unit: str, *, whole: bool) -> None:
    """Liệt kê các ý kiến rà soát đang có hiệu lực."""
    from reconcile.cli.show_decisions import show_listing
    from reconcile.run.answers.decisions import list_decisions

    show_listing(list_decisions(folder, unit, whole=whole), whole=whole)


@decisions.command("export")
@click.argument("file", metavar="TỆP.csv", type=FILE)
@FOLDER
@UNIT
def export(file: Path, folder: Path, unit: str) -> None:
    """Xuất các ý kiến rà soát ra tệp CSV mở được bằng Excel."""
    from reconcile.cli.show_decisions import show_export
    from reconcile.run.answers.decisions import export_decisions

    show_export(export_decisions(folder, file, unit))


@decisions.command("import")
@click.argument("file", metavar="TỆP.csv", type=FILE)
@FOLDER
def import_(file: Path, folder: Path) -> None:
    """Nhập các ý kiến rà soát từ tệp CSV (tất cả hoặc không dòng nào)."""
    from reconcile.cli.show_decisions import show_import
    from reconcile.errors import ExitCode
    from reconcile.run.answers.decisions import import_decisions

    imported = import_decisions(folder, file)
    show_import(imported)
    # Then nothing went in: for a script, an input that cannot be used.
    if imported.findings:
        sys.exit(ExitCode.INPUT)


@decisions.command("rebuild")
@FOLDER
@click.option(
    "--csv",
    "exported",
    metavar="TỆP.csv",
    type=FILE,
    multiple=True,
    help="Lấy cả ý kiến trong tệp đã xuất; nêu nhiều lần được.",
)
def rebuild(folder: Path, exported: tuple[Path, ...]) -> None:
    """Lập lại cơ sở dữ liệu từ nhật ký cũ, các bảng rà soát và tệp CSV đã xuất."""
    from reconcile.cli.show_check import show_rebuilt
    from reconcile.errors import ExitCode
    from reconcile.run.answers.rebuild_decisions import rebuild_decisions

    rebuilt = rebuild_decisions(folder, exported)
    show_rebuilt(rebuilt)
    # Done all the same: something that was left could not be read, or contradicts the log.
    if rebuilt.findings:
        sys.exit(ExitCode.FINDINGS)
