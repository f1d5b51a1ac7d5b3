"""Two courses with everything in them: in the brand that ships, and in a template that somebody else made."""

import shutil
from pathlib import Path

import picture_samples
import pptx
from decks import REPO

FOREIGN_TEMPLATE = Path(pptx.__file__).parent / "templates" / "default.pptx"

EVERYTHING = """
format: 1
id: alt
title: "Alt & <alt>"
lang: nb
languages: {nn: {status: draft}}
edition: "2026-11"
register: kommuner
slides:
  - {id: forside, kind: cover, title: "Alt & «alt» <på> én gang", section: "Åpning & start", notes: "Velkommen."}
  - {id: del-en, kind: section, title: Del en, subtitle: Med undertittel, section: "Del «1»"}
  - id: nummer
    kind: points
    title: {nb: Nummererte punkter, nn: Nummererte punkt}
    numbered: true
    items: [Først, {text: "Så **dette**", items: ["*kursivt*", "en [lenke](https://example.no/?a=1&b=2)"]}, Til slutt]
    question: "Hva «nå»?"
    notes: |
      Et avsnitt med **fet** skrift og [adressen](https://example.no/notat).

      Et avsnitt til.
  - {id: skjult, kind: points, hidden: true, title: Skjult, items: ["Skriv til [oss](mailto:post@example.no)"]}
  - {id: to, kind: columns, title: To kolonner, columns: [&short {heading: En, items: [A, B]}, *short]}
  - {id: tre, kind: columns, title: Tre kolonner, columns: [*short, *short, &long {heading: Lang, items: &many [
      "Et punkt som går over flere linjer i en smal kolonne", "Et punkt til som går over flere linjer i kolonnen",
      "Enda et punkt som går over flere linjer", "Et fjerde punkt over flere linjer i kolonnen", "Et femte punkt der",
      "Et sjette punkt som går over flere linjer", "Et sjuende punkt over flere linjer", "Det siste punktet av alle",
      "Enda et punkt som går over flere linjer", "Et tiende punkt over flere linjer i kolonnen", "Et ellevte punkt",
      "Et tolvte punkt som går over flere linjer", "Et trettende punkt over flere linjer", "Det aller siste punktet"
    ]}]}
  - {id: tre-2, kind: points, title: Ingen fortsettelse, items: [Et lysbilde for seg]}
  - {id: fire, kind: columns, title: Fire kolonner, columns: [*short, *short, *short, *short]}
  - {id: figur, kind: figure, title: Figur, heading: Tre, items: [Ja], source: Kari Eksempel,
     figure: &figure {circles: [EN, TO, TRE], alt: "Tre sirkler som overlapper"}}
  - id: figur-to
    kind: figure
    title: To sirkler
    heading: Bare tekst
    source: En kilde
    figure: {circles: [EN, TO], alt: To sirkler}
  - {id: fakta, kind: fact, title: Fakta, fact: "Dette er **sant**", source: Kari Eksempel}
  - {id: sitat, kind: quote, title: Sitat, quote: Jeg teller til ti, source: Kari Eksempel}
  - {id: oppgave, kind: reflection, title: "Hvorfor?", cue: To og to, minutes: 1}
  - {id: husk, kind: remember, title: Husk, items: [Respekt]}
  - {id: bilde-png, kind: picture, title: PNG, image: bilde.png, alt: "Et «bilde» & mer", caption: PNG}
  - {id: bilde-jpg, kind: picture, title: JPG, image: bilde.jpg, alt: Et bilde, caption: JPG}
  - {id: bilde-svg, kind: picture, title: SVG, image: bilde.svg, alt: Et bilde, caption: SVG, source: Kari Eksempel}
  - {id: bilde-igjen, kind: picture, title: PNG igjen, image: bilde.png, alt: Et bilde til}
  - {id: kontakt, kind: contact, title: Takk, text: Ta kontakt, section: Slutt}
"""

