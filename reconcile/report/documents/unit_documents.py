"""What a unit has of its own in the settings of all documents."""

from msgspec import structs

from reconcile.config import Config, Documents
from reconcile.model import Unit
from reconcile.report.documents.sender import settings_of


def documents_of(unit: Unit, config: Config) -> Documents:
    """Return what all documents have in common, with what a unit has of its own over it."""
    own = settings_of(unit, config.units).issued_plan
    return structs.replace(config.documents, issued_plan=own) if own else config.documents
