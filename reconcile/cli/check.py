"""The command that checks a working folder's store."""

import sys
from pathlib import Path

import click

from reconcile.cli.parameters import FOLDER
from reconcile.cli.vietnamese import Command


@click.command(cls=Command)
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def check(*, folder: Path, as_json: bool) -> None:
    """Kiểm tra cơ sở dữ liệu, nhật ký ý kiến, tệp rà soát và tệp kết quả có khớp nhau không."""
    from reconcile.cli.show_check import show_check
    from reconcile.errors import ExitCode
    from reconcile.run.checking.store import check_store

    checked = check_store(folder)
    show_check(checked, as_json=as_json)
    if not checked.is_sound:
        sys.exit(ExitCode.FINDINGS)
