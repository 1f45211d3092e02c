"""The failures that stop a command. Everything else is a Finding."""

from enum import IntEnum
from typing import ClassVar

from reconcile.model import Where


class ExitCode(IntEnum):
    """What the shell sees (docs/design.md)."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    TEMPLATE = 4
    OUTPUT = 5
    STOPPED = 130


class ReconcileError(Exception):
    """A failure that the user can act on; shown without a traceback."""

    exit_code: ClassVar[ExitCode] = ExitCode.INPUT
    code: ClassVar[str] = "unreadable"
    """The finding that it becomes at the batch boundary."""

    def __init__(self, problem: str, *, where: Where | None = None, fix: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.where = where
        self.fix = fix

    def __reduce__(self) -> tuple[object, ...]:
        # An error crosses from a worker process to its parent whole, keywords included.
        return (_rebuild, (type(self), self.problem, self.where, self.fix))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.problem}\n  → {self.fix}"


class UsageError(ReconcileError):
    """The call itself is wrong: a missing folder, an option that makes no sense."""

    exit_code = ExitCode.USAGE


class ConfigError(ReconcileError):
    """reconcile.toml holds an unknown key or a value that cannot be."""

    exit_code = ExitCode.USAGE


class UnreadableFileError(ReconcileError):
    """The file is not what its name says it is, or is damaged."""


class PasswordError(ReconcileError):
    """The file is protected by a password."""

    code = "password"


class NoTaskTableError(ReconcileError):
    """The file was read, and holds no task table."""

    code = "no-task-table"


class TemplateError(ReconcileError):
    """A Word template cannot be filled."""

    exit_code = ExitCode.TEMPLATE


class OutputError(ReconcileError):
    """A file could not be written."""

    exit_code = ExitCode.OUTPUT


def _rebuild(
    kind: type[ReconcileError], problem: str, where: Where | None, fix: str
) -> ReconcileError:
    """Make an error again on the other side of a process boundary."""
    return kind(problem, where=where, fix=fix)
