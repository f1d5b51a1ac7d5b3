"""A PowerPoint file is read whole or refused with one clear finding, whatever its bytes are."""

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest
from deck_samples import PRESENTATION, Change, add, good_deck, having, swap, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from kursdeck.findings import Findings, has_errors, hint_of, text_of
from kursdeck.powerpoint.opc import ROOT, Package, Relationship, has_doctype
from kursdeck.powerpoint.package import MAX_INFLATED, read_package

TYPES = "[Content_Types].xml"
RELS = "_rels/.rels"
MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
BOMB = """<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"""
ENTITY_FROM_A_FILE = """<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>"""


def _read(parts: Mapping[str, bytes]) -> tuple[Package | None, Findings]:
    return read_package(zipped(parts), "deck.pptx")


def _changed(change: Change) -> bytes:
    return zipped(change(good_deck()).parts)


def _ids(data: bytes) -> list[str]:
    """Read what is to be refused, and give the ids of its findings."""
    package, findings = read_package(data, "deck.pptx")
    assert package is None
    assert all(
        text_of(finding, lang) and hint_of(finding, lang) for finding in findings for lang in ("en", "nb")
    )
    return [finding.id for finding in findings]


def _directory_says(offset: int, format_: str, value: int) -> bytes:
    """Pack one part and overwrite a field of its entry in the zip's directory (APPNOTE.TXT, 4.3.12)."""
    data = bytearray(zipped({"a.xml": b"<a/>" * 100}))
    struct.pack_into(format_, data, data.index(b"PK\x01\x02") + offset, value)
    return bytes(data)


def _named(name: str) -> bytes:
    return zipped({**good_deck().parts, name: b"x"})


# ---- what is read


def test_a_deck_is_read_part_by_part_in_the_order_of_the_file() -> None:
    package, findings = _read(good_deck().parts)
    assert findings == ()
    assert package is not None
    assert list(package.parts.items()) == list(good_deck().parts.items())
    assert (package.file, package.main, package.duplicates) == ("deck.pptx", PRESENTATION, ())


@pytest.mark.parametrize("kind", ["template", "slideshow"])
def test_a_template_and_a_slide_show_are_read_too(kind: str) -> None:
    package, findings = read_package(
        _changed(swap(TYPES, MAIN, MAIN.replace("presentation.main", f"{kind}.main"))), "a.potx"
    )
    assert findings == ()
    assert package is not None
    assert package.content_type(PRESENTATION).endswith(f"{kind}.main+xml")


def test_of_two_parts_with_one_name_the_first_is_kept_and_the_name_remembered() -> None:
    file = BytesIO(zipped(good_deck().parts))
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(PRESENTATION, b"<other/>")
    package, _ = read_package(file.getvalue(), "deck.pptx")
    assert package is not None
    assert package.duplicates == (PRESENTATION,)
    assert package.parts[PRESENTATION] == good_deck().parts[PRESENTATION]


def test_folders_in_the_zip_are_no_parts() -> None:
    package, findings = _read({"ppt/": b"", **good_deck().parts})
    assert findings == ()
    assert package is not None
    assert "ppt/" not in package.parts


def test_small_parts_may_be_zipped_to_any_ratio() -> None:
    assert _read({**good_deck().parts, "ppt/embeddings/zeros.bin": bytes(60_000)})[1] == ()


# ---- what is refused

