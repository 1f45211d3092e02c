"""The reasons for and against a pair, each in words that a reviewer can check."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reconcile.match.bags import Matrix
from reconcile.match.measures import Sight
from reconcile.match.weights import Policy
from reconcile.match.wording import shared_words
from reconcile.model import Directive, Evidence
from reconcile.vocabulary.deadlines import show_day
from reconcile.vocabulary.directives import same_document
from reconcile.vocabulary.numbers import find_figures


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason: how it is told, and the measures whose weights it stands for."""

    tell: Callable[[Sight, int, int], str]
    measures: tuple[str, ...]
    main: bool = True
    """Whether it can make a pair; the others may only adjust one."""

    @property
    def name(self) -> str:
        """The name under which it is weighed and shown."""
        return self.tell.__name__.replace("_", "-")


_TELLING = 0.5
"""A shared word with less than this part of the rarest word's weight is not named."""
_COUNTS = 0.1
"""Reasons of less weight, in log-odds, are not worth a line."""
_NAMED = 5
"""So many words are named at most."""


def same_directive(sight: Sight, upper: int, lower: int) -> str:
    """Both directive cells cite one document."""
    above, below = sight.upper.tasks[upper], sight.lower.tasks[lower]
    both = [d for d in above.directives if _cited(d, below.directives)]
    return f"cùng viện dẫn {_list(both)}" if both else ""


def other_directive(sight: Sight, upper: int, lower: int) -> str:
    """The lower task cites a document of other upper tasks, and none of this one's."""
    above, below = sight.upper.tasks[upper], sight.lower.tasks[lower]
    return f"viện dẫn văn bản khác: {_list(below.directives)}, không phải {_list(above.directives)}"


def named_document(sight: Sight, upper: int, lower: int) -> str:
    """A document named inside one task's text is cited by the other."""
    above, below = sight.upper.tasks[upper], sight.lower.tasks[lower]
    inside = [d for d in above.mentioned if _cited(d, (*below.mentioned, *below.directives))]
    inside += [d for d in below.mentioned if _cited(d, above.directives)]
    return f"cùng nhắc đến {_list(inside)} trong nội dung" if inside else ""


def shared(sight: Sight, upper: int, lower: int) -> str:
    """Both texts hold words that few other tasks of the two plans hold."""
    words = [w.above for w in shared_words(sight, upper, lower) if w.part >= _TELLING][:_NAMED]
    return f"cùng có từ ngữ ít gặp: {_quote(words)}" if words else ""


def subject(sight: Sight, upper: int, lower: int) -> str:
    """The texts say some things in other words of the same meaning."""
    words = [w for w in shared_words(sight, upper, lower) if w.above != w.below]
    told = [f"“{w.above}” – “{w.below}”" for w in words if w.part >= _TELLING]
    return f"diễn đạt tương đương: {', '.join(told[:_NAMED])}" if told else ""


def covered(sight: Sight, upper: int, lower: int) -> str:
    """The lower text covers so much of the upper one, common words counting little."""
    part = float(sight.whole.of_upper(0.001)[upper, lower])
    return f"bao quát khoảng {part:.0%} nội dung nhiệm vụ cấp trên"


def figures(sight: Sight, upper: int, lower: int) -> str:
    """Both texts hold the same figures."""
    below = {f.value for f in find_figures(sight.lower.tasks[lower].text)}
    both = [f.text for f in find_figures(sight.upper.tasks[upper].text) if f.value in below]
    return f"cùng số liệu: {', '.join(dict.fromkeys(both))}" if both else ""


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
    return f"thuộc nhóm tương ứng: “{below[-1]}”" if above and below else ""


def body(sight: Sight, upper: int, lower: int) -> str:
    """The body in charge below stands for the one above."""
    above, below = sight.upper.tasks[upper], sight.lower.tasks[lower]
    return f"cơ quan thực hiện: {above.lead} – {below.lead}" if above.lead and below.lead else ""


RULES: Final = (
    Rule(same_directive, ("same_directive",)),
    Rule(named_document, ("named_document",)),
    Rule(shared, ("shared", "wording", "explained", "clause_explained", "clause_alike", "head")),
    Rule(subject, ("subject",)),
    Rule(covered, ("covered", "clause_covered")),
    Rule(figures, ("figures",)),
    Rule(deadline, ("deadline",), main=False),
    Rule(heading, ("heading",), main=False),
    Rule(body, ("body",), main=False),
    Rule(other_directive, ("other_directive",), main=False),
)
"""In the order in which the reasons are shown."""


def give_reasons(
    sight: Sight, measures: Mapping[str, Matrix], policy: Policy, pair: tuple[int, int]
) -> tuple[Evidence, ...]:
    """Give the reasons for and against one pair that count, in the order of the rules.

    Args:
        sight: the two plans.
        measures: of ``measure``.
        policy: the weights.
        pair: numbers of the upper and of the lower task.

    """
    evidence: list[Evidence] = []
    for rule in RULES:
        points = sum(
            policy.alone.get(name, 0) * float(measures[name][pair]) for name in rule.measures
        )
        if abs(points) >= _COUNTS:
            detail = rule.tell(sight, *pair)
            evidence.append(Evidence(rule.name, round(points, 2), detail))
    return tuple(evidence)


def _cited(document: Directive, others: tuple[Directive, ...]) -> bool:
    """Tell whether a document is among others, in any spelling."""
    return any(same_document(document, other) for other in others)


def _list(documents: Sequence[Directive]) -> str:
    """Name some documents."""
    return ", ".join(dict.fromkeys(map(str, documents)))


def _quote(words: Sequence[str]) -> str:
    """Put words in quotation marks."""
    return ", ".join(f"“{word}”" for word in words)
