"""Units of reconcile.toml that sent nothing, and which name may be mistyped. Pure."""

from collections.abc import Iterable

from reconcile.model import Finding, Unit, Where
from reconcile.normalise.whose import Called, Units
from reconcile.vocabulary.findings import finding


def absent(listed: Units, sent: Iterable[Unit], where: Where) -> tuple[Finding, ...]:
    """Report the units of reconcile.toml that sent nothing, and which name may be mistyped."""
    there = {unit.id: unit for unit in sent}
    strangers = Units(Called(unit) for unit in there.values() if unit.id not in listed.all)
    return tuple(
        finding("unit-absent", where, unit=unit.name, near=_mistyped(strangers.near(unit.name)))
        for unit in listed.all.values()
        if unit.id not in there
    )


def _mistyped(near: str) -> str:
    """Say that a unit which sent something may be the one meant; empty where none may."""
    if not near:
        return ""
    return f"“{near}” đã gửi tệp mà không có ở [units]: nếu là một đơn vị thì sửa lại tên; "
