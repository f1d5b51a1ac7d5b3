"""Rules on relationships: what points where, and that nothing points out of the file unasked."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from kursdeck.findings import Finding, error, warning
from kursdeck.powerpoint.opc import ROOT, Package, Relationship, relationships_part
from kursdeck.powerpoint.structure.registry import rule
from kursdeck.powerpoint.structure.walk import (
    CHART,
    HANDOUT_MASTER,
    LAYOUT,
    MASTER,
    NAMESPACES,
    NOTES,
    NOTES_MASTER,
    SHEETS,
    SLIDE,
    THEME,
    by_id,
    every,
    repeated,
    shape_name,
    tag,
)

_REFERENCES = etree.XPath("//@r:*", namespaces=NAMESPACES)
_MAY_BE_EMPTY = frozenset(map(tag, ("a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver", "a:blip")))
"""Elements whose reference may be empty: an action needs no target, and a blip's default is ''."""

_LINK_KINDS = frozenset({"hyperlink", "slide"})
KINDS = {
    tag(name): kinds
    for name, kinds in {
        "a:blip": frozenset({"image"}),
        "a:hlinkClick": _LINK_KINDS,
        "a:hlinkHover": _LINK_KINDS,
        "a:hlinkMouseOver": _LINK_KINDS,
        "asvg:svgBlip": frozenset({"image"}),
        "c:chart": frozenset({"chart"}),
        "c:externalData": frozenset({"package", "oleObject"}),
        "p:handoutMasterId": frozenset({"handoutMaster"}),
        "p:notesMasterId": frozenset({"notesMaster"}),
        "p:oleObj": frozenset({"oleObject", "package"}),
        "p:sldId": frozenset({"slide"}),
        "p:sldLayoutId": frozenset({"slideLayout"}),
        "p:sldMasterId": frozenset({"slideMaster"}),
        "p:tags": frozenset({"tags"}),
    }.items()
}
"""The kinds of relationship that an element's reference may be (ISO 29500-1, the elements' own clauses)."""

TYPES = {
    "chart": CHART,
    "handoutMaster": HANDOUT_MASTER,
    "image": "image/",
    "notesMaster": NOTES_MASTER,
    "notesSlide": NOTES,
    "slide": SLIDE,
    "slideLayout": LAYOUT,
    "slideMaster": MASTER,
    "theme": THEME,
}
"""How the content type of what a relationship leads to begins."""

_XML_ID = re.compile(r"[^\W\d][\w.-]*")
_SCHEMES = frozenset({"http", "https", "mailto"})
_NOT_IN_URI = re.compile(r"[\s<>\"{}|\\^`\x00-\x20]")
_ACTIONS = frozenset({"ppaction://hlinksldjump", "ppaction://noaction"})
_RUNNERS = ("ppaction://program", "ppaction://macro", "ppaction://ole")
_EMBEDDED = frozenset({"oleObject", "control", "activeXControlBinary"})


def _arrows(package: Package) -> Iterator[tuple[str, Relationship]]:
    for part in (ROOT, *package.parts):
        for arrow in package.relationships(part):
            yield part, arrow


def _references(package: Package) -> Iterator[tuple[str, etree._Element, str, Relationship | None]]:
    """Give each element that refers to a relationship, with its part, the id it names and what that is."""
    for part in package.xml_parts:
        root = package.document(part)
        if root is None or NAMESPACES["r"].encode() not in package.parts[part]:
            continue
        arrows = by_id(package, part)
        for reference in _REFERENCES(root):
            yield part, reference.getparent(), str(reference), arrows.get(str(reference))


@rule
def target_missing(package: Package) -> Iterator[Finding]:
    """Lead every relationship to a part that is in the file.

    Why: PowerPoint repairs, and drops what refers to it (scanny/python-pptx 206: targets named
    NULL; singerla/pptx-automizer 56: layouts copied without their pictures).
    Fix: remove the relationship together with the part.
    """
    for part, arrow in _arrows(package):
        if not arrow.external and arrow.target not in package.parts:
            place = package.source(relationships_part(part))
            yield error("pptx-target-missing", place, part=place.path, id=arrow.id, target=arrow.target)


@rule
def target_of_wrong_type(package: Package) -> Iterator[Finding]:
    """Lead every relationship to a part of the kind that it says.

    Why: PowerPoint repairs (ISO 29500-1, 13.3 and 14.2: each part's clause names both).
    Fix: give the relationship the type of what it leads to.
    """
    for part, arrow in _arrows(package):
        expected = TYPES.get(arrow.kind)
        if expected and arrow.target in package.parts:
            actual = package.content_type(arrow.target)
            if actual and not actual.startswith(expected):
                place = package.source(relationships_part(part))
                yield error("pptx-target-of-wrong-type", place, part=place.path, id=arrow.id, kind=arrow.kind)


