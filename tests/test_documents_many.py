"""Documents of outcomes as they come: any figures, any names, any signing formula."""

import os
from pathlib import Path
from random import Random

import pytest

from dump import dump_docx
from papers import PER_UNIT, annex_tables, filled, under_party
from plans import outcome_of, unit_named
from reconcile.config import Config, DocumentKind, parse_config
from reconcile.layout.check import check_document
from reconcile.model import Outcome, Reconciliation, Role, Severity, Unit
from schema import schema_errors

SOAK = bool(os.environ.get("RECONCILE_SOAK"))
SEEDS = range(200 if SOAK else 12)
SYLLABLES = (
    *("Thượng", "Hương", "Trường", "Nghĩa", "Phước", "Đông", "Hòa", "Thủy", "Lâm", "Ô"),
    *("Nguyễn", "Khuyến", "Quỳnh", "Lưu", "Mường", "Chiềng", "Đắk", "Bình", "Tân", "Ia"),
)
SIGNERS = (
    "",
    'authority = ""\ndeputy = "PHÓ CHỦ TỊCH"',
    'deputy = "PHÓ CHỦ TỊCH"\nname = "Nguyễn Thị Khánh Huyền Trang"',
    'lines = ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]',
    'position = "Q. CHỦ TỊCH"',
)


def drawn(random: Random) -> tuple[Reconciliation, Config]:
    """An outcome of some tasks in a commune of some name, and some settings."""
    place = " ".join(random.sample(SYLLABLES, random.randint(1, 4)))
    unit = unit_named(random.choice(["xã", "phường", "đặc khu"]), place)
    party = random.random() < 0.3
    if party:
        unit = Unit("đu", f"Đảng ủy {unit.word} {place}", unit.level, unit.word, place, party=True)
    number = random.choice([1, 2, 3, 9, 10, 40])
    one = random.random() < 0.2
    fixed = (random.choice(list(Role)), random.choice(list(Outcome)))
    standings = [
        fixed if one else (random.choice(list(Role)), random.choice(list(Outcome)))
        for _ in range(number)
    ]
    result = outcome_of(
        standings, unit=unit, own=random.randint(0, 3), late=0, grouped=random.random() < 0.5
    )
    signer = "" if party else random.choice(SIGNERS)
    tones = random.choice(["hòa, ủy", "hoà, uỷ"])
    rules = random.choice(["hd05", "hd36"])
    settings = parse_config(
        f'[documents]\ntone_marks = "{tones}"\nparty_profile = "{rules}"\n'
        f'[units."{unit.name}".signer]\n{signer}\n'
    )
    return (under_party(result) if party else result), settings


@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS)
def test_any_outcome_gives_whole_documents_without_a_fault_of_layout(
    seed: int, tmp_path: Path
) -> None:
    result, settings = drawn(Random(seed))  # noqa: S311 - drawn, not secret
    summary = result.summary
    rows = {
        DocumentKind.PLAN: len(result.lowers) + summary.missed,
        DocumentKind.SUPPLEMENT: summary.missed,
        DocumentKind.LETTER: summary.missed + summary.partial + summary.review,
        DocumentKind.REPORT: summary.lead + summary.support,
    }
    for kind in PER_UNIT:
        path, _ = filled(kind, result, tmp_path, settings)
        breaches = check_document(path.read_bytes(), path.name).breaches
        faults = [b for b in breaches if b.severity is Severity.ERROR]
        assert [(b.rule.id, str(b.where), b.found) for b in faults] == []
        assert not SOAK or schema_errors(path) == []
        text = dump_docx(path)
        for residue in ("{{", "{%", "None", "???", "()", " ;", ",,", "có không có"):
            assert residue not in text
        tables = annex_tables(path)
        assert sum(r.cells[0].text.isdecimal() for t in tables for r in t.rows) == rows[kind]
