"""A deck is the same whichever others are built with it: all 357 at once, and each alone.

The course asks about its recipients in every way a course can: it counts, compares and links, leaves points and
slides out. The recipients are as people are: long names and short, several languages, logos of every format and
shape, columns full of what looks like code.
"""

import datetime as dt
import json
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import PIL.Image
import pytest
from decks import REPO, opened
from everything import picture_files
from msgspec.structs import replace
from openxml_audit import FileFormat, OpenXmlValidator
from picture_samples import prepared
from pptx import Presentation

from kursdeck import audience
from kursdeck.audience import Contact, Presenter, Recipient
from kursdeck.build.kit import Kit
from kursdeck.build.opening import Opened
from kursdeck.findings import Findings, has_errors
from kursdeck.pictures import Image
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.structure import check_structure
from kursdeck.register import Entry, Fields, Forms
from kursdeck.source import Source

HOSTILE = (
    "Å & Søn <test>",
    "\"Sitat\" 'og' «gåseøyne»",
    "{{ recipient.id }} {% if x %}",
    "**fet** [lenke](https://example.no) `kode`",
    "A\u0301A\u030a E\u0302",
    "_x000B_ &#xF0000; &amp;amp; ]]>",
    "–",
    "Kommunestyrerepresentantenes",
    "Omasvuona Omasvuono Storfjord og Lyngen og Skibotn",
    "0",
)
"""Names that look like code, markup, escapes or slots, and that all fonts can show."""
UNSHOWABLE = ("😀 kommune", "עיר", "مدينة", "漢字市", "x\u202ey", "\U0010e002\U0010e003 \U000f0000")
"""Names with letters that the brand's font lacks: an error for that deck, and for no other."""
CHUNKS = 12

SLIDES = [
    {"id": "forside", "kind": "cover", "title": "Kurs", "section": "Start i {{ recipient.name }}",
     "notes": "Hei{% if recipient.name %}, {{ recipient.name }} og {{ municipality.county }}{% endif %}!"},
    {"id": "punkter", "kind": "points", "title": "Punkter for {{ recipient.name or 'alle' }}", "items": [
        "Fast punkt", "{% if municipality.county == 'Vestland' %}Bare i Vestland{% endif %}",
        "{% if recipient.logo %}Logo: ja{% endif %}", "{{ roster.antall }} deltakere i {{ recipient.full_name }}",
        "{% if recipient.official_names | length > 1 %}Flere navn{% endif %}",
        "{% if presenter.email %}[Skriv](mailto:{{ presenter.email }}){% endif %}"]},
    {"id": "valg", "kind": "columns", "title": "To kolonner", "minutes": 20, "optional": 1, "columns": [
        {"heading": "{{ recipient.genitive }} mål", "items": ["A", "{{ roster.antall }}"]},
        {"heading": "Felles", "items": ["B", "{{ recipient.place }}"]}]},
    {"id": "del-to", "kind": "section", "title": "Del to", "section": "Del to", "minutes": 20},
    {"id": "husk", "kind": "remember", "title": "Husk", "items": ["{{ recipient.date or 'Snart' }}", "Respekt"],
     "minutes": 20, "notes": "Spør {{ contact.name or presenter.name }} på {{ contact.phone }}."},
    {"id": "kontakt", "kind": "contact", "title": "Takk", "text": "Ses i {{ recipient.name }}", "section": "Slutt"},
]  # fmt: skip


