"""The promise, tried on whole slides of the brand that ships: no overflow, nothing lost, or an error that says why.

The lines are counted here by a plain greedy loop of our own, over the fonts' widths, so that a mistake in the
program's measure cannot hide itself. A strategy that stops reaching a branch fails the test.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from math import ceil
from unicodedata import category, normalize

import pytest
from fit_samples import ids, ks, points, slide
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from kursdeck.brand.load import FOOTERS, Group
from kursdeck.brand.template import Level, Placeholder
from kursdeck.deck import (
    Block,
    FittedParagraph,
    FittedText,
    Frame,
    Marker,
    Page,
    Paragraph,
    Paragraphs,
    Run,
    Slide,
)
from kursdeck.findings import has_errors, text_of
from kursdeck.fit.pages import fit, fit_slide
from kursdeck.fonts import edges, face

Text = Callable[[Sequence[str], "Amount"], st.SearchStrategy[Paragraphs]]
"""How a placeholder's text is made: of which words, and how much."""

FOOTER = Run("Sosiale medier for folkevalgte · 2026-11", "nb-NO")

# ---- slides

NORWEGIAN = (
    "kommunestyret folkevalgte på sosiale medier – Redaktørplakat og/eller ytringsplakat, e-post «hets» "
    "kommunestyrerepresentanter Čuđiidvuohta Kárášjohka ½ 22\u00a022\u00a022\u00a022 m/sekretær –"
)
KNOWN = {
    "norwegian": NORWEGIAN,
    "polish": "wójt Zażółć gęślą jaźń i radni w mediach społecznościowych źródło przeciwdziałanie",
    "greek": "Οι δημοτικοί σύμβουλοι στα μέσα κοινωνικής δικτύωσης ευθύνη και διάλογος ώστε",
    "glued": f"i\u00a0dag ord\u00a0med\u00a0harde\u00a0mellomrom to\u202fsmå a på og {NORWEGIAN}",
}
"""Tongues whose letters the font has; each begins with a word that has room everywhere."""
STRANGE = {
    "emoji": "\U0001f600 \U0001f1f3\U0001f1f4 bra innlegg",
    "right to left": "שלום مرحبا tekst",
    "other scripts": "สวัสดี 会议 नमस्ते tekst",
    "invisible": "kommune\u00adstyre tekst\tmed null\u200bbredde e\u0302\u0323t",
}
"""What no slide may show."""
ENDLESS = {"400 letters": f"{'a' * 400} kort tekst"}
EXAMPLES = 4
"""For each layout, tongue and amount of text."""
TONGUES = {**KNOWN, **STRANGE, **ENDLESS}


class Amount(Struct, frozen=True, dict=True):
    """How much text a slide has: words in a single text, and points in a list."""

    words: tuple[int, int]
    points: tuple[int, int]


AMOUNTS = {
    "short": Amount((1, 4), (1, 6)),
    "long": Amount((1, 4), (20, 30)),
    "endless": Amount((90, 99), (1, 6)),
}


def runs(words: Sequence[str], least: int, most: int) -> st.SearchStrategy[tuple[Run, ...]]:
    """Make a text: plain, or with its end bold, or over two lines."""
    text = st.lists(st.sampled_from(words), min_size=least, max_size=most).map(" ".join)
    plain = text.map(lambda one: (Run(one, "nb-NO"),))
    bold = text.map(lambda one: (Run("og ", "nb-NO"), Run(one, "nb-NO", bold=True)))
    broken = text.map(lambda one: (Run("Så", "nb-NO"), Run("\n", "nb-NO"), Run(one, "nb-NO")))
    return st.one_of(plain, plain, bold, broken)


def single(words: Sequence[str], amount: Amount) -> st.SearchStrategy[Paragraphs]:
    return runs(words, *amount.words).map(lambda text: Paragraphs((Paragraph(text),)))


def listed(words: Sequence[str], amount: Amount) -> st.SearchStrategy[Paragraphs]:
    """Make points, some with sub-points, numbered or not."""
    point = st.tuples(runs(words, 1, 8), st.sampled_from([0, 0, 1]))
    rows = st.lists(point, min_size=amount.points[0], max_size=amount.points[1])
    return st.tuples(rows, st.sampled_from([Marker.INHERIT, Marker.NUMBER])).map(
        lambda made: Paragraphs(
            tuple(Paragraph(text, deep, Marker.INHERIT if deep else made[1]) for text, deep in made[0])
        )
    )


