"""A PowerPoint file as a value: its parts, what each of them is, and where each of them points.

A .pptx is a zip of XML parts that point at each other (ISO 29500-2, Open Packaging Conventions). Both the
reader and the structural rules, which also judge what this program writes, stand on this one value.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element as Element
from msgspec import Struct
from msgspec.structs import replace

from kursdeck.source import Source

CONTENT_TYPES = "[Content_Types].xml"
ROOT = ""
"""The name under which the package itself, not one of its parts, is the source of relationships."""

_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Relationship(NamedTuple):
    """One arrow from a part (or the package) to another part or out of the file.

    `type` is the whole URI, `kind` its last word: `slide`, `image`, `hyperlink`. `target` is the zip name of
    the part it leads to, or for an external relationship the address as written.
    """

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of the type."""
        return self.type.rpartition("/")[2]


class _Parsed(NamedTuple):
    root: Element | None
    fault: str


class Package(Struct, frozen=True, dict=True):
    """The parts of one file by their zip names, in the file's order.

    `duplicates` are the zip names that stood there more than once (the first of each is kept). XML is parsed
    when it is first asked for, and once; whoever gets an element must not change it.
    """

    file: str
    parts: Mapping[str, bytes]
    duplicates: tuple[str, ...] = ()

    @cached_property
    def _parsed(self) -> dict[str, _Parsed]:
        """What was parsed so far: no field, so that it is neither compared nor handed on."""
        return {}

    @cached_property
    def _arrows(self) -> dict[str, tuple[Relationship, ...]]:
        return {}

    def with_part(self, name: str, data: bytes) -> "Package":
        """Give the package with one part anew; what was parsed of the others is not parsed again."""
        return replace(self, parts={**self.parts, name: data}).sharing(self)

    def sharing(self, other: "Package") -> "Package":
        """Take over what was parsed of another package's parts that are the same in this one; gives this one."""
        theirs = other._parsed.items()  # noqa: SLF001 - of its own class
        self._parsed.update(
            {part: parsed for part, parsed in theirs if self.parts.get(part) == other.parts.get(part)}
        )
        return self

    def source(self, part: str) -> Source:
        """Give the place to name in a finding about a part."""
        return Source(self.file, path=part)

    def name_of(self, wanted: str) -> str:
        """Give the zip name that means the same part, or ''.

        Names are equal without regard to ASCII case (ECMA-376-2, M1.12).
        """
        return wanted if wanted in self.parts else self._by_folded_name.get(wanted.lower(), "")

    def content_type(self, part: str) -> str:
        """Say what a part holds, by its own entry or its extension's (ECMA-376-2, M2.4); '' when unsaid."""
        defaults, overrides = self._content_types
        return overrides.get(f"/{part.lower()}") or defaults.get(extension_of(part), "")

    def of_type(self, content_type: str) -> tuple[str, ...]:
        """Name the parts of one content type, in the file's order."""
        return self._by_content_type.get(content_type, ())

    @cached_property
    def xml_parts(self) -> tuple[str, ...]:
        """The names of all parts that are XML, content types and relationships among them."""
        return tuple(part for part in self.parts if self._is_xml(part))

    def document(self, part: str) -> Element | None:
        """Give the root element of a part, or None when it is missing, not XML or not well-formed."""
        return self._read(part).root

    def fault(self, part: str) -> str:
        """Say why a part's XML could not be parsed, in the parser's words; '' when it could."""
        return self._read(part).fault

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Give where a part points, in order; for the package itself `part` is ROOT."""
        if part not in self._arrows:
            self._arrows[part] = tuple(self._read_relationships(part))
        return self._arrows[part]

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """Name the parts that a part's relationships of one kind lead to."""
        return tuple(
            arrow.target for arrow in self.relationships(part) if arrow.kind == kind and not arrow.external
        )

    @cached_property
    def main(self) -> str:
        """The name of the presentation part, or '' when the package leads to no main part."""
        return next((name for name in self.related(ROOT, "officeDocument") if name in self.parts), "")

    @cached_property
    def _by_folded_name(self) -> Mapping[str, str]:
        return {name.lower(): name for name in self.parts}

    @cached_property
    def _content_types(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        root = self.document(CONTENT_TYPES)
        if root is None:
            return {}, {}
        defaults = {
            e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iter(f"{_CT}Default")
        }
        overrides = {
            e.get("PartName", "").lower(): e.get("ContentType", "") for e in root.iter(f"{_CT}Override")
        }
        return defaults, overrides

    @cached_property
    def _by_content_type(self) -> Mapping[str, tuple[str, ...]]:
        types = {part: self.content_type(part) for part in self.parts}
        return {kind: tuple(p for p in types if types[p] == kind) for kind in set(types.values())}

    def _is_xml(self, part: str) -> bool:
        return part.lower().endswith((".xml", ".rels", ".svg")) or self.content_type(part).endswith(
            ("/xml", "+xml")
        )

    def _read(self, part: str) -> _Parsed:
        if part not in self._parsed:
            self._parsed[part] = _parse(self.parts[part]) if part in self.parts else _Parsed(None, "")
        return self._parsed[part]

    def _read_relationships(self, part: str) -> Iterator[Relationship]:
        root = self.document(self.name_of(relationships_part(part)))
        for element in root.iter(_REL) if root is not None else ():
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            resolved = target if external else self._resolve(part, target)
            yield Relationship(element.get("Id", ""), element.get("Type", ""), resolved, external)

    def _resolve(self, part: str, target: str) -> str:
        path = target.partition("#")[0]
        joined = posixpath.join("/", posixpath.dirname(part), path)
        name = posixpath.normpath(joined).lstrip("/")
        return self.name_of(name) or self.name_of(unquote(name)) or name


def extension_of(part: str) -> str:
    """Give the extension of a part's name in small letters, without its dot."""
    return posixpath.basename(part).rpartition(".")[2].lower()


def relationships_part(part: str) -> str:
    """Name the part that holds the relationships of `part` (ISO 29500-2, 6.5.2)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _parse(data: bytes) -> _Parsed:
    # Nothing outside the part is read, no entity is expanded, depth and text length keep libxml2's limits.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return _Parsed(etree.fromstring(data, parser), "")
    except (etree.XMLSyntaxError, ValueError) as fault:
        return _Parsed(None, str(fault))


_PLAIN_UTF_8 = re.compile(
    rb"(?:\xEF\xBB\xBF)?\s*(?:<[^?]|<\?xml(?:(?![^>]*encoding)|[^>]*encoding\s*=\s*[\"']utf-8[\"']))",
    re.IGNORECASE,
)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def has_doctype(package: Package, part: str) -> bool:
    """Say whether an XML part has a document type declaration, in whichever encoding it is written."""
    data = package.parts[part]
    if _PLAIN_UTF_8.match(data) and _DOCTYPES[0] not in data:
        return False
    root = package.document(part)
    if root is not None:
        return root.getroottree().docinfo.internalDTD is not None
    # What cannot be parsed is searched: an entity bomb must not pass because it is not well-formed too.
    return any(mark in data for mark in _DOCTYPES)
