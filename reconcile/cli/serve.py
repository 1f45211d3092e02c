"""The command that opens the local page."""

from pathlib import Path

import click

from reconcile.cli.parameters import FOLDER
from reconcile.cli.vietnamese import Command


@click.command(cls=Command)
@FOLDER
@click.option(
    "--port", metavar="CỔNG", type=click.IntRange(0, 65535), default=8765, help="Cổng của trang."
)
@click.option("--no-browser", is_flag=True, help="Không tự mở trình duyệt.")
@click.option(
    "--host",
    metavar="ĐỊA_CHỈ",
    default="127.0.0.1",
    help="Địa chỉ để máy khác mở được trang; chỉ khi đã đặt mật khẩu.",
)
@click.option("--password", "sets_password", is_flag=True, help="Đặt mật khẩu trước khi mở trang.")
def serve(*, folder: Path, port: int, no_browser: bool, host: str, sets_password: bool) -> None:
    """Mở trang làm việc trong trình duyệt: thả tệp, rà soát, lấy văn bản; không cần mạng."""
    from reconcile.web.password import set_password
    from reconcile.web.serve import Serving
    from reconcile.web.serve import serve as serve_page

    if sets_password:
        said = click.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Nhập lại")
        set_password(folder, said)

    def tell(address: str) -> None:
        click.echo(f"Trang làm việc: {address}")
        click.echo("Đóng cửa sổ này hoặc bấm Ctrl+C để dừng; ý kiến đã lưu vẫn còn.")

    serve_page(folder, Serving(host=host, port=port, opens_browser=not no_browser), tell)
