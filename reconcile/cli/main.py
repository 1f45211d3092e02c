"""The commands: each parses, makes one call, shows what it returned."""

import sys
from datetime import datetime
from pathlib import Path

import click

from reconcile import __version__
from reconcile.cli.check import check
from reconcile.cli.decisions import decisions
from reconcile.cli.documents import report, templates
from reconcile.cli.forms import form
from reconcile.cli.layout import layout
from reconcile.cli.mail import mail
from reconcile.cli.parameters import AS_OF, CLUSTER, CONFIG, FILE, FOLDER, ONLY, STRICT
from reconcile.cli.serve import serve
from reconcile.cli.track import track
from reconcile.cli.vietnamese import Group, explain


@click.group(cls=Group)
@click.version_option(
    __version__, "--version", message="reconcile %(version)s", help="Hiện phiên bản."
)
@click.option("--debug", is_flag=True, help="Hiện chi tiết kỹ thuật khi có lỗi.")
def cli(debug: bool) -> None:  # noqa: FBT001 - click passes a flag; main() reads it
    """Đối chiếu bảng nhiệm vụ của kế hoạch cấp trên với kế hoạch của các đơn vị cấp dưới."""


@cli.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FILE)
def init(folder: Path) -> None:
    """Tạo thư mục làm việc mới, có tệp reconcile.toml kèm chú thích."""
    # Imported where they are used, as in all commands: a help page waits for nothing.
    from reconcile.cli.show import show_folder
    from reconcile.run.new_folder import start_folder

    show_folder(folder, start_folder(folder))


@cli.command()
@click.argument("file", metavar="TỆP", type=FILE)
@CONFIG
@click.option("--csv", "form", flag_value="csv", help="In các nhiệm vụ dạng CSV.")
@click.option("--json", "form", flag_value="json", help="In các nhiệm vụ dạng JSON.")
def read(file: Path, config: Path | None, form: str | None) -> None:
    """Xem chương trình đọc được gì từ một tệp."""
    from reconcile.cli.show import show_reading
    from reconcile.run.one_file import read_one

    show_reading(read_one(file, config), form)


@cli.command()
@click.argument("upper", metavar="TỆP_CẤP_TRÊN", type=FILE)
@click.argument("lower", metavar="TỆP_CẤP_DƯỚI", type=FILE)
@click.option("--json", "json_file", metavar="TỆP", type=FILE, help="Ghi kết quả ra tệp JSON.")
@click.option("--xlsx", "xlsx_file", metavar="TỆP", type=FILE, help="Ghi kết quả ra tệp Excel.")
@CONFIG
@AS_OF
@STRICT
def match(  # noqa: PLR0913 - one parameter for each option of the contract
    *,
    upper: Path,
    lower: Path,
    json_file: Path | None,
    xlsx_file: Path | None,
    config: Path | None,
    as_of: datetime | None,
    strict: bool,
) -> None:
    """Đối chiếu một cặp tệp: kế hoạch cấp trên và kế hoạch cấp dưới."""
    from reconcile.cli.show_match import show_match
    from reconcile.errors import ExitCode
    from reconcile.run.two_files import match_and_write

    day = as_of.date() if as_of else None
    result = match_and_write(upper, lower, (json_file, xlsx_file), config, day)
    show_match(result, (json_file, xlsx_file))
    if strict and (result.summary.missed or result.summary.review):
        sys.exit(ExitCode.FINDINGS)


@cli.command()
@FOLDER
@click.option("--jobs", metavar="N", type=click.IntRange(0), help="Số tiến trình chạy song song.")
@CLUSTER
@ONLY
@AS_OF
@STRICT
def run(  # noqa: PLR0913 - one parameter for each option of the contract
    *,
    folder: Path,
    jobs: int | None,
    cluster: str,
    only: str,
    as_of: datetime | None,
    strict: bool,
) -> None:
    """Làm trọn việc trên một thư mục làm việc: đọc, đối chiếu, lập bảng tổng hợp và báo cáo."""
    from reconcile.cli.known_call import Ended, unless_known

    def work() -> Ended:
        from reconcile.cli.progress import watching
        from reconcile.cli.show import show_run
        from reconcile.run.folder import run_folder
        from reconcile.run.lasting import is_lasting
        from reconcile.run.open_folder import Asked

        day = as_of.date() if as_of else None
        asked = Asked(jobs=jobs, cluster=cluster, only=only, as_of=day)
        with watching() as watch:
            done = run_folder(folder, asked, watch)
        show_run(done, folder)
        # Last: one output that cannot be written keeps no other from being written and shown.
        if done.failures:
            raise done.failures[0]
        lasting = not cluster and is_lasting(done.findings, done.failures)
        return Ended(int(strict and not done.is_clean), lasting)

    unless_known(folder, work)


cli.add_command(report)
cli.add_command(form)
cli.add_command(mail)
cli.add_command(track)
cli.add_command(layout)
cli.add_command(templates)
cli.add_command(check)
cli.add_command(serve)
cli.add_command(decisions)


def main() -> None:
    """Run the command line, and turn what stops it into a message and an exit code."""
    from reconcile.cli.console import prepare_console

    prepare_console()
    sys.exit(_guarded())


def _guarded() -> int:
    """Run the command line; no traceback reaches a user unless asked for."""
    # Not as click parses it, for the parsing may be what fails.
    debug = "--debug" in sys.argv[1:]
    # The codes of wrong and stopped calls stand here as numbers: ExitCode comes with all the nouns,
    # and nobody should wait for these to be told of a slip of the keys.
    try:
        # Else click would print its own English messages, and exit.
        cli.main(prog_name="reconcile", standalone_mode=False)
    # A UsageError as well, but what it says is the help page.
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        return _stop(explain(error), 2)
    except (click.Abort, KeyboardInterrupt):
        return _stop(
            "đã dừng theo yêu cầu\n  → chạy lại lệnh để làm tiếp; không tệp nào dở dang", 130
        )
    # So commands end that have a code of their own.
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 0
    except Exception as error:
        if debug:
            raise
        return _explain_failure(error)
    return 0


def _explain_failure(error: Exception) -> int:
    """Say what stopped the command; what nobody foresaw is told as such."""
    from reconcile.errors import ExitCode, ReconcileError

    if isinstance(error, ReconcileError):
        return _stop(str(error), error.exit_code)
    return _stop(
        f"lỗi ngoài dự kiến của chương trình ({type(error).__name__}: {error})\n"
        "  → chạy lại với tùy chọn --debug đặt ngay sau “reconcile” rồi gửi nội dung hiện ra"
        " cho người phụ trách phần mềm",
        ExitCode.INPUT,
    )


def _stop(message: str, code: int) -> int:
    """Print what stopped the command."""
    click.echo(f"Lỗi: {message}", err=True)
    return code