def columns(count: int) -> dict[str, Text]:
    return {
        f"{name} {number}": make
        for number in range(1, count + 1)
        for name, make in {"Overskrift": single, "Kolonne": listed}.items()
    }


LAYOUTS: dict[str, dict[str, Text]] = {
    "Punkter": {"Tittel": single, "Innhold": listed},
    "Punkter med spørsmål": {"Tittel": single, "Innhold": listed, "Spørsmål": single},
    "To kolonner": {"Tittel": single, **columns(2)},
    "Tre kolonner": {"Tittel": single, **columns(3)},
    "Fire kolonner": {"Tittel": single, **columns(4)},
    "Husk": {"Tittel": single, "Innhold": listed},
    "Fakta": {"Tittel": single, "Fakta": single, "Kilde": single},
    "Sitat": {"Tittel": single, "Sitat": single, "Kilde": single},
    "Refleksjon": {"Tittel": single, "Samtale": single},
    "Seksjon": {"Tittel": single, "Undertittel": single},
}


def slides(layout: str, tongue: str, amount: str) -> st.SearchStrategy[Slide]:
    """Make slides on one layout."""
    words = TONGUES[tongue].split(" ")
    blocks = {name: make(words, AMOUNTS[amount]) for name, make in LAYOUTS[layout].items()}
    return st.fixed_dictionaries(blocks).map(lambda drawn: slide(drawn, layout))


# ---- a measure of our own

BREAK = re.compile(r"(?<![(\[{ ]) +|(?<=[^(\[{ –\u00a0\u202f-])[-–](?=[^.,:;!?)\]}»”’'\"… –\u00a0\u202f-])")


def edges_of(paragraph: Paragraph, level: Level) -> tuple[str, list[int], list[int]]:
    """Give a paragraph's text and where each character starts and ends, in 1/2048 em."""
    starts: list[int] = []
    ends: list[int] = []
    for run in paragraph.runs:
        left, right = edges(
            face(level.font, level.bold or run.bold, run.italic), run.text, ends[-1] if ends else 0
        )
        starts, ends = starts + left, ends + right
    return paragraph.text, starts, ends


def rows(paragraph: Paragraph, level: Level, limit: float) -> Iterator[float]:
    """Fill line after line with words, and give how wide each comes out; a word is never parted."""
    text, starts, ends = edges_of(paragraph, level)
    for line in re.finditer(r"[^\n]*(?:\n|$)", text):
        stop = line.start() + len(line[0].rstrip("\n"))
        if line.start() == len(text) and text:
            return
        cuts = [m.end() for m in BREAK.finditer(text, line.start(), stop)]
        begin, width = line.start(), 0.0
        for first, last in zip([line.start(), *cuts], [*cuts, stop], strict=True):
            solid = first + len(text[first:last].rstrip(" "))
            reach = ends[solid - 1] - starts[begin] if solid > first else width
            if reach > limit and first > begin:
                yield width
                begin, reach = first, ends[solid - 1] - starts[first] if solid > first else 0.0
            width = reach
        yield width


def limit_of(part: FittedParagraph, text: FittedText, placeholder: Placeholder, level: Level) -> float:
    """Give the cautious width of a line in font units: 99 % of the frame's less 0.02 em (PowerPoint, 1,186 boxes)."""
    insets = placeholder.insets
    inner = placeholder.box.width - insets.left - text.right_inset - level.margin
    return (0.99 * inner / 127 / part.size - 0.02) * 2048


def assert_stands(frame: Frame, page: Page) -> None:
    """No word is wider than its line, no text higher than its frame, by our own measure."""
    text = frame.content
    if not isinstance(text, FittedText):
        return
    placeholder = next(p for p in ks().layouts[page.slide.layout].placeholders if p.name == frame.placeholder)
    height = 0.0
    for part in text.paragraphs:
        level = placeholder.levels[min(part.paragraph.level, len(placeholder.levels) - 1)]
        limit = limit_of(part, text, placeholder, level)
        widths = list(rows(part.paragraph, level, limit))
        assert max(widths) <= limit + 1, (part.paragraph.text, frame.placeholder)
        assert len(widths) <= part.lines
        height += (
            len(widths) * ceil(part.size * 127 * 1.2117 * level.spacing / 100_000) + part.space_before * 127
        )
    inner = placeholder.box.height - placeholder.insets.top - placeholder.insets.bottom
    assert height <= text.height + 1 <= text.room + 1
    assert text.room <= 0.985 * inner + 1


