"""Accept or reject every tracked change of documents in one LibreOffice, and tell what they say.

Run by the system's Python, which has LibreOffice's bridge (Debian: python3-uno); ``changes.py``
starts it. Standard input: a list of ``[file, command]`` in JSON, the command as in a menu, empty
for none. Standard output: for each what it says, by paragraph and cell, and how many changes
are left.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element, parse

import uno  # type: ignore[import-not-found]

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT = _NAMES % "office", _NAMES % "text"
_SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}
_BESIDE = ("annotation", "annotation-end", "tracked-changes", "sequence-decls", "forms")
"""What stands in a text and is no part of what it says."""
_PATIENCE = 120
"""Times half a second until LibreOffice answers."""


def _property(name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def _connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(name, local)
    for _ in range(_PATIENCE):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.5)
    raise TimeoutError


def _said(container: Element, place: str) -> Iterator[tuple[str, str]]:
    """Yield every paragraph with where it stands: in the body, or in which cell of which table."""
    tables = cells = 0
    for block in container:
        name = block.tag.rpartition("}")[2]
        if name in ("p", "h"):
            yield place, "".join(_letters(block))
        elif name == "table":
            tables += 1
            yield from _said(block, f"{place}/{tables}")
        elif name in {"table-row", "table-cell"}:
            cells += 1
            yield from _said(block, f"{place}:{cells}")
        elif name not in _BESIDE:
            yield from _said(block, place)


def _letters(element: Element) -> Iterator[str]:
    """Yield what a paragraph says, without the comments that hang on it."""
    yield element.text or ""
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name in _SIGNS:
            yield _SIGNS[name] * int(child.get(f"{_TEXT}c", "1"))
        elif name not in _BESIDE:
            yield from _letters(child)
        yield child.tail or ""


def _looked(context: Any, file: str, command: str) -> dict[str, Any]:
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    url = uno.systemPathToFileUrl(file)
    document = desktop.loadComponentFromURL(url, "_blank", 0, (_property("Hidden", value=True),))
    if command:
        name = "com.sun.star.frame.DispatchHelper"
        helper = services.createInstanceWithContext(name, context)
        frame = document.getCurrentController().getFrame()
        helper.executeDispatch(frame, f".uno:{command}", "", 0, ())
    # In one call: to ask for each cell over the bridge takes seconds.
    shown = Path(f"{file}.fodt")
    filtered = _property("FilterName", "OpenDocument Text Flat XML")
    document.storeToURL(uno.systemPathToFileUrl(str(shown)), (filtered,))
    document.close(True)  # noqa: FBT003 - UNO knows no names of parameters
    root = parse(shown).getroot()  # noqa: S314 - LibreOffice's own
    left = len(list(root.iter(f"{_TEXT}changed-region")))
    (body,) = root.iter(f"{_OFFICE}text")
    return {"left": left, "said": list(_said(body, ""))}


def _all(jobs: list[list[str]], soffice: str) -> list[dict[str, Any]]:
    with TemporaryDirectory(prefix="reconcile-uno-") as folder:
        pipe = Path(folder).name
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        accept = f"--accept=pipe,name={pipe};urp;"
        call = [soffice, "--headless", "--norestore", profile, accept]
        with subprocess.Popen(call) as process:
            try:
                context = _connected(pipe)
                return [_looked(context, file, command) for file, command in jobs]
            finally:
                process.terminate()


if __name__ == "__main__":
    json.dump(_all(json.load(sys.stdin), sys.argv[1]), sys.stdout)
