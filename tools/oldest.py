"""The oldest versions that pyproject.toml allows, as constraints for pip: `make oldest`.

They are of the packages that the program itself asks for; what runs the tests is as ever.
"""

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

HOME = Path(__file__).resolve().parents[1]


def oldest() -> tuple[str, ...]:
    """Return ``name==version`` of each package that the program asks for, in order."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["pdf"]]
    return tuple(sorted(_oldest(Requirement(said)) for said in asked))


def _oldest(asked: Requirement) -> str:
    """Return the oldest version that a demand allows."""
    (lowest,) = (each.version for each in asked.specifier if each.operator == ">=")
    return f"{asked.name}=={lowest}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(oldest()) + "\n")
