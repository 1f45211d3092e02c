"""A message to a unit with what is sent to it, as a file that a mail program opens to be sent.

Source: RFC 5322, RFC 2047 and RFC 2231 (names with diacritics); ``X-Unsent`` lets Outlook open it
as a draft. It bears neither day nor sender: who sends it gives them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import PurePosixPath

from reconcile.model import Plan, Unit
from reconcile.report.documents.plan_names import cite_shortly
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import one_line

_TYPES = {
    ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "zip",
}


@dataclass(frozen=True, slots=True)
class MailPart:
    """A file that goes to a unit."""

    name: str
    data: bytes
    kind: str
    """What it is: a key of ``mail`` in the glossary."""


def mail_bytes(
    upper: Plan, unit: Unit, addresses: Sequence[Address], parts: Sequence[MailPart]
) -> bytes:
    """Return the message; the same parts give the same bytes.

    Args:
        upper: the upper plan.
        unit: to whom it goes.
        addresses: of the unit; none leave them to who sends it.
        parts: what goes with it.

    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if addresses:
        message["To"] = tuple(addresses)
    plan = cite_shortly(upper)
    message["Subject"] = one_line(term("mail", "subject").format(unit=unit.name, plan=plan))
    message.set_content(_text(unit, plan, parts), cte="base64")
    for part in parts:
        kind = _TYPES.get(PurePosixPath(part.name).suffix.lower(), "octet-stream")
        message.add_attachment(
            part.data, maintype="application", subtype=kind, filename=one_line(part.name)
        )
    if parts:
        # Python would draw a boundary anew each time.
        whole = sha256(b"".join(part.name.encode() + part.data for part in parts))
        message.set_boundary(f"=_reconcile_{whole.hexdigest()[:32]}")
    return message.as_bytes()


def mail_addresses(text: str, name: str) -> tuple[Address, ...]:
    """Read the addresses that a list gives; what is no address is left out.

    Args:
        text: of any number of addresses, parted by commas, semicolons or spaces.
        name: of who receives them.

    """
    return tuple(_addresses(re.split(r"[,;\s]+", text), one_line(name)))


def _addresses(texts: Iterable[str], name: str) -> Iterable[Address]:
    """Yield the addresses among some texts."""
    for text in texts:
        try:
            address = Address(name, addr_spec=text)
        except (MessageError, ValueError, IndexError):
            continue
        if address.username and "." in address.domain:
            yield address


def _text(unit: Unit, plan: str, parts: Sequence[MailPart]) -> str:
    """Write what the message says: who it is for, what it is about, what goes with it."""
    kinds = dict.fromkeys(part.kind for part in parts)
    lines = [
        term("mail", "greeting").format(unit=unit.name),
        "",
        term("mail", "about").format(unit=unit.name, plan=plan),
        *(f"- {term('mail', kind)}" for kind in kinds),
        "",
        term("mail", "closing"),
    ]
    return "\n".join(lines) + "\n"
