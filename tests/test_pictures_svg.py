"""SVG pictures: what is drawn and kept, what is refused and where, and that the limits hold."""

import base64
import sys
from pathlib import Path

import pytest
from picture_samples import NAMED, SHAPE, canvas, encoded, ids, opened, prepared, refused, svg

from kursdeck import pictures
from kursdeck.findings import Severity
from kursdeck.pictures.rasterise import Limits, drawn
from kursdeck.source import Source

# ---- SVG: what is drawn


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        ("viewBox='0 0 3 4'", (900, 1200)),
        ("viewBox='-3,-3 600,100'", (1200, 200)),
        ("width='60mm' height='1cm'", (1200, 200)),
        ("width='100%' height='100%' viewBox='0 0 3 4'", (900, 1200)),
        ("width='50' viewBox='0 0 3 4'", (900, 1200)),
        ("width='40' height='20' viewBox='0 0 3 4'", (1200, 600)),
    ],
)
def test_an_svg_is_drawn_1200_pixels_long_in_its_own_ratio(size: str, pixels: tuple[int, int]) -> None:
    image = prepared(svg("<rect width='600' height='100'/>", size))
    assert (image.format, image.width, image.height) == ("png", *pixels)
    assert opened(image).size == pixels


def test_an_svg_is_kept_beside_its_drawing_with_its_size_said() -> None:
    image = prepared(svg("<rect width='3' height='4' fill='red'/>", "width='3' height='4'"))
    assert image.svg == (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200" viewBox="0 0 3.0 4.0">'
        b'<rect width="3" height="4" fill="red"/></svg>'
    )
    assert opened(image).convert("RGB").getpixel((890, 1190)) == (255, 0, 0)