@rule
def relationship_id(package: Package) -> Iterator[Finding]:
    """Give each relationship of a part an id of its own that is an XML name.

    Why: the file is refused as corrupt (ECMA-376-2, M1.26: the id is an xsd:ID, unique in its part).
    Fix: number them rId1, rId2 and so on.
    """
    for part in (ROOT, *package.parts):
        ids = [arrow.id for arrow in package.relationships(part)]
        for id_ in (*repeated(ids), *(id_ for id_ in ids if not _XML_ID.fullmatch(id_))):
            place = package.source(relationships_part(part))
            yield error("pptx-relationship-id", place, part=place.path, id=id_)


@rule
def reference_undefined(package: Package) -> Iterator[Finding]:
    """Refer only to relationships that the part has.

    Why: PowerPoint repairs and drops the picture, link or slide (scanny/python-pptx 961: shapes
    copied without their relationships).
    Fix: add the relationship, or remove the reference.
    """
    for part, element, id_, arrow in _references(package):
        if arrow is None and not (id_ == "" and element.tag in _MAY_BE_EMPTY):
            yield error("pptx-reference-undefined", package.source(part), part=part, id=id_)


@rule
def reference_of_wrong_kind(package: Package) -> Iterator[Finding]:
    """Refer from each element to the kind of relationship it is for: a slide entry to a slide.

    Why: PowerPoint repairs (ISO 29500-1: each element's r:id says which kind of part it refers to).
    Fix: let it refer to the relationship that was meant.
    """
    for part, element, id_, arrow in _references(package):
        allowed = KINDS.get(str(element.tag))
        if allowed and arrow and arrow.kind not in allowed:
            yield error(
                "pptx-reference-of-wrong-kind", package.source(part), part=part, id=id_, kind=arrow.kind
            )


@rule
def external_target(package: Package) -> Iterator[Finding]:
    """Keep everything but hyperlinks inside the file: no linked picture, film or workbook.

    Why: opening the deck fetches it, which tells somebody who opened it, and a conversion to PDF can embed
    files of the machine it runs on.
    Fix: insert the picture into the deck instead of linking to it.
    """
    for part, arrow in _arrows(package):
        if arrow.external and arrow.kind != "hyperlink":
            yield error("pptx-external-target", package.source(part), part=part, target=arrow.target)


@rule
def hyperlink_address(package: Package) -> Iterator[Finding]:
    """Link only to whole http, https and mailto addresses.

    Why: a file or script address can do harm, and Office stumbles over an address that is no
    URI (RFC 3986).
    Fix: link to a web page or a mail address, with spaces and the like percent-encoded.
    """
    for part, arrow in _arrows(package):
        if arrow.external and arrow.kind == "hyperlink" and not _is_safe_address(arrow.target):
            yield error("pptx-hyperlink-address", package.source(part), part=part, target=arrow.target)


def _is_safe_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    somewhere = parts.path if parts.scheme.lower() == "mailto" else parts.hostname
    return parts.scheme.lower() in _SCHEMES and bool(somewhere) and not _NOT_IN_URI.search(address)


@rule
def action_runs(package: Package) -> Iterator[Finding]:
    """Start no program, macro or embedded object by a click.

    Why: a deck that was handed on may do harm on the machine where it is shown (ISO 29500-1, hlinkClick's
    action).
    Fix: remove the action in PowerPoint: Insert, Action, None.
    """
    for part, link in every(package, SHEETS, "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver"):
        action = link.get("action", "")
        if action.lower().startswith(_RUNNERS):
            yield error(
                "pptx-action-runs", package.source(part), part=part, shape=shape_name(link), action=action
            )


@rule
def action_unusual(package: Package) -> Iterator[Finding]:
    """Let a click go to a slide or an address, not play, end or step through the show.

    Why: kursdeck writes no such action, so somebody put it there, and it is lost when the deck is built
    again.
    Fix: keep it if it was meant; else remove it in PowerPoint: Insert, Action, None.
    """
    for part, link in every(package, SHEETS, "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver"):
        action = link.get("action", "")
        if action and action not in _ACTIONS and not action.lower().startswith(_RUNNERS):
            yield warning(
                "pptx-action-unusual", package.source(part), part=part, shape=shape_name(link), action=action
            )


@rule
def embedded_object(package: Package) -> Iterator[Finding]:
    """Embed no object and no ActiveX control in a slide.

    Why: it runs the program that made it, and neither a screen reader nor a PDF gets more than a picture.
    Fix: paste it as a table or a picture.
    """
    for part, arrow in _arrows(package):
        if arrow.kind in _EMBEDDED and package.content_type(part) in SHEETS:
            yield warning("pptx-embedded-object", package.source(part), part=part, target=arrow.target)
