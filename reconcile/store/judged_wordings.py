"""The wordings that people have judged, gathered from the log over all units."""

import sqlite3
from collections.abc import Iterable, Mapping

from reconcile.model import Decision, JudgedWordings, Origin, Topic, Verdict
from reconcile.store.decisions import all_units, current
from reconcile.vocabulary.answers import MEANS_YES
from reconcile.vocabulary.text import fold


def judged_wordings(database: sqlite3.Connection) -> JudgedWordings:
    """Gather the lower texts that people confirmed or rejected for each upper task.

    Only answers that stand count. A wording that one unit's reviewer confirmed and another's
    rejected is in both lists.
    """
    told = (each for each in current(database) if each.topic is not Topic.DIRECT)
    stands = [each for each in told if each.upper and each.lower_text]
    names = all_units(database)
    shown = _shown(stands)
    origins: dict[str, dict[str, set[Origin]]] = {}
    for each in stands:
        judged = origins.setdefault(each.upper, {}).setdefault(shown[each.lower_text], set())
        judged.add(Origin(each.when, names[each.unit]))
    whole = _texts((d for d in stands if d.verdict is Verdict.YES), shown)
    in_part = _texts((d for d in stands if d.verdict is Verdict.PARTLY), shown)
    return JudgedWordings(
        confirmed=_texts((d for d in stands if d.verdict in MEANS_YES), shown),
        rejected=_texts((d for d in stands if d.verdict is Verdict.NO), shown),
        origins={
            upper: {text: tuple(sorted(judged)) for text, judged in sorted(by_text.items())}
            for upper, by_text in sorted(origins.items())
        },
        in_part=_without(in_part, whole),
    )


def _without(
    texts: Mapping[str, tuple[str, ...]], others: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Leave out the texts that others have of the same task, and the tasks left with none."""
    left = {
        key: tuple(text for text in said if text not in others.get(key, ()))
        for key, said in texts.items()
    }
    return {key: said for key, said in left.items() if said}


def _shown(decisions: Iterable[Decision]) -> dict[str, str]:
    """Return for every lower text the one that stands for all that fold to the same."""
    first: dict[str, str] = {}
    distinct = sorted({each.lower_text for each in decisions})
    return {text: first.setdefault(fold(text), text) for text in distinct}


def _texts(decisions: Iterable[Decision], shown: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Gather the distinct texts by upper key, both in order."""
    found: dict[str, set[str]] = {}
    for each in decisions:
        found.setdefault(each.upper, set()).add(shown[each.lower_text])
    return {upper: tuple(sorted(texts)) for upper, texts in sorted(found.items())}
