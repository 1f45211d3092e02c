"""Make the shipped example again: ``python tests/example/make.py [FOLDER]``.

Writes ``upper/``, ``lower/`` and ``status/`` under FOLDER (by default the repository's
``inputs/``), and ``truth.csv`` beside this file. The texts are in upper.toml and communes/*.toml.
"""

import sys
from pathlib import Path

if __name__ == "__main__":  # run as a script: the package is the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from example.books import write_csv, write_xls, write_xlsx
from example.status import write_status
from example.texts import HERE, Text, lower_texts, upper_text
from example.truth import truth_csv
from example.words import write_docx

INPUTS = HERE.parents[1] / "inputs"
WRITERS = {"xlsx": write_xlsx, "xls": write_xls, "csv": write_csv, "docx": write_docx}


def write(text: Text, folder: Path) -> None:
    """Write one plan into a folder, in its own format."""
    folder.mkdir(parents=True, exist_ok=True)
    WRITERS[text.format](text, folder / text.file)


def make_example(folder: Path) -> None:
    """Write the upper plan, every lower plan and the files of statuses under a folder."""
    write(upper_text(), folder / "upper")
    write_status(folder / "status")
    for text in lower_texts():
        write(text, folder / "lower")


if __name__ == "__main__":
    make_example(Path(sys.argv[1]) if len(sys.argv) > 1 else INPUTS)
    (HERE / "truth.csv").write_text(truth_csv(upper_text(), lower_texts()), encoding="utf-8")
