"""Output that works on any console and through any pipe."""

import codecs
import sys
import unicodedata

# Unlike other letters, these are not composed of a bare one and a mark.
_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "D", "“": '"', "”": '"', "→": "->", "›": ">", "…": "...", "–": "-", "·": "."}
)


def prepare_console() -> None:
    """Let the standard streams print any text.

    A letter that the console's or the pipe's encoding lacks (cp1252, say) loses its diacritics
    instead of stopping the program or turning into a question mark.
    """
    codecs.register_error("bare-letters", _bare_letters)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="bare-letters")


def write_bytes(text: str, encoding: str) -> None:
    """Write text for another program to standard output, in a fixed encoding."""
    buffer = getattr(sys.stdout, "buffer", None)
    # A stream of texts alone has been put in its place.
    if buffer is None:
        sys.stdout.write(text)
        return
    # The buffer does not know of what was printed before, which must come first.
    sys.stdout.flush()
    buffer.write(text.encode(encoding))
    buffer.flush()


def _bare_letters(error: UnicodeError) -> tuple[str, int]:
    """Replace what cannot be encoded by its bare letter, or a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = unicodedata.normalize("NFD", error.object[error.start : error.end])
    kept = "".join(c for c in text if not unicodedata.combining(c)).translate(_PLAIN)
    return kept.encode("ascii", "replace").decode("ascii"), error.end
