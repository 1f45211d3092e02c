"""Every setting of reconcile.toml, with the value that it has where the file is silent."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from reconcile.config.hints import FileHints, TableHints
from reconcile.config.plan_block import PlanBlock
from reconcile.model import Column, PeriodKind

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
"""A probability, 0 to 1."""
ToneMarks = Literal["hòa, ủy", "hoà, uỷ"]
"""The two ways of writing tone marks, each by two examples."""
IssuedPlan = Literal["amend", "replace"]
"""A unit's plan that was issued is amended by one that is written, or replaced by a whole one."""


class SettingsTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of reconcile.toml: every key optional, an unknown key an error."""


class RunSettings(SettingsTable, frozen=True):
    """Settings of ``reconcile run``."""

    as_of: date | None = None
    """The day that every date-dependent statement uses; None for the system's."""
    jobs: int = 0
    """Processes at work; 0 for one per processor."""


class Thresholds(SettingsTable, frozen=True):
    """From which probability on the program answers by itself, 0 to 1."""

    carried: Share | None = None
    """A best pair at or above it is taken as carried; None for the program's own."""
    missed: Share | None = None
    """A best pair below it is taken as missed; None for the program's own."""


class Issuer(SettingsTable, frozen=True):
    """Who issues the documents, where it is not the unit's People's Committee itself."""

    parent: str = ""
    name: str = ""
    symbol: str = ""


class Signer(SettingsTable, frozen=True):
    """Who signs, and on whose behalf; each line as it is printed."""

    authority: str | None = None
    """Line over the position; None for the usual one of the unit (``TM. ỦY BAN NHÂN DÂN``),
    ``""`` for none (``KT. CHỦ TỊCH`` alone)."""
    position: str = ""
    """Empty for the usual one of the unit (``CHỦ TỊCH``)."""
    deputy: str = ""
    """``PHÓ CHỦ TỊCH`` puts ``KT. CHỦ TỊCH`` over it."""
    lines: tuple[str, ...] = ()
    """The whole formula as printed, where it is none of these; stands over the three above."""
    name: str = ""


class DocumentKind(StrEnum):
    """The kinds of documents; the value is the name of the file, without its ending."""

    REPORT = "bao-cao"
    PLAN = "ke-hoach"
    SUPPLEMENT = "ke-hoach-bo-sung"
    LETTER = "cong-van"
    OVERALL = "bao-cao-tong-hop"
    CHAIN = "bao-cao-chuoi"
    PROGRESS = "bao-cao-tien-do"
    URGING = "cong-van-don-doc-tien-do"

    @property
    def is_plan(self) -> bool:
        """Whether it is a Kế hoạch: its proposals make it a draft until a person has decided."""
        return self in (DocumentKind.PLAN, DocumentKind.SUPPLEMENT)

    @property
    def is_tracked(self) -> bool:
        """Whether tracking makes it, and no comparison of plans."""
        return self in (DocumentKind.PROGRESS, DocumentKind.URGING)


class DocumentSettings(SettingsTable, frozen=True):
    """What one kind of document of a unit has of its own."""

    number: str = ""
    """Empty to leave it to the văn thư."""
    dated: date | None = None
    """None for that of the unit."""
    signer: Signer | None = None
    """None for that of the unit."""
    recipients: tuple[str, ...] = ()
    """Empty for those of the unit."""


class IssuingSettings(SettingsTable, frozen=True):
    """What a unit's documents need beyond its name."""

    place: str = ""
    """Place name before the date; empty for the unit's own."""
    symbol: str = ""
    """Code of the drafting unit in ``Lưu: VT, …`` and in the number of a công văn."""
    number: str = ""
    """Number of the Báo cáo; other documents have theirs under ``documents``."""
    dated: date | None = None
    """Day of the documents; None for the month of ``as_of`` with a blank day."""
    tone_marks: ToneMarks | None = None
    """None for that of ``[documents]``."""
    signer: Signer = Signer()
    recipients: tuple[str, ...] = ()
    """Lines of ``Nơi nhận`` between ``Như trên`` and ``Lưu``; empty for the usual ones."""
    documents: dict[DocumentKind, DocumentSettings] = {}
    """Kind of document → what it has of its own."""


class UnitSettings(IssuingSettings, frozen=True):
    """What is said about one lower unit."""

    aliases: tuple[str, ...] = ()
    """Other names and file names that mean this unit."""
    takes_over: tuple[str, ...] = ()
    """Earlier units whose answers count for this one, as of communes merged into it."""
    cluster: str = ""
    """Cluster (cụm, khối) that it belongs to; empty for the sub-folder that its files lie in."""
    email: str = ""
    """Where letters to it are addressed; several parted by commas."""
    contact: str = ""
    """Who receives them there."""
    issued_plan: IssuedPlan | None = None
    """What becomes of its issued plan; None for what ``[documents]`` says."""


class UpperPlanSettings(SettingsTable, frozen=True):
    """What is said about one of several upper plans, where its files do not give it."""

    name: str = ""
    """Official name of who issued it."""
    number: str = ""
    dated: date | None = None
    subject: str = ""
    """Its trích yếu; it goes on behind ``về``."""