FOREIGN = """
format: 1
title: Somebody else's template
lang: nb
brand: foreign
slides:
  - {id: cover, kind: cover, title: Et kurs, subtitle: Fremmed mal, notes: Velkommen.}
  - {id: points, kind: points, title: Punkter, items: ["En [lenke](https://example.no)", {text: To, items: [Tre]}]}
  - {id: many, kind: points, title: Mange, items: [Ett punkt, To, Tre, Fire, Fem, Seks, Sju, Åtte, Ni, Ti, Elleve,
     Tolv, Tretten, Fjorten, Femten, Seksten, Sytten, Atten, Nitten, Tjue, Tjueen, Tjueto, Tjuetre, Tjuefire]}
  - {id: figure, kind: figure, title: Figur, figure: {circles: [EN, TO, TRE], alt: Tre sirkler}}
  - {id: picture, kind: picture, title: Pynt, image: bilde.svg, hidden: true}
"""
HEAD = """---
description: {{en: "A slide", nb: "Et lysbilde"}}
fields: {{title: {{$ref: "#/$defs/text"}}, {field}: {{$ref: "#/$defs/{type}"}}}}
example: "kind: x"
---
{{% layout "{layout}" %}}{{% placeholder "Title 1" %}}{{{{ slide.title }}}}{{% endplaceholder %}}
{{% placeholder "{placeholder}" %}}{{{{ slide["{field}"]{filters} }}}}{{% endplaceholder %}}
"""
FOREIGN_KINDS = {
    "cover": ("subtitle", "text", "Title Slide", "Subtitle 2", ""),
    "points": ("items", "items", "Title and Content", "Content Placeholder 2", " | bullets"),
    "figure": ("figure", "circles", "Title and Content", "Content Placeholder 2", " | figure"),
    "picture": ("image", "image", "Picture with Caption", "Picture Placeholder 2", ' | picture("")'),
}
FOREIGN_RULES = """
format: 1
name: Somebody else's
layouts: {Title and Content: [{placeholders: [Content Placeholder 2], sizes: [28, 24], continues: true}]}
"""


def write_everything(folder: Path) -> Path:
    """Write the course with every kind, layout and feature of the brand that ships."""
    folder.mkdir()
    shutil.copytree(REPO / "templates", folder / "templates")
    (folder / "content.yaml").write_text(EVERYTHING, encoding="utf-8")
    return _with_pictures(folder)


def write_foreign(folder: Path) -> Path:
    """Write a course on python-pptx's default template: another shape of slide, other names, no notes master."""
    brand = folder / "templates" / "foreign"
    brand.mkdir(parents=True)
    shutil.copy(FOREIGN_TEMPLATE, brand / "brand.pptx")
    shutil.copytree(REPO / "templates" / "ks" / "languages", brand / "languages")
    (brand / "brand.yaml").write_text(FOREIGN_RULES, encoding="utf-8")
    names = ("field", "type", "layout", "placeholder", "filters")
    for kind, values in FOREIGN_KINDS.items():
        (brand / f"{kind}.j2").write_text(
            HEAD.format(**dict(zip(names, values, strict=True))), encoding="utf-8"
        )
    (folder / "content.yaml").write_text(FOREIGN, encoding="utf-8")
    return _with_pictures(folder)


def _with_pictures(folder: Path) -> Path:
    for ending, data in picture_files().items():
        (folder / f"bilde.{ending}").write_bytes(data)
    return folder


def picture_files() -> dict[str, bytes]:
    """Make a picture of each format: upright, very wide and square."""
    shield, wordmark = picture_samples.canvas(), picture_samples.canvas(size=picture_samples.WORDMARK)
    return {
        "png": picture_samples.encoded(shield, "PNG"),
        "jpg": picture_samples.encoded(wordmark, "JPEG"),
        "svg": picture_samples.svg(size="viewBox='0 0 4 4'"),
    }