REFUSED = {
    "nothing": (b"", "pptx-not-powerpoint"),
    "a text": (b"Hei!", "pptx-not-powerpoint"),
    "an empty zip": (zipped({}), "pptx-not-powerpoint"),
    "PowerPoint 97": (OLE + bytes(2000), "pptx-old-format"),
    "a password": (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "pptx-password"),
    "half a download": (zipped(good_deck().parts)[:20_000], "pptx-truncated"),
    "a download that ends in a chart's workbook": (
        b"PK\x03\x04" + bytes(100) + zipped({"xl/workbook.xml": b"<a/>"}), "pptx-truncated"
    ),
    "a wrong checksum": (_directory_says(16, "<L", 1), "pptx-damaged"),
    "an encrypted part": (_directory_says(8, "<H", 1), "pptx-zip-encrypted"),
    "another compression": (_directory_says(10, "<H", 12), "pptx-zip-method"),
    "more than there is room for": (_directory_says(24, "<L", MAX_INFLATED + 1), "pptx-zip-bomb"),
    "a bomb": (_changed(add("ppt/media/image2.png", bytes(2_000_000))), "pptx-zip-bomb"),
    "a way out of the folder": (_named("../a.xml"), "pptx-unsafe-name"),
    "a way out in the middle": (_named("ppt/../../a.xml"), "pptx-unsafe-name"),
    "an absolute name": (_named("/ppt/a.xml"), "pptx-unsafe-name"),
    "a backslash": (_named("ppt\\a.xml"), "pptx-unsafe-name"),
    "a drive": (_named("C:a.xml"), "pptx-unsafe-name"),
    "an empty segment": (_named("ppt//a.xml"), "pptx-unsafe-name"),
    "a line break": (_named("ppt/a\n.xml"), "pptx-unsafe-name"),
    "macros under another name": (_changed(add("ppt/vbaProject.bin", b"vba")), "pptx-macros"),
    "a .pptm renamed": (
        _changed(swap(TYPES, MAIN, "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml")), "pptx-macros"
    ),
    "a document type": (_changed(add("ppt/a.xml", "<!DOCTYPE a><a/>")), "pptx-doctype"),
    "a document type in UTF-16": (_changed(add("ppt/a.xml", "<!DOCTYPE a><a/>".encode("utf-16"))), "pptx-doctype"),
    "a document type in UTF-7": (
        _changed(add("ppt/a.xml", '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a><a/>')), "pptx-doctype"
    ),
    "a document type in a picture": (_changed(add("ppt/media/a.svg", "<!DOCTYPE svg><svg/>")), "pptx-doctype"),
    "an entity bomb": (_changed(add("ppt/a.xml", BOMB)), "pptx-doctype"),
    "an entity bomb that is not well-formed": (_changed(add("ppt/a.xml", BOMB + "<")), "pptx-doctype"),
    "an entity that reads a file": (_changed(add("ppt/a.xml", ENTITY_FROM_A_FILE)), "pptx-doctype"),
    "Strict Open XML": (
        _changed(swap(RELS, OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")), "pptx-strict"
    ),
    "a Word document": (
        _changed(swap(TYPES, MAIN, MAIN.replace("presentationml.presentation", "wordprocessingml.document"))),
        "pptx-is-word",
    ),
    "an Excel workbook": (
        _changed(swap(TYPES, MAIN, MAIN.replace("presentationml.presentation", "spreadsheetml.sheet"))), "pptx-is-excel"
    ),
    "an OpenDocument file": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation", "content.xml": b"<a/>"}),
        "pptx-is-opendocument",
    ),
    "a zip of something else": (zipped({"README.txt": b"Hei!"}), "pptx-no-presentation"),
    "no main part": (_changed(swap(RELS, "ppt/presentation.xml", "ppt/annet.xml")), "pptx-no-presentation"),
    "a broken main part": (_changed(add(PRESENTATION, "<p:presentation")), "pptx-no-presentation"),
    "broken content types": (_changed(add(TYPES, "<Types")), "pptx-no-presentation"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_safe_powerpoint_file_is_refused_with_one_finding(what: str) -> None:
    data, expected = REFUSED[what]
    assert _ids(data) == [expected]


@settings(deadline=None, max_examples=60)
@given(length=st.integers(0, len(zipped(good_deck().parts)) - 1))
def test_a_file_cut_off_anywhere_is_refused(length: int) -> None:
    assert len(_ids(zipped(good_deck().parts)[:length])) == 1


@settings(deadline=None, max_examples=80)
@given(place=st.integers(0, len(zipped(good_deck().parts)) - 1), byte=st.integers(0, 255))
def test_whatever_byte_is_wrong_a_file_is_read_or_refused_never_both(place: int, byte: int) -> None:
    data = bytearray(zipped(good_deck().parts))
    data[place] = byte
    package, findings = read_package(bytes(data), "deck.pptx")
    assert (package is None) == has_errors(findings)


@settings(deadline=None)
@given(data=st.binary(max_size=200))
def test_no_bytes_at_all_make_the_reader_fail(data: bytes) -> None:
    for head in (b"", b"PK\x03\x04", b"PK\x03\x04PK\x05\x06", OLE):
        assert read_package(head + data, "deck.pptx")[0] is None


# ---- what a package says of its parts


def _package(parts: Mapping[str, str]) -> Package:
    return having(good_deck(), {name: text.encode() for name, text in parts.items()})


def _relationships(*targets: str) -> str:
    arrows = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/image" Target="{target}"/>'
        for n, target in enumerate(targets)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{arrows}</Relationships>'


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("../media/a.png", "ppt/media/a.png"),
        ("/ppt/media/a.png", "ppt/media/a.png"),
        ("../media/A.PNG", "ppt/media/a.png"),
        ("../media/a.png#del", "ppt/media/a.png"),
        ("../media/et%20bilde.png", "ppt/media/et bilde.png"),
        ("../media/100%25.png", "ppt/media/100%25.png"),
        ("../media/borte.png", "ppt/media/borte.png"),
        ("../../../../media/a.png", "media/a.png"),
    ],
)
def test_a_relationship_s_target_is_the_name_of_the_part_it_leads_to(target: str, part: str) -> None:
    names = ("ppt/media/a.png", "ppt/media/et bilde.png", "ppt/media/100%25.png")
    parts = {"ppt/slides/_rels/s.xml.rels": _relationships(target), "ppt/slides/s.xml": "<a/>"}
    package = _package({**parts, **dict.fromkeys(names, "")})
    assert package.relationships("ppt/slides/s.xml") == (
        Relationship("r0", f"{OFFICE}/image", part, external=False),
    )
    assert package.related("ppt/slides/s.xml", "image") == (part,)


def test_an_external_target_stays_as_it_is_written() -> None:
    (link,) = (arrow for arrow in good_deck().relationships("ppt/slides/slide2.xml") if arrow.external)
    assert (link.kind, link.target) == ("hyperlink", "https://example.no/eksempel")


def test_the_package_itself_points_at_its_main_part() -> None:
    assert good_deck().related(ROOT, "officeDocument") == (PRESENTATION,)


def test_a_part_without_relationships_points_nowhere() -> None:
    assert good_deck().relationships("docProps/core.xml") == ()


def test_a_content_type_is_the_part_s_own_or_its_extension_s_or_unsaid() -> None:
    package = add("ppt/media/a.webp", b"webp")(good_deck())
    assert package.content_type(PRESENTATION) == MAIN
    assert package.content_type("PPT/media/image1.PNG") == "image/png"
    assert package.content_type("ppt/media/a.webp") == ""
    assert package.of_type(MAIN) == (PRESENTATION,)


def test_xml_is_parsed_once_without_comments_and_processing_instructions() -> None:
    package = _package({"a.xml": "<?style a?><a><!-- hei --><b/></a>"})
    root = package.document("a.xml")
    assert root is not None
    assert root is package.document("a.xml")
    assert [child.tag for child in root] == ["b"]


def test_what_cannot_be_parsed_is_none_with_a_fault_and_what_is_missing_none_without() -> None:
    package = _package({"a.xml": "<a>"})
    assert package.document("a.xml") is None
    assert "line 1" in package.fault("a.xml")
    assert (package.document("b.xml"), package.fault("b.xml")) == (None, "")


def test_an_entity_is_not_expanded_even_where_nobody_refused_the_part() -> None:
    root = _package({"a.xml": ENTITY_FROM_A_FILE}).document("a.xml")
    assert root is not None
    assert "".join(map(str, root.itertext())).strip() in {"", "&b;"}


def test_the_words_of_a_doctype_in_a_text_are_no_doctype() -> None:
    package = _package({"a.xml": "<a><![CDATA[<!DOCTYPE a>]]></a>"})
    assert not has_doctype(package, "a.xml")


def test_a_part_made_anew_changes_the_package_and_leaves_the_first_as_it_was() -> None:
    whole = Package("deck.pptx", {"a.xml": b"<a/>", "b.xml": b"<b/>"})
    first = whole.document("a.xml"), whole.document("b.xml")
    anew = whole.with_part("a.xml", b"<c/>")
    tags = [element.tag for part in ("a.xml", "b.xml") if (element := anew.document(part)) is not None]
    assert tags == ["c", "b"]
    assert (whole.document("a.xml"), whole.document("b.xml")) == first
    assert whole.parts["a.xml"] == b"<a/>"
