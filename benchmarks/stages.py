"""Where the time of a run goes: ``python benchmarks/stages.py FOLDER``; CPU seconds, as JSON.

The doors of the stages are hung with clocks. What runs inside of another is taken off that.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from io import StringIO
from typing import Any

_BEGUN = time.process_time()

from reconcile.cli.main import main as reconcile
from reconcile.report.marked_copy import write_copy
from reconcile.report.templates import fill
from reconcile.run import folder, pair, settle, settle_one, upper_side
from reconcile.run.reading import lower_plans as inputs
from reconcile.run.writing import documents, unit_outputs
from reconcile.store import outputs

SECONDS: dict[str, float] = defaultdict(float)
_INSIDE: list[float] = []
_DOORS: tuple[tuple[str, Any, str], ...] = (
    ("read", inputs, "parse"),
    ("normalise", settle, "to_plan"),
    ("match", pair, "match"),
    ("match", upper_side, "prepare_upper"),
    ("check", pair, "check"),
    ("result", unit_outputs, "_result"),
    ("review", unit_outputs, "_review"),
    ("tat-ca", settle_one, "packed_part"),
    ("tat-ca", folder, "_joint"),
    ("copies", write_copy, "checked_copy"),
    ("context", documents._Made, "data"),  # noqa: SLF001 - a door like the others
    ("documents", fill, "fill"),
    ("context", documents, "unit_document"),
    ("context", settle, "unfinished_in"),
    ("tong-hop", folder, "_coverage"),
    ("put down", outputs, "_write"),
)


def main() -> None:
    """Run, and print the seconds of each stage."""
    for stage, home, name in _DOORS:
        setattr(home, name, clocked(stage, getattr(home, name)))
    sys.argv = ["reconcile", "run", sys.argv[1], "--jobs", "1"]
    with redirect_stdout(StringIO()), suppress(SystemExit):
        reconcile()
    SECONDS["rest"] = time.process_time() - _BEGUN - sum(SECONDS.values())
    print(json.dumps(SECONDS))


def clocked(stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that counts its time to a stage, without that of stages inside."""

    def timed(*args: Any, **kwargs: Any) -> Any:
        _INSIDE.append(0.0)
        start = time.process_time()
        try:
            return work(*args, **kwargs)
        finally:
            spent = time.process_time() - start
            SECONDS[stage] += spent - _INSIDE.pop()
            if _INSIDE:
                _INSIDE[-1] += spent

    return timed


if __name__ == "__main__":
    main()
