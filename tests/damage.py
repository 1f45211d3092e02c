"""Damage a file as disks, mails and half-done programs do: by bytes, and inside a zip archive."""

import re
import zipfile
from io import BytesIO
from random import Random

_MARKS = (b"<row", b"<c ", b"</c>", b"<v>", b'r="', b't="s"', b'ref="', b"<w:tc>", b"</w:tc>",
          b"<w:tr", b'w:val="', b"")  # fmt: skip
_NUMBERS = (b"0", b"-1", b"99999999", b"1e9", b"x", b"")


def damage(data: bytes, seed: int) -> bytes:
    """Damage a file; the same seed does the same harm."""
    random = Random(seed)  # noqa: S311  a test wants the same harm each time
    if zipfile.is_zipfile(BytesIO(data)) and random.random() < 0.7:
        return _inside(data, random)
    if random.random() < 0.4:
        data = data[: random.randrange(len(data))]
    return _noise(data, random, 60)


def _inside(data: bytes, random: Random) -> bytes:
    """Damage one part of an archive, and mostly the one that holds the table."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        names = old.namelist()
        chosen = random.choice(names)
        for name in names:
            main = name.endswith(("sheet1.xml", "document.xml")) and random.random() < 0.6
            part = old.read(name)
            new.writestr(name, _part(part, random) if main or name == chosen else part)
    return out.getvalue()


def _part(part: bytes, random: Random) -> bytes:
    """Cut a part, strew noise over it, swap its tags, repeat a piece, or change a number."""
    match random.randrange(5):
        case 0:
            return part[: random.randrange(len(part) + 1)]
        case 1:
            return _noise(part, random, 20)
        case 2:
            return part.replace(random.choice(_MARKS[:-1]), random.choice(_MARKS), 3)
        case 3:
            start = random.randrange(len(part) + 1)
            piece = part[start : start + random.randrange(400)]
            return part[:start] + piece * random.randrange(3) + part[start + len(piece) :]
        case _:
            numbers = list(re.finditer(rb'"(\d+)"', part))
            if not numbers:
                return part
            hit = random.choice(numbers)
            return part[: hit.start(1)] + random.choice(_NUMBERS) + part[hit.end(1) :]


def _noise(data: bytes, random: Random, most: int) -> bytes:
    """Change some bytes."""
    noisy = bytearray(data)
    for _ in range(random.randrange(1, most)):
        if noisy:
            noisy[random.randrange(len(noisy))] = random.randrange(256)
    return bytes(noisy)
