"""Who may issue a document: an office that advises changes no plan of its People's Committee."""

from reconcile.config import Config, DocumentKind
from reconcile.model import Reconciliation
from reconcile.report.documents.plan_names import cite_shortly
from reconcile.report.documents.sender import lower_sender, settings_of
from reconcile.report.documents.unit_documents import documents_of
from reconcile.report.documents.unit_names import in_text, named
from reconcile.tracking.coverage import OpenPlace


def beyond_authority(
    kind: DocumentKind, result: Reconciliation, config: Config
) -> tuple[OpenPlace, ...]:
    """Find a document by which an office would change what its unit has issued.

    Source: Nghị định 150/2025/NĐ-CP: the divisions of a commune advise its People's Committee.
    """
    lower = result.lower
    if not kind.is_plan or not (lower.number and lower.issued):
        return ()
    settings = settings_of(lower.unit, config.units)
    documents = documents_of(lower.unit, config)
    sent = lower_sender(lower.unit, result.upper.unit, settings, config.issuer, documents)
    if not sent.office.name or sent.kind["assigns_itself"]:
        return ()
    unit = named(lower.unit).short
    whole = kind is DocumentKind.PLAN and documents.issued_plan == "replace"
    change = "thay thế" if whole else "sửa đổi, bổ sung"
    what = (
        f"{in_text(sent.office.name)} không {change} được {cite_shortly(lower)};"
        f" bỏ trống “Cơ quan ban hành văn bản” để {unit} ban hành"
    )
    return (OpenPlace(str(kind), "Cơ quan ban hành", what, (("issuer", "name"),)),)
