"""A new working folder."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from reconcile.errors import OutputError
from reconcile.model import Where
from reconcile.store.whole_file import write_whole

FOLDERS = ("inputs/upper", "inputs/lower", "inputs/status", "templates", "outputs")


@dataclass(frozen=True, slots=True)
class Started:
    """What was made, and what was there already and left as it is; relative, with ``/``."""

    made: tuple[str, ...]
    kept: tuple[str, ...]


def start_folder(folder: Path) -> Started:
    """Make a working folder with a commented reconcile.toml; what is there stays.

    Raises:
        OutputError: a folder or the settings file cannot be made.

    """
    made: list[str] = []
    kept: list[str] = []
    try:
        for name in FOLDERS:
            (kept if (folder / name).is_dir() else made).append(f"{name}/")
            (folder / name).mkdir(parents=True, exist_ok=True)
        settings = folder / "reconcile.toml"
        (kept if settings.exists() else made).append(settings.name)
        if not settings.exists():
            write_whole(settings, sample_settings().encode())
    except OSError as error:
        raise OutputError(
            "không tạo được thư mục làm việc",
            where=Where(str(folder)),
            fix="chọn một thư mục khác mà bạn có quyền ghi",
        ) from error
    return Started(tuple(made), tuple(kept))


def sample_settings() -> str:
    """Return the commented reconcile.toml that a new working folder gets."""
    return files("reconcile").joinpath("run/sample.toml").read_text("utf-8")