@cache
def course() -> Opened:
    """Open a course that looks at its recipients in every way, in the brand that ships."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "templates").symlink_to(REPO / "templates")
        head = {"format": 1, "title": "Kurs", "lang": "nb", "brand": "ks", "register": "kommuner"}
        text = json.dumps({**head, "edition": "2026-11", "slides": SLIDES})
        (folder / "content.yaml").write_text(text, encoding="utf-8")
        return opened(folder)


@cache
def recipients() -> tuple[Recipient, ...]:
    """Give all municipalities, each with something of its own: a hostile name, a logo, a date, less time."""
    entries = course().register.entries
    return tuple(recipient(number, entry) for number, entry in enumerate(entries))


def recipient(number: int, entry: Entry) -> Recipient:
    """Make the recipient with this number of what several cycles of different lengths have for it."""
    name = name_of(number)
    forms = (Forms("nb-NO", name, f"{name} kommune"), *entry.forms[1:]) if name else entry.forms
    person = Contact(
        f"Kari {name or 'Eksempel'}", email=("kari@example.no", "", "per@example.no")[number % 3]
    )
    presenter = None if number % 7 == 0 else Presenter(person, None, Source("deck/presenter.yaml"))
    whom = audience.recipient(replace(entry, lang=forms[0].lang, forms=forms), presenter, logos()[number % 6])
    return replace(
        whom,
        date=dt.date(2026, 1 + number % 12, 1 + number % 28) if number % 4 else None,
        place=("Salen", "", "<b>Hall</b> & «scene»")[number % 3],
        minutes=(None, 60, 45, 90)[number % 4],
        start=dt.time(18) if number % 5 == 0 else None,
        local=Contact("Ola Eksempel", phone="22 22 22 22") if number % 2 else None,
        roster=Fields((("antall", str(number % 11)),)),
    )


def name_of(number: int) -> str:
    """Give every fifth recipient a hostile name, and a few one that cannot be shown."""
    strange = dict(zip(range(3, 357, 60), UNSHOWABLE, strict=True))
    hostile = dict(zip(range(0, 357, 5), cycle(HOSTILE), strict=False))
    return {**hostile, **strange}.get(number, "")


@cache
def logos() -> tuple[Image | None, ...]:
    """Give no logo, and logos of three formats and three shapes."""
    shapes = (png(300, 360), png(600, 100), png(360, 300))
    files = picture_files()
    return (None, *shapes, prepared(files["jpg"]), prepared(files["svg"]))


def png(width: int, height: int) -> Image:
    out = BytesIO()
    PIL.Image.new("RGB", (width, height), (20, 80, 120)).save(out, "PNG")
    return prepared(out.getvalue())


Deck = tuple[Mapping[str, bytes] | None, bytes, Findings]
"""A deck's parts and file, None and nothing where it has errors, and what there is to say of it."""


def made(kit: Kit, whom: Recipient) -> Deck:
    deck, findings = kit.make(whom, "nb")
    return (deck.parts, deck.data, findings) if deck else (None, b"", findings)


@cache
def backwards() -> Mapping[str, Deck]:
    """Build all decks with one kit, the last first: whoever was first for a form is somebody else each time."""
    kit = Kit(course())
    return {whom.id: made(kit, whom) for whom in reversed(recipients())}


def chunk(number: int) -> Iterator[Recipient]:
    return islice(recipients(), number, None, CHUNKS)


@pytest.mark.parametrize("number", range(CHUNKS))
def test_a_deck_of_a_batch_is_equal_part_by_part_to_the_same_deck_built_alone(number: int) -> None:
    for whom in chunk(number):
        parts, data, findings = made(Kit(course()), whom)
        batch_parts, batch_data, batch_findings = backwards()[whom.id]
        assert parts == batch_parts, whom.id
        assert data == batch_data, whom.id
        assert findings == batch_findings, whom.id


def test_a_name_that_no_font_can_show_fails_its_own_deck_and_no_other() -> None:
    failed = {whom.id for whom in recipients() if has_errors(backwards()[whom.id][2])}
    assert failed == {whom.id for whom in recipients() if whom.entry and whom.entry.main.name in UNSHOWABLE}


@pytest.mark.parametrize("number", range(CHUNKS))
def test_every_deck_of_the_batch_passes_the_gate(number: int, tmp_path: Path) -> None:
    """Our own rules, which count for each deck's own texts, and the audit; the SDK judges a sample elsewhere."""
    auditor = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    for whom in chunk(number):
        _, data, _ = backwards()[whom.id]
        if not data:
            continue
        package, found = read_package(data, "deck.pptx")
        assert package is not None, found
        assert {finding.id for finding in check_structure(package)} <= {"pptx-escaped-character"}, whom.id
        path = tmp_path / f"{whom.id}.pptx"
        path.write_bytes(data)
        assert [str(error) for error in auditor.validate(path).errors] == [], whom.id


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_letter_by_letter(name: str) -> None:
    """All of it is what it is, and nothing of it is code."""
    whom = next(each for each in recipients() if each.entry and each.entry.main.name == name)
    deck = Presentation(BytesIO(backwards()[whom.id][1]))
    shapes = (shape for slide in deck.slides for shape in slide.placeholders if shape.has_text_frame)
    shown = "\n".join(shape.text_frame.text for shape in shapes)
    assert f"Punkter for {name}" in shown.replace("\v", " ")
    assert deck.core_properties.title == f"Kurs – {name}"


def test_points_and_slides_come_and_go_with_what_is_known() -> None:
    """The conditions of this course do part its recipients, or the comparison above would say little."""
    counts = set()
    for whom in recipients():
        package = Package("", backwards()[whom.id][0] or {})
        hidden = sum(
            b'show="0"' in data for name, data in package.parts.items() if name.startswith("ppt/slides/")
        )
        points = package.parts.get("ppt/slides/punkter.xml", b"").count(b"<a:p>")
        counts.add((hidden, points))
    assert len({hidden for hidden, _ in counts}) > 1
    assert len({points for _, points in counts}) > 3
