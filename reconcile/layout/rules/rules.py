"""The rules of official layout: data with its source, and what is needed said in numbers."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from reconcile.layout.rules.measures import Profile, Status, profile
from reconcile.model import Severity

ProfileName = Literal["nd30", "hd05", "hd36"]
PROFILES: tuple[ProfileName, ...] = ("nd30", "hd05", "hd36")
Level = Literal["safe", "guarded", "suggested"]
"""How far a fault is put right: always, only where its place allows it, or only said."""
_GOVERNMENT = "G"


class _Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule as the file says it."""

    title: str
    needed: str
    severity: Severity
    source: str
    status: Status
    limits: dict[str, Any] = {}
    hd36: dict[str, Any] = {}
    """Limits that are others in this profile."""
    hd36_needed: str = ""
    shares: tuple[str, ...] = ()
    fix: Level = "guarded"


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule in one profile: its texts are in Vietnamese, for a coordinator."""

    id: str
    title: str
    needed: str
    severity: Severity
    source: str
    status: Status
    limits: dict[str, Any]
    profile: ProfileName
    fix: Level

    @property
    def measures(self) -> Profile:
        """The measures of its profile."""
        return profile(self.profile)


class Doubled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that never stand twice but by a slip."""

    words: frozenset[str]


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of ``kinds.toml``."""

    sources: dict[str, str]
    status: dict[str, str]
    profiles: dict[str, str]
    fix: dict[str, str]
    types: dict[str, str]
    party_types: dict[str, str]
    internal: tuple[str, ...]
    """Papers that do not leave an office, by how their titles begin."""
    unheld: dict[str, tuple[str, ...]]
    """Rules on parts that a document of this kind does not have."""
    letterhead: dict[str, tuple[str, ...]]
    signature: dict[str, str]
    doubled: Doubled
    districts: dict[str, str]


@cache
def rules_of(name: ProfileName) -> tuple[Rule, ...]:
    """Return the rules of a profile in the order of the file, shared ones behind its own."""
    said = _file()
    letter = _GOVERNMENT if name == "nd30" else "P"
    own = [key for key in said if key.startswith(letter)]
    shared = [key for rule in own for key in said[rule].shares]
    return tuple(_rule(key, said[key], name) for key in (*own, *shared))


@cache
def kinds() -> Kinds:
    """Return the words that tell documents apart."""
    return msgspec.convert(_toml("kinds"), Kinds)


def _rule(key: str, said: _Said, name: ProfileName) -> Rule:
    """Make a rule of a profile."""
    limits = said.limits | (said.hd36 if name == "hd36" else {})
    built = msgspec.to_builtins(profile(name))
    spoken = {"font": built["font"], "language": built["language"]}
    spoken |= {k: _spoken(v) for k, v in (built["page"] | built["text"]).items()}
    return Rule(
        id=key,
        title=said.title,
        needed=_needed(said, name).format(**spoken, limits=_spoken(limits)),
        severity=said.severity,
        # Both Party guidances share the rules of P; ``{hd}`` is the one of this profile.
        source=said.source.format(**kinds().sources, hd=kinds().sources.get(name, "")),
        status=said.status,
        limits=limits,
        profile=name,
        fix=said.fix,
    )


def _needed(said: _Said, name: ProfileName) -> str:
    """Return what a rule needs in a profile, its measures still in braces."""
    return said.hd36_needed if name == "hd36" and said.hd36_needed else said.needed


class _Spoken(dict[str, Any]):
    """Measures whose values are texts, reached by name."""

    # The texts of ``rules.toml`` name measures as attributes: ``{tieu_ngu.sizes}``.
    def __getattr__(self, name: str) -> Any:
        return self[name]


class _Range(tuple[Any, ...]):
    """Measures from the least to the most; one alone where they are alike."""

    __slots__ = ()

    def __format__(self, _form: str) -> str:
        return "-".join(dict.fromkeys(map(str, self)))


def _spoken(value: Any) -> Any:
    """Say a measure as Vietnamese documents write it: ``12,7``, ``13-14``."""
    if isinstance(value, dict):
        return _Spoken({key: _spoken(inner) for key, inner in value.items()})
    if isinstance(value, list | tuple):
        return _Range(_spoken(each) for each in value)
    return number(value) if isinstance(value, int | float) else value


def number(value: float) -> str:
    """Write a number with a decimal comma and at most two digits behind it."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


@cache
def _file() -> dict[str, _Said]:
    """Read the rules once."""
    return msgspec.convert(_toml("rules"), dict[str, _Said])


def _toml(name: str) -> dict[str, Any]:
    """Read a data file that lies beside this module."""
    return tomllib.loads(
        files("reconcile.layout.rules").joinpath(f"{name}.toml").read_text("utf-8")
    )
