"""What an SVG may contain before anything draws it: shapes, and nothing that acts, fetches or explodes.

SVG is a programming environment in disguise: scripts, links to other files, style sheets from the network and
HTML inside. The check reads the whole tree and reports everything at once, with line and column in the SVG,
because whoever mends it does so in a text editor or asks a designer once. The rules are those of SVG 2's
secure static mode (2.2.5), with limits.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice, repeat
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from kursdeck.findings import Finding, Findings, Result, error, warning
from kursdeck.source import Source

SVG = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"
LARGEST_BYTES = 2_000_000
MOST_ELEMENTS = 20_000
MOST_ATTRIBUTES = 200
"""On one element; reading them takes libxml2 the square of their number."""

MOST_DEPTH = 64
MOST_REPORTED = 20
"""After so many problems in one file the rest is summed up: it was not made to be mended by hand."""

_ACTIVE = re.compile(
    "script|foreignObject|handler|listener|iframe|embed|object|audio|video|canvas"
    "|animate|animateColor|animateMotion|animateTransform|set|discard",
    re.IGNORECASE,
)
"""Elements that do something instead of showing something; none of them works on a slide."""

_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpe?g);base64,)", re.IGNORECASE)
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
_CSS_IMPORT = re.compile(r"@import", re.IGNORECASE)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|</|(?P<start><)", re.DOTALL
)
_LENGTH = re.compile(
    r"\s*\+?([0-9]{0,30}\.?[0-9]{1,30}(?:e[+-]?[0-9]{1,3})?)\s*(px|pt|pc|mm|cm|in|em|ex)?\s*", re.IGNORECASE
)
_PIXELS = {"px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "em": 16, "ex": 8}
"""CSS pixels to each unit (CSS Values 3, 6.2); `em` and `ex` at the usual 16 pixels."""

_LENGTHS = (1e-3, 1e7)
"""Between which a length is one: outside, a ratio means nothing and sums overflow."""

_LONGEST_VALUE = 60

Size: TypeAlias = tuple[float, float]


class _Tag(Struct, frozen=True):
    """An element, its depth from 1, and where its start tag stands in the file's text."""

    element: etree._Element
    depth: int
    start: int

    @property
    def name(self) -> str:
        return etree.QName(self.element).localname


class _Document(Struct, frozen=True):
    """A parsed SVG with the text that it was parsed from, so that a place in it can be told."""

    file: str
    text: str
    root: etree._Element

    def place(self, start: int, needle: str = "") -> Source:
        """Give line and column of `needle` at or after `start`, else of `start` itself."""
        found = self.text.find(needle, start)
        at = start if found < 0 else found
        line_start = self.text.rfind("\n", 0, at) + 1
        return Source(self.file, self.text.count("\n", 0, at) + 1, at - line_start + 1, max(1, len(needle)))


