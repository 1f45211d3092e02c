"""Pages of a PDF as pictures (the extra ``[pdf]``): what a browser shows without a PDF viewer."""

from importlib.util import find_spec
from io import BytesIO
from threading import Lock

_DOTS = 1.5
"""Dots for each point: a page upright is 893 wide, and its text is read without a glass."""
_COLOURS = 16
"""An official page has black, white and a few fills: a quarter of the size."""
# pdfium must not be called by two threads at once.
_ONE_AT_A_TIME = Lock()


def can_draw() -> bool:
    """Tell whether what draws pages is installed."""
    return all(find_spec(name) is not None for name in ("pypdfium2", "PIL"))


def page_count(pdf: bytes) -> int:
    """Count the pages; 0 where the PDF is damaged."""
    import pypdfium2  # noqa: PLC0415 - heavy, an extra, and for previews alone

    try:
        with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def page_image(pdf: bytes, number: int) -> bytes:
    """Draw a page as PNG.

    Args:
        pdf: one that ``page_count`` has counted.
        number: of the page, from 1 to the count.

    """
    import pypdfium2  # noqa: PLC0415 - as above

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        drawn = document[number - 1].render(scale=_DOTS).to_pil()
    out = BytesIO()
    drawn.convert("RGB").quantize(_COLOURS, dither=0).save(out, "png")
    return out.getvalue()
