"""The commands on documents: made again, and the templates that they are made from."""

import sys
from datetime import datetime
from pathlib import Path

import click

from reconcile.cli.parameters import AS_OF, FOLDER, ONLY
from reconcile.cli.vietnamese import Command

KINDS = (
    *("bao-cao", "ke-hoach", "ke-hoach-bo-sung", "cong-van"),
    *("bao-cao-tong-hop", "bao-cao-chuoi"),
)
"""Those of the settings; said here so that a help page loads nothing."""


@click.command(cls=Command)
@FOLDER
@ONLY
@click.option(
    "--kind",
    "kinds",
    metavar="LOẠI",
    type=click.Choice(KINDS),
    multiple=True,
    help=f"Loại văn bản, có thể nêu nhiều lần: {', '.join(KINDS)}.",
)
@click.option(
    "--final", is_flag=True, help="Không lập văn bản khi còn nội dung chờ người quyết định."
)
@AS_OF
def report(
    *, folder: Path, only: str, kinds: tuple[str, ...], final: bool, as_of: datetime | None
) -> None:
    """Lập lại các văn bản Word từ kết quả đối chiếu."""
    from reconcile.cli.progress import watching
    from reconcile.cli.show_documents import show_reported
    from reconcile.config import DocumentKind
    from reconcile.errors import ExitCode
    from reconcile.run.open_folder import Asked
    from reconcile.run.writing.documents_again import WantedDocuments, report_folder

    asked = Asked(only=only, as_of=as_of.date() if as_of else None)
    documents = WantedDocuments(kinds=tuple(DocumentKind(kind) for kind in kinds), final=final)
    with watching() as watch:
        reported = report_folder(folder, asked, documents, watch)
    show_reported(reported, folder)
    if reported.failures:
        raise reported.failures[0]
    if reported.left:
        sys.exit(ExitCode.FINDINGS)


@click.command(cls=Command)
@FOLDER
@click.option("--copy", "name", metavar="MẪU", help="Chép một mẫu vào thư mục templates để sửa.")
def templates(*, folder: Path, name: str | None) -> None:
    """Xem các trường dùng được trong từng mẫu văn bản, và kiểm tra mẫu của đơn vị."""
    from reconcile.cli.show_documents import show_copied, show_templates
    from reconcile.run.writing.own_templates import copy_template, list_templates

    if name:
        show_copied(copy_template(folder, name))
        return
    listed = list_templates(folder)
    show_templates(listed)
    if listed.problems:
        sys.exit(listed.problems[0].exit_code)
