"""Write down every file that a process opens.

Put this folder on PYTHONPATH, and name the list in AUDIT. A process that is forked or
started by an audited one is audited too.
"""

import os
import sys

_LIST = os.open(os.environ["AUDIT"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _note(event: str, args: tuple[object, ...]) -> None:
    """Write the process, the flags and the path of what is opened."""
    if event == "open" and isinstance(args[0], str | bytes | os.PathLike):
        path = os.fsdecode(args[0])
        os.write(_LIST, f"{os.getpid()}\t{args[2]}\t{path}\n".encode())


sys.addaudithook(_note)
