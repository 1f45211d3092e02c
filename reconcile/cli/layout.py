"""The command that checks Word documents against the rules of official layout."""

import sys
from pathlib import Path
from typing import Literal

import click

from reconcile.cli.parameters import FILE
from reconcile.cli.vietnamese import Command

PROFILES = ("nd30", "hd05", "hd36")
"""Those of the rules; said here so that a help page loads nothing."""


@click.command(cls=Command)
@click.argument("paths", metavar="VĂN_BẢN...", type=FILE, nargs=-1, required=True)
@click.option(
    "--profile",
    metavar="THỂ_THỨC",
    type=click.Choice(PROFILES),
    help="nd30 (hành chính), hd05 hoặc hd36 (Đảng); không nêu thì tự nhận ra.",
)
@click.option("--draft", is_flag=True, help="Văn bản còn là dự thảo: nội dung còn sót là cảnh báo.")
@click.option("--fix", is_flag=True, help="Ghi bản sao đã chỉnh những nội dung chỉnh được tự động.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def layout(
    *,
    paths: tuple[Path, ...],
    profile: Literal["nd30", "hd05", "hd36"] | None,
    draft: bool,
    fix: bool,
    as_json: bool,
) -> None:
    """Kiểm tra thể thức và kỹ thuật trình bày của văn bản Word, một hoặc nhiều tệp, thư mục."""
    from reconcile.cli.show_layout import show_layout, show_layouts
    from reconcile.run.layout_check import check_layout, check_layouts

    if len(paths) == 1 and not paths[0].is_dir():
        report = check_layout(paths[0], profile=profile, draft=draft, fix=fix)
        show_layout(report, as_json=as_json)
        sys.exit(int(bool(report.checked.errors)))
    sys.exit(
        show_layouts(check_layouts(paths, profile=profile, draft=draft, fix=fix), as_json=as_json)
    )
