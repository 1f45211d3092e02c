"""Letterheads of two lines: the body above, and under it the one that issues."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reconcile.model import Level, Unit
from reconcile.vocabulary.agencies import bodies
from reconcile.vocabulary.party_names import is_party
from reconcile.vocabulary.roman import is_roman
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, fold
from reconcile.vocabulary.units import area_name, make_unit, read_unit, unit_id

_TABLE = table("units")["below"]
_FIELD = re.compile(r"(?<=^sở )\w|(?<=, )(?!và )\w|(?<= và )\w|(?<=[-–] )\w")
"""How a field begins in the name of a department. Source: ND30 Phụ lục II."""
_LONGEST = 90
_LINES = 3
"""So many more lines may end the name of a body."""


def lower_line(lines: Sequence[str]) -> Unit | None:
    """Read who issues from a letterhead of two lines; None where it has no such second line.

    ``UBND TỈNH TÂN THỬ`` over ``SỞ Y TẾ`` gives the department. ``PHÒNG KINH TẾ`` under a
    commune's People's Committee is the commune's own: then there is no lower line either.
    """
    said = list(_whole_names([line.strip() for line in lines if line.strip()]))
    for above, below in pairwise(said):
        over = read_unit(above) if above.isupper() and below.isupper() else None
        if over is None or not _stands_over(over) or len(below) > _LONGEST:
            continue
        # A board alone says nothing: it is its union's.
        if bare(below) in _TABLE["boards"]:
            return over
        kind = "commune" if over.level is Level.COMMUNE else "province"
        if re.match(rf"(?:{'|'.join(_TABLE[kind])})\b", bare(below)):
            # The line may name its commune itself, under its province or its committee.
            own = _own_body(below)
            return own if own and own.level is Level.COMMUNE else _unit(below, over)
    own = next((unit for line in said if (unit := _own_body(line))), None)
    return own or next((make_unit(_cased(line)) for line in said if _is_named(line)), None)


def _stands_over(unit: Unit) -> bool:
    """Tell whether a unit may be the one above; a city that nobody knows may be of any level."""
    return unit.level is not Level.UNKNOWN or unit.name.startswith("UBND thành phố ")


def _is_named(line: str) -> bool:
    """Tell whether a line is a body with a name of its own: ``TRƯỜNG TIỂU HỌC KIM ĐỒNG``."""
    shown = line.isupper() and len(line) <= _LONGEST and not any(map(str.isdigit, line))
    return shown and re.match(_TABLE["named"], bare(line)) is not None


def _whole_names(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines, a name that takes up several of them as one, and a union for its board.

    ``BAN CHẤP HÀNH HỘI NÔNG DÂN`` over ``XÃ AN BÌNH`` gives ``HỘI NÔNG DÂN XÃ AN BÌNH``.
    """
    boards, unions = "|".join(_TABLE["boards"]), "|".join(_TABLE["unions"])
    parted = re.compile(rf"(?:{'|'.join(_TABLE['parted'])})\b(?! dong nhan dan)")
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        if line.isupper() and (hit := re.match(rf"(?:{boards}) (?=(?:{unions})\b)", bare(line))):
            line = " ".join(line.split()[len(hit[0].split()) :])
        if line.isupper() and parted.match(bare(line)) and _area(line) is None:
            for end in range(place, min(place + _LINES, len(lines))):
                if not _continues(lines[end]):
                    break
                if _area(lines[end]):
                    line, place = " ".join([line, *lines[place : end + 1]]), end + 1
                    break
        yield line


def _continues(line: str) -> bool:
    """Tell whether a line may go on with a body's name: its area, or words that begin none."""
    said, area = bare(line), _area(line)
    if not line.isupper() or (area is None and any(map(str.isdigit, line))):
        return False
    if said.startswith(("dang uy ", "dang bo ")):
        return True
    others = {*_TABLE["own"], *_TABLE["commune"], *_TABLE["province"], "ubnd", "uy ban", "hdnd"}
    return not re.match(rf"(?:{'|'.join(others)})\b", said)


def _area(line: str) -> Unit | None:
    """Read the area that a line names, with a body or without; None where it names none."""
    words = line.split()
    found = (read_unit(" ".join(words[at:])) for at in range(len(words) - 1))
    return next((unit for unit in found if unit and unit.word and unit.place), None)


def _own_body(line: str) -> Unit | None:
    """Read a body of its own whose line names the commune: ``CÔNG AN XÃ AN BÌNH``."""
    said = bare(line)
    if not line.isupper() or len(line) > 2 * _LONGEST:
        return None
    if said.startswith(tuple(map(bare, _TABLE["written"]))) and (area := _area(line)):
        parts = said.partition(bare(_named(area)))
        # Word by word as the line has it: before the area, and what comes behind it.
        before, behind = (len(part.split()) for part in (parts[0], parts[2]))
        words = line.split()
        head = " ".join(words[: before - 2 * area.party])
        tail = f" {fold(' '.join(words[-behind:]))}" if behind else ""
        whole = make_unit(f"{_cased(head)} {area.name if area.party else _named(area)}{tail}")
        return replace(whole, level=area.level, word=area.word, place=area.place, party=area.party)
    if len(line) > _LONGEST or not said.startswith(tuple(_TABLE["own"])):
        return None
    for body in bodies().values():
        head, of_commune, _ = body.name.partition(" {word}")
        rest = " ".join(line.split()[len(head.split()) :])
        unit = read_unit(rest) if of_commune and said.startswith(f"{bare(head)} ") else None
        if unit and unit.level is Level.COMMUNE and unit.place:
            name = f"{head} {area_name(unit.word, unit.place)}"
            return Unit(unit_id(name), name, Level.UNKNOWN)
    return _union(line)


