"""What the view of progress shows of the rows that count nowhere."""

from reconcile.run.page.doubtful_rows import asked_rows, bodies_named
from reconcile.run.page.states import FolderTracking
from reconcile.web.site import page_asked


def asked_about(tracked: FolderTracking, *, shows: bool) -> dict[str, object]:
    """Gather the rows of sources that a person is asked about, and whose they may be.

    Args:
        tracked: as the folder was read.
        shows: whether the rows are shown, and not their number alone.

    """
    rows = asked_rows(tracked)
    return {
        "doubts": rows if shows else [],
        "doubts_at": page_asked(len(rows)),
        "doubtful": sum(not each.is_answered for each in rows),
        "bodies": bodies_named(tracked) if shows and rows else (),
    }
