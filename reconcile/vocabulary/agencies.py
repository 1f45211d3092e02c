"""Bodies named in lead and support cells, and who stands for whom in a commune."""


def find_agencies(text: str) -> tuple[str, ...]:
    """Find the bodies named in a cell: their ids, in order."""
    return () if text else ()


def localise(text: str, word: str) -> tuple[str, ...]:
    """Name the commune bodies that stand for the provincial bodies of a cell."""
    return () if text or word else ()


def provincial_bodies(text: str) -> tuple[str, ...]:
    """Name the provincial bodies in a text."""
    return () if text else ()


def district_bodies(text: str) -> tuple[str, ...]:
    """Name the bodies of the district level that a text still holds."""
    return () if text else ()
