"""Small PDFs by hand: pages of texts and lines at given places."""

from importlib import import_module
from pathlib import Path

LENDS = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Oblique >>"
BOX = "/MediaBox [0 0 595 842]"


def text(x: float, y: float, said: str) -> str:
    """Write a text at a place, in one go."""
    return f"BT /F1 10 Tf {x} {y} Td ({said}) Tj ET"


def lent(x: float, y: float, said: str, letters: str) -> str:
    """Write a text as a program does whose font lacks some letters: another one lends them."""
    widths = import_module("pdfminer.fontmetrics").FONT_METRICS["Helvetica"][1]
    own: list[str] = []
    others: list[str] = []
    piece, begins = "", x
    for char in f"{said} ":
        if char in letters:
            own += [text(round(begins, 2), y, piece)] if piece else []
            others.append(text(round(x, 2), y, char).replace("/F1", "/F2"))
            piece, begins = "", x + widths[char] / 100
        else:
            piece += char
        x += widths[char] / 100
    return "\n".join([*own, text(round(begins, 2), y, piece), *others])


def pdf(path: Path, *contents: str) -> Path:
    """Write the pages to a file."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, content in enumerate(contents):
        fonts = f"/Resources << /Font << /F1 3 0 R /F2 {LENDS} >> >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R {BOX} {fonts} /Contents {5 + 2 * at} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    body, places = "%PDF-1.4\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{said}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    body += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    body += f"<< /Size {size} /Root 1 0 R >>\nstartxref\n{body.index('xref')}\n%%EOF"
    path.write_bytes(body.encode("latin-1"))
    return path
