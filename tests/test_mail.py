"""Messages to the units: opened as drafts by a mail program, sent by nobody but a person."""

from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from kept import kept
from office import workbook
from reconcile.errors import UsageError
from reconcile.report.mail import MailPart, mail_addresses, mail_bytes
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.writing.forms import make_forms
from reconcile.run.writing.mail import Mailed, make_mail
from reviewing import outcome
from test_run_reviews import LOWER, UNIT, UPPER

SETTINGS = f"""
[documents]
kinds = ["cong-van"]
[units."{UNIT}"]
email = "vp@anbinh.example; tu@anbinh.example, không-có"
contact = "Văn phòng HĐND và UBND"
"""
ASKED = Asked(as_of=date(2026, 11, 20), jobs=1)
MAIL = f"outputs/gui/{UNIT}.eml"


def opened(data: bytes) -> EmailMessage:
    """Open a message as a mail program does."""
    return message_from_bytes(data, policy=default)


def names(message: EmailMessage) -> list[str]:
    return [str(part.get_filename()) for part in message.iter_attachments()]


def ran(home: Path) -> RunReport:
    return run_folder(home, ASKED)


def mailed(home: Path) -> Mailed:
    return make_mail(home, ASKED)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    def make(folder: Path) -> None:
        for part in ("inputs/upper", "inputs/lower"):
            (folder / part).mkdir(parents=True)
        (folder / "reconcile.toml").write_text(SETTINGS, "utf-8")
        workbook(folder / "inputs/upper/tinh.xlsx", UPPER)
        workbook(folder / "inputs/lower/Kế hoạch xã.xlsx", LOWER)
        ran(folder)
        make_forms(folder)

    return kept(tmp_path, ("mail", SETTINGS), make)


def test_a_message_keeps_vietnamese_names_and_its_files_and_is_the_same_each_time() -> None:
    result = outcome()
    parts = [MailPart("Bản rà soát – Suối Đá.xlsx", b"\x00\xff", "copy")]
    to = mail_addresses("a@suoida.example", "Bà Tư, Văn phòng")
    data = mail_bytes(result.upper, result.lower.unit, to, parts)
    message = opened(data)
    assert data.isascii()
    assert message["X-Unsent"] == "1"
    assert str(message["To"]) == '"Bà Tư, Văn phòng" <a@suoida.example>'
    assert "UBND xã Suối Đá" in str(message["Subject"])
    assert (message["Date"], message["From"], message["Message-ID"]) == (None, None, None)
    (part,) = message.iter_attachments()
    assert (part.get_filename(), part.get_content()) == (parts[0].name, b"\x00\xff")
    body = message.get_body()
    assert body is not None
    assert "Kính gửi: UBND xã Suối Đá" in body.get_content()
    assert mail_bytes(result.upper, result.lower.unit, to, parts) == data


def test_what_is_no_address_is_left_out() -> None:
    said = mail_addresses("vp@anbinh.example; không-có, a b@c\nx@y.example", "UBND\nxã")
    assert [each.addr_spec for each in said] == ["vp@anbinh.example", "x@y.example"]


@pytest.mark.slow
def test_a_unit_gets_letter_copy_and_form_with_its_address(home: Path) -> None:
    made = mailed(home)
    assert (made.written, made.unaddressed) == (1, ())
    message = opened((home / MAIL).read_bytes())
    assert names(message) == [
        "cong-van.docx",
        "phu-luc-cong-van.xlsx",
        "Kế hoạch xã-ra-soat.xlsx",
        f"{UNIT}.xlsx",
    ]
    assert [a.addr_spec for a in message["To"].addresses] == [
        "vp@anbinh.example",
        "tu@anbinh.example",
    ]
    letter = next(message.iter_attachments())
    assert letter.get_content() == (home / f"outputs/{UNIT}/cong-van.docx").read_bytes()
    assert mailed(home).written == 0


@pytest.mark.slow
def test_a_letter_that_somebody_has_edited_goes_as_she_left_it(home: Path) -> None:
    letter = home / f"outputs/{UNIT}/cong-van.docx"
    letter.write_bytes(letter.read_bytes() + b"edited")
    mailed(home)
    first = next(opened((home / MAIL).read_bytes()).iter_attachments())
    assert first.get_content().endswith(b"edited")


@pytest.mark.slow
def test_what_has_changed_is_run_first_and_an_old_message_is_laid_aside(home: Path) -> None:
    mailed(home)
    assert ran(home).written == 0
    assert (home / MAIL).exists()
    workbook(home / "inputs/lower/Kế hoạch xã.xlsx", LOWER.replace("Dọn cỏ", "Cắt cỏ"))
    with pytest.raises(UsageError):
        mailed(home)
    ran(home)
    assert not (home / MAIL).exists()
    assert (home / MAIL.replace("gui", "cu/gui")).exists()
