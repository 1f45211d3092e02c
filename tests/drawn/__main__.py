"""``python -m drawn --seed N --count M``: draw tables, read them, print what was missed."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import click

from drawn.score import Score, score_table


def main() -> None:
    """Draw, read and print."""
    asked = argparse.ArgumentParser(prog="python -m drawn", description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--count", type=int, default=60)
    asked.add_argument("--keep", type=Path, help="folder for the files that were read wrongly")
    options = asked.parse_args()
    total = Score()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seed, options.seed + options.count):
            score, file, table = score_table(seed, Path(folder))
            total.add(score)
            if score.misses or score.grouped:
                click.echo(f"== {file.name}: {'; '.join(table.traits)}")
                for name in ("lost", "invented", "wrong", "grouped"):
                    for line in getattr(score, name)[:6]:
                        click.echo(f"   {name}: {line}")
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(file, options.keep)
    rows = len(total.lost) + len(total.invented)
    click.echo(
        f"{total.tables} tables, {total.tasks} tasks, {total.columns} columns: "
        f"{len(total.lost)} lost, {len(total.invented)} invented "
        f"(1 in {total.tasks // rows if rows else '-'}), {len(total.wrong)} columns wrong "
        f"(1 in {total.columns // len(total.wrong) if total.wrong else '-'}), "
        f"{len(total.grouped)} under another group"
    )
    sys.exit(bool(rows * 2000 > total.tasks or len(total.wrong) * 500 > total.columns))


if __name__ == "__main__":
    main()
