"""Notes and names from several cells put together, without saying anything twice."""

import re
from collections.abc import Iterable

_PEOPLE = re.compile(r"[\n;,]")


def said_once(name: str, texts: Iterable[str]) -> str:
    """Put together what was written into a column of notes, each line or person once.

    Args:
        name: of the column; people are parted by commas, all else by line breaks.
        texts: of any number of lines each; one alone stays as it is.

    """
    given = list(dict.fromkeys(text for text in texts if text.strip()))
    if len(given) < 2:
        return "".join(given)
    if name == "person":
        people = (part.strip() for text in given for part in _PEOPLE.split(text))
        return ", ".join(dict.fromkeys(person for person in people if person))
    lines = (line for text in given for line in text.split("\n"))
    return "\n".join(dict.fromkeys(line for line in lines if line.strip()))
