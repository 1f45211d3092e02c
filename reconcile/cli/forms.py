"""The command that makes blank forms, and what it prints."""

from pathlib import Path

import click

from reconcile.cli.parameters import FOLDER
from reconcile.cli.vietnamese import Command


@click.command(cls=Command)
@FOLDER
def form(*, folder: Path) -> None:
    """Lập biểu để các đơn vị điền: nhiệm vụ cấp trên đã có sẵn, chừa cột cho đơn vị."""
    from reconcile.cli.show_forms import show_forms
    from reconcile.run.forms import make_forms

    made = make_forms(folder)
    show_forms(made, folder)
    if made.failures:
        raise made.failures[0]