def checked(data: bytes, shown: str) -> Result[etree._Element]:
    """Parse an SVG and check all of it: its root element, or None with errors; all findings together.

    Errors: over 2 MB, not well-formed, another root than `svg`, a DOCTYPE, anything active (scripts, event
    attributes, animation, HTML), any reference but `#...` and embedded PNG or JPEG, deeper than 64, more than
    20,000 elements or 200 attributes on one, no size. A warning: text, which looks different elsewhere.
    """
    if len(data) > LARGEST_BYTES:
        return None, (error("svg-too-large", Source(shown), file=shown, most=LARGEST_BYTES // 1_000_000),)
    root, findings = _parsed(data, shown)
    if root is None:
        return None, findings
    excess = _excess(root, shown)
    if excess:
        return None, excess
    document = _Document(shown, _text(data, root), root)
    problems = _first_problems(document)
    return (None if problems else root), problems + _about_text(document)


def size_of(root: etree._Element) -> Size | None:
    """Give width and height in CSS pixels, from the attributes, else from the viewBox; None without either.

    Only their ratio is used, so one attribute alone, or percentages, leave it to the viewBox.
    """
    width, height = (_length(root.get(name, "")) for name in ("width", "height"))
    return (width, height) if width and height else view_box(root)


def view_box(root: etree._Element) -> Size | None:
    """Give the width and height of the viewBox, or None when there is none that has an area."""
    numbers = [_length(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    match numbers:
        case [_, _, float(width), float(height)]:
            return width, height
        case _:
            return None


def _length(written: str) -> float | None:
    found = _LENGTH.fullmatch(written)
    length = float(found[1]) * _PIXELS[(found[2] or "px").lower()] if found else 0.0
    return length if _LENGTHS[0] < length < _LENGTHS[1] else None


# ---- parsing


def _parsed(data: bytes, shown: str) -> Result[etree._Element]:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser), ()
    except etree.XMLSyntaxError as problem:
        return None, (_not_well_formed(problem, shown),)


def _not_well_formed(problem: etree.XMLSyntaxError, shown: str) -> Finding:
    line, column = problem.position
    where = Source(shown, line or 1, max(1, column))
    reason = problem.msg.partition(", line ")[0]
    if reason.startswith("Excessive depth"):  # libxml2 stops at 256 by itself
        return error("svg-too-deep", where, file=shown, most=MOST_DEPTH)
    return error("svg-not-well-formed", where, file=shown, reason=reason)


def _text(data: bytes, root: etree._Element) -> str:
    """Decode the file as the parser did, only to tell places: a rare encoding may come out wrong."""
    try:
        text = data.decode(root.getroottree().docinfo.encoding or "utf-8", errors="replace")
    except LookupError:
        text = data.decode("latin-1")
    return text.removeprefix("\ufeff")


def _tags(document: _Document) -> Iterator[_Tag]:
    # In well-formed XML no other '<' is left, so the nth match starts the nth element. An entity of a DOCTYPE
    # may break that: then places are wrong, but every element is still looked at.
    starts = (match.start() for match in _TAG.finditer(document.text) if match["start"])
    places = chain(starts, repeat(0))
    depth = 0
    for event, element in etree.iterwalk(document.root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and isinstance(element.tag, str):  # an entity is a node too
            yield _Tag(element, depth, next(places))


# ---- the rules


def _excess(root: etree._Element, file: str) -> Findings:
    """Refuse what is too much to look at one by one, and only that: such a file is not mended by hand."""
    attributes = [len(element.attrib) for element in root.iter(etree.Element)]
    if len(attributes) > MOST_ELEMENTS:
        return (error("svg-too-many", Source(file), file=file, most=MOST_ELEMENTS),)
    if max(attributes) > MOST_ATTRIBUTES:
        return (error("svg-too-many-attributes", Source(file), file=file, most=MOST_ATTRIBUTES),)
    return ()


def _first_problems(document: _Document) -> Findings:
    problems = tuple(islice(_problems(document), MOST_REPORTED + 1))
    if len(problems) <= MOST_REPORTED:
        return problems
    more = error("svg-more-problems", Source(document.file), file=document.file, shown=MOST_REPORTED)
    return (*problems[:MOST_REPORTED], more)


def _problems(document: _Document) -> Iterator[Finding]:
    yield from _document_problems(document)
    too_deep = False
    for tag in _tags(document):
        if tag.depth > MOST_DEPTH and not too_deep:
            too_deep = True
            yield error("svg-too-deep", document.place(tag.start), file=document.file, most=MOST_DEPTH)
        yield from _element_problems(tag, document)


def _document_problems(document: _Document) -> Iterator[Finding]:
    file, root = document.file, document.root
    info = root.getroottree().docinfo
    if info.internalDTD is not None:
        yield error("svg-doctype", document.place(0, "<!DOCTYPE"), file=file)
    if root.getroottree().xpath("//processing-instruction('xml-stylesheet')"):
        yield error("svg-outside", document.place(0, "<?xml-stylesheet"), file=file, value="xml-stylesheet")
    if root.tag != f"{{{SVG}}}svg":
        yield error("svg-root", Source(file), file=file, name=etree.QName(root).localname)
    elif size_of(root) is None:
        yield error("svg-no-size", Source(file), file=file)


def _element_problems(tag: _Tag, document: _Document) -> Iterator[Finding]:
    file = document.file
    if _ACTIVE.fullmatch(tag.name):
        yield error("svg-active", document.place(tag.start), file=file, name=tag.name)
    if tag.name.lower() == "style":
        for value in _outside_in_css("".join(tag.element.itertext())):
            yield error("svg-outside", document.place(tag.start), file=file, value=value)
    for name, value in tag.element.attrib.items():
        yield from _attribute_problems(str(name), str(value), tag, document)


def _attribute_problems(name: str, value: str, tag: _Tag, document: _Document) -> Iterator[Finding]:
    local = name.rpartition("}")[2]
    if name.lower().startswith("on"):
        yield error("svg-event", document.place(tag.start, local), file=document.file, name=name)
    if name == f"{{{XML}}}base" or (local == "href" and not _INSIDE.match(value)):
        yield error("svg-outside", document.place(tag.start, local), file=document.file, value=_short(value))
    for outside in _outside_in_css(value):
        yield error("svg-outside", document.place(tag.start, local), file=document.file, value=outside)


def _outside_in_css(css: str) -> Iterator[str]:
    """Give what a style sheet, or an attribute that may hold CSS, fetches; escapes are read as CSS does."""
    plain = _CSS_ESCAPE.sub(_unescaped, css) if "\\" in css else css
    yield from _CSS_IMPORT.findall(plain)
    yield from (_short(url) for url in _CSS_URL.findall(plain) if not _INSIDE.match(url))


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return escape[2]
    return chr(min(int(escape[1], 16), 0x10FFFF))


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"


def _about_text(document: _Document) -> Findings:
    for tag in _tags(document):
        if tag.name == "text" and "".join(tag.element.itertext()).strip():
            return (warning("svg-text", document.place(tag.start), file=document.file),)
    return ()