# ---- what holds for every slide


def texts(page: Page) -> dict[str, FittedText]:
    return {f.placeholder: f.content for f in page.frames if isinstance(f.content, FittedText)}


def assert_nothing_lost(given_: Slide, pages: Sequence[Page]) -> None:
    """Every paragraph of a body stands once, in order; what stays put stands on each of its pages."""
    stays = {p.name: group for group in ks().groups[given_.layout] for p in group.placeholders}
    for fill in given_.fills:
        assert isinstance(fill.block, Paragraphs)
        group = stays[fill.placeholder]
        shown = [texts(page).get(fill.placeholder) for page in pages]
        if group.continues:
            written = [part.paragraph for text in shown if text for part in text.paragraphs]
            assert written == list(fill.block.paragraphs)
        else:
            assert_repeats(fill.block, group, pages, shown)
    filled = {fill.placeholder for fill in given_.fills}
    own = {p.name for p in ks().layouts[given_.layout].placeholders if p.type in FOOTERS}
    assert all(set(texts(page)) <= filled | own for page in pages)


def assert_repeats(
    block: Paragraphs, group: Group, pages: Sequence[Page], shown: Sequence[FittedText | None]
) -> None:
    wanted = {"every": pages, "first": pages[:1], "last": pages[-1:]}[group.page]
    for page, text in zip(pages, shown, strict=True):
        assert (text is not None) is (page in wanted)
        if text:
            runs_ = tuple(run for part in text.paragraphs for run in part.paragraph.runs)
            given_ = tuple(run for paragraph in block.paragraphs for run in paragraph.runs)
            assert runs_[: len(given_)] == given_
            added = "".join(run.text for run in runs_[len(given_) :])
            assert added in {"", f"\u00a0({page.part}/{page.parts})"}


def assert_sizes(given_: Slide, pages: Sequence[Page]) -> None:
    """Texts that stand side by side have one size, and it is on the brand's ladder; so on every page."""
    for group in ks().groups[given_.layout]:
        names = {placeholder.name for placeholder in group.placeholders}
        for page in pages:
            shown = [text for name, text in texts(page).items() if name in names]
            first = {part.size for text in shown for part in text.paragraphs if part.paragraph.level == 0}
            assert len(first) <= 1
            assert first <= set(group.sizes)
            assert all(
                part.size <= max(group.sizes[0], *first, 0) for text in shown for part in text.paragraphs
            )


def assert_headings_lead(pages: Sequence[Page]) -> None:
    """No point in a column is larger than the heading above it."""
    for page in pages:
        shown = texts(page)
        points_ = [text.paragraphs[0].size for name, text in shown.items() if name.startswith("Kolonne")]
        headings = [text.paragraphs[0].size for name, text in shown.items() if name.startswith("Overskrift")]
        assert not points_ or not headings or max(points_) <= max(min(headings), 1800)


def assert_alone(given_: Slide, pages: Sequence[Page]) -> None:
    """Nothing that is fitted before or after changes the pages."""
    other = slide({"Tittel": points("En annen tittel")}, "Bare tittel", id_="annen")
    whole, _ = fit([other, given_, other], ks(), FOOTER)
    assert whole is not None
    assert [page for page in whole if page.slide.id == given_.id] == list(pages)


NO_LETTERS = frozenset({"Lo", "Mn", "Mc", "So", "Cf", "Cc"})
"""General categories (Unicode Standard, 4.5): letters without case, marks, symbols, format and control."""


def strange(given_: Slide) -> bool:
    """Say whether a text has letters that do not run from left to right by their own widths, or cannot be seen."""
    text = "".join(fill.block.text for fill in given_.fills if isinstance(fill.block, Paragraphs))
    return any(category(letter) in NO_LETTERS for letter in normalize("NFC", text).replace("\n", ""))


