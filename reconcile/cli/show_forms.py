"""What the command that makes blank forms prints."""

from pathlib import Path

import click

from reconcile.run.writing.forms import Forms


def show_forms(made: Forms, folder: Path, back: str) -> None:
    """Print which forms there are, and what to do with them.

    Args:
        made: the forms.
        folder: the working folder.
        back: where in it those go that come back.

    """
    tasks = len(made.upper.tasks)
    click.echo(f"Biểu cho đơn vị điền, {tasks} nhiệm vụ (mới ghi {made.written} tệp):")
    for path in made.outputs:
        click.echo(f"  {path.relative_to(folder)}")
    for finding in made.findings:
        click.echo(f"{finding.where}: {finding.message}\n  → {finding.fix}")
    for failure in made.failures[1:]:  # the first stops the command, and is told then
        click.echo(f"Lỗi: {failure}", err=True)
    click.echo(f"  → gửi mỗi đơn vị một tệp; tệp đơn vị gửi lại chép vào {back}")
