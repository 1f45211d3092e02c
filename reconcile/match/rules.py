"""The reasons for and against a pair, each in words that a reviewer can check."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from reconcile.match.measures import Sight
from reconcile.match.overlap import Matrix
from reconcile.match.plan_pair import PlanPair
from reconcile.match.shared_words import SharedWord, shared_words
from reconcile.match.weights import Policy
from reconcile.model import Directive, Evidence
from reconcile.vocabulary.deadlines import show_day
from reconcile.vocabulary.directives import same_document
from reconcile.vocabulary.quantities import find_figures

Pair = tuple[int, int]
_TELLING = 0.5
"""A shared word with less than this part of the rarest word's weight is not named."""
_COUNTS = 0.1
"""Reasons of less weight, in log-odds, are not worth a line."""
_NAMED = 5
"""So many words are named at most."""
_CLEAR = 1.0
"""So far ahead of its rivals, in log-odds, a pair is clearly the better one."""
_AHEAD = ("ahead_for_upper", "ahead_for_lower")
_BEHIND = (
    "đơn vị có nhiệm vụ khác gần với nhiệm vụ cấp trên hơn",
    "nhiệm vụ này của đơn vị gần với nhiệm vụ khác của cấp trên hơn",
)
"""A pair that another one beats, for its upper and for its lower task."""
_SHORT = 120
"""A quoted clause is cut after so many letters."""


@dataclass(frozen=True, slots=True)
class ReasonRule:
    """A reason: its name, how it is told, and the measures whose weights it stands for."""

    name: str
    tell: Callable[[Sight, int, int], str]
    measures: tuple[str, ...]
    main: bool = True
    """Whether it can make a pair; the others may only adjust one."""
    against: bool = False
    """Whether it speaks against a pair."""


def same_directive(sight: Sight, upper: int, lower: int) -> str:
    """Both directive cells cite one document."""
    above, below = sight.upper.tasks[upper], sight.lower.tasks[lower]
    both = [d for d in above.directives if _cited(d, below.directives)]
    return f"cùng viện dẫn {_list(both)}" if both else ""


def named_document(sight: Sight, upper: int, lower: int) -> str:
    """A document named inside one task's text is cited by the other."""
    above, below = sight.upper.tasks[upper], sight.lower.tasks[lower]
    inside = [d for d in above.mentioned if _cited(d, (*below.mentioned, *below.directives))]
    inside += [d for d in below.mentioned if _cited(d, above.directives)]
    return f"nội dung cùng nhắc đến {_list(inside)}" if inside else ""


def wording(sight: Sight, upper: int, lower: int) -> str:
    """Both texts hold words, or words of one meaning, that few other tasks hold."""
    words = _whole(shared_words(sight, upper, lower, _TELLING))
    alike = [f"“{w.above}”" for w in words if w.above == w.below][:_NAMED]
    meant = [f"“{w.above}” – “{w.below}”" for w in words if w.above != w.below][:_NAMED]
    told = [f"cùng có từ ngữ ít gặp: {', '.join(alike)}"] if alike else []
    told += [f"diễn đạt tương đương: {', '.join(meant)}"] if meant else []
    return "; ".join(told)


def clause(sight: Sight, upper: int, lower: int) -> str:
    """Of all tasks, this one covers a clause of the other best."""
    clauses = sight.upper.readings[upper].clauses
    covers = sight.clauses_of(upper)[:, lower].tolist()
    best = covers.index(max(covers))
    return f"khớp nhất với ý “{_cut(clauses[best])}”" if covers[best] > 0 else ""


def figures(sight: Sight, upper: int, lower: int) -> str:
    """Both texts hold the same figures; the wording has weighed them already."""
    below = {(f.value, f.unit) for f in find_figures(sight.lower.tasks[lower].text)}
    above = find_figures(sight.upper.tasks[upper].text)
    both = dict.fromkeys(f.text for f in above if (f.value, f.unit) in below)
    return f"cùng số liệu: {', '.join(both)}" if both else ""


def deadline(sight: Sight, upper: int, lower: int) -> str:
    """The deadlines fall on one day or a few days apart."""
    above = sight.upper.tasks[upper].deadline.latest
    below = sight.lower.tasks[lower].deadline.latest
    if above is None or below is None:
        return ""
    if above == below:
        return f"cùng thời hạn {show_day(above)}"
    return f"thời hạn gần nhau: {show_day(above)} và {show_day(below)}"


def heading(sight: Sight, upper: int, lower: int) -> str:
    """The two tasks stand under headings of one subject."""
    above, below = sight.upper.tasks[upper].group, sight.lower.tasks[lower].group
    return f"thuộc nhóm tương ứng “{_cut(below[-1])}”" if above and below else ""


def body(sight: Sight, upper: int, lower: int) -> str:
    """The body in charge below is, or stands for, the one above."""
    above, below = sight.upper.tasks[upper], sight.lower.tasks[lower]
    return f"cơ quan chủ trì tương ứng: {_cut(above.lead)} – {_cut(below.lead)}"


