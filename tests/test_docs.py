"""The manual is true: every command, option, setting and picture that there is, and no other."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest

from reconcile import config
from reconcile.cli.main import cli
from reconcile.errors import ExitCode
from reconcile.model import Column
from reconcile.run.new_folder import sample_settings
from reconcile.vocabulary.terms import terms

HOME = Path(__file__).parents[1]
PAGES = sorted([HOME / "README.md", HOME / "CHANGELOG.md", *(HOME / "docs").glob("*.md")])
README = (HOME / "README.md").read_text("utf-8")
GUIDE = (HOME / "docs" / "huong-dan.md").read_text("utf-8")
MANUAL = pytest.mark.parametrize("page", [README, GUIDE], ids=["README.md", "huong-dan.md"])
PICTURES = sorted((HOME / "docs" / "img").glob("*"))


def commands(group: click.Group = cli, path: str = "reconcile") -> dict[str, click.Command]:
    """List the commands that do something, as a user types them."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        full = f"{path} {name}"
        found |= commands(command, full) if isinstance(command, click.Group) else {full: command}
    return found


COMMANDS = commands()
COMMAND = pytest.mark.parametrize("name", COMMANDS)


def rows(page: str) -> dict[str, tuple[str, str]]:
    """Read the command table of a page: command → the whole call, and what is said of it."""
    found = re.findall(r"(?m)^\| `(reconcile [^`]+)` \| (.+) \|$", page)
    return {
        next((n for n in COMMANDS if f"{call} ".startswith(f"{n} ")), call): (call, said)
        for call, said in found
    }


def options(command: click.Command) -> set[str]:
    """List the long options of a command, but for that of its help page."""
    named = {opt for param in command.params for opt in (*param.opts, *param.secondary_opts)}
    return {opt for opt in named if opt.startswith("--")} - {"--help"}


@MANUAL
def test_the_table_of_commands_lists_all_commands_in_their_order(page: str) -> None:
    assert list(rows(page)) == list(COMMANDS)


@MANUAL
@COMMAND
def test_a_command_is_told_with_exactly_its_options(page: str, name: str) -> None:
    _, said = rows(page)[name]
    assert set(re.findall(r"--[a-z][a-z-]*", said)) == options(COMMANDS[name])


@COMMAND
def test_the_guide_names_the_arguments_as_the_help_page_does(name: str) -> None:
    call, _ = rows(GUIDE)[name]
    arguments = [p.metavar for p in COMMANDS[name].params if isinstance(p, click.Argument)]
    assert call == " ".join([name, *(each or "" for each in arguments)])


@COMMAND
def test_every_help_page_says_what_the_command_and_each_option_do(name: str) -> None:
    command = COMMANDS[name]
    silent = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
    assert (bool(command.help), silent) == (True, [])


@MANUAL
def test_the_options_of_the_program_itself_are_told(page: str) -> None:
    missing = [option for option in options(cli) if f"`reconcile {option}" not in page]
    assert missing == []


@MANUAL
@COMMAND
def test_every_value_that_an_option_takes_is_told(page: str, name: str) -> None:
    kinds = [p.type for p in COMMANDS[name].params if isinstance(p.type, click.Choice)]
    values = [str(value) for kind in kinds for value in kind.choices]
    assert [v for v in values if not re.search(rf"`[^`]*\b{re.escape(v)}`", page)] == []


@MANUAL
def test_every_exit_code_is_told(page: str) -> None:
    assert [int(code) for code in ExitCode if not re.search(rf"\b{int(code)} \w", page)] == []


def settings() -> list[str]:
    """List the keys of reconcile.toml, at whatever depth."""
    classes = [each for _, each in inspect.getmembers(config, inspect.isclass)]
    structs = [each for each in classes if issubclass(each, msgspec.Struct)]
    return sorted({key for struct in structs for key in struct.__struct_fields__})


@pytest.mark.parametrize("key", settings())
def test_every_setting_is_in_the_sample_and_in_the_guide(key: str) -> None:
    as_key, as_section = rf"(?m)^(?:# )?{key} =", rf"(?m)^(?:# )?\[(?:.*\.)?{key}[.\]]"
    sample = sample_settings()
    in_sample = re.search(as_key, sample) or re.search(as_section, sample)
    in_guide = f"`{key}`" in GUIDE or re.search(rf"`\[{key}[.\]]|`….{key}[.`]", GUIDE)
    assert (bool(in_sample), bool(in_guide)) == (True, True)


def test_every_column_that_people_can_name_is_in_the_guide() -> None:
    named = [column for column in Column if column is not Column.KEY]  # that of our own forms
    assert [column for column in named if f"`{column}`" not in GUIDE] == []


def test_every_section_of_the_settings_is_in_the_guide() -> None:
    sections = set(config.Config.__struct_fields__) - {"synonyms"}
    assert [name for name in sorted(sections) if not re.search(rf"`\[{name}[.\]]", GUIDE)] == []


@pytest.mark.parametrize(
    "kind", ["verdict", "sheet", "review_sheet", "outcome", "review_column", "change"]
)
def test_the_guide_calls_answers_sheets_and_columns_as_the_workbooks_do(kind: str) -> None:
    told = " ".join(GUIDE.split()).lower()
    hidden = {"Sổ khóa"} | {word for word in terms(kind).values() if kind == "review_column"}
    asked = {"Kết luận về cặp", "Kết luận về nhiệm vụ", "Tương ứng với", "Ghi chú", "Người rà soát"}
    words = [word for word in terms(kind).values() if word not in hidden - asked]
    words = [word.replace("{upper}", "tỉnh").replace("{lower}", "xã") for word in words]
    assert [word for word in words if word.lower() not in told] == []


def links(page: Path) -> Iterator[tuple[str, str]]:
    """List where a page links to inside of the project: the file, and the heading in it."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            file, _, heading = target.partition("#")
            yield file, heading


def headings(page: Path) -> set[str]:
    """List the headings of a page as links name them."""
    titles = re.findall(r"(?m)^#+ (.+)$", page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for file, heading in links(page):
        target = page.parent / file if file else page
        if not target.exists() or (heading and heading not in headings(target)):
            lost.append(f"{file}#{heading}")
    assert lost == []


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.name)
def test_every_picture_is_shown_somewhere_and_is_small(picture: Path) -> None:
    shown = {(page.parent / file).resolve() for page in PAGES for file, _ in links(page)}
    assert (picture.resolve() in shown, picture.stat().st_size < 150_000) == (True, True)


def test_the_pictures_together_are_small() -> None:
    assert sum(picture.stat().st_size for picture in PICTURES) < 1_200_000
