"""A file's custom properties that are not kursdeck's: an organisation keeps its labels and numbers there."""

from lxml import etree
from lxml.etree import _Element as Element

from kursdeck.powerpoint.identity import PREFIX
from kursdeck.powerpoint.markup import serialise

_FIRST_PID = 2
"""0 and 1 are taken by the dictionary and the code page (ISO 29500-1, 22.3.2.2)."""


def with_foreign_properties(own: bytes, there: Element | None) -> bytes:
    """Add to the part with a manifest what else stands in the file's; all are numbered anew."""
    root = etree.fromstring(own)
    found = () if there is None else there
    root.extend(etree.fromstring(etree.tostring(each)) for each in found if _is_foreign(each))
    for pid, each in enumerate(root, start=_FIRST_PID):
        each.set("pid", str(pid))
    return serialise(root)


def _is_foreign(each: Element) -> bool:
    return bool(each.get("name")) and not each.get("name", "").startswith(PREFIX)
