"""The program ends while a page is open: it is told, nothing typed is lost, and work goes on.

A browser would show an error of its own, and the form would be gone.
"""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from pages import folder, whole_folder
from reconcile.run.answers.decisions import list_decisions

pytestmark = pytest.mark.slow
GONE = "Chương trình đã dừng. Mở lại bằng Mo-reconcile.cmd"
PATIENCE = 120_000
"""Milliseconds: what is waited for is a state, however loaded the machine."""


@dataclass
class Program:
    """The program behind the page, in a process of its own, as a clerk opens and closes it."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        place = ["serve", str(self.home), "--port", str(self.port), "--no-browser"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reconcile", *place],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{self.port}"
        while self.process.poll() is None:
            with suppress(OSError), closing(HTTPConnection("127.0.0.1", self.port)) as line:
                line.request("GET", "/trang-thai")
                if not json.load(line.getresponse())["running"]:
                    return address
            time.sleep(0.2)
        pytest.fail("the program has not begun")

    def end(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def program_of(home: Path) -> Iterator[Program]:
    """Give the program of a folder; it does not outlive the test."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Program(home, port)
    yield program
    program.end()


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Program]:
    with program_of(whole_folder(tmp_path)) as program:
        yield program


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Program]:
    with program_of(folder(tmp_path)) as program:
        yield program


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1366, "height": 600})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def told(page: Any) -> str:
    """Return what is told at once, also to a screen reader."""
    return str(page.get_by_role("alert").last.inner_text())


def test_settings_that_were_typed_stay_and_are_saved_once_the_program_is_back(
    page: Any, small: Program
) -> None:
    program = small
    page.goto(f"{program.start()}/thiet-lap")
    page.get_by_label("Họ và tên người ký", exact=True).fill("Nguyễn Văn An")
    program.end()
    page.get_by_role("button", name="Lưu thiết lập").click()
    page.get_by_text(GONE).wait_for()
    # Nor does a link lead to an error of the browser.
    page.get_by_role("link", name="Tổng quan").click()
    page.wait_for_timeout(500)
    assert page.get_by_role("heading", name="Thiết lập", level=1).is_visible()
    assert page.get_by_label("Họ và tên người ký", exact=True).input_value() == "Nguyễn Văn An"
    program.start()
    page.get_by_text(GONE).wait_for(state="detached")
    page.get_by_role("button", name="Lưu thiết lập").click()
    page.get_by_text("Đã lưu thiết lập.").wait_for()
    assert "Nguyễn Văn An" in (program.home / "reconcile.toml").read_text("utf-8")


def test_an_answer_is_told_as_not_saved_and_saved_once_the_program_is_back(
    page: Any, small: Program
) -> None:
    program = small
    page.goto(f"{program.start()}/ra-soat")
    page.get_by_text("Đọc hai nội dung rồi bấm số của ý kiến.").wait_for()
    program.end()
    page.wait_for_timeout(400)
    page.keyboard.press("1")
    page.get_by_text(GONE).wait_for()
    assert GONE in told(page)
    before = page.get_by_role("heading", level=1).inner_text()
    program.start()
    page.get_by_text(GONE).wait_for(state="detached")
    assert page.get_by_role("heading", level=1).inner_text() == before
    page.keyboard.press("1")
    page.get_by_text("Đã lưu “Đúng”").first.wait_for()
    said = list_decisions(program.home, whole=True).decisions
    assert [each.verdict.value for each in said] == ["yes"]


def test_a_state_that_was_typed_stays_while_the_program_is_gone(page: Any, whole: Program) -> None:
    program = whole
    page.goto(f"{program.start()}/tien-do?nhom=tat-ca&pham-vi=assigned")
    page.get_by_role("link", name="Cập nhật nhiệm vụ").first.click()
    page.get_by_label("Ghi chú", exact=True).fill("đã họp hai lần")
    program.end()
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_text(GONE).wait_for()
    assert page.get_by_label("Ghi chú", exact=True).input_value() == "đã họp hai lần"


def test_a_program_that_does_not_answer_is_told_and_what_was_typed_stays(
    page: Any, small: Program
) -> None:
    page.goto(f"{small.start()}/thiet-lap")
    page.get_by_label("Họ và tên người ký", exact=True).fill("Nguyễn Văn An")
    # A connection that is lost on its way: asked, and never answered.
    page.route("**/trang-thai", lambda _: None)
    page.evaluate("page.patience = 300")
    page.get_by_role("button", name="Lưu thiết lập").click()
    page.get_by_text("Chương trình chưa trả lời. Đợi một lát rồi bấm lại").wait_for()
    assert page.get_by_label("Họ và tên người ký", exact=True).input_value() == "Nguyễn Văn An"
    page.unroute("**/trang-thai")
    page.get_by_role("button", name="Lưu thiết lập").click()
    page.get_by_text("Đã lưu thiết lập.").wait_for()
