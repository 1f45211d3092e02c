"""A seeded script of what people, communes and disks do, one thing a step."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from cycle.bookkeeper import Bookkeeper
from cycle.invented import (
    LEADS,
    OWN,
    WAYS,
    WORK,
    Item,
    complied,
    merged,
    own_item,
    reworded,
    upper_item,
)
from cycle.lines import LogLine, as_line, plainly, standing
from cycle.memory import STAGES, Filed, KilledError, Memory, returned
from cycle.neighbour import Neighbour
from cycle.page import Page
from cycle.paper import ON_TASKS, Paper, Sitting
from cycle.statuses import Statuses
from reconcile.model import Decision, Verdict
from reconcile.vocabulary.answers import LOWER, PAIR, UPPER, WRITING, answer

OFFERED = {"pair": PAIR, "task": UPPER, "answer": LOWER}
REVIEWS = "outputs/review/"
MOST_IN_A_ROW = 4
"""Semicolons of a row that is made of several: plans join two or three tasks of two clauses."""
Step = Callable[["Script", Random], str]


class DisagreementError(AssertionError):
    """The bookkeeper and the program do not agree."""


@dataclass
class Script:
    """Everything that goes on around one working folder."""

    office: Memory
    books: Bookkeeper = field(default_factory=Bookkeeper)
    beside: Neighbour = field(default_factory=Neighbour)
    page: Page = field(default_factory=Page)
    statuses: Statuses = field(default_factory=Statuses)
    sitting: Sitting | None = None
    where: str = ""
    """File that the sitting is at."""
    desk: list[tuple[str, Filed]] = field(default_factory=list)
    """Copies that people keep, with the path that they were copied from."""
    backups: list[bytes] = field(default_factory=list)
    exports: list[str] = field(default_factory=list)
    checked: int = 0
    """Runs that the bookkeeper has held against what was typed."""

    def lines(self) -> list[LogLine]:
        """Return the log."""
        return [as_line(each) for each in self.office.log()]

    def look_beside(self, before: Sequence[Decision], papers: Mapping[str, Paper]) -> list[str]:
        """Hold what the neighbour got against the marks in the workbooks."""
        stands = standing(self.lines())
        after, name = self.office.log_beside(), self.office.neighbour
        for line, place in self.beside.new_lines(before, papers, after):
            self.books.authors.hear_mark(line, place)
        return self.beside.check(before, papers, after, stands, name)

    def apart(self) -> list[list[LogLine]]:
        """Return the log of each commune that is one with the unit, while they are apart."""
        logs = self.office.by_unit().values()
        return [[as_line(each) for each in log] for log in logs] if len(logs) > 1 else []

    @property
    def lower(self) -> list[Item]:
        """Return the rows of the lower plan."""
        return self.office.lower

    @property
    def given(self) -> list[Item]:
        """Return the tasks of all upper plans."""
        return self.office.given

    @property
    def names(self) -> list[str]:
        """Return what the unit was ever called, and those that it has taken over."""
        return self.office.every_name

    def papers(self) -> dict[str, Paper]:
        """Return the workbooks of the folder."""
        return {name: filed.paper for name, filed in self.office.books.items()}


def begin(random: Random, make: Callable[[list[Item], list[Item]], Memory] = Memory) -> Script:
    """Draw an upper plan and a commune that carries most of it."""
    upper = [upper_item(random, each) for each in random.sample(WORK, random.randint(5, 7))]
    rows = [row for each in upper[:-2] for row in complied(random, each, random.choice(WAYS))]
    rows += [own_item(random, text) for text in random.sample(OWN, 2)]
    return Script(make(upper, rows[:10]))


# ---- at a workbook --------------------------------------------------------------------------


def opens(script: Script, random: Random) -> str:
    """A person opens a workbook that lies there, or a copy of her own."""
    if script.sitting or not script.office.books:
        return ""
    name = random.choice(sorted(script.office.books))
    filed, which = script.office.books[name], ""
    if script.desk and random.random() < 0.2:
        at = random.randrange(len(script.desk))
        (name, filed), which = script.desk[at], f"copy {at + 1} of "
    script.where = name
    script.sitting = Sitting(filed.paper.copy())
    return which + name


def answers(script: Script, random: Random) -> str:
    """She gives or changes an answer."""
    if script.sitting is None:
        return ""
    sheet = random.choice(("pairs", "pairs", "pairs", "lowers"))
    rows = sorted(script.sitting.rows(sheet))
    if not rows:
        return ""
    key = random.choice(rows)
    column = "answer" if sheet == "lowers" else random.choice(("pair", "task"))
    if (key, column) not in script.sitting.paper.about:
        return ""
    text = answer(random.choice(OFFERED[column]))
    script.sitting.type(sheet, key, column, text)
    return f"{column} {script.sitting.paper.about[key, column]}: {text}"


def writes_in(script: Script, random: Random) -> str:
    """She says whether a task is to be written into the plan, and how."""
    if script.sitting is None:
        return ""
    rows = sorted(script.sitting.rows("pairs"))
    rows = [key for key in rows if (key, "writing") in script.sitting.paper.about]
    if not rows:
        return ""
    key, word = random.choice(rows), answer(random.choice(WRITING))
    entry = ("", "", "")
    if word == answer(Verdict.REWRITE):
        text = f"{random.choice(OWN)} (ghi lần {random.randint(2, 99)})"
        entry = (text, random.choice(("", *LEADS)), random.choice(("", "15/12/2026", "Quý I/2027")))
    script.sitting.write_in(key, word, *entry)
    return f"{script.sitting.paper.about[key, 'writing'][0]}: {word} {entry}"


def clears(script: Script, random: Random) -> str:
    """She takes an answer back."""
    if script.sitting is None:
        return ""
    cells = sorted(c for c, text in script.sitting.paper.now.items() if text and c[1] != "other")
    here = {sheet: script.sitting.rows(sheet) for sheet in ("pairs", "lowers")}
    cells = [c for c in cells if c[0] in here["lowers" if c[1] == "answer" else "pairs"]]
    if not cells:
        return ""
    key, column = random.choice(cells)
    script.sitting.type("lowers" if column == "answer" else "pairs", key, column, "")
    return f"{column} {script.sitting.paper.about[key, column]}"


def points(script: Script, random: Random) -> str:
    """She names another row that carries the task."""
    if script.sitting is None:
        return ""
    rows = sorted(script.sitting.rows("pairs"))
    numbers = sorted(script.sitting.paper.written.rows)
    if not (rows and numbers):
        return ""
    key, number = random.choice(rows), random.choice(numbers)
    script.sitting.point(key, number)
    return f"{script.sitting.paper.about[key, 'other']}"


def marks(script: Script, random: Random) -> str:
    """In the workbook of all units she lets an answer on a pair count for every unit."""
    if script.sitting is None or not script.sitting.paper.written.unit:
        return ""
    paper, rows = script.sitting.paper, script.sitting.rows("pairs")
    keys = sorted(key for (key, column), text in paper.now.items() if column == "pair" and text)
    keys = [key for key in keys if key in rows]
    if not keys:
        return ""
    key = random.choice(keys)
    script.sitting.mark(key)
    return f"{paper.about[key, 'pair']}: {paper.now[key, 'pair']}"


def takes_back_beside(script: Script, random: Random) -> str:
    """She takes back what a mark gave to the neighbour."""
    return script.sitting.take_back_beside(random) if script.sitting else ""


def sorts(script: Script, random: Random) -> str:
    """She sorts a sheet."""
    if script.sitting is None:
        return ""
    sheet = random.choice(("pairs", "lowers"))
    if sheet not in script.sitting.forms:
        return ""
    script.sitting.sort(sheet, random)
    return sheet


def notes(script: Script, random: Random) -> str:
    """She writes a note, or her name, beside an answer of hers."""
    if script.sitting is None:
        return ""
    own = [
        cell
        for cell, text in sorted(script.sitting.paper.now.items())
        if text and cell[1] in (*ON_TASKS, "answer")
    ]
    if not own:
        return ""
    key, column = random.choice(own)
    sheet = "lowers" if column == "answer" else "pairs"
    if key not in script.sitting.rows(sheet):
        return ""
    beside = random.choice(("note", "person"))
    text = random.choice(("đã gọi điện cho xã", "chờ văn bản", "Lan", "Minh"))
    script.sitting.write_beside(sheet, key, beside, text)
    return f"{beside} at {key}: {text}"


def saves(script: Script, _: Random) -> str:
    """She saves it where it was."""
    if script.sitting is None:
        return ""
    _lays(script, script.where, returned(script.sitting.save()))
    script.sitting = None
    return script.where


def saves_apart(script: Script, random: Random) -> str:
    """She saves it under another name, as a second person does."""
    if script.sitting is None:
        return ""
    name = f"{REVIEWS}{random.choice(('ban cua Lan', 'ban cua Minh', 'gui lai (1)'))}.xlsx"
    _lays(script, name, returned(script.sitting.save()))
    script.sitting = None
    return name


def copies(script: Script, random: Random) -> str:
    """Somebody keeps a copy of a workbook."""
    if not script.office.books:
        return ""
    name = random.choice(sorted(script.office.books))
    filed = script.office.books[name]
    script.desk.append((name, filed))
    del script.desk[:-4]
    return name


def brings_back(script: Script, random: Random) -> str:
    """Somebody lays a copy back, under the old name or another."""
    if not script.desk or script.sitting:
        return ""
    at = random.randrange(len(script.desk))
    name, filed = script.desk[at]
    if random.random() < 0.3:
        name = f"{REVIEWS}ban cu.xlsx"
    _lays(script, name, _laid(filed))
    return f"copy {at + 1} to {name}"


def _laid(filed: Filed) -> Filed:
    """Lay down a copy: the same bytes, and of what people typed a record of its own."""
    if not filed.ours:
        return returned(filed.paper.copy())
    return filed


def renames_book(script: Script, random: Random) -> str:
    """Somebody gives a workbook another name."""
    if not script.office.books or script.sitting:
        return ""
    name = random.choice(sorted(script.office.books))
    other = f"{REVIEWS}{random.choice(('da xong', 'ra soat lan 2'))}.xlsx"
    _lays(script, other, script.office.books[name], away=name)
    return f"{name} → {other}"


def tidies(script: Script, random: Random) -> str:
    """Somebody removes a copy whose answers were taken in."""
    names = [n for n in sorted(script.office.books) if "UBND" not in n]
    if not names or script.sitting:
        return ""
    name = random.choice(names)
    filed = script.office.books[name]
    if not filed.ours:
        paper = filed.paper
        mine = {(plainly(c.subject), c.verdict) for c in paper.claims()}
        taken = {stood[:2] for path, stood in paper.taken if path == name}
        if not mine <= taken or paper.torn():
            return ""
    _lays(script, away=name)
    return name


def _lays(script: Script, where: str = "", filed: Filed | None = None, *, away: str = "") -> None:
    """Lay a workbook somewhere, over what lies there, or take one away; the bookkeeper sees it."""
    before = script.papers()
    if away:
        del script.office.books[away]
    if filed:
        script.office.books[where] = filed
    script.books.lay_over(before, script)


# ---- plans ----------------------------------------------------------------------------------


def _change(plan: list[Item], random: Random, new: Callable[[str], str]) -> str:
    """Change the text of a row, unless another row says so already."""
    at = random.randrange(len(plan))
    text = new(plan[at].text)
    if text == plan[at].text or text in {each.text for each in plan}:
        return ""
    before, plan[at] = plan[at], replace(plan[at], text=text, whole=False)
    return f"{before.text} → {text}"


def rewords_lower(script: Script, random: Random) -> str:
    """The commune words a row otherwise."""
    if not script.office.lower:
        return ""
    return _change(script.office.lower, random, lambda text: reworded(random, text))


def moves(script: Script, random: Random) -> str:
    """The commune puts its rows in another order."""
    random.shuffle(script.office.lower)
    return "rows"


def drops_lower(script: Script, random: Random) -> str:
    """The commune leaves a row out."""
    if len(script.office.lower) < 5:
        return ""
    return script.office.lower.pop(random.randrange(len(script.office.lower))).text


def complies(script: Script, random: Random) -> str:
    """The commune takes a task up."""
    if len(script.office.lower) > 11:
        return ""
    task = random.choice(script.office.given)
    rows = complied(random, task, random.choice(WAYS))
    there = {each.text for each in script.office.lower}
    if there & {row.text for row in rows}:
        return ""
    script.office.lower += rows
    return " | ".join(row.text for row in rows)


def joins(script: Script, random: Random) -> str:
    """The commune makes one row of two."""
    if len(script.office.lower) < 6:
        return ""
    one, other = random.sample(script.office.lower, 2)
    row = merged(one, other)
    there = {each.text for each in script.office.lower}
    if row.text.count(";") > MOST_IN_A_ROW or len(row.text) > 400 or row.text in there:
        return ""
    script.office.lower = [e for e in script.office.lower if e not in (one, other)] + [row]
    return row.text


def adds_own(script: Script, random: Random) -> str:
    """The commune adds a task of its own."""
    text = random.choice(OWN)
    if len(script.office.lower) > 11 or text in {each.text for each in script.office.lower}:
        return ""
    script.office.lower.append(own_item(random, text))
    return text


def rewords_upper(script: Script, random: Random) -> str:
    """The province words a task otherwise."""
    return _change(script.office.upper, random, lambda text: reworded(random, text))


def adds_upper(script: Script, random: Random) -> str:
    """The province adds a task."""
    item = upper_item(random, random.choice(WORK))
    heads = {each.text[:25] for each in script.office.given}
    if len(script.office.upper) > 8 or item.text[:25] in heads:
        return ""
    script.office.upper.append(item)
    return item.text


def _new_tasks(script: Script, random: Random, most: int) -> list[Item]:
    """Draw tasks that no upper plan has yet."""
    heads = {each.text[:25] for each in script.office.given}
    drawn = (upper_item(random, each) for each in random.sample(WORK, most))
    return [item for item in drawn if item.text[:25] not in heads]


def adds_plan(script: Script, random: Random) -> str:
    """A second upper plan comes, or a third; it is laid beside the first."""
    items = _new_tasks(script, random, 3)
    if len(script.office.later) > 1 or not items:
        return ""
    script.office.later.append(items)
    return " | ".join(item.text for item in items)


def adds_annex(script: Script, random: Random) -> str:
    """The province sends an annex of its plan."""
    items = _new_tasks(script, random, 2)
    if script.office.annex or not items:
        return ""
    script.office.annex += items
    return " | ".join(item.text for item in items)


def drops_upper(script: Script, random: Random) -> str:
    """The province leaves a task out."""
    if len(script.office.upper) < 5:
        return ""
    return script.office.upper.pop(random.randrange(len(script.office.upper))).text


def renames_file(script: Script, random: Random) -> str:
    """The commune sends its plan under another name."""
    script.office.file = f"ke hoach {random.randint(1, 9)}.xlsx"
    return script.office.file


def renames_unit(script: Script, random: Random) -> str:
    """The commune is called otherwise; reconcile.toml says so."""
    if len(script.office.names) > 3 or script.sitting:
        return ""
    name = f"UBND xã {random.choice(('An Bình Đông', 'Thanh Bình', 'Tân An', 'Bình Minh'))}"
    if name in script.office.every_name:
        return ""
    script.office.names.append(name)
    script.office.shown = None
    return name


def merges(script: Script, random: Random) -> str:
    """One of the two communes takes the other over; its plan is one of theirs, or of both."""
    office = script.office
    if not office.neighbour:
        return ""
    beside, under = list(map(as_line, office.log_beside())), random.random() < 0.7
    more = [row for row in office.rows_beside if row.text not in {e.text for e in office.lower}]
    rows = random.choice((office.lower, office.rows_beside, [*office.lower, *more][:11]))
    for paper in [*script.papers().values(), *(filed.paper for _, filed in script.desk)]:
        if paper.written.neighbour == office.neighbour:
            paper.written = replace(paper.written, joined=True)
    told = f"{office.names[-1]} {'under' if under else 'over'} {office.neighbour}: {len(rows)} rows"
    office.merge(list(rows), under_the_neighbour=under)
    script.books.merge(beside, office.commune)
    return told


def comes(script: Script, random: Random) -> str:
    """Another commune comes, with the rows that the unit has now."""
    names = ("Láng Thượng", "Hòa Lạc", "Phú Thịnh", "Đại Đồng", "Yên Mỹ", "Quang Trung")
    name = f"UBND xã {random.choice(names)}"
    if script.office.neighbour or name in script.office.every_name or script.apart():
        return ""
    script.office.neighbour = name
    script.office.rows_beside = list(script.office.lower)
    return name


# ---- the log --------------------------------------------------------------------------------


def exports(script: Script, _: Random) -> str:
    """Somebody exports the answers."""
    script.exports.append(script.office.exported())
    del script.exports[:-3]
    return f"{len(script.exports[-1])} letters"


def imports(script: Script, random: Random) -> str:
    """Somebody imports an export, with an answer changed or not."""
    if not script.exports:
        return ""
    text = random.choice(script.exports)
    return import_text(script, text, random)


def import_text(script: Script, text: str, random: Random) -> str:
    """Import a file, and hold the log against it."""
    lines = text.split("\r\n")
    edit = ""
    if random.random() < 0.5 and len(lines) > 2:
        at = random.randrange(1, len(lines) - 1)
        for offered in (PAIR, UPPER, LOWER):
            words = [answer(each) for each in offered]
            here = [word for word in words if f";{word};" in lines[at]]
            if here:
                edit = random.choice(words)
                lines[at] = lines[at].replace(f";{here[-1]};", f";{edit};", 1)
    office, before = script.office, script.office.by_unit()
    done = office.imported("\r\n".join(lines))
    refused = bool(done.findings)
    for then, now in _each_unit(before, office.by_unit()):
        _agree(script.books.check_import(then, now, text, office, refused=refused))
    return f"edit: {edit}; {done.added} added, {[f.code for f in done.findings]}"


def backs_up(script: Script, _: Random) -> str:
    """The office copies its database."""
    script.backups.append(script.office.backup())
    del script.backups[:-3]
    return "database"


def restores(script: Script, random: Random) -> str:
    """The office puts an old database back, or has none any more."""
    kept = random.choice([*script.backups, None])
    script.books.lose(script)
    script.office.restore(kept)
    return "nothing left" if kept is None else f"backup {script.backups.index(kept)}"


def rebuilds(script: Script, _: Random) -> str:
    """The office makes its database again from the old log and the workbooks."""
    office, papers = script.office, script.papers()
    log, apart, added = office.log(), office.by_unit(), 0
    office.rebuild()
    # Workbooks of the heir may tell that communes are one of which the log does not.
    before, after, ids = office.by_unit(log), office.by_unit(), office.units_now()
    for unit in sorted({**before, **after}):
        then, now = ([*map(as_line, lines.get(unit, ()))] for lines in (before, after))
        parts = [[*map(as_line, apart[e])] for e in sorted(apart) if ids.get(e, e) == unit]
        one_of = parts if len(parts) > 1 else ()
        _agree(script.books.check_rebuilt(then, now, papers, one_of))
        added += len(now) - len(then)
    return f"{added} new"


def _each_unit(
    before: Mapping[str, Sequence[Decision]], after: Mapping[str, Sequence[Decision]]
) -> Iterator[tuple[list[LogLine], list[LogLine]]]:
    """Yield the log of each commune before and after, as far as they are apart yet."""
    for unit in sorted({**before, **after}):
        yield [*map(as_line, before.get(unit, ()))], [*map(as_line, after.get(unit, ()))]


# ---- on the page ----------------------------------------------------------------------------


def looks(script: Script, random: Random) -> str:
    """Somebody looks at a question on the page."""
    return script.page.look(script.office, random)


def answers_there(script: Script, random: Random) -> str:
    """Somebody answers on the page what she has looked at, now or some time ago."""
    done, wrong = script.page.answer(script.office, script.books, random)
    _agree(wrong)
    return done


def undoes(script: Script, _: Random) -> str:
    """Somebody takes back her last answer on the page."""
    done, wrong = script.page.undo(script.office, script.books)
    _agree(wrong)
    return done


# ---- progress -------------------------------------------------------------------------------


def reports(script: Script, random: Random) -> str:
    """An office reports how far tasks are, or corrects what it has reported."""
    return script.statuses.report(script.office, random)


def tracks(script: Script, _: Random) -> str:
    """The office tracks progress."""
    done, wrong = script.statuses.track(script.office)
    _agree(wrong)
    return done


def _agree(wrong: Iterable[str]) -> None:
    """Tell what is wrong, if anything is."""
    told = "\n".join(wrong)
    if told:
        raise DisagreementError(told)


# ---- runs -----------------------------------------------------------------------------------


def runs(script: Script, _: Random, *, twice: bool = False) -> str:
    """The office runs the program."""
    before, papers, apart = script.lines(), script.papers(), script.apart()
    beside = script.office.log_beside()
    view = script.office.run(twice=twice)
    wrong = script.books.check(before, papers, script, view, apart)
    wrong += script.look_beside(beside, papers)
    script.checked += 1
    if wrong:
        raise DisagreementError("\n".join(wrong))
    return f"{len(script.lines()) - len(before)} new, {sorted({f.code for f in view.findings})}"


def runs_twice(script: Script, random: Random) -> str:
    """Two people run the program at once."""
    return runs(script, random, twice=True)


def is_killed(script: Script, random: Random) -> str:
    """A run is ended in between."""
    stage = random.choice(STAGES)
    before, papers, apart = script.lines(), script.papers(), script.apart()
    beside = script.office.log_beside()
    try:
        script.office.run(killed=stage)
    except KilledError:
        wrong = script.books.check_killed(before, papers, script, apart)
        wrong += script.look_beside(beside, papers)
        if wrong:
            raise DisagreementError("\n".join(wrong)) from None
    return stage


DESK: tuple[tuple[Step, int], ...] = (
    (answers, 10), (clears, 3), (points, 2), (sorts, 2), (notes, 2), (saves, 5), (saves_apart, 1),
    (marks, 3), (takes_back_beside, 2), (writes_in, 3),
)  # fmt: skip
AROUND: tuple[tuple[Step, int], ...] = (
    (opens, 14), (runs, 14), (copies, 2), (brings_back, 2), (renames_book, 1), (tidies, 1),
    (rewords_lower, 3), (moves, 1), (drops_lower, 2), (complies, 4), (joins, 1), (adds_own, 1),
    (rewords_upper, 2), (adds_upper, 1), (drops_upper, 1), (renames_file, 1), (renames_unit, 1),
    (merges, 1), (comes, 1),
    (adds_plan, 1), (adds_annex, 1), (looks, 4), (answers_there, 4), (undoes, 1),
    (rebuilds, 1), (reports, 2), (tracks, 2),
    (exports, 1), (imports, 2), (backs_up, 1), (restores, 1), (runs_twice, 1), (is_killed, 2),
)  # fmt: skip


def play(seed: int, steps: Iterable[int], begun: Callable[[Random], Script] = begin) -> list[str]:
    """Play steps by their numbers; what a step does hangs on its number alone.

    Raises:
        DisagreementError: with the trail of what was done.

    """
    script = begun(_drawn(seed, "begin"))
    trail: list[str] = []
    for number in steps:
        random = _drawn(seed, number)
        try:
            trail.append(f"{number} {_step(script, random)}")
        except Exception as error:
            raise DisagreementError(
                f"seed {seed}, step {number}: {error!r}\n" + "\n".join(trail[-60:])
            ) from error
    return trail


def _drawn(seed: int, what: object) -> Random:
    return Random(f"{seed}/{what}")  # noqa: S311 - a seeded script, no secret


def _step(script: Script, random: Random) -> str:
    """Do one thing that can be done now."""
    choices = DESK if script.sitting else AROUND
    steps, weights = zip(*choices, strict=True)
    for _ in range(20):
        step = random.choices(steps, weights)[0]
        done = step(script, random)
        if done:
            return f"{step.__name__}: {done}"
    return "nothing"


def shortened(
    seed: int,
    steps: Sequence[int],
    tries: int = 60,
    begun: Callable[[Random], Script] = begin,
) -> tuple[int, ...]:
    """Drop steps as long as the bookkeeper and the program still do not agree."""
    left, size = tuple(steps), max(len(steps) // 2, 1)
    while size and tries:
        for at in range(len(left) - size, -1, -size):
            if not tries:
                break
            tries -= 1
            shorter = left[:at] + left[at + size :]
            try:
                play(seed, shorter, begun)
            except DisagreementError:
                left = shorter
        size //= 2
    return left
