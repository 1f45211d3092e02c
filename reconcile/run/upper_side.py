"""The upper side of a run, as every worker needs it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from reconcile.config import Config
from reconcile.match import Prepared
from reconcile.model import JudgedWordings, Plan
from reconcile.report.templates.find import Templates
from reconcile.run.direct import Above
from reconcile.run.pair import prepare_upper


@dataclass(frozen=True)
class Upper:
    """The upper side of a run, shared by all units; matching is prepared once, when first used."""

    plan: Plan
    config: Config
    as_of: date
    templates: Templates
    made_from: str
    """Fingerprint of all that the units share: the plan, the settings, the day."""
    known: JudgedWordings = field(default_factory=JudgedWordings)
    """Wordings that people have confirmed or rejected, in any unit."""
    above: tuple[Plan, ...] = ()
    """The plans further up, from the topmost on, of which units may carry something directly."""

    @cached_property
    def passing(self) -> tuple[Above, ...]:
        """What matching needs of each plan further up."""
        return tuple(Above(plan, prepare_upper(plan, self.config)) for plan in self.above)

    @cached_property
    def prepared(self) -> tuple[Prepared, ...]:
        """What matching needs of each upper plan alone."""
        return prepare_upper(self.plan, self.config)