class UpperSettings(IssuingSettings, frozen=True):
    """What is said about the upper plan, and about who issued it."""

    name: str = ""
    """Official name of who issued it; empty to read it from the file."""
    plan_number: str = ""
    """Number and symbol of its plan (``186/KH-UBND``), where the file does not give them."""
    plan_dated: date | None = None
    """Day of its plan, likewise."""
    plan_subject: str = ""
    """Trích yếu of its plan, likewise; it goes on behind ``về``."""
    reports_through: str = ""
    """The body that reports to it go through (``Sở Khoa học và Công nghệ``), likewise."""
    reports_to: str = ""
    """``Kính gửi`` of the Báo cáo tổng hợp; empty for the office's parent, if any."""
    plans: dict[str, UpperPlanSettings] = {}
    """Of several upper plans: number, folder or first file of each → what is said about it."""


class Documents(SettingsTable, frozen=True):
    """What all documents have in common."""

    kinds: tuple[DocumentKind, ...] = (
        DocumentKind.REPORT,
        DocumentKind.PLAN,
        DocumentKind.LETTER,
        DocumentKind.OVERALL,
        DocumentKind.CHAIN,
    )
    """The documents that are made where nobody asks for certain ones."""
    party_profile: Literal["hd05", "hd36"] = "hd05"
    """The layout rules of Party documents."""
    header: Literal["13/14/14", "12/13/13"] = "13/14/14"
    """Sizes of Quốc hiệu, Tiêu ngữ, date; a long name may make them smaller still."""
    tone_marks: ToneMarks = "hòa, ủy"
    """Where the tone mark stands in open oa, oe, uy; one way through a document."""
    reporting: str = ""
    """When offices report on a Kế hoạch; empty for what the unit's own plan says, else the upper
    one, else a blank."""
    plan_from: Literal["own-file", "template"] = "own-file"
    """What a unit's Kế hoạch is made of: a copy of its own Word file with tracked changes, where
    it has sent one that bears no number and day yet; or always the template."""
    issued_plan: IssuedPlan = "amend"
    """What becomes of units' plans that bear number and day."""
    changes_by: str = "reconcile"
    """Who is named as the author of the tracked changes in a unit's own file, and of the comments
    in a Kế hoạch from the template."""
    plan_blocks: tuple[PlanBlock, ...] = ()
    """Parts that a Kế hoạch made from the template has beside the usual ones."""
    reply_days: Annotated[int, msgspec.Meta(ge=0, le=365)] = 10
    """Days that a Công văn đôn đốc gives for the answer."""


class Proposals(SettingsTable, frozen=True):
    """How a missed task is written into a unit's draft."""

    days_before: Annotated[int, msgspec.Meta(ge=0, le=365)] = 5
    """Days by which the unit's deadline comes before the upper one."""
    lead: str = ""
    """Who leads where the agency map names nobody; empty for the unit's own office."""
    agencies: dict[str, tuple[str, ...]] = {}
    """Upper body → the unit's bodies that stand for it; over the program's own table."""


class TrackingSettings(SettingsTable, frozen=True):
    """How progress is tracked and reported."""

    period: PeriodKind = PeriodKind.MONTH
    """The period that is reported on where nobody asks for another."""
    closing_day: Annotated[int, msgspec.Meta(ge=0, le=28)] | None = None
    """Day of the month on which periods close; 0 for its last, None for the usual one."""
    closing: dict[PeriodKind, int] = {}
    """The same for one kind of period alone, over ``closing_day``; of a week its last day, 1 for
    Monday to 7 for Sunday."""
    soon_days: Annotated[int, msgspec.Meta(ge=0, le=365)] = 7
    """A last day that comes within so many days is soon."""
    ranking: tuple[tuple[Annotated[float, msgspec.Meta(ge=0, le=100)], float], ...] = ()
    """Least share of tasks done in time, in percent, and its points; empty to rank nobody."""
    links: dict[str, str] = {}
    """What a source calls a task → the STT of the upper task that a person says it is, or
    ``không`` for none."""


class ChainSettings(SettingsTable, frozen=True):
    """The levels of a chain of plans, where there are more than two."""

    levels: tuple[str, ...] = ()
    """Folders under ``inputs``, from the topmost plan down to ``lower``; empty for ``upper`` and
    ``lower``, with ``top`` above them where that folder is there."""


class ClusterSettings(SettingsTable, frozen=True):
    """The certificates with which other machines are spoken with, as paths from the folder."""

    ca: str = ""
    """Of who vouches for all machines."""
    certificate: str = ""
    """Of this machine."""
    key: str = ""
    """That goes with it."""


class Config(SettingsTable, frozen=True):
    """Every setting, with the value that it has when the file is silent."""

    run: RunSettings = RunSettings()
    upper: UpperSettings = UpperSettings()
    chain: ChainSettings = ChainSettings()
    issuer: Issuer = Issuer()
    units: dict[str, UnitSettings] = {}
    """Official name of a lower unit → its settings."""
    documents: Documents = Documents()
    proposals: Proposals = Proposals()
    tracking: TrackingSettings = TrackingSettings()
    cluster: ClusterSettings = ClusterSettings()
    columns: dict[Column, tuple[str, ...]] = {}
    """Further header texts by column, for all files."""
    files: dict[str, FileHints] = {}
    """File name → what is said about that file."""
    tables: dict[str, TableHints] = {}
    """Any name → what is said about every table with certain headings."""
    thresholds: Thresholds = Thresholds()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words or phrases that mean the same in this field of work."""

    @property
    def shown(self) -> "Config":
        """What outputs hang on: how many processes and machines work on them does not show."""
        alone = RunSettings(as_of=self.run.as_of)
        return msgspec.structs.replace(self, run=alone, cluster=ClusterSettings())

    @property
    def for_above(self) -> "Config":
        """What plans above the units are read by: kinds of tables are said of units alone."""
        return msgspec.structs.replace(self, tables={})
