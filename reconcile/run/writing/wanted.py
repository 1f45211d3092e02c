"""Which outputs of each unit a call asks for."""

from collections.abc import Callable
from dataclasses import dataclass

from reconcile.config import DocumentKind
from reconcile.model import Summary
from reconcile.run.settle import OutputPlace, SettledUnit
from reconcile.run.upper_side import Upper
from reconcile.run.writing.documents import Outputs
from reconcile.run.writing.unit_outputs import document_outputs, level_outputs, unit_outputs


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which outputs of each unit a call asks for."""

    documents_only: bool = False
    kinds: tuple[DocumentKind, ...] = ()
    """Of documents; empty for those of reconcile.toml."""
    nothing: bool = False
    """Whether only the figures are asked for."""
    level: bool = False
    """Whether the outputs of a level between are asked for: no documents, no copies."""

    def outputs(
        self, upper: Upper, place: OutputPlace, summary: Summary, settled: Callable[[], SettledUnit]
    ) -> Outputs:
        """List the outputs of a unit, and what makes each."""
        if self.nothing:
            return {}
        if self.documents_only:
            return document_outputs(upper, place, summary, settled, self.kinds)
        if self.level:
            return level_outputs(place, settled)
        return unit_outputs(upper, place, summary, settled)

    @property
    def reviews(self) -> bool:
        """Whether review workbooks are among them."""
        return not (self.nothing or self.documents_only)


def never() -> SettledUnit:
    """Stand for the outcome where outputs are only listed."""
    raise AssertionError
