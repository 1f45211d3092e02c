"""What stands over all units is made without holding all that they gave."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from coverage_sample import AS_OF, commune, province
from effort import at_most
from reconcile.review import JointPart, joint_book, joint_part
from reconcile.store.cache import pack, unpack
from reconcile.store.database import open_database
from reconcile.store.files import Files
from reconcile.store.laid_aside import LaidAside
from reconcile.store.outputs import place
from reconcile.tracking.coverage import (
    Digest,
    OpenPlace,
    UnitFigures,
    digest,
    packed_places,
)
from reconcile.workbook.content.grid import Lines
from reconcile.workbook.content.names import header_names
from reconcile.workbook.xlsx.write import workbook_bytes, workbook_file

UPPER = province()
PART = joint_part(commune("Suối Đá", 0, UPPER), ())
FEW, MANY = 20, 120


@dataclass
class Parts:
    """What so many communes gave, each unpacked when it is asked for."""

    count: int

    def __iter__(self) -> Iterator[JointPart]:
        packed = pack(PART)
        for number in range(self.count):
            part = unpack(packed, JointPart)
            yield replace(part, unit=f"{part.unit} {number}", name=f"{part.name} {number}")


def most_held(count: int) -> int:
    """Lay the workbook of so many communes out, and return the most bytes held for it."""
    tracemalloc.start()
    try:
        with LaidAside() as aside:
            book = joint_book(UPPER, AS_OF, Parts(count), "g", aside)
            for sheet in book.sheets:
                for block in sheet.blocks:
                    rows = block.rows if isinstance(block, Lines) else sheet.tables[0].rows
                    assert all(rows)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def held_by_a_part() -> int:
    """Return the bytes of what one commune gives, unpacked."""
    tracemalloc.start()
    try:
        parts = list(Parts(FEW))
        return tracemalloc.get_traced_memory()[0] // len(parts)
    finally:
        tracemalloc.stop()


def test_of_each_commune_only_what_its_rows_are_sorted_by_is_held() -> None:
    assert PART.rows
    most_held(1)  # what is made once for all
    each = (most_held(MANY) - most_held(FEW)) / (MANY - FEW)
    assert each < held_by_a_part() / 3


def test_the_workbook_of_all_units_is_the_same_wherever_its_rows_lay() -> None:
    with LaidAside() as aside:
        laid = workbook_bytes(joint_book(UPPER, AS_OF, Parts(3), "g", aside))
    assert laid == workbook_bytes(joint_book(UPPER, AS_OF, list(Parts(3)), "g"))


def test_a_workbook_written_onto_the_disk_is_the_one_made_in_memory() -> None:
    with workbook_file(joint_book(UPPER, AS_OF, list(Parts(3)), "g")) as written:
        written.seek(0)
        assert written.read() == workbook_bytes(joint_book(UPPER, AS_OF, list(Parts(3)), "g"))


def test_a_workbook_of_a_whole_country_is_put_in_place_without_being_held(tmp_path: Path) -> None:
    made: list[IO[bytes]] = []

    def make() -> IO[bytes]:
        made.append(TemporaryFile())  # noqa: SIM115 - what it is given to closes it
        made[-1].writelines(bytes([number]) * 1_000_000 for number in range(40))
        return made[-1]

    with open_database(tmp_path) as database:
        files = Files(tmp_path)
        tracemalloc.start()
        try:
            first = place(database, files, "outputs/tong-hop.xlsx", "a", make)
            assert tracemalloc.get_traced_memory()[1] < 10_000_000
        finally:
            tracemalloc.stop()
        assert first.written
        assert first.path.read_bytes() == b"".join(bytes([n]) * 1_000_000 for n in range(40))
        # A person's file stands in the way, and the content is still given whole.
        first.path.write_bytes(b"")
        second = place(database, files, "outputs/tong-hop.xlsx", "b", make)
    assert second.edited == first.path
    assert second.path.stat().st_size == 40_000_000
    assert all(each.closed for each in made)


def test_pieces_laid_aside_come_back_in_any_order() -> None:
    pieces = [b"", b"m\xe1y", b"a" * 100_000, b"z"]
    with LaidAside() as aside:
        numbers = [aside.lay(piece) for piece in pieces]
        assert [aside.take(number) for number in reversed(numbers)] == pieces[::-1]
        late = aside.lay(b"late")
        assert aside.take(numbers[2]) == pieces[2]
        assert aside.take(late) == b"late"


def test_the_same_standing_of_many_communes_is_held_once() -> None:
    one = digest(commune("Suối Đá", 0, UPPER))
    other = unpack(pack(one), Digest)
    assert other == one
    assert {*map(id, other.standings)} == {*map(id, one.standings)}
    assert len({*map(id, one.standings)}) == len({*one.standings})


def test_what_is_left_open_in_the_documents_of_a_unit_is_held_packed_and_comes_back() -> None:
    places = tuple(
        OpenPlace("ke-hoach", f"Phụ lục, dòng {number}", "chưa rõ cơ quan chủ trì", (("units",),))
        for number in range(200)
    )
    figures = UnitFigures(
        digest(commune("Suối Đá", 0, UPPER)), 0, open_places=packed_places(places)
    )
    assert figures.unfinished == places
    assert len(figures.open_places) < 4_000


def test_files_that_are_needed_again_lie_on_the_disk_when_they_are_many(tmp_path: Path) -> None:
    files = Files(tmp_path)
    tracemalloc.start()
    try:
        kept = [files.keep(bytes([number]) * 1_000_000) for number in range(40)]
        assert tracemalloc.get_traced_memory()[0] < 10_000_000
    finally:
        tracemalloc.stop()
    assert [files.kept(each)[:1] for each in kept] == [bytes([number]) for number in range(40)]
    files.close()


def test_a_thousand_columns_of_one_name_are_numbered_without_trying_every_number() -> None:
    with at_most(20, "numbering equal headers"):
        names = header_names(["Xã Suối Đá"] * 5_000)
    assert names[:3] == ["Xã Suối Đá", "Xã Suối Đá (2)", "Xã Suối Đá (3)"]
    assert names[-1] == "Xã Suối Đá (5000)"
