"""The command that tracks progress."""

from datetime import datetime
from pathlib import Path

import click

from reconcile.cli.parameters import AS_OF, FOLDER, ONLY, STRICT
from reconcile.cli.vietnamese import Command

PERIODS = ("tuan", "thang", "quy", "6-thang", "9-thang", "nam", "dot-xuat")
"""Those of the model; said here so that a help page loads nothing."""

_FIX = (
    "chạy không có --final rồi trả lời trong outputs/tien-do.xlsx (Cần rà soát) và bảng rà soát"
    " (outputs/review); câu chữ của báo cáo: sửa trong tệp nêu trên; chỗ trống […]: điền ở trang"
    " Thiết lập; rồi chạy lại"
)


@click.command(cls=Command)
@FOLDER
@click.option(
    "--period",
    "period",
    metavar="KỲ",
    type=click.Choice(PERIODS),
    help=f"Kỳ báo cáo: {', '.join(PERIODS)}.",
)
@click.option("--again", is_flag=True, help="Lập lại báo cáo của kỳ đã lập, theo số liệu hiện có.")
@click.option(
    "--final", is_flag=True, help="Không lập văn bản khi còn nội dung chờ người quyết định."
)
@ONLY
@AS_OF
@STRICT
def track(  # noqa: PLR0913 - one parameter for each option of the contract
    *,
    folder: Path,
    period: str | None,
    again: bool,
    final: bool,
    only: str,
    as_of: datetime | None,
    strict: bool,
) -> None:
    """Theo dõi tiến độ: đọc báo cáo của các nơi, lập bảng tiến độ, báo cáo định kỳ, đôn đốc."""
    from reconcile.cli.known_call import Ended, unless_known

    def work() -> Ended:
        from reconcile.cli.progress import watching
        from reconcile.cli.show_documents import show_left
        from reconcile.cli.show_track import show_track
        from reconcile.errors import ExitCode
        from reconcile.model import PeriodKind
        from reconcile.run.lasting import is_lasting
        from reconcile.run.open_folder import Asked
        from reconcile.run.progress.track import AskedTracking, show_folder

        asked = Asked(only=only, as_of=as_of.date() if as_of else None)
        wanted = AskedTracking(PeriodKind(period) if period else None, again, final)
        with watching() as watch:
            done = show_folder(folder, asked, wanted, watch)
        if done.left:
            show_left(done.left, _FIX)
            return Ended(ExitCode.FINDINGS)
        show_track(done, folder)
        if done.failures:
            raise done.failures[0]
        lasting = not again and is_lasting(done.findings, done.failures)
        return Ended(int(strict and not done.is_clean), lasting)

    unless_known(folder, work, look_again=True)
