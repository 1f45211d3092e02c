"""Put right what is safe to put right, in memory; the file itself stays as it is."""

from io import BytesIO

from reconcile.layout.check import Checked


def fixed_copy(checked: Checked) -> bytes:
    """Apply every safe change of the findings, and return the changed document.

    The checked document is changed in memory: check the copy to see what is left.
    """
    for breach in checked.breaches:
        for put_right in breach.mends:
            put_right()
    saved = BytesIO()
    checked.paper.document.save(saved)
    return saved.getvalue()


def is_fixable(checked: Checked) -> bool:
    """Tell whether some finding can be put right."""
    return any(breach.mends for breach in checked.breaches)