def other_directive(sight: Sight, upper: int, lower: int) -> str:
    """The lower task cites a document of other upper tasks, and none of this one's."""
    above, below = sight.upper.tasks[upper], sight.lower.tasks[lower]
    return f"viện dẫn {_list(below.directives)}, không phải {_list(above.directives)}"


RULES: Final = (
    ReasonRule("same-directive", same_directive, ("same_directive",)),
    ReasonRule("named-document", named_document, ("named_document",)),
    ReasonRule("wording", wording, ("shared", "wording")),
    ReasonRule("clause", clause, ("clause_above", "clause_below")),
    ReasonRule("figures", figures, (), main=False),
    ReasonRule("deadline", deadline, ("deadline",), main=False),
    ReasonRule("heading", heading, ("heading",), main=False),
    ReasonRule("body", body, ("body",), main=False),
    ReasonRule("other-directive", other_directive, ("other_directive",), main=False, against=True),
)
"""In the order in which the reasons are shown."""


def give_reasons(
    sight: Sight, standings: Mapping[str, Matrix], policy: Policy, pairs: Sequence[Pair]
) -> dict[Pair, tuple[Evidence, ...]]:
    """Give the reasons for and against some pairs that count, in the order of the rules.

    Args:
        sight: the two plans.
        standings: of ``stand``, which hold the measures too.
        policy: the weights.
        pairs: numbers of an upper and of a lower task each.

    """
    if not pairs:
        return {}
    at = tuple(np.array(pairs).T)
    nothing = np.zeros(len(pairs))
    weighed = [
        sum((standings[n][at] * policy.alone.get(n, 0.0) for n in rule.measures), nothing)
        for rule in RULES
    ]
    ahead = [standings[name][at] for name in _AHEAD]
    among = sum((standings[n][at] * policy.among.get(n, 0.0) for n in _AHEAD), nothing)
    # For all pairs at once: numpy is slow where numbers are taken one by one.
    table = np.round(np.array([*weighed, among, *ahead]).T, 2).tolist()
    return {pair: _reasons(sight, pair, row) for pair, row in zip(pairs, table, strict=True)}


def tell_answers(whole: PlanPair) -> Evidence:
    """Say that people's answers on other tasks of the two plans have settled a task."""
    count = len(whole.answered)
    told = f"kết luận được nhờ ý kiến đã cho về {count} nhiệm vụ khác của kế hoạch này"
    return Evidence("answers", round(whole.learned, 2), told)


def _reasons(sight: Sight, pair: Pair, weighed: Sequence[float]) -> tuple[Evidence, ...]:
    """Tell the reasons of one pair.

    ``weighed`` are the points of each rule and of the standing, and how far the pair is ahead for
    its upper and for its lower task.
    """
    evidence: list[Evidence] = []
    for rule, points in zip(RULES, weighed, strict=False):
        # A rule without measures weighs nothing, and is told whenever it holds.
        if points >= _COUNTS or (rule.against and points <= -_COUNTS) or not rule.measures:
            detail = rule.tell(sight, *pair)
            if detail:
                evidence.append(Evidence(rule.name, points, detail))
    points, upper, lower = weighed[len(RULES) :]
    return (*evidence, Evidence("standing", points, _tell_standing(upper, lower)))


def speaks_against(reason: Evidence) -> bool:
    """Tell whether a reason speaks against its pair.

    That another pair is nearer does, even where little weight is lost by it: a reader takes it so.
    """
    return reason.points < 0 or reason.detail in _BEHIND


def _tell_standing(upper: float, lower: float) -> str:
    """Tell how a pair stands among the pairs of its two tasks, by how far it is ahead of them."""
    if upper < 0:
        return _BEHIND[0]
    if lower < 0:
        return _BEHIND[1]
    if min(upper, lower) >= _CLEAR:
        return "gần nhau hơn hẳn mọi cặp khác của hai nhiệm vụ"
    return "còn cặp khác gần tương đương"


def _whole(words: Sequence[SharedWord]) -> list[SharedWord]:
    """Leave out what stands within a longer word: “thực phẩm” in “an toàn thực phẩm”."""
    told = [f" {word.above} " for word in words]
    every = "|".join(told)
    # It stands once in each that is equal to it; further ones stand within longer words.
    return [
        word for word, own in zip(words, told, strict=True) if every.count(own) == told.count(own)
    ]


def _cited(document: Directive, others: tuple[Directive, ...]) -> bool:
    """Tell whether a document is among others, in any spelling."""
    return any(same_document(document, other) for other in others)


def _list(documents: Sequence[Directive]) -> str:
    """Name some documents."""
    told = (f"{d.symbol} ngày {show_day(d.date)}" if d.date else d.symbol for d in documents)
    return ", ".join(dict.fromkeys(told))


def _cut(text: str) -> str:
    """Shorten a text for quoting, at a word."""
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"
