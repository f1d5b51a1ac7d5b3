"""The page that finds a deck in an archive: one file that needs no network, no program and no JavaScript.

Whoever unpacks the archive opens it with a double click. It is a list of plain links, by region; where scripts run
it can be searched by any of a recipient's names, as people type them. It says nothing of any person, and nothing of
the day on which it was made. The markup, style and script stand in `index_page/`, the words among the messages.
"""

import datetime as dt
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import quote

from msgspec import Struct

from kursdeck import audience, language
from kursdeck.audience import Recipient
from kursdeck.build.opening import Opened
from kursdeck.findings import catalogue
from kursdeck.register import Entry, Name
from kursdeck.register.spelling import PLAIN, spelt_out, unaccented
from kursdeck.render.expressions import evaluate
from kursdeck.render.names import names_of, voice

LANGUAGES = ("nb", "en")
"""The languages that there are words in."""


class Listed(Struct, frozen=True):
    """A deck as the page shows it: `file` is the way to it from the page, `lang` the language it is in.

    `keys` is what it is found by: words in small letters without accents.
    """

    file: str
    names: tuple[Name, ...]
    id: str
    region: str
    lang: str
    date: dt.date | None
    keys: str


class Page(Struct, frozen=True, dict=True):
    """What the page is made of. `day` is the one day of all decks, if the user gave one; `missing` are names."""

    opened: Opened
    day: dt.date | None
    shown: tuple[Listed, ...]
    missing: tuple[str, ...]

    @cached_property
    def lang(self) -> str:
        """The page's own language: the course's, or the nearest that there are words in."""
        own = self.opened.course.lang
        return next((code for code in (own, *language.fallbacks(own)) if code in LANGUAGES), "en")

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The page's own words."""
        return catalogue(self.lang)["index-page"]

    @cached_property
    def tag(self) -> str:
        """The language and region of the page."""
        return self.words["tag"]


def listed(opened: Opened, file: str, recipient: Recipient, lang: str) -> Listed:
    """List a deck; that of nobody in particular has no names."""
    entry = recipient.entry
    if entry is None:
        return Listed(file, (), "", "", lang, recipient.date, "")
    region = entry.fields.get(opened.register.region) or ""
    ids = " · ".join(dict.fromkeys((entry.id, recipient.id)))
    return Listed(file, entry.names, ids, region, lang, recipient.date, _keys(entry, recipient.id, region))


def _keys(entry: Entry, id_: str, region: str) -> str:
    """Give all that a recipient may be searched by, each word once, as the page's script folds a search."""
    texts = (id_, *entry.spellings, region)
    folded = (unaccented(spelt) for text in texts for spelt in (text, spelt_out(text)))
    return " ".join(dict.fromkeys(word for text in folded for word in text.split("-") if word))


# ---- the whole page


def page_of(page: Page) -> str:
    """Write the page. Everything that came from data is escaped, and the browser is told to load nothing else."""
    words, style, script = page.words, _part("page.css"), _part("page.js")
    title, title_tag = _title(page)
    return Template(_part("page.html")).substitute(
        {name: escape(word) for name, word in words.items()},
        lang=escape(page.tag),
        policy=escape(_policy(style, script)),
        style=style,
        script=script,
        letters=escape(json.dumps({chr(letter): plain for letter, plain in PLAIN.items()})),
        title=escape(title),
        title_lang=escape(title_tag),
        facts=escape(" · ".join(_facts(page))),
        regions="\n".join(_jumps(page)),
        lists="\n".join(_lists(page)),
        absent="\n".join(_absent(page)),
    )


