"""The command that writes messages to the units, and what it prints."""

from datetime import datetime
from pathlib import Path

import click

from reconcile.cli.parameters import AS_OF, FOLDER, ONLY
from reconcile.cli.vietnamese import Command


@click.command(cls=Command)
@FOLDER
@ONLY
@AS_OF
def mail(*, folder: Path, only: str, as_of: datetime | None) -> None:
    """Lập thư gửi từng đơn vị, đính kèm công văn, bản rà soát, biểu; không gửi gì đi."""
    from reconcile.cli.progress import watching
    from reconcile.run.open_folder import Asked
    from reconcile.run.writing.mail import make_mail

    with watching() as watch:
        made = make_mail(folder, Asked(only=only, as_of=as_of.date() if as_of else None), watch)
    click.echo(f"Thư gửi đơn vị (mới ghi {made.written} tệp, chưa gửi):")
    for path in made.outputs:
        click.echo(f"  {path.relative_to(folder)}")
    for finding in made.findings:
        click.echo(f"{finding.where}: {finding.message}\n  → {finding.fix}")
    if made.unaddressed:
        click.echo(f"Chưa có địa chỉ thư điện tử: {'; '.join(made.unaddressed)}")
        click.echo("  → ghi ở cột Thư điện tử của don-vi.xlsx, hoặc email ở [units]")
    if made.failures:
        raise made.failures[0]
    if made.outputs:
        click.echo("  → mở từng tệp bằng phần mềm thư điện tử, xem lại rồi gửi")
