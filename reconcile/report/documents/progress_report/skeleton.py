"""Which parts the report of a period has, and their numbers: the template shows those alone."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from reconcile.model import PeriodKind
from reconcile.report.documents.around_text import Context
from reconcile.vocabulary.roman import to_roman

_FIELDS = {
    "totals": "tong",
    "figures": "thong_ke",
    "followed": "theo_doi",
    "groups": "nhom",
    "finished": "xong",
    "running": "dang_lam",
    "late": "cham",
    "causes": "nguyen_nhan",
    "one-by-one": "tung_viec",
    "hindered": "kho_khan",
    "new": "moi",
    "ranked": "xep_hang",
    "ahead": "viec_toi",
    "directions": "phuong_huong",
    "proposed": "kien_nghi",
    "by-addressee": "theo_noi",
    "tables": "bang",
    "all-tasks": "moi_viec",
    "annexes": "phu_luc",
}
"""What a skeleton shows → its field in ``hien``."""


def shown_in(kind: PeriodKind) -> tuple[str, ...]:
    """List what the report of a kind of period shows, where there are data for it."""
    return tuple(_skeleton(kind)["shows"])


def skeleton_fields(kind: PeriodKind, none_of: Collection[str]) -> Context:
    """Return the numbers of parts and points, and what is shown; what is left out is empty.

    Args:
        kind: of the period.
        none_of: what is left out for want of data, as ``shows`` names it.

    """
    skeleton = _skeleton(kind)
    left_out = {_FIELDS[each] for each in none_of}
    shows = {_FIELDS[each] for each in skeleton["shows"]} - left_out
    parts = [each for each in skeleton["parts"] if each not in left_out]
    # Without groups what was finished is listed in their part.
    if "nhom" in left_out and "theo_nhom" in parts:
        shows.add("xong")
    points: dict[str, str] = {}
    for part in parts:
        wanted = skeleton.get("points", {}).get(part, ())
        points |= _numbered([each for each in wanted if each not in left_out])
    romans = {part: f"{to_roman(at)}. " for at, part in enumerate(parts, start=1)}
    return {
        "phan": dict.fromkeys(_every("parts"), "") | romans,
        "khoan": dict.fromkeys(_every("points"), "") | points,
        "hien": {name: name in shows for name in _FIELDS.values()},
    }


def _numbered(points: Sequence[str]) -> dict[str, str]:
    """Number the points of a part; a single one needs no heading."""
    if len(points) < 2:
        return {}
    return {point: f"{at}. " for at, point in enumerate(points, start=1)}


def _skeleton(kind: PeriodKind) -> Mapping[str, Any]:
    """Return the skeleton of a kind of period."""
    said: Mapping[str, Any] = _skeletons()[kind]
    return _skeletons()[said["like"]] if "like" in said else said


@cache
def _skeletons() -> Mapping[str, Any]:
    """Read the skeletons, by the word for a kind of period."""
    folder = files("reconcile.report.documents.progress_report")
    return tomllib.loads(folder.joinpath("skeletons.toml").read_text("utf-8"))


@cache
def _every(what: str) -> tuple[str, ...]:
    """List the names of all parts, or of all points, that any skeleton has."""
    names: dict[str, None] = {}
    for skeleton in _skeletons().values():
        found = skeleton.get(what, ())
        lists = found.values() if isinstance(found, dict) else [found]
        names |= dict.fromkeys(name for each in lists for name in each)
    return tuple(names)
