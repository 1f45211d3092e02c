"""The documents that a task came to, as they were told."""

from reconcile.model import Progress
from reconcile.tracking.progress import TrackedTask


def result_documents(row: TrackedTask) -> tuple[str, ...]:
    """List the documents told of a task; what granted an extension, or stopped it, is no result."""
    if row.standing is None:
        return ()
    said = row.standing.entry.said
    of_result = said.progress in (Progress.DONE, Progress.UNDER_WAY) and not said.extended_to
    return tuple(dict.fromkeys(map(str, said.documents))) if of_result else ()
