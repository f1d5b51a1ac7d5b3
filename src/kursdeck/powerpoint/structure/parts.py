"""Rules on the package itself: zip names, content types, and XML that any parser can read."""

import re
from collections.abc import Iterator

from lxml import etree

from kursdeck.findings import Finding, error
from kursdeck.powerpoint.opc import CONTENT_TYPES, Package, has_doctype
from kursdeck.powerpoint.structure.registry import rule
from kursdeck.powerpoint.structure.walk import NAMESPACES, every, repeated, tag

CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_W3CDTF = re.compile(
    r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])"
    r"(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?"
)
_IGNORABLE = etree.XPath(
    "//@mc:Ignorable | //@mc:MustUnderstand | //mc:Choice/@Requires", namespaces=NAMESPACES
)


@rule
def duplicate_part(package: Package) -> Iterator[Finding]:
    """Give each part a name of its own, also when case is disregarded.

    Why: PowerPoint keeps one of them and repairs the rest away (ECMA-376-2, M1.12: no equivalent part
    names; scanny/python-pptx 67: slides added after a deletion get a name that is taken).
    Fix: give each part a name of its own.
    """
    again = repeated(name.lower() for name in package.parts)
    alike = tuple(name for name in package.parts if name.lower() in again)
    for name in (*package.duplicates, *alike):
        yield error("pptx-duplicate-part", package.source(name), part=name)


@rule
def part_without_content_type(package: Package) -> Iterator[Finding]:
    """Say the content type of every part, for the part itself or for its extension.

    Why: the whole file is refused or repaired (ECMA-376-2, M2.4: a matching Default or Override
    for every part).
    Fix: add an Override for the part or a Default for its extension to [Content_Types].xml.
    """
    for name in package.parts:
        if name != CONTENT_TYPES and not package.content_type(name):
            yield error("pptx-part-without-content-type", package.source(name), part=name)


@rule
def override_without_part(package: Package) -> Iterator[Finding]:
    """Name only parts in [Content_Types].xml that are in the file.

    Why: PowerPoint offers to repair (gitbrent/PptxGenJS 1444: an Override for masters that were
    never written).
    Fix: remove the Override together with the part.
    """
    root = package.document(CONTENT_TYPES)
    for entry in root.iter(tag("ct:Override")) if root is not None else ():
        name = entry.get("PartName", "").lstrip("/")
        if not package.name_of(name):
            yield error("pptx-override-without-part", package.source(CONTENT_TYPES), name=name)


@rule
def content_type_repeated(package: Package) -> Iterator[Finding]:
    """Have one entry in [Content_Types].xml for a part or an extension, not two.

    Why: the file is refused as corrupt (ECMA-376-2, M2.5: at most one entry for each).
    Fix: keep one of the entries.
    """
    root = package.document(CONTENT_TYPES)
    entries = root.iter(tag("ct:Override"), tag("ct:Default")) if root is not None else ()
    for name in repeated(str(entry.get("PartName") or entry.get("Extension")).lower() for entry in entries):
        yield error("pptx-content-type-repeated", package.source(CONTENT_TYPES), name=name)


@rule
def xml_malformed(package: Package) -> Iterator[Finding]:
    """Write well-formed XML, without the characters that XML forbids.

    Why: no program can read the part (XML 1.0, 2.1 and 2.2; singerla/pptx-automizer 186: U+000B from
    pasted text).
    Fix: escape `<` and `&`, and leave out control characters, U+FFFE, U+FFFF and lone surrogates.
    """
    for part in package.xml_parts:
        if package.fault(part):
            yield error("pptx-xml-malformed", package.source(part), part=part, fault=package.fault(part))


@rule
def doctype(package: Package) -> Iterator[Finding]:
    """Write no document type declaration in any part.

    Why: it can expand to gigabytes or read other files, so PowerPoint refuses the file (ECMA-376-2, M1.18).
    Fix: write the part without `<!DOCTYPE …>`; export a picture again as plain SVG.
    """
    for part in package.xml_parts:
        if has_doctype(package, part):
            yield error("pptx-doctype", package.source(part), part=part)


@rule
def undeclared_prefix(package: Package) -> Iterator[Finding]:
    """Declare every prefix that mc:Ignorable or mc:Choice names.

    Why: PowerPoint cannot read the part (ISO 29500-3: the attribute lists prefixes of declared namespaces);
    it comes from tidying away 'unused' namespaces.
    Fix: declare the prefix, or take it out of the list.
    """
    for part in package.xml_parts:
        root = package.document(part)
        if root is None or NAMESPACES["mc"].encode() not in package.parts[part]:
            continue
        for prefixes in _IGNORABLE(root):
            known = prefixes.getparent().nsmap
            for prefix in prefixes.split():
                if prefix not in known:
                    yield error("pptx-undeclared-prefix", package.source(part), part=part, prefix=prefix)


@rule
def core_date(package: Package) -> Iterator[Finding]:
    """Write the dates of the document properties as W3CDTF dates, and say that they are.

    Why: PowerPoint reports the file as damaged (ECMA-376-2, M4.5: xsi:type is dcterms:W3CDTF; W3C
    NOTE-datetime).
    Fix: write it as `2026-11-22T09:00:00Z` with xsi:type.
    """
    for part, element in every(package, (CORE,), "dcterms:created", "dcterms:modified"):
        date = element.text or ""
        if not _W3CDTF.fullmatch(date) or element.get(tag("xsi:type")) != "dcterms:W3CDTF":
            yield error("pptx-core-date", package.source(part), part=part, date=date)


@rule
def core_repeated(package: Package) -> Iterator[Finding]:
    """Have one part of document properties, and each property in it once.

    Why: PowerPoint reports the file as damaged (ECMA-376-2, M4.1: at most one such part, and its
    elements are not repeatable).
    Fix: keep one.
    """
    parts = package.of_type(CORE)
    for part in parts[1:]:
        yield error("pptx-core-repeated", package.source(part), name=part)
    for part in parts:
        root = package.document(part)
        for name in repeated(str(child.tag) for child in root) if root is not None else ():
            yield error("pptx-core-repeated", package.source(part), name=name.rpartition("}")[2])