def assert_promise(given_: Slide) -> Iterator[str]:
    """Fit a slide, look at everything that is promised, and give what was reached."""
    pages, findings = fit_slide(given_, ks(), FOOTER)
    assert all(text_of(finding, lang) for finding in findings for lang in ("en", "nb"))
    assert (pages is None) is has_errors(findings)
    assert ("letters-not-in-font" in ids(findings)) is strange(given_)
    yield from ids(findings)
    if pages is None:
        return
    for page in pages:
        for frame in page.frames:
            assert_stands(frame, page)
    assert_nothing_lost(given_, pages)
    assert_sizes(given_, pages)
    assert_headings_lead(pages)
    assert_alone(given_, pages)
    yield "one page" if len(pages) == 1 else "several pages"


def reached_by(made: st.SearchStrategy[Slide], examples: int) -> Counter[str]:
    """Try the promise on some slides, and count what they reached."""
    reached: Counter[str] = Counter()

    @settings(max_examples=examples)
    @given(made)
    def holds(given_: Slide) -> None:
        reached.update(assert_promise(given_))

    holds()
    return reached


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_slide_is_either_pages_that_hold_the_promise_or_an_error_that_says_why(layout: str) -> None:
    goes_on = any(group.continues for group in ks().groups[layout])
    cases = (
        *((tongue, "short", "one page") for tongue in KNOWN),
        *((tongue, "long", "several pages" if goes_on else "one page") for tongue in KNOWN),
        *((tongue, "endless", "text-too-long") for tongue in KNOWN),
        *((tongue, "short", "letters-not-in-font") for tongue in STRANGE),
        *((tongue, amount, "word-too-long") for tongue, amount in product(ENDLESS, AMOUNTS)),
    )
    missed = [case for case in cases if not reached_by(slides(layout, *case[:2]), EXAMPLES)[case[2]]]
    assert missed == []


# ---- scripts


@pytest.mark.parametrize(
    ("title", "items"),
    [
        (
            "Wójt i radni w mediach społecznościowych",
            ("Zażółć gęślą jaźń", "Źródła, ćwiczenia i łączność", ">Przeciwdziałanie mowie nienawiści"),
        ),
        (
            "Οι δημοτικοί σύμβουλοι στα μέσα κοινωνικής δικτύωσης",
            ("Ευθύνη και διάλογος", "Τι κάνουμε όταν ο τόνος γίνεται σκληρός;", ">Μένουμε ήρεμοι"),
        ),
        ("Sosiála mediat Kárášjogas", ("Čuđiid vuohki", "Ŋuokta ja ŧ", ">Ráđđehus")),
        ("Социальные сети", ("Ответственность и диалог", ">Спокойствие")),
    ],
    ids=["polish", "greek", "sámi", "cyrillic"],
)
def test_scripts_whose_widths_are_known_are_fitted(title: str, items: tuple[str, ...]) -> None:
    made = slide({"Tittel": points(title), "Innhold": points(*items)}, "Punkter")
    pages, findings = fit_slide(made, ks(), FOOTER)
    assert pages is not None
    assert findings == ()
    assert texts(pages[0])["Innhold"].paragraphs[0].size == ks().groups["Punkter"][0].sizes[0]
    for frame in pages[0].frames:
        assert_stands(frame, pages[0])


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("مرحبا", "(U+0645)"),
        ("שלום", "(U+05E9)"),
        ("สวัสดี", "(U+0E2A)"),
        ("会议", "(U+4F1A)"),
        ("한국어", "(U+D55C)"),
        ("नमस्ते", "(U+0928)"),
        ("bra \U0001f600", "'\U0001f600' (U+1F600)"),
        ("kommune\u00adstyre", "U+00AD"),
        ("med\ttabulator", "U+0009"),
    ],
)
@pytest.mark.parametrize("name", ["Tittel", "Innhold"])
def test_others_are_an_error_that_names_the_letters(words: str, named: str, name: str) -> None:
    blocks: dict[str, Block] = {"Tittel": points("tittel"), "Innhold": points("punkt"), name: points(words)}
    pages, findings = fit_slide(slide(blocks, "Punkter"), ks(), FOOTER)
    assert pages is None
    assert ids(findings) == ["letters-not-in-font"]
    assert named in str(findings[0].params["letters"])
