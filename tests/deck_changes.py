"""Changing a file's parts as text, so that a test says in one line what somebody did to it."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from pptx.presentation import Presentation


def repacked(data: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """Give a file with some of its parts changed; each named part must be there."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        parts |= {name: change(parts[name].decode()).encode() for name, change in changes.items()}
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def saved(deck: Presentation) -> bytes:
    """Give a deck's bytes as python-pptx writes them."""
    file = BytesIO()
    deck.save(file)
    return file.getvalue()
