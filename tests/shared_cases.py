"""The cases with known answers beside the project: which there are, and which a test may use.

A case that is added there later is tried too, and what fails on it is told as an expected failure:
only the cases named here can fail a test. What a case lacks is told as the reason of a skip.
"""

from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
HELD = (
    "kh-conghai", "kh140-phu-lac", "kh140-tan-lap", "kh140-van-han", "nq03-nq71", "ntm-khe-may",
    "ntm-tan-khanh", "quangngai-dantien", "ytgd-binh-lam", "ytgd-son-thinh",
)  # fmt: skip
"""The cases whose tasks, roles and figures the project has promised."""
READ = (*HELD, "chi-bo-thon")
"""The cases whose tasks it has promised to read, whatever it makes of them."""
NOT_BESIDE = "the shared cases are not beside the project"


def cases(shared: Path = SHARED) -> dict[str, Path]:
    """Find every case by its name: those held, and whatever else is there now."""
    found = {folder.name: folder for folder in sorted(shared.glob("cases*/*")) if folder.is_dir()}
    return {name: shared / "cases" / name for name in HELD} | found


def each_case(
    *needed: str, shared: Path = SHARED, held: tuple[str, ...] = HELD
) -> pytest.MarkDecorator:
    """Run a test on each ``case``, a folder, that has the files which it needs.

    Only those ``held`` can fail it.
    """
    return _each(cases(shared), needed, shared, held)


def each_added_case(*needed: str, shared: Path = SHARED) -> pytest.MarkDecorator:
    """Run a test on each ``case`` that is not among those held, if there is any."""
    added = {name: folder for name, folder in cases(shared).items() if name not in HELD}
    return _each(added, needed, shared, HELD)


def _each(
    found: dict[str, Path], needed: tuple[str, ...], shared: Path, held: tuple[str, ...]
) -> pytest.MarkDecorator:
    """Run a test on cases; one skipped test says that there are none."""
    params = [
        pytest.param(folder, id=name, marks=_marks(name, folder, needed, held))
        for name, folder in found.items()
    ]
    if not shared.is_dir() or not params:
        reason = "no case was added" if shared.is_dir() else NOT_BESIDE
        params = [pytest.param(shared, id="none", marks=[pytest.mark.skip(reason=reason)])]
    return pytest.mark.parametrize("case", params)


def _marks(name: str, folder: Path, needed: tuple[str, ...], held: tuple[str, ...]) -> list[Any]:
    """Say whether a case cannot be used, or cannot fail a test."""
    lacking = [file for file in needed if not (folder / file).is_file()]
    if lacking:
        return [pytest.mark.skip(reason=f"the case {name} has no {', '.join(lacking)}")]
    if name not in held:
        reason = f"the case {name} is not yet among those that tests/shared_cases.py holds to"
        return [pytest.mark.xfail(reason=reason, strict=False)]
    return []