def _part(name: str) -> str:
    return (files("kursdeck") / "index_page" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Allow this style and this script and nothing from anywhere (w3.org/TR/CSP3)."""
    own = {"style-src": style, "script-src": script}
    hashes = {what: b64encode(sha256(text.encode()).digest()).decode() for what, text in own.items()}
    return "; ".join(("default-src 'none'", *(f"{what} 'sha256-{each}'" for what, each in hashes.items())))


def _title(page: Page) -> tuple[str, str]:
    """Give the course's title as the general deck has it, and the language it is in."""
    opened, lang = page.opened, page.opened.course.lang
    names = names_of(audience.general(None, None), opened.brand, lang, opened.register)
    spoken, _ = voice(opened.course, names, opened.brand, lang)
    return str(evaluate(opened.course.title, spoken)[0]), spoken.lang


def _facts(page: Page) -> Iterator[str]:
    words, edition = page.words, page.opened.course.edition
    if edition:
        yield words["edition"].format(edition=edition)
    yield words["one"] if len(page.shown) == 1 else words["many"].format(count=len(page.shown))
    if page.missing:
        yield words["lacking"].format(count=len(page.missing))
    if page.day:
        yield language.long_date(page.day, page.tag)


# ---- its lists


def _groups(page: Page) -> Mapping[str, list[Listed]]:
    """Give the decks by region, in the order of the build; those without one come last."""
    groups: dict[str, list[Listed]] = {}
    for deck in sorted(page.shown, key=lambda deck: not deck.region):
        groups.setdefault(deck.region, []).append(deck)
    return groups


def _jumps(page: Page) -> Iterator[str]:
    """Link to the regions and to what is missing, where there is more than one list."""
    headings = {f"r{number}": _heading(page, region) for number, region in enumerate(_groups(page), 1)}
    if page.missing:
        headings["missing"] = page.words["absent"]
    if len(headings) > 1:
        yield f'<nav aria-label="{escape(page.words["jump"])}"><ul>'
        for id_, heading in headings.items():
            yield f'<li><a href="#{id_}">{escape(heading)}</a></li>'
        yield "</ul></nav>"


def _heading(page: Page, region: str) -> str:
    return region or page.words["others" if any(deck.region for deck in page.shown) else "all"]


def _lists(page: Page) -> Iterator[str]:
    for number, (region, decks) in enumerate(_groups(page).items(), 1):
        heading = f"<h2>{escape(_heading(page, region))} <small>{len(decks)}</small></h2>"
        yield f'<section id="r{number}">{heading}<ul>'
        yield from (_item(page, deck) for deck in decks)
        yield "</ul></section>"


def _item(page: Page, deck: Listed) -> str:
    name = " – ".join(map(_name, deck.names)) or escape(page.words["general"])
    link = f'<a href="{escape(quote(deck.file))}">{name}</a>'
    details = escape(" · ".join(filter(None, _details(page, deck))))
    keys = escape(deck.keys or unaccented(page.words["general"]).replace("-", " "))
    return f'<li data-keys="{keys}">{link}{f" <span>{details}</span>" if details else ""}</li>'


def _name(name: Name) -> str:
    """Write a name with its language; set apart, so that one from right to left turns nothing else around."""
    lang = f' lang="{escape(name.lang)}"' if name.lang else ""
    return f"<bdi{lang}>{escape(name.text)}</bdi>"


def _details(page: Page, deck: Listed) -> Iterator[str]:
    """Tell decks apart: by id, by language where it is not the course's, by day where it is not that of all."""
    yield deck.id
    if deck.lang != page.opened.course.lang:
        yield language.name_of(deck.lang, page.tag)
    if deck.date and deck.date != page.day:
        yield language.long_date(deck.date, page.tag)


def _absent(page: Page) -> Iterator[str]:
    if page.missing:
        words = page.words
        yield f'<section id="missing"><h2>{escape(words["absent"])} <small>{len(page.missing)}</small></h2>'
        yield f"<p>{escape(words['why'])}</p><ul>"
        yield from _missing(name or words["general"] for name in page.missing)
        yield "</ul></section>"


def _missing(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        keys = f"{unaccented(name)}-{unaccented(spelt_out(name))}".replace("-", " ")
        yield f'<li data-keys="{escape(keys)}"><bdi>{escape(name)}</bdi></li>'
