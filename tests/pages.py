"""The local page for tests: a small invented folder, and a browser without windows."""

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from waitress.server import BaseWSGIServer
from werkzeug.test import TestResponse

from kept import kept
from office import workbook
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.run.page.unit_desk import Item
from reconcile.web.app import create_app, kept_site
from reconcile.web.site import Site

HOST = "127.0.0.1:8765"
ORIGIN = f"http://{HOST}"
COOKIE = "reconcile-phien-8765"
UPPER = """
| UBND TỈNH HÀ SƠN |
| Kế hoạch số 186/KH-UBND ngày 20/10/2026 |
| STT | Nội dung nhiệm vụ | Văn bản giao nhiệm vụ | Thời hạn | Chủ trì |
| 1 | Số hóa hồ sơ hộ tịch; bố trí kinh phí thuê máy quét | 12-TB/TU | 15/12/2026 | UBND cấp xã |
| 2 | Rà soát hộ nghèo, hộ cận nghèo cuối năm trên địa bàn | 80/QĐ-UBND | 30/11/2026 | UBND cấp xã |
| 3 | Nạo vét kênh mương nội đồng trước vụ xuân | 81/QĐ-UBND | 30/12/2026 | UBND cấp xã |
| 4 | Tuyên truyền phòng, chống cháy rừng mùa khô | 82/QĐ-UBND | 30/12/2026 | UBND cấp xã |
| 5 | Kiểm tra an toàn hồ chứa nước trước mùa mưa | 83/QĐ-UBND | 30/12/2026 | UBND cấp xã |
| 6 | Công khai <b>thủ tục</b> {{ 7 * 7 }} tại một cửa | 84/QĐ-UBND | 30/12/2026 | UBND cấp xã |
"""
LOWER = """
| UBND XÃ {name} |
| STT | Nội dung nhiệm vụ | Căn cứ | Thời gian hoàn thành | Đơn vị chủ trì |
| 1 | Số hóa hồ sơ hộ tịch | 12-TB/TU | 10/12/2026 | Văn phòng |
| 2 | Dọn cỏ, khơi thông kênh mương ra đồng | | 20/12/2026 | Phòng Kinh tế |
| 3 | Họp thôn tuyên truyền về rừng và nước sạch | | 20/12/2026 | Phòng Kinh tế |
| 4 | Tổ chức hội khỏe Phù Đổng <script>alert(1)</script> | | 20/12/2026 | Phòng Văn hóa - Xã hội |
| 5 | Kiểm tra hồ chứa | | 20/12/2026 | Phòng Kinh tế |
"""
VIEWS = (
    "/bat-dau", "/tong-quan", "/doi-chieu", "/doi-chieu?dang=danh-sach", "/ra-soat", "/tien-do",
    "/van-ban", "/sai-lech", "/lich-su", "/thiet-lap",
)  # fmt: skip
SETTINGS = "# Ghi chú của người dùng.\n[run]\nas_of = 2026-11-20\n"


def folder(home: Path) -> Path:
    """Lay out a working folder with an upper plan and those of two communes."""

    def make(made: Path) -> None:
        for part in ("inputs/upper", "inputs/lower"):
            (made / part).mkdir(parents=True)
        (made / "reconcile.toml").write_text(SETTINGS, "utf-8")
        workbook(made / "inputs/upper/tinh.xlsx", UPPER)
        for name in ("AN BÌNH", "PHÚ LỘC"):
            workbook(made / f"inputs/lower/{name}.xlsx", LOWER.replace("{name}", name))
        # What was read is kept in the database: each test begins with it.
        kept_site(create_app(made, [HOST])).desk.read()

    return kept(home, "page", make)


TOP = """
| CHÍNH PHỦ |
| Nghị quyết số 03/NQ-CP ngày 10/01/2026 |
| STT | Nội dung nhiệm vụ | Văn bản giao nhiệm vụ | Thời hạn | Chủ trì |
| 1 | Nạo vét kênh mương nội đồng trước vụ xuân | | 31/12/2026 | UBND các tỉnh, thành phố |
| 2 | Xây dựng sân vận động cấp vùng | | 31/12/2026 | UBND các tỉnh, thành phố |
| 3 | Truyền thông về rừng, chữa cháy | | 31/12/2026 | UBND các tỉnh, thành phố |
"""
STATUS = """STT,Nội dung nhiệm vụ,Đơn vị thực hiện,Tình hình thực hiện,Ngày cập nhật
3,Nạo vét kênh mương nội đồng trước vụ xuân,UBND xã An Bình,Đang triển khai,05/11/2026
2,"Rà soát hộ nghèo, hộ cận nghèo cuối năm trên địa bàn",UBND xã An Bình,Chưa thực hiện,05/11/2026
9,Trồng dừa ven biển,UBND xã An Bình,Đã xong,05/11/2026
"""


