"""One pair of files, without a working folder, its outcome written where the call says."""

import json
from datetime import date
from pathlib import Path

from reconcile.errors import OutputError, UsageError
from reconcile.model import Reconciliation, Where
from reconcile.report.for_programs.result_json import result_bytes
from reconcile.run.one_file import must_exist, settings_of
from reconcile.run.pair import match_files
from reconcile.store.whole_file import write_whole

Targets = tuple[Path | None, Path | None]


def match_two(
    upper: Path, lower: Path, settings: Path | None, as_of: date | None
) -> Reconciliation:
    """Hold one file against another, and write nothing.

    Args:
        upper: the upper plan.
        lower: the lower plan.
        settings: the reconcile.toml to use, if any.
        as_of: None for what the settings say, and then the system's day.

    Raises:
        ReconcileError: a file cannot be read, or holds no task table.

    """
    for path in (upper, lower):
        must_exist(path)
    config = settings_of(settings)
    day = as_of or config.run.as_of or date.today()  # noqa: DTZ011 - the office's own day
    return match_files(upper, lower, config, day)


def match_and_write(
    upper: Path, lower: Path, targets: Targets, settings: Path | None, as_of: date | None
) -> Reconciliation:
    """Hold one file against another, and write the outcome as JSON and as a workbook.

    Args:
        upper: the upper plan.
        lower: the lower plan.
        targets: the JSON file and the workbook to write; None for neither.
        settings: the reconcile.toml to use, if any.
        as_of: None for what the settings say, and then the system's day.

    Raises:
        ReconcileError: a file cannot be read, or a target cannot be written.

    """
    json_file, xlsx_file = targets
    for target in targets:
        _must_be_free(target, (upper, lower))
    result = match_two(upper, lower, settings, as_of)
    if json_file:
        _write(json_file, result_bytes(result))
    if xlsx_file:
        _write(xlsx_file, _book(result))
    return result


def _must_be_free(target: Path | None, inputs: tuple[Path, ...]) -> None:
    """Refuse a target that is an input, or a file that this program did not write."""
    if target is None or not target.exists():
        return
    # An input that is not there is told by who reads it.
    if any(path.exists() and target.samefile(path) for path in inputs):
        raise UsageError(
            "tệp kết quả trùng với tệp đầu vào",
            where=Where(str(target)),
            fix="đặt tên khác cho tệp kết quả; tệp đầu vào không bao giờ bị sửa",
        )
    if target.is_dir() or not _is_ours(target):
        raise OutputError(
            "đã có tệp khác mang tên này nên không ghi đè",
            where=Where(str(target)),
            fix="đặt tên khác cho tệp kết quả, hoặc chuyển tệp đang có đi nơi khác",
        )


def _is_ours(target: Path) -> bool:
    """Tell whether a file is a result of this program, which may be replaced.

    A workbook is never taken for ours: a person may have written in it since.
    """
    if target.stat().st_size == 0:
        return True
    try:
        return "schema" in json.loads(target.read_text("utf-8"))
    except (OSError, ValueError, TypeError):
        return False


def _write(target: Path, content: bytes) -> None:
    """Write a file whole."""
    try:
        write_whole(target, content)
    except OSError as error:
        raise OutputError(
            "không ghi được tệp kết quả",
            where=Where(str(target)),
            fix="đóng tệp nếu đang mở trong chương trình khác, kiểm tra quyền ghi của thư mục",
        ) from error


def _book(result: Reconciliation) -> bytes:
    """Make the coverage workbook of one pair."""
    from reconcile.report.coverage.workbook import coverage_book
    from reconcile.tracking.coverage import coverage_of
    from reconcile.workbook.xlsx.write import workbook_bytes

    return workbook_bytes(coverage_book(coverage_of(result)))
