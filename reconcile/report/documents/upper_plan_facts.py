"""What the first and last sentences of every Báo cáo name: they stand in the template."""

import datetime as dt

from reconcile.model import Plan
from reconcile.report.documents.around_text import Context
from reconcile.report.documents.plan_names import cite, document_type
from reconcile.report.documents.unit_names import named
from reconcile.report.documents.wording import lower_first, short_day


def upper_plan_facts(upper: Plan, as_of: dt.date) -> Context:
    """Return what they name of the upper plan, and the day of the figures."""
    they = named(upper.unit)
    return {
        "ke_hoach_cap_tren": cite(upper),
        "loai_ke_hoach": lower_first(document_type(upper)),
        "cap_tren": they.name,
        "cap_tren_ngan": they.short,
        "ngay_so_lieu": short_day(as_of),
    }
