"""Documents of every issuer, formula, signer, size, name and kind: every pair of these occurs."""

import os
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from allpairspy import AllPairs

from papers import (
    CARRIED,
    LEAD,
    MISSED,
    PARTIAL,
    PER_UNIT,
    REVIEW,
    SUPPORT,
    filled,
    filled_overall,
)
from plans import outcome_of
from reconcile.config import Config, DocumentKind, parse_config
from reconcile.layout.check import check_document
from reconcile.model import Reconciliation, Severity, Unit
from reconcile.tracking.coverage import Coverage, digest
from reconcile.vocabulary.communes import communes
from reconcile.vocabulary.units import make_unit
from schema import schema_errors

SOAK = bool(os.environ.get("RECONCILE_SOAK"))


class Issuer(NamedTuple):
    """Who stands above, who below, and the office that issues for them."""

    upper: str
    lower: str
    office: str = ""
    party: bool = False


ISSUERS = {
    "committee": Issuer("UBND tỉnh An Khê", "UBND {}"),
    "city": Issuer("UBND Thành phố Hồ Chí Minh", "UBND {}"),
    "department": Issuer("Sở Nông nghiệp và Môi trường tỉnh An Khê", "UBND {}"),
    "its office": Issuer(
        "UBND tỉnh An Khê", "UBND {}", "Sở Văn hóa, Thể thao và Du lịch|UBND tỉnh An Khê"
    ),
    "division": Issuer("UBND tỉnh An Khê", "UBND {}", "PHÒNG VĂN HÓA - XÃ HỘI|UBND {}"),
    "steering": Issuer("Ban Chỉ đạo chuyển đổi số tỉnh An Khê", "Ban Chỉ đạo {}"),
    "front": Issuer("Ủy ban MTTQ Việt Nam tỉnh An Khê", "Ủy ban MTTQ Việt Nam {}"),
    "party": Issuer("Ban Thường vụ Tỉnh ủy An Khê", "Đảng ủy {}", party=True),
    "standing": Issuer("Thường trực Tỉnh ủy An Khê", "Thường trực Đảng ủy {}", party=True),
    "board": Issuer("Ban Tổ chức Tỉnh ủy An Khê", "Ban Xây dựng Đảng {}", party=True),
    "cell": Issuer("Ủy ban Kiểm tra Tỉnh ủy An Khê", "Chi bộ thôn 3 {}", party=True),
    "council": Issuer("HĐND tỉnh An Khê", "HĐND {}"),
    "police": Issuer("Công an tỉnh An Khê", "Công an {}"),
}
FORMULAS = {
    "TM.": "",
    "TM. with KT.": 'deputy = "PHÓ {head}"',
    "KT. alone": 'authority = ""\ndeputy = "PHÓ {head}"',
    "TL.": 'lines = ["{tl} {head}", "CHÁNH VĂN PHÒNG"]',
    "TUQ.": 'lines = ["{tuq} {head}", "TRƯỞNG PHÒNG"]',
    "Q.": 'position = "Q. {head}"',
}
SIGNERS = ("", "Lê Ô", "Nguyễn Thị Khánh Huyền Trang Phương")
SIZES = (0, 1, 40, 300)
NAMES = sorted(
    {f"{word} {name}" for each in communes().values() for word, name in each},
    key=lambda name: (-len(name), name),
)[:20]
KINDS = (*PER_UNIT, DocumentKind.OVERALL)
"""Those that are made of plans held against each other."""
PLANS = ("draft", "amend", "replace")
"""What the unit's plan is: not issued yet, or issued and amended or replaced."""
FACTORS = (list(ISSUERS), list(FORMULAS), SIGNERS, SIZES, NAMES, KINDS, PLANS)
SET = [tuple(row) for row in AllPairs([list(values) for values in FACTORS])]
MADE = SET if SOAK else [row for row in SET if row[3] < SIZES[-1]][::20]
"""Some small ones; the whole set in the long run."""
STANDINGS = (
    *((LEAD, CARRIED), (SUPPORT, PARTIAL), (LEAD, MISSED), (SUPPORT, REVIEW)),
    *((SUPPORT, MISSED), (LEAD, CARRIED)),
)


def outcome(issuer: Issuer, size: int, name: str) -> Reconciliation:
    """An outcome of so many tasks of a commune of that name."""
    unit = make_unit(issuer.lower.format(name))
    standings = [STANDINGS[(n + 2) % len(STANDINGS)] for n in range(size)]
    result = outcome_of(standings, unit=unit, late=min(size // 8, 5))
    upper = replace(result.upper, unit=make_unit(issuer.upper))
    return replace(result, upper=replace(upper, number="15-KH/TU") if issuer.party else upper)


def issued(result: Reconciliation, issuer: Issuer) -> Reconciliation:
    """The outcome of a unit that has issued its plan."""
    number = "12-KH/ĐU" if issuer.party else "12/KH-UBND"
    lower = replace(result.lower, number=number, issued=result.as_of.replace(day=5))
    return replace(result, lower=lower)


def settings(issuer: Issuer, formula: str, signer: str, unit: Unit, plan: str) -> Config:
    """Settings of who issues and signs, and of what becomes of an issued plan."""
    name, _, parent = issuer.office.partition("|")
    head = "TRƯỞNG BAN" if "Ban Xây dựng" in issuer.lower else "BÍ THƯ"
    words = {"head": head, "tl": "T/L", "tuq": "T/L"} if issuer.party else {}
    words = words or {"head": "CHỦ TỊCH", "tl": "TL.", "tuq": "TUQ."}
    said = FORMULAS[formula].format(**words)
    lines = f'{said}\nname = "{signer}"\n' if signer else f"{said}\n"
    parent = parent.format(unit.name.removeprefix("UBND "))
    office = f'[issuer]\nparent = "{parent}"\nname = "{name}"\n' if name else ""
    return parse_config(
        f'[documents]\nissued_plan = "{"replace" if plan == "replace" else "amend"}"\n'
        f'{office}[upper.signer]\n{lines}[units."{unit.name}".signer]\n{lines}',
        "reconcile.toml",
    )


def test_every_pair_of_values_occurs(capsys: pytest.CaptureFixture[str]) -> None:
    for one, other in combinations(range(len(FACTORS)), 2):
        wanted = {(a, b) for a in FACTORS[one] for b in FACTORS[other]}
        assert {(row[one], row[other]) for row in SET} == wanted
    with capsys.disabled():
        print(f"\nDocuments of the covering set: {len(SET)}")  # noqa: T201 - its size is told


@pytest.mark.soak
@pytest.mark.parametrize("row", MADE, ids=lambda row: "-".join(map(str, row)))
def test_no_document_of_the_covering_set_has_a_fault(
    row: tuple[str, str, str, int, str, DocumentKind, str], tmp_path: Path
) -> None:
    issuer, formula, signer, size, name, kind, plan = row
    result = outcome(ISSUERS[issuer], size, name)
    if plan != "draft":
        result = issued(result, ISSUERS[issuer])
    config = settings(ISSUERS[issuer], formula, signer, result.lower.unit, plan)
    if kind is DocumentKind.OVERALL:
        covered = Coverage(result.upper, result.as_of, (digest(result),), ())
        path, _ = filled_overall(covered, tmp_path, config)
    else:
        path, _ = filled(kind, result, tmp_path, config)
    breaches = check_document(path.read_bytes(), path.name).breaches
    faults = [b for b in breaches if b.severity is Severity.ERROR]
    assert [(b.rule.id, str(b.where), b.found) for b in faults] == []
    assert schema_errors(path) == []
