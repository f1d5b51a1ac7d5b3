"""The traces that LibreOffice leaves in a file, because what it saved must be read with more patience.

It writes out all that was inherited, renames every placeholder, and replaces a template's layouts by twelve of
its own for each master (tried with 7.4).
"""

import re
from collections.abc import Iterable

from kursdeck.powerpoint.opc import Package

_APP = "docProps/app.xml"
_PROGRAM = b"<Application>LibreOffice"
_PLACEHOLDER = re.compile(rb'name="PlaceHolder \d+"')
"""How LibreOffice names every placeholder; PowerPoint keeps the name when it saves the file after it."""


def has_saved(package: Package, parts: Iterable[str]) -> bool:
    """Say whether LibreOffice has saved the file at some time, by its properties or by these parts' shapes."""
    if _PROGRAM in package.parts.get(_APP, b""):
        return True
    return any(_PLACEHOLDER.search(package.parts.get(part, b"")) for part in parts)
