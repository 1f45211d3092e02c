"""The keys of rows in a workbook of several units: each says whose row it is."""

_SIGN = "@"


def with_unit(key: str, unit: str) -> str:
    """Name a row of one unit among those of others."""
    return f"{key}{_SIGN}{unit}"


def parted(key: str) -> tuple[str, str]:
    """Return the key of a row within its unit, and the id of the unit; empty where it has none."""
    own, _, unit = key.partition(_SIGN)
    return own, unit
