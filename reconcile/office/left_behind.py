"""What systems and office programs leave beside people's files: nothing that anyone wrote."""

from pathlib import PurePath

_BEGINNINGS = (
    *("~", ".", "thumbs.db", "ehthumbs", "iconcache", "desktop.ini", "__macosx"),
    *("$recycle.bin", "system volume information"),
)
"""Of ``~$phieu.xlsx``, ``.~lock.phieu.xlsx#``, ``.DS_Store``, ``._phieu.xlsx`` and their like."""
_NAMES = ("icon", "icon\r")
_ENDINGS = (
    *(".tmp", ".crdownload", ".part", ".partial", ".download", ".opdownload", ".downloading"),
    *(".filepart", ".!ut", ".asd", ".wbk", ".xlk", ".lock", ".lck", "~"),
)
"""Of downloads that are not done, of locks, and of the copies that editors keep for themselves."""

SHORTCUTS = (".lnk", ".url", ".webloc", ".gsheet", ".gdoc", ".desktop", ".icloud")
"""What only points to a file, or to a page of a service on the network."""


def is_left_behind(path: str | PurePath) -> bool:
    """Tell whether a file, or a folder that it lies in, is what a system or a program left.

    Args:
        path: relative to the folder that people put their files into.

    """
    return any(_is_left(part.casefold()) for part in PurePath(path).parts)


def _is_left(name: str) -> bool:
    """Tell whether a name, in small letters, is that of something left behind."""
    # “.phieu.xlsx.icloud” stands for a file that has not come down yet: that is to be told.
    if name.endswith(SHORTCUTS):
        return False
    return name.startswith(_BEGINNINGS) or name.endswith(_ENDINGS) or name in _NAMES
