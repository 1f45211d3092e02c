"""What one file was read as, for a person to check."""

from dataclasses import dataclass
from pathlib import Path

from reconcile.config import Config, load_config
from reconcile.errors import UsageError
from reconcile.model import Plan, Source, Where
from reconcile.read.formats.open_bytes import collector_at_rest
from reconcile.run.pair import plan_of, read_source


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read and as understood."""

    source: Source
    plan: Plan


def read_one(file: Path, settings: Path | None) -> Reading:
    """Read one file and understand it as a plan of its own.

    Args:
        file: any input file.
        settings: the reconcile.toml to use, if any.

    Raises:
        ReconcileError: the file cannot be read, or holds no task table.

    """
    must_exist(file)
    config = settings_of(settings)
    with collector_at_rest():
        source = read_source(file, config)
        return Reading(source, plan_of(source, config))


def settings_of(path: Path | None) -> Config:
    """Load the settings that a call names; none gives the defaults.

    Raises:
        UsageError: the file is not there.
        ConfigError: it cannot be used.

    """
    if path is None:
        return Config()
    must_exist(path)
    return load_config(path)


def must_exist(path: Path) -> None:
    """Refuse a file that is not there.

    Raises:
        UsageError: no such file, or it is a folder.

    """
    if path.is_dir():
        raise UsageError(
            "đây là thư mục, không phải tệp",
            where=Where(str(path)),
            fix="nêu tên một tệp; để làm trên cả thư mục, dùng lệnh: reconcile run",
        )
    if not path.exists():
        raise UsageError(
            "không có tệp này", where=Where(str(path)), fix="kiểm tra lại tên tệp và đường dẫn"
        )
