"""The levels of a working folder: which parts of its inputs stand over which."""

import re
from pathlib import Path

from reconcile.config import SETTINGS, Config, setting_lines
from reconcile.errors import ConfigError
from reconcile.model import Where
from reconcile.run.reading.input_files import LOWER, TOP, UPPER, has_files

_INPUTS = "inputs"
_NAME = re.compile(r"\w[\w -]*")


def parts_above(folder: Path, config: Config) -> tuple[str, ...]:
    """List the parts of the inputs that hold the plans above the units, from the topmost on.

    Raises:
        ConfigError: the levels that reconcile.toml gives cannot be a chain.

    """
    levels = config.chain.levels
    if not levels:
        return (TOP, UPPER) if has_files(folder, TOP) else (UPPER,)
    parts = tuple(f"{_INPUTS}/{level}" for level in levels)
    plain = all(_NAME.fullmatch(level) for level in levels)
    if len(levels) < 2 or parts[-1] != LOWER or len(set(parts)) < len(parts) or not plain:
        raise ConfigError(
            "các cấp ở khóa “levels” không thành một chuỗi",
            where=Where(SETTINGS, row=setting_lines(folder / SETTINGS)("levels")),
            fix="nêu tên các thư mục trong inputs, mỗi tên một lần, từ cấp cao nhất, cuối cùng là"
            ' "lower"; ví dụ: levels = ["top", "upper", "lower"]',
        )
    return parts[:-1]


def level_id(part: str, unit: str) -> str:
    """Return the id under which answers on the plan of a level between are kept: no unit's."""
    return f"{part}:{unit}"


def is_level(unit: str) -> bool:
    """Tell whether an id is one of ``level_id``."""
    return unit.startswith(f"{_INPUTS}/") and ":" in unit


def review_place(part: str) -> str:
    """Return what the outputs about the plans of a level between are called: ``_UPPER``."""
    return f"_{part.rpartition('/')[2].upper()}"
