"""The large seeded counts, whole or one part of them: `make soak`, `make soak PART=cycle`.

What the parts are stands in tests/soak.toml; at the end stands a table of what was tried.
"""

import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
TESTS = HOME / "tests"


def files_of(part: str) -> list[str]:
    """List the files of tests of a part; of no part, the folder of them all.

    Raises:
        SystemExit: there is no such part.

    """
    if not part:
        return [str(TESTS)]
    promises = tomllib.loads((TESTS / "soak.toml").read_text("utf-8"))["promise"]
    files = [
        str(TESTS / file) for each in promises if each["part"] == part for file in each["files"]
    ]
    if not files:
        known = ", ".join(dict.fromkeys(each["part"] for each in promises))
        raise SystemExit(f"no such part: {part}; there are {known}")
    return files


def main(words: Sequence[str]) -> int:
    """Run a part, on as many processes as there are processors."""
    part, *options = [*words, ""]
    ways = ["--numprocesses", "auto", "--dist", "worksteal", *filter(None, options)]
    command = [sys.executable, "-m", "pytest", "-m", "soak", *ways, *files_of(part)]
    return subprocess.call(command, cwd=HOME, env={**os.environ, "RECONCILE_SOAK": "1"})


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
