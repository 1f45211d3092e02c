"""Word files that hold the words of units' plans, beside the workbooks that hold their tables."""

from collections.abc import Collection
from dataclasses import replace

from reconcile.model import Finding, Unit, Where
from reconcile.run.reading.kept_tables import Held
from reconcile.run.reading.same_content import Sent
from reconcile.vocabulary.findings import finding


class PlanWords:
    """The files that hold the text of a plan and no task, by the unit that they are of."""

    def __init__(self) -> None:
        self._sent: dict[str, list[Sent]] = {}

    def add(self, sent: Sent) -> None:
        """Take a file in."""
        self._sent.setdefault(sent.share.owner.unit.id, []).append(sent)

    def of(self, unit: Unit) -> tuple[Held, ...]:
        """Return where the words of a unit's plan are kept; no copy is made of these files."""
        return tuple(replace(each.held, original="") for each in self._sent.get(unit.id, ()))

    def alone(self, units: Collection[str]) -> tuple[Finding, ...]:
        """Report the files of units that have sent no table.

        Args:
            units: ids of those that have.

        """
        return tuple(
            finding(
                "no-task-table",
                Where(each.share.file),
                problem="tệp chỉ có lời văn của kế hoạch, không có bảng nhiệm vụ",
                fix="đề nghị đơn vị gửi kèm phụ lục có bảng nhiệm vụ, để cùng trong inputs/lower",
            )
            for unit, files in self._sent.items()
            if unit not in units
            for each in files
        )
