"""Messages to the units, each with what is sent to it, to be opened and sent by a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from reconcile.config import Config, UnitSettings
from reconcile.errors import OutputError, UsageError
from reconcile.model import Finding, Where
from reconcile.report.mail import MailPart, mail_addresses, mail_bytes
from reconcile.run.open_folder import Asked, Work, open_work
from reconcile.run.pair import in_order
from reconcile.run.units import UnitJob, UnitReport
from reconcile.run.watch import UNWATCHED, Watch
from reconcile.run.writing.forms import FORMS
from reconcile.run.writing.outputs import PlacedOutputs, put_in_place
from reconcile.run.writing.retire import MAIL
from reconcile.run.writing.sent import ANNEXES, FORM, LETTER, SENT
from reconcile.run.writing.wanted import Wanted, never
from reconcile.store.cache import fingerprint
from reconcile.store.outputs import already_placed, is_known
from reconcile.vocabulary.units import unit_id


@dataclass(frozen=True, slots=True)
class Mailed:
    """What ``reconcile mail`` did; nothing was sent."""

    outputs: tuple[Path, ...]
    written: int
    unaddressed: tuple[str, ...]
    """Official names of the units whose address nobody has told."""
    findings: tuple[Finding, ...] = ()
    failures: tuple[OutputError, ...] = ()


def make_mail(folder: Path, asked: Asked, watch: Watch = UNWATCHED) -> Mailed:
    """Write a message to each unit of a working folder that something is sent to.

    Raises:
        UsageError: the outputs of a unit are not those of now.
        ReconcileError: of ``open_work``.

    """
    with open_work(folder, asked) as work:
        reports = work.units.settle(work.jobs, Wanted(nothing=True), work.processes, watch)
        letters = [
            (job, tuple(_parts(work, job, report)))
            for job, report in zip(work.jobs, reports, strict=True)
        ]
        letters = [(job, parts) for job, parts in letters if parts]
        done = PlacedOutputs(folder)
        for job, parts in letters:
            done.add(_place(work, job, parts))
        told = ((job.lower.unit.name, _address(work.upper.config, job)) for job, _ in letters)
        return Mailed(
            outputs=done.paths,
            written=done.written,
            unaddressed=tuple(name for name, said in told if not mail_addresses(said.email, "")),
            findings=in_order(done.findings),
            failures=tuple(done.failures),
        )


def _place(work: Work, job: UnitJob, parts: tuple[MailPart, ...]) -> PlacedOutputs:
    """Put the message to one unit in its place."""
    unit, said = job.lower.unit, _address(work.upper.config, job)
    addresses = mail_addresses(said.email, said.contact or unit.name)
    upper = work.upper.plan
    to = [str(address) for address in addresses]
    made_from = fingerprint(upper.identity, upper.unit.name, unit.name, to, parts)

    def make() -> bytes:
        return mail_bytes(upper, unit, addresses, parts)

    name = f"{MAIL}/{job.place.path}.eml"
    return put_in_place(work.tables.database, work.files, made_from, {name: make})


def _address(config: Config, job: UnitJob) -> UnitSettings:
    """Return what the settings say of a unit."""
    known = {unit_id(name): settings for name, settings in config.units.items()}
    return known.get(job.lower.unit.id, UnitSettings())


def _parts(work: Work, job: UnitJob, report: UnitReport) -> Iterator[MailPart]:
    """Yield what is sent to a unit: the letter with its annexes, its files, the form.

    A file that a person has edited goes as she left it.
    """
    wanted = Wanted().outputs(work.upper, job.place, report.figures.digest.summary, never)
    home = f"outputs/{job.place.path}/"
    packed = _packed(work, f"{home}{SENT}", report.made_from) if f"{home}{SENT}" in wanted else {}
    for name in (f"{home}{LETTER}", *(f"{home}{copy}" for copy in job.place.copies.values())):
        if name in wanted:
            path = _current(work, name, report.made_from)
            kind = "letter" if name == f"{home}{LETTER}" else "copy"
            yield MailPart(path.name, path.read_bytes(), kind)
        if name == f"{home}{LETTER}" and ANNEXES in packed:
            yield MailPart(ANNEXES, packed[ANNEXES], "annex")
    form = work.files.folder / FORMS / f"{job.place.path}.xlsx"
    if form.is_file():
        yield MailPart(form.name, form.read_bytes(), "form")
    elif FORM in packed:
        yield MailPart(FORM, packed[FORM], "form")


def _packed(work: Work, name: str, made_from: str) -> dict[str, bytes]:
    """Return what the zip for a unit holds; nothing where a person has laid another file there."""
    try:
        with ZipFile(_current(work, name, made_from)) as packed:
            return {each: packed.read(each) for each in packed.namelist()}
    except BadZipFile:
        return {}


def _current(work: Work, name: str, made_from: str) -> Path:
    """Return where an output of now lies, or a person's in its place.

    Raises:
        UsageError: it is not there, or was made from other things.

    """
    database, files = work.tables.database, work.files
    path = files.folder / name
    if path.is_file() and not is_known(database, name, files.digest(path)):
        return path
    if already_placed(database, files, name, made_from) is None:
        raise UsageError(
            "kết quả của đơn vị chưa được lập, hoặc không còn đúng với các tệp hiện nay",
            where=Where(name),
            fix="chạy lệnh reconcile run rồi chạy lại lệnh này",
        )
    return path