def whole_folder(home: Path) -> Path:
    """Lay out the same folder under a plan of the Government, with a report on progress."""

    def make(made: Path) -> None:
        folder(made)
        for part in ("inputs/top", "inputs/status"):
            (made / part).mkdir()
        workbook(made / "inputs/top/nghi-quyet.xlsx", TOP)
        (made / "inputs/status/bao-cao.csv").write_text(STATUS, "utf-8")
        (made / "reconcile.toml").write_text("[run]\nas_of = 2026-12-05\n", "utf-8")
        kept_site(create_app(made, [HOST])).desk.read()

    return kept(home, "whole page", make)


def na_sen(home: Path) -> Path:
    """Lay out the commune of the example with most in doubt: five of it are asked about first."""
    here = Path(__file__).parents[1]

    def make(made: Path) -> None:
        for part, names in (("upper", "*.xlsx"), ("lower", "*Na Sen*")):
            (made / "inputs" / part).mkdir(parents=True)
            for file in (here / "inputs" / part).glob(names):
                shutil.copy(file, made / "inputs" / part)
        shutil.copy(here / "reconcile.toml", made)
        kept_site(create_app(made, [HOST])).desk.read()

    return kept(home, "na sen", make)


@dataclass
class Browser:
    """A browser without windows: it keeps its cookies, and sends forms as a page would."""

    app: Flask
    client: FlaskClient
    known: str = ""
    """Its token, once it has seen a page."""
    HEADERS: ClassVar = {"Host": HOST}

    @property
    def site(self) -> Site:
        return kept_site(self.app)

    def get(self, address: str, **more: Any) -> TestResponse:
        return self.client.get(
            address, headers=self.HEADERS | more, follow_redirects=True, buffered=True
        )

    def token(self) -> str:
        """Return what the forms of this browser bring along: the same on every page."""
        if not self.known:
            found = re.search(r'data-token="([0-9a-f]+)"', self.get("/bat-dau").text)
            assert found
            self.known = found[1]
        return self.known

    def post(self, address: str, said: dict[str, Any] | None = None, **more: str) -> TestResponse:
        """Send a form with the token of this browser, and follow where it leads."""
        data = {"token": self.token()} | (said or {})
        headers = self.HEADERS | {"Origin": ORIGIN} | more
        return self.client.post(address, data=data, headers=headers, follow_redirects=True)

    def units(self) -> tuple[OpenedUnit, ...]:
        snapshot = self.site.desk.snapshot
        assert snapshot
        return snapshot.units

    def item(self, text: str, unit: int = 0) -> Item:
        """Return the task whose text begins so, as it stands now."""
        items = self.site.desk.items(self.units()[unit])
        return next(each for each in items if each.upper.task.text.startswith(text))

    def page_of(self, text: str, unit: int = 0) -> str:
        """Return the address of a task."""
        return f"/ra-soat/{self.units()[unit].short}/{self.item(text, unit).key}"

    def answer(self, text: str, verdict: str, unit: int = 0, **more: str) -> TestResponse:
        """Press a button of a task, as it was just shown."""
        address = self.page_of(text, unit)
        shown = self.get(address).text
        hidden = dict(re.findall(r'type="hidden" name="(saw|lower)" value="([^"]*)"', shown))
        said = {"verdict": verdict} | hidden | more
        done = self.post(f"{address}/y-kien", said)
        self.site.learner.drain()
        return done


class _Compiled(BytecodeCache):
    """Pages compiled once for all tests: that takes longer than what most of them do."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def browser(home: Path) -> Browser:
    """Open the page of a working folder that has been read."""
    app = create_app(home, [HOST, "localhost:8765"])
    app.jinja_env.bytecode_cache = _COMPILED
    kept_site(app).learner.calm = 0
    kept_site(app).desk.read()
    return Browser(app, app.test_client())


def beside(first: Browser) -> Browser:
    """Open the same page in another browser."""
    return Browser(first.app, first.app.test_client())


def serve_until_closed(server: BaseWSGIServer) -> None:
    """Run a server in a thread of a test: its loop learns of the end by sockets that are gone."""
    with suppress(OSError):
        server.run()
