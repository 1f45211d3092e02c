"""The command that makes blank forms."""

from datetime import datetime
from pathlib import Path

import click

from reconcile.cli.parameters import AS_OF, FOLDER
from reconcile.cli.vietnamese import Command

KINDS = ("ke-hoach", "tien-do")
"""Of forms: how a unit carries tasks down, and how far it is with them."""


@click.command(cls=Command)
@FOLDER
@click.option(
    "--kind",
    metavar="LOẠI",
    type=click.Choice(KINDS),
    default=KINDS[0],
    help="Loại biểu: ke-hoach (cụ thể hóa nhiệm vụ), tien-do (báo cáo tiến độ).",
)
@AS_OF
def form(*, folder: Path, kind: str, as_of: datetime | None) -> None:
    """Lập biểu để các đơn vị điền: nhiệm vụ cấp trên đã có sẵn, chừa cột cho đơn vị."""
    from reconcile.cli.show_forms import show_forms
    from reconcile.run.open_folder import Asked
    from reconcile.run.progress.forms import make_progress_forms
    from reconcile.run.writing.forms import make_forms

    asked = Asked(as_of=as_of.date() if as_of else None)
    of_plan = kind == KINDS[0]
    made = make_forms(folder) if of_plan else make_progress_forms(folder, asked)
    show_forms(made, folder, "inputs/lower" if of_plan else "inputs/status")
    if made.failures:
        raise made.failures[0]
