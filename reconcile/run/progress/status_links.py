"""What a person said in reconcile.toml: which task a source means by what it writes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from reconcile.config import SETTINGS
from reconcile.errors import ConfigError
from reconcile.model import Task, Where
from reconcile.vocabulary.text import bare, fold

_NONE = "khong"


def told_links(
    links: Mapping[str, str], tasks: Iterable[Task], before: Mapping[str, str]
) -> dict[str, str]:
    """Look up what sources call a task, folded → its key; empty where it is none.

    Args:
        links: of ``[tracking.links]``: a text or an id of a source → STT or key of an upper task,
            or ``không``.
        tasks: of the upper plan.
        before: keys by which they went before → those of now.

    Raises:
        ConfigError: no task of the upper plan bears that STT, or several do.

    """
    called: dict[str, list[str]] = defaultdict(list)
    for task in tasks:
        for name in {task.stt.strip(" ."), task.key}:
            called[name].append(task.key)
    for old, key in before.items():
        called[old].append(key)
    return {
        fold(text): "" if bare(said) == _NONE else _one(text, said, called)
        for text, said in links.items()
    }


def _one(text: str, said: str, called: Mapping[str, list[str]]) -> str:
    """Return the key of the one task that is meant."""
    keys = called.get(said.strip(" ."), [])
    if len(keys) == 1:
        return keys[0]
    problem = "không có nhiệm vụ nào" if not keys else f"có {len(keys)} nhiệm vụ"
    raise ConfigError(
        f"[tracking.links] “{text}”: kế hoạch cấp trên {problem} số “{said}”",
        where=Where(SETTINGS),
        fix="ghi số thứ tự trong kế hoạch cấp trên, mã ở cột “Mã nhiệm vụ” của trang “Dữ liệu”"
        " trong tien-do.xlsx, hoặc “không”",
    )
