"""What a soak has tried, told at its end: one line for each promise of soak.toml.

A test counts as one try, or as many as it says by ``record_property("tried", number)``; where it
goes on behind what fails, it says how many did by ``record_property("failed", number)``.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

PROMISES = Path(__file__).with_name("soak.toml")
OTHER = "other"


@dataclass(frozen=True)
class Promise:
    """What the program promises, and the files of tests that try it."""

    part: str
    says: str
    files: tuple[str, ...]


@dataclass
class Tried:
    """How often a promise was tried, and how it went."""

    tried: int = 0
    held: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0


@dataclass
class SoakTable:
    """Counts what tests report, and prints the table."""

    counts: dict[str, Tried] = field(default_factory=dict)
    """By the file of the tests."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count one stage of one test."""
        file = report.nodeid.partition("::")[0].rpartition("/")[2]
        self.count(file, report.when, report.outcome, report.duration, report.user_properties)

    def count(
        self,
        file: str,
        when: str | None,
        outcome: str,
        seconds: float,
        said: list[tuple[str, object]],
    ) -> None:
        """Count one stage of one test.

        Of one that failed without saying how often, nobody knows what else would hold.
        """
        about = self.counts.setdefault(file, Tried())
        about.seconds += seconds
        told = {name: int(str(number)) for name, number in said if name in ("tried", "failed")}
        tried, failed = told.get("tried", 1), told.get("failed", 0)
        if outcome == "failed" and not failed:
            tried = failed = 1
        if outcome == "skipped":
            about.skipped += 1
        elif outcome == "failed" or when == "call":
            about.tried += tried
            about.held += tried - failed
            about.failed += failed

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table."""
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> Iterator[str]:
        """Yield the table, as it may stand in a page of the documents."""
        yield "| part | promise | tried | held | failed | minutes |"
        yield "|---|---|---:|---:|---:|---:|"
        left = dict(self.counts)
        skipped = sum(each.skipped for each in left.values())
        for promise in promises():
            here = [left.pop(file) for file in promise.files if file in left]
            if here:
                yield _line(promise.part, promise.says, here)
        if left:
            yield _line(OTHER, ", ".join(sorted(left)), left.values())
        if skipped:
            yield f"{skipped} tests could not judge here, and say why above."


def promises() -> tuple[Promise, ...]:
    """Read the table of promises."""
    said: Mapping[str, list[dict[str, Any]]] = tomllib.loads(PROMISES.read_text("utf-8"))
    return tuple(Promise(e["part"], e["says"], tuple(e["files"])) for e in said["promise"])


def _line(part: str, says: str, counts: Iterable[Tried]) -> str:
    """Sum up what was tried of one promise."""
    every = list(counts)
    tried, held = (sum(getattr(c, name) for c in every) for name in ("tried", "held"))
    failed, minutes = sum(c.failed for c in every), sum(c.seconds for c in every) / 60
    return f"| {part} | {says} | {tried:,} | {held:,} | {failed:,} | {minutes:.1f} |"
