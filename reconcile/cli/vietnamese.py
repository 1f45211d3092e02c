"""Click, speaking Vietnamese: help pages and the messages of a wrong call."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

_HEADINGS = {
    "Usage": "Cách dùng",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Arguments": "Tham số",
}


class Formatter(click.HelpFormatter):
    """Writes the headings of a help page in Vietnamese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        spoken = args.replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND [ARGS]", "LỆNH [THAM SỐ]")
        super().write_usage(prog, spoken, prefix or f"{_HEADINGS['Usage']}: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Write a section under its Vietnamese heading."""
        with super().section(_HEADINGS.get(name, name)):
            yield


class Context(click.Context):
    """A call whose help page is in Vietnamese."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help page is in Vietnamese."""

    context_class = Context

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.append(_help_option())

    def get_help_option(self, ctx: click.Context) -> click.Option | None:  # noqa: ARG002 - click's
        """Leave out click's own English help option."""
        return None


class Group(Command, click.Group):
    """A group of commands whose help page is in Vietnamese."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """List the commands in the order of work, not of the alphabet."""
        return list(self.commands)


def explain(error: click.UsageError) -> str:
    """Say in Vietnamese what is wrong with a call, and how to get help."""
    help_call = error.ctx.command_path if error.ctx else "reconcile"
    return f"{_problem(error)}\n  → xem cách dùng: {help_call} --help"


def _problem(error: click.UsageError) -> str:
    """Say what is wrong with a call."""
    match error:
        case click.NoSuchOption():
            return f"không có tùy chọn {error.option_name}{_instead(error.possibilities)}"
        # Before BadParameter, of which it is one.
        case click.MissingParameter():
            return f"thiếu {_named(error.param)}"
        case click.BadParameter():
            return f"giá trị của {_named(error.param)} không hợp lệ{_choices(error.param)}"
        case click.BadOptionUsage():
            return f"tùy chọn {error.option_name} thiếu giá trị hoặc dùng không đúng"
    return _problem_of_words(error.message)


def _problem_of_words(message: str) -> str:
    """Say what is wrong where click tells it by words alone."""
    said = re.match(r"No such command '(?P<name>[^']*)'|Missing command", message)
    if said is None:
        return "thừa hoặc thiếu tham số"
    return f"không có lệnh “{said['name']}”" if said["name"] else "thiếu tên lệnh"


def _named(param: click.Parameter | None) -> str:
    """Name a parameter as the help page shows it."""
    if param is None:
        return "tham số"
    if isinstance(param, click.Option):
        return f"tùy chọn {param.opts[0]}"
    return f"tham số {param.make_metavar(click.Context(click.Command('')))}"


def _choices(param: click.Parameter | None) -> str:
    """List the values that a parameter takes, where it takes no others."""
    kind = param.type if param else None
    return f"; các giá trị: {', '.join(kind.choices)}" if isinstance(kind, click.Choice) else ""


def _instead(possibilities: Sequence[str] | None) -> str:
    """Name what may have been meant."""
    return f" (có phải là {', '.join(possibilities)}?)" if possibilities else ""


def _help_option() -> click.Option:
    """Return the option that shows the help page."""

    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
        if value and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help="Hiện trang hướng dẫn này.",
    )
