"""What the command that tracks progress prints."""

from pathlib import Path

import click

from reconcile.cli.show import show_places
from reconcile.cli.show_match import plain_console
from reconcile.run.progress.track import ShownTracking
from reconcile.tracking.progress import TrackedKind
from reconcile.vocabulary.terms import term

_MOST = 10
"""Findings that are printed; the workbook has them all."""


def show_track(done: ShownTracking, folder: Path) -> None:
    """Print the figures, what is doubtful, and where everything lies."""
    shown = done.summary
    click.echo(f"Tiến độ đến ngày {shown.as_of:%d/%m/%Y}:")
    for kind in TrackedKind:
        figures = shown.figures[kind]
        if figures.total:
            click.echo(
                f"  {term('tracked_kind', kind)}: {figures.total}; hoàn thành {figures.done}"
                f" (đúng hạn {figures.done_in_time}, quá hạn {figures.done_late}),"
                f" chưa hoàn thành {figures.open} (quá hạn {figures.open_late}),"
                f" chưa có thông tin {figures.unknown}"
            )
    click.echo(
        f"Nguồn: {shown.files} tệp trong inputs/status, {shown.rows} dòng;"
        f" mới ghi nhận {done.added}; cần rà soát {shown.doubtful}"
    )
    for found in done.findings[:_MOST]:
        click.echo(f"{found.where}: {found.message}\n  → {found.fix}")
    if len(done.findings) > _MOST:
        click.echo(f"… và {len(done.findings) - _MOST} lưu ý khác, xem outputs/tien-do.xlsx")
    period = shown.period
    day = min(period.last, shown.as_of)
    click.echo(f"Báo cáo kỳ {period.name}, số liệu đến ngày {day:%d/%m/%Y}")
    console = plain_console()
    console.print(f"Kết quả ({done.written} tệp mới ghi, {len(done.outputs)} tệp):")
    show_places(console, [path.relative_to(folder) for path in done.outputs])
    for failure in done.failures[1:]:
        click.echo(f"Lỗi: {failure}", err=True)