def test_what_editors_keep_in_an_svg_about_people_is_left_out() -> None:
    data = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
        viewBox="0 0 3 4" inkscape:export-filename="C:/Users/kari/logo.png"><!-- Kari Eksempel -->
        <metadata>Kari Eksempel</metadata><inkscape:grid owner="Kari"/>
        <?editor kari?><g inkscape:label="Kari"><rect width="3" height="4"/></g></svg>"""
    image = prepared(data)
    assert b"kari" not in image.svg.lower()
    assert b"inkscape" not in image.svg
    assert b"<rect" in image.svg


def test_an_svg_in_another_encoding_is_read() -> None:
    text = "<?xml version='1.0' encoding='{}'?>" + svg(f"<title>Våler</title>{SHAPE}").decode()
    for encoding in ("utf-16", "iso-8859-1", "utf-8"):
        assert "Våler" in prepared(text.format(encoding).encode(encoding)).svg.decode()


def test_embedded_pictures_and_own_references_are_allowed() -> None:
    dot = base64.b64encode(encoded(canvas("RGB", (4, 4)), "PNG")).decode()
    inside = (
        f"<defs><linearGradient id='a'><stop stop-color='red'/></linearGradient></defs>"
        f"<style>rect {{ fill: url(#a) }}</style><rect width='1' height='1'/><use href='#a'/>"
        f"<image width='3' height='4' xlink:href='data:image/png;base64,{dot}'/>"
    )
    assert b"data:image/png" in prepared(svg(inside)).svg


def test_text_in_an_svg_is_a_warning_and_so_is_an_empty_drawing() -> None:
    image, findings = pictures.prepare(svg("\n<text y='2'>Eksempel</text>"), "logo.svg", NAMED)
    assert image is not None
    assert [(finding.id, finding.severity) for finding in findings] == [
        ("svg-text", Severity.WARNING),
        ("svg-blank", Severity.WARNING),
    ]
    assert findings[0].source == Source("logo.svg", 2, 1)


# ---- SVG: what is refused


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<script>1</script>", "svg-active"),
        ("<foreignObject/>", "svg-active"),
        ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>", "svg-active"),
        ("<use href='#a'><set attributeName='href' to='x'/></use>", "svg-active"),
        ("<g onload='x()'/>", "svg-event"),
        ("<g ONCLICK='x()'/>", "svg-event"),
        ("<image href='/etc/hostname'/>", "svg-outside"),
        ("<image xlink:href='http://example.no/x.png'/>", "svg-outside"),
        ("<image href='data:image/svg+xml;base64,AAAA'/>", "svg-outside"),
        ("<a href='javascript:x()'/>", "svg-outside"),
        ("<g xml:base='http://example.no/'/>", "svg-outside"),
        ("<g fill='url(http://example.no/#a)'/>", "svg-outside"),
        ("<g style='fill: URL( \"x.svg#a\")'/>", "svg-outside"),
        ("<g style='fill: \\75 rl(x.svg)'/>", "svg-outside"),
        ("<style>@import 'x.css';</style>", "svg-outside"),
        ("<style>@\\69mport 'x.css';</style>", "svg-outside"),
        ("<style><![CDATA[g { fill: url(x) }]]></style>", "svg-outside"),
        ("<g>" * 64 + "</g>" * 64, "svg-too-deep"),
        ("<g>" * 300 + "</g>" * 300, "svg-too-deep"),
        ("<g/>" * 20_000, "svg-too-many"),
        ("<g " + " ".join(f"a{n}='('" for n in range(30_000)) + "/>", "svg-too-many-attributes"),
        ("<g>", "svg-not-well-formed"),
        ("&nbsp;", "svg-not-well-formed"),
        (" " * 2_000_001, "svg-too-large"),
    ],
)
def test_an_svg_holds_shapes_only(inside: str, expected: str) -> None:
    assert ids(refused(svg(inside))) == [expected]


def test_64_levels_are_not_too_deep() -> None:
    assert prepared(svg("<g>" * 62 + "<rect width='3' height='4'/>" + "</g>" * 62)).svg


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (svg(before="<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'>"), "svg-doctype"),
        (svg(before="<?xml-stylesheet href='x.css'?>"), "svg-outside"),
        (svg(size=""), "svg-no-size"),
        (svg(size="viewBox='0 0 0 4'"), "svg-no-size"),
        (svg(size="width='1e999' height='1'"), "svg-no-size"),
        (svg(size=f"width='{'9' * 500_000}x' height='1'"), "svg-no-size"),
        (b"<svg viewBox='0 0 3 4'/>", "svg-root"),
        (b"<html><body>Logg inn</body></html>", "svg-root"),
        (b"<!DOCTYPE html><html><br></html>", "svg-not-well-formed"),
    ],
)
def test_an_svg_is_an_svg_by_itself(data: bytes, expected: str) -> None:
    assert ids(refused(data)) == [expected]


def test_entities_are_neither_fetched_nor_multiplied(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    fetched = svg("<text>&x;</text>", before=f"<!DOCTYPE svg [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>")
    assert ids(pictures.prepare(fetched, "logo", None)[1])[0] == "svg-doctype"
    levels = "".join(f"<!ENTITY x{level} '{f'&x{level - 1};' * 10}'>" for level in range(1, 10))
    bomb = svg("<g class='&x9;'>&x9;</g>", before=f"<!DOCTYPE svg [<!ENTITY x0 'lol'>{levels}]>")
    assert pictures.prepare(bomb, "logo", None)[0] is None


def test_all_problems_of_an_svg_are_found_at_once_with_their_places() -> None:
    lines = (
        "<!-- <g> --><g",
        "  onclick='x()'/>",
        "<script/><image id='ø'",
        "  href='x'/>",
        "<text>a</text>",
    )
    data = svg("\n" + "\n".join(lines))
    image, findings = pictures.prepare(data, "logos/1.svg", NAMED)
    assert image is None
    assert [(finding.id, str(finding.source)) for finding in findings] == [
        ("svg-event", "logos/1.svg:3:3"),
        ("svg-active", "logos/1.svg:4:1"),
        ("svg-outside", "logos/1.svg:5:3"),
        ("svg-text", "logos/1.svg:6:1"),
    ]


def test_a_hopeless_svg_gets_twenty_messages_and_a_sum() -> None:
    findings = refused(svg("<script/>" * 5_000))
    assert ids(findings) == ["svg-active"] * 20 + ["svg-more-problems"]


# ---- SVG: the limits hold


def sized(inside: str) -> bytes:
    return svg(inside, "viewBox='0 0 100 100' width='1200' height='1200'")


def test_a_drawing_that_takes_too_long_is_ended() -> None:
    slow = "<filter id='f'><feMorphology operator='dilate' radius='30'/></filter>"
    slow += "<rect width='90' height='90' filter='url(#f)'/>" * 500
    png, (finding,) = drawn(sized(slow), "logo.svg", Limits(seconds=1))
    assert (png, finding.id, finding.params["seconds"]) == (None, "svg-too-slow", 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its address space")
def test_a_drawing_that_takes_too_much_memory_is_ended() -> None:
    """The same drawing of some 200 MiB is made when it may take more, so it is the limit that ends it."""
    tile = f"<pattern id='p' width='600' height='600' patternUnits='userSpaceOnUse'>{SHAPE}</pattern>"
    large = sized(tile + "<rect width='600' height='600' fill='url(#p)'/>")
    png, (finding,) = drawn(large, "logo.svg", Limits(memory=192 << 20))
    assert (png, finding.id) == (None, "svg-too-heavy")
    assert drawn(large, "logo.svg", Limits())[0]


def test_references_that_multiply_end_in_a_message() -> None:
    uses = (f"<use href='#a{level - 1}'/>" * 10 for level in range(1, 10))
    levels = "".join(f"<g id='a{level}'>{use}</g>" for level, use in enumerate(uses, 1))
    bomb = f"<defs><g id='a0'><rect width='1' height='1'/></g>{levels}</defs><use href='#a9'/>"
    image, findings = pictures.prepare(svg(bomb), "logo.svg", None)
    assert (image, len(findings)) == (None, 1)
    assert findings[0].id in {"svg-not-drawn", "svg-too-heavy", "svg-too-slow"}


def test_a_drawing_that_contains_itself_ends() -> None:
    loop = (
        "<g id='a'><use href='#a'/></g><pattern id='p'><rect width='1' height='1' fill='url(#p)'/></pattern>"
    )
    image, findings = pictures.prepare(svg(f"{loop}<g fill='url(#p)'>{SHAPE}</g>"), "logo.svg", None)
    assert (image is None) == any(finding.severity is Severity.ERROR for finding in findings)
