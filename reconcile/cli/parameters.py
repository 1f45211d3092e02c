"""The parameters that several commands take."""

from pathlib import Path

import click

FILE = click.Path(path_type=Path)
FOLDER = click.argument("folder", metavar="[THƯ_MỤC]", type=FILE, default=Path(), required=False)
CLUSTER = click.option(
    "--cluster", metavar="ĐỊA_CHỈ", default="", help="Chạy trên cụm máy Dask (tls://máy:8786)."
)
ONLY = click.option("--only", metavar="ĐƠN_VỊ", default="", help="Chỉ làm cho một đơn vị.")
CONFIG = click.option("--config", metavar="TỆP", type=FILE, help="Tệp reconcile.toml cần dùng.")
AS_OF = click.option(
    "--as-of",
    metavar="NGÀY",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    help="Ngày lấy số liệu, ví dụ 2026-11-20.",
)
STRICT = click.option(
    "--strict", is_flag=True, help="Mã thoát 1 nếu còn nội dung thiếu hoặc cần rà soát."
)