def _union(line: str) -> Unit | None:
    """Read a union that no list has, whose line names the commune: ``HỘI CỰU GIÁO CHỨC XÃ …``."""
    union = re.match(r"(?:hoi|doan|cong doan)\b(?! dong\b)", bare(line))
    area = _area(line) if union else None
    if area is None or area.level is not Level.COMMUNE or area.party:
        return None
    words = line.split()[: -len(_named(area).split())]
    name = f"{_cased(' '.join(words))} {_named(area)}"
    return Unit(unit_id(name), name, Level.UNKNOWN)


def _unit(line: str, over: Unit) -> Unit:
    """Make the unit that a second line names."""
    own = read_unit(line)
    starts = tuple(_TABLE["boards"]) if own and own.party else ()
    if own and own.place and bare(line).startswith((bare(own.name.split()[0]), *starts)):
        return own
    heads = (body.name.partition(" {")[0] for body in bodies().values())
    known = {bare(head): head for head in heads}
    said = line.strip(" .:*-_")
    # “HỘI NÔNG DÂN XÃ” under “… XÃ AN BÌNH” leaves the commune's name to the line above.
    if over.level is Level.COMMUNE and bare(said).endswith(f" {bare(over.word)}"):
        said = said.rsplit(maxsplit=len(over.word.split()))[0]
    name = known.get(bare(said)) or _cased_with_area(said)
    if whole := _of_body(name, over):
        return replace(make_unit(whole), party=over.party)
    # A cell or a union of a commune has namesakes in every other.
    if over.level is Level.COMMUNE and bare(over.place) not in bare(name):
        name = f"{name} {over.word} {over.place}"
    if over.level is Level.COMMUNE:
        return Unit(unit_id(name), name, Level.UNKNOWN, party=is_party(name))
    # It stands where the body above it does, and on its side.
    return Unit(unit_id(name), name, over.level, over.word, over.place, over.party)


def _of_body(name: str, over: Unit) -> str:
    """Name an office or a board that says nothing without the body above it; else empty."""
    said = fold(name)
    if said == "văn phòng" or (said.startswith("ủy ban kiểm tra") and over.party):
        return f"{name} {over.name}"
    if said.startswith("ban chỉ đạo") and over.level is Level.COMMUNE:
        return name if bare(over.place) in bare(name) else f"{name} {_named(over)}"
    return ""


def _named(area: Unit) -> str:
    """Write the area of a unit without its body: ``xã An Bình``."""
    return area_name(area.word, area.place)


def _cased_with_area(line: str) -> str:
    """Write a line of capitals as a name; the area in which it ends keeps its own capitals."""
    area = _area(line)
    shown = _named(area) if area and not area.party else ""
    if not shown or not bare(line).endswith(f" {bare(shown)}"):
        return _cased(line)
    return f"{_cased(' '.join(line.split()[: -len(shown.split())]))} {shown}"


def _cased(line: str) -> str:
    """Write a line of capitals as a name; letters that stand for words stay capitals."""
    letters = "|".join(_TABLE["letters"])
    known = re.compile(rf"\b(?:{letters})\b", re.IGNORECASE)
    return known.sub(lambda hit: hit[0].upper(), _cased_words(line))


def _cased_words(line: str) -> str:
    """Write the words of a line of capitals: a school's own name keeps its capitals."""
    small = fold(line)
    for kind in sorted(_TABLE["schools"], key=len, reverse=True):
        head, found, rest = small.partition(kind)
        if head == "trường " and found:
            return f"Trường {kind[:1].upper()}{kind[1:]} {rest.strip().title()}".strip()
    village = re.search(rf"\b(?:{'|'.join(_TABLE['villages'])}) ", small)
    if village:
        small = small[: village.end()] + small[village.end() :].title()
    before, area, name = small.partition("khu vực ")
    if area:
        words = (w.upper() if is_roman(w.upper()) else w.title() for w in name.split())
        small = f"{before}{area}{' '.join(words)}"
    small = small.replace(" trường thcs", " Trường thcs").replace(" trường thpt", " Trường thpt")
    for plain, written in (*_TABLE["written"].items(), *_TABLE["cased"].items()):
        if small.startswith(plain):
            return f"{written}{small[len(plain) :]}"
    if small.startswith(tuple(f"{word} " for word in _TABLE["fields"])):
        small = _FIELD.sub(lambda hit: hit[0].upper(), small)
    return small[:1].upper() + small[1:]
