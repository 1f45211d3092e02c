"""The same working folder on a disk, and the command line in the place of its functions."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection
from time import sleep

from click.testing import CliRunner

from cycle.bookkeeper import Told, UpperStanding, View
from cycle.invented import drawing
from cycle.lines import WORDS, in_plan
from cycle.memory import STAGES, Filed, KilledError, Memory
from cycle.paper import Paper, Written
from cycle.saved_cells import SavedBook
from office import workbook
from reconcile.cli.main import cli
from reconcile.model import Decision
from reconcile.review.keys.hidden_sheet import read_ledgers
from reconcile.run.answers.decisions import import_decisions
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import current, history
from reconcile.store.decisions_import import Imported
from reconcile.store.unit_ids import ids_now
from reconcile.vocabulary.terms import term

_SETTINGS = '[run]\nas_of = 2026-11-20\njobs = 1\n[documents]\nkinds = ["cong-van"]\n'
_WAITS = dict(zip(STAGES, (0.3, 0.6, 0.9, 1.2), strict=True))
"""Seconds after which a run is killed, for each stage that it may have come to."""


@dataclass
class Folder(Memory):
    """A working folder with one unit and its neighbour, on a disk."""

    home: Path = field(default_factory=Path)

    def log(self) -> tuple[Decision, ...]:
        """Return every line of the log about the unit."""
        return tuple(each for each in self._of_database(history) if each.unit != self.beside)

    def log_beside(self) -> tuple[Decision, ...]:
        """Return every line of the log about the neighbour."""
        return tuple(each for each in self._of_database(history) if each.unit == self.beside)

    def standing(self) -> tuple[Decision, ...]:
        """Return the answers that stand on the unit."""
        return tuple(each for each in self._of_database(current) if each.unit != self.beside)

    def _of_database(
        self, wanted: Callable[[Connection], tuple[Decision, ...]]
    ) -> tuple[Decision, ...]:
        """Return lines of the log; none where there is no database."""
        if not (self.home / NAME).exists():
            return ()
        with open_database(self.home) as opened:
            return wanted(opened)

    def units_now(self) -> dict[str, str]:
        """Return under which id the answers on a commune are kept, by the ids of before."""
        if not (self.home / NAME).exists():
            return {}
        with open_database(self.home) as opened:
            return ids_now(opened)

    def backup(self) -> bytes:
        """Copy the database."""
        if not (self.home / NAME).exists():
            return b""
        with open_database(self.home) as opened:
            return opened.serialize()

    def restore(self, kept: bytes | None) -> None:
        """Put a copy in the place of the database, or nothing."""
        for path in self.home.glob(f"{NAME}*"):
            path.unlink()
        if kept:
            (self.home / NAME).write_bytes(kept)

    def exported(self) -> str:
        """Write the answers as a CSV file."""
        self._lay()
        file = self.home / "y-kien.csv"
        file.unlink(missing_ok=True)
        self._call("decisions", "export", str(file), str(self.home))
        return file.read_bytes().decode("utf-8-sig")

    def imported(self, text: str) -> Imported:
        """Read a CSV file."""
        file = self.home / "y-kien.csv"
        file.write_bytes(text.encode("utf-8-sig"))
        return import_decisions(self.home, file)

    def rebuild(self) -> None:
        """Make the database again from what is left of it and from the workbooks."""
        self._lay()
        # Done all the same, with what contradicts the log named.
        self._call("decisions", "rebuild", str(self.home), done=(0, 1))

    def run(self, *, killed: str = "", twice: bool = False) -> View:
        """Run the program; with ``twice`` two processes at once.

        Raises:
            KilledError: as asked.

        """
        self._lay()
        if twice:
            both = [self._process(), self._process()]
            assert {each.wait() for each in both} <= {0, 3}
        elif killed:
            process = self._process()
            sleep(_WAITS[killed])
            process.kill()
            process.wait()
            self._look()
            raise KilledError(killed)
        # The last run tells all that the ones before told.
        self._call("run", str(self.home))
        self._look()
        return self._view()

    def _call(self, *words: str, done: tuple[int, ...] = (0,)) -> None:
        """Call the command line; the exit codes of what it has done may be several."""
        called = CliRunner().invoke(cli, words)
        stopped = isinstance(called.exception, SystemExit) and called.exit_code in done
        if called.exception and not stopped:
            raise called.exception

    def _process(self) -> "subprocess.Popen[bytes]":
        """Start a run in a process of its own."""
        words = [sys.executable, "-m", "reconcile", "run", str(self.home)]
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _lay(self) -> None:
        """Lay down the plans, the settings, and what people have done to the workbooks."""
        self._lay_inputs()
        for path in self._files().values():
            if path.relative_to(self.home).as_posix() not in self.books:
                path.unlink()
        for name, filed in self.books.items():
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = filed.paper.make()
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)

    def _lay_inputs(self) -> None:
        """Lay down the plans; what the unit is called, and which communes it has taken over."""
        for part in ("inputs/upper", "inputs/lower"):
            (self.home / part).mkdir(parents=True, exist_ok=True)
        for path in (self.home / "inputs/lower").iterdir():
            path.unlink()
        for name, letterhead, items in self.above():
            workbook(self.home / "inputs/upper" / name, drawing(letterhead, items))
        for name, unit, items in self.sent():
            workbook(self.home / "inputs/lower" / name, drawing(unit.upper(), items))
        called = f'[units."{self.names[-1]}"]\naliases = {json.dumps(self.names[:-1])}\n'
        gone = [name for _, names in self.taken_over for name in names]
        called += f"takes_over = {json.dumps(gone)}\n"
        (self.home / "reconcile.toml").write_text(_SETTINGS + called, "utf-8")

    def _files(self) -> dict[str, Path]:
        """Return the workbooks on the disk, but the neighbour's own, on which nobody works."""
        every = sorted((self.home / "outputs/review").rglob("*.xlsx"))
        beside = self.neighbour or "no neighbour"
        found = (path for path in every if not path.name.startswith(beside))
        return {path.relative_to(self.home).as_posix(): path for path in found}

    def _look(self) -> None:
        """See what the program has made of the workbooks."""
        there = {name: path.read_bytes() for name, path in self._files().items()}
        for name in set(self.books) - set(there):
            del self.books[name]
        for name, data in there.items():
            digest = sha256(data).hexdigest()
            if name not in self.books or self.books[name].digest != digest:
                paper = Paper(self._written(data), lambda data=data: data)  # type: ignore[misc]
                self.books[name] = Filed(paper, digest, ours=True)

    def _written(self, data: bytes) -> Written:
        """Tell what a workbook shows."""
        sheet = SavedBook(data).sheet(term("review_sheet", "ledger"))
        numbers = sorted({row for row, _ in sheet.cells})
        ledgers = read_ledgers([[sheet.value(n, at) for at in range(1, 25)] for n in numbers])
        own = next(each for each in ledgers if each.unit not in ("", self.beside))
        lowers = frozenset(own.texts[key] for key in own.lowers.values())
        numbered = enumerate((item.text for item in self.lower), start=3)
        beside = [each for each in ledgers if each.unit == self.beside]
        return Written(
            own.texts,
            lowers,
            self.log(),
            {n: t for n, t in numbered if t in lowers},
            unit=own.unit if len(ledgers) > 1 else "",
            beside={key: each.texts[key] for each in beside for key in each.lowers.values()},
            commune=self.commune,
            neighbour=self.neighbour if beside else "",
            log_beside=self.log_beside() if beside else (),
        )

    def _view(self) -> View:
        """Put into plain words what the result file says."""
        # Without its database the program lays the new one beside the old.
        files = (self.home / "outputs/result").glob(f"{self.names[-1]}*.json")
        file = max(files, key=lambda each: each.stat().st_mtime_ns)
        result = json.loads(file.read_text("utf-8"))
        texts = {each["id"]: each["text"] for each in result["lower"]["tasks"]}
        return View(
            uppers={
                each["text"]: UpperStanding(
                    each["id"],
                    each["outcome"],
                    each["decided_by"] == "person",
                    each["role"],
                    frozenset(texts[link["lower"]] for link in each["links"]),
                    _writing(each["writing_in"]),
                )
                for each in result["upper"]["tasks"]
            },
            lowers={e["text"]: (e["id"], e["outcome"]) for e in result["lower"]["tasks"]},
            findings=tuple(
                Told(f["code"], f["file"], f.get("task") or "", f["message"])
                for f in result["findings"]
            ),
            of_unit_alone=True,
        )


def _writing(said: dict[str, str] | None) -> str:
    """Put into plain words what was said on writing a task into the plan."""
    if not said:
        return ""
    return in_plan(WORDS[said["answer"]], (said["text"], said["lead"], said["deadline"]))
