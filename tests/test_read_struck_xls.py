"""Texts of old workbooks that go on from one record to the next, with their runs of fonts."""

import struct

import pytest

from reconcile.read.formats.struck_xls import standing_in_xls
from reconcile.read.formats.xls_records import shared_texts

TEXT = "Dựng cột cờ ở đình, ở trường"
RUNS = [(14, 1), (20, 0)]


def table(text: str) -> tuple[bytes, int]:
    """Write a table of one text with its runs; also where its letters begin."""
    head = struct.pack("<IIHBH", 1, 1, len(text), 1 | 8, len(RUNS))
    runs = b"".join(struct.pack("<HH", *run) for run in RUNS)
    return head + text.encode("utf-16-le") + runs, len(head)


@pytest.mark.parametrize("at", range(0, len(TEXT) + 1, 7))
def test_a_text_that_goes_on_in_the_next_record_is_whole(at: int) -> None:
    said, head = table(TEXT)
    cut = head + 2 * at
    # The next record says anew whether a letter takes two bytes, unless no letter is left.
    anew = b"\x01" if at < len(TEXT) else b""
    pieces = [said[:cut], anew + said[cut:]]
    assert list(shared_texts(pieces)) == [(TEXT, RUNS)]


def test_a_table_of_texts_that_promises_more_than_it_holds_ends() -> None:
    said, _ = table(TEXT)
    with pytest.raises(IndexError):
        list(shared_texts([struct.pack("<II", 2**32 - 1, 2**32 - 1) + said[8:]]))


def test_the_fifth_font_bears_the_number_five() -> None:
    """No font has the number 4: they are counted 0, 1, 2, 3, 5."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    fonts = b"".join(record(0x31, struct.pack("<HH", 200, 8 * (n == 4))) for n in range(5))
    styles = b"".join(record(0xE0, struct.pack("<HH", font, 0)) for font in (3, 5))
    sheet = record(0x809, struct.pack("<HH", 0x600, 0x10))
    cells = b"".join(record(0x203, struct.pack("<HHHd", 2, n, n, 1.0)) for n in range(2))
    assert standing_in_xls(fonts + styles + sheet + cells) == [{(3, 1): ""}]
