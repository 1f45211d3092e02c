"""What systems and office programs leave beside people's files: nothing that anyone wrote."""

from pathlib import PurePath

_BEGINNINGS = ("~", ".", "thumbs.db", "ehthumbs", "iconcache", "desktop.ini", "__macosx")
"""Of ``~$phieu.xlsx``, ``.~lock.phieu.xlsx#``, ``.DS_Store``, ``._phieu.xlsx`` and their like."""
_NAMES = ("icon", "icon\r")
_ENDINGS = (".tmp", ".crdownload", ".part", ".partial", ".download", ".opdownload", ".asd", ".wbk")
"""Of downloads that are not done, and of the copies that Word keeps for itself."""


def is_left_behind(path: str | PurePath) -> bool:
    """Tell whether a file, or a folder that it lies in, is what a system or a program left.

    Args:
        path: relative to the folder that people put their files into.

    """
    return any(_is_left(part.casefold()) for part in PurePath(path).parts)


def _is_left(name: str) -> bool:
    """Tell whether a name, in small letters, is that of something left behind."""
    return name.startswith(_BEGINNINGS) or name.endswith(_ENDINGS) or name in _NAMES
