"""A kind's template at work: the layout it chooses, what stands in which placeholder, and what is wrong with it."""

from typing import Any

import pytest
from msgspec.structs import replace
from render_samples import IMAGE, PLACE, kind, seed, slide, speaking_to, text, told

from kursdeck.brand.kinds import Kind
from kursdeck.content.course import Record, Text, Value
from kursdeck.deck import Block, Figure, Paragraph, Paragraphs, Picture, Run, Section, Slide
from kursdeck.findings import Finding, Findings
from kursdeck.render.placing import check_kind, place_in
from kursdeck.render.programs import MAX_TURNS
from kursdeck.render.slides import render_slide
from kursdeck.source import Source

LAYOUT = '{% layout "Punkter" %}'
END = "{% endplaceholder %}"
NB = "nb-NO"
ROW = {"a": (Record({"name": None}, PLACE),)}


def rendered(made: Kind, /, **fields: Value) -> tuple[Slide | None, Findings]:
    brand = replace(seed().brand, kinds={made.name: made})
    spoken = speaking_to("Bergen")
    assert check_kind(made, spoken) == ()
    return render_slide(slide(made, **fields), Section("del", "Del"), brand, spoken)


def blocks(body: str, **fields: Value) -> dict[str, Block]:
    """Render a slide that is as it should be, and give what stands in each placeholder."""
    made, findings = rendered(kind(LAYOUT + body, *fields), **fields)
    assert made is not None, findings
    assert findings == ()
    return {fill.placeholder: fill.block for fill in made.fills}


def title(body: str, **fields: Value) -> tuple[Run, ...]:
    """Give the runs of the one paragraph that a placeholder's body makes."""
    block = blocks('{% placeholder "Tittel" %}' + body + "{% endplaceholder %}", **fields)["Tittel"]
    assert isinstance(block, Paragraphs)
    (paragraph,) = block.paragraphs
    return paragraph.runs


def complaint(body: str, **fields: Value) -> str:
    """Give the one thing that is wrong when a kind is used, as `line:column id name`."""
    made, findings = rendered(kind(body, *fields), **fields)
    assert made is None
    (finding,) = findings
    return described(finding)


def filled(body: str, name: str = "Tittel") -> str:
    """Give a kind's template whose line 11 fills one placeholder; the body begins in column 28."""
    return f'{LAYOUT}\n{{% placeholder "{name}" %}}{body}{END}'


def described(finding: Finding) -> str:
    told(finding)
    assert finding.source is not None
    assert finding.source.file == "templates/ks/prove.j2"
    parts = (
        f"{finding.source.line}:{finding.source.column}",
        finding.id,
        str(finding.params.get("name", "")),
    )
    return " ".join(part for part in parts if part)


# ---- what stands in a placeholder


def test_a_layout_is_chosen_and_its_placeholders_are_filled() -> None:
    made, findings = rendered(
        kind(LAYOUT + '\n{% placeholder "Tittel" %}{{ slide.heading }}{% endplaceholder %}', "heading"),
        heading=text("**Hei**"),
    )
    assert (made is not None, findings) == (True, ())
    assert made
    assert (made.layout, made.id, made.kind, made.lang) == ("Punkter", "lysbilde", "prove", NB)
    assert [fill.placeholder for fill in made.fills] == ["Tittel"]
    assert made.fills[0].block == Paragraphs((Paragraph((Run("Hei", NB, bold=True),)),))


def test_a_layout_may_depend_on_what_a_slide_has() -> None:
    body = '{% layout "Punkter med spørsmål" if slide.question else "Punkter" %}'
    assert rendered(kind(body, "question"))[0].layout == "Punkter"  # type: ignore[union-attr]
    assert rendered(kind(body, "question"), question=text("?"))[0].layout == "Punkter med spørsmål"  # type: ignore[union-attr]


def test_a_placeholder_may_stand_in_a_condition_or_a_loop() -> None:
    columns = tuple(Record({"heading": text(name)}, PLACE) for name in "AB")
    made, findings = rendered(
        kind(
            '{% layout "To kolonner" %}{% for column in slide.columns %}'
            '{% placeholder "Overskrift " ~ loop.index %}{{ column.heading }}{% endplaceholder %}'
            "{% endfor %}{% if slide.columns | length > 2 %}"
            '{% placeholder "Tittel" %}aldri{% endplaceholder %}{% endif %}',
            "columns",
        ),
        columns=columns,
    )
    assert findings == ()
    assert made
    assert [fill.placeholder for fill in made.fills] == ["Overskrift 1", "Overskrift 2"]


def test_the_templates_own_words_are_in_the_decks_language() -> None:
    assert title("Kilde: {{ slide.source }}", source=text("KS")) == (Run("Kilde: KS", NB),)
    assert title("{{ 'nr. {n}' | fill(n=2) }}") == (Run("nr. 2", NB),)
    assert title("{{ ['a', slide.source] | join(' ') }}", source=text("KS")) == (Run("a KS", NB),)


def test_white_space_of_the_template_is_one_space_and_none_at_the_ends() -> None:
    body = (
        "\n  {{ slide.a }}\n\n  {% if slide.b %}\n    {{ slide.b }}\n  {% endif %}\n  og\n  {{ slide.c }}\n"
    )
    assert title(body, a=text("en"), b=None, c=text("to")) == (Run("en og to", NB),)
    assert title(body, a=text("en"), b=text("*så*"), c=text("to")) == (
        Run("en ", NB), Run("så", NB, italic=True), Run(" og to", NB)
    )  # fmt: skip


def test_a_hard_break_of_a_text_stays() -> None:
    assert title("{{ slide.a }}", a=text("en  \nto")) == (Run("en", NB), Run("\n", NB), Run("to", NB))


def test_what_a_slide_leaves_out_fills_nothing() -> None:
    body = "".join(
        f'{{% placeholder "{name}" %}}\n {{{{ {value} }}}} \n{{% endplaceholder %}}'
        for name, value in (("Tittel", "slide.a"), ("Innhold", "slide.a | bullets"))
    )
    assert blocks(body, a=None) == {}
    assert (
        blocks('{% placeholder "Tittel" %}{% for a in slide.a %}b{% endfor %}{% endplaceholder %}', a=None)
        == {}
    )


def test_a_list_a_picture_and_a_figure_are_blocks_of_their_own() -> None:
    figure = Record({"circles": (text("A"), text("B")), "alt": text("To sirkler")}, PLACE)
    made = blocks(
        '{% placeholder "Tittel" %}{{ slide.image | picture(slide.alt) }}{% endplaceholder %}'
        '{% placeholder "Innhold" %}{{ slide.figure | figure }}{% endplaceholder %}',
        image=IMAGE,
        alt=text("Rådhuset"),
        figure=figure,
    )
    assert made["Tittel"] == Picture(IMAGE, "Rådhuset", NB)
    assert made["Innhold"] == Figure(
        (Paragraph((Run("A", NB),)), Paragraph((Run("B", NB),))), "To sirkler", NB
    )


def test_a_decorative_picture_has_the_decks_language() -> None:
    made = blocks('{% placeholder "Tittel" %}{{ slide.image | picture }}{% endplaceholder %}', image=IMAGE)
    assert made["Tittel"] == Picture(IMAGE, "", NB)


def test_lists_in_one_placeholder_follow_each_other() -> None:
    body = '{% placeholder "Innhold" %}\n {{ slide.a | bullets }}\n {{ slide.b | bullets }}\n{% endplaceholder %}'
    made = blocks(body, a=(text("en"),), b=(text("to"), text("tre")))["Innhold"]
    assert isinstance(made, Paragraphs)
    assert [part.text for part in made.paragraphs] == ["en", "to", "tre"]


def test_every_paragraph_knows_where_its_text_stands() -> None:
    made = blocks('{% placeholder "Innhold" %}{{ slide.a | bullets }}{% endplaceholder %}', a=(text("en"),))[
        "Innhold"
    ]
    assert isinstance(made, Paragraphs)
    assert made.paragraphs[0].source == Source("content.yaml", 1, 4, 4, "a")


# ---- what is wrong with a kind, seen when it is used


@pytest.mark.parametrize(
    ("body", "fields", "wrong"),
    [
        ('\n{% layout "Punkt" %}', {}, "11:4 unknown-layout Punkt"),
        (filled("", "Titel"), {}, "11:4 unknown-placeholder Titel"),
        (filled("\n{{ slide.a.b }}"), {"a": text("x")}, "12:12 undefined-name b"),
        (LAYOUT + "\n{% if slide.a.b < 3 %}{% endif %}", {"a": text("x")}, "11:15 undefined-name b"),
        (
            LAYOUT + "\n{% for c in slide.a %}\n{% if c.nmae %}{% endif %}{% endfor %}",
            ROW,
            "12:9 undefined-field nmae",
        ),
        (LAYOUT + "\n{% for c in slide.a %}{% endfor %}", {"a": text("x")}, "11:4 kind-fails"),
        (filled('\n{{ slide.a ~ "b" }}'), {"a": text("x")}, "12:12 joined-data ~"),
        (LAYOUT + "\n{% if (slide.a + slide.a) %}{% endif %}", {"a": text("x")}, "11:4 kind-fails"),
        (LAYOUT + "\n{% if ('%9d' % 3) %}{% endif %}", {}, "11:4 kind-fails"),
        (LAYOUT + "\n{% if 1 // 0 %}{% endif %}", {}, "11:4 kind-fails"),
        (filled("{{ slide.a | bullets }}"), {"a": text("x")}, "11:40 kind-fails"),
        (filled("{{ slide.a }}"), {"a": (text("x"),)}, "11:35 kind-fails"),
        (filled("{{ slide.a }}"), {"a": IMAGE}, "11:35 kind-fails"),
        (filled("a{{ slide.a | bullets }}"), {"a": (text("x"),)}, "11:4 placeholder-mixed Tittel"),
        (filled("{{ slide.a | picture }}" * 2), {"a": IMAGE}, "11:4 placeholder-mixed Tittel"),
        (filled(f'a{END}\n{{% placeholder "Tittel" %}}b'), {}, "12:4 placeholder-twice Tittel"),
        (LAYOUT + "\n{% placeholder slide.b %}" + END, {"b": None}, "11:4 unknown-placeholder None"),
        ('{% if slide.a %}{% layout "Punkter" %}{% endif %}', {"a": None}, "10:1 no-layout"),
    ],
)
def test_a_mistake_is_said_at_its_place_in_the_kinds_file(
    body: str, fields: dict[str, Any], wrong: str
) -> None:
    assert complaint(body, **fields) == wrong


def test_names_that_exist_come_with_a_layout_or_placeholder_that_does_not() -> None:
    _, (layout,) = rendered(kind('{% layout "Punkt" %}'))
    _, (placeholder,) = rendered(kind(LAYOUT + '{% placeholder "Titel" %}a{% endplaceholder %}'))
    assert (layout.near[0], "Kontakt" in layout.known) == ("Punkter", True)
    assert (placeholder.near[0], "Innhold" in placeholder.known) == ("Tittel", True)


def test_every_placeholder_that_is_wrong_is_named() -> None:
    body = "".join(f'\n{{% placeholder "{name}" %}}a{{% endplaceholder %}}' for name in ("Titel", "Inhold"))
    _, findings = rendered(kind(LAYOUT + body))
    assert [described(finding) for finding in findings] == [
        "11:4 unknown-placeholder Titel", "12:4 unknown-placeholder Inhold"
    ]  # fmt: skip


def test_loops_come_to_an_end() -> None:
    """A hundred items in three loops within each other are a million turns."""
    loops = "{% for a in slide.a %}" * 3 + "{% endfor %}" * 3
    assert complaint(LAYOUT + "\n" + loops, a=tuple(range(100))) == "11:26 too-many-turns"
    assert MAX_TURNS < 100**3


def test_a_loop_cannot_write_without_end() -> None:
    loops = '{% placeholder "Tittel" %}{% for a in slide.a %}{{ slide.b }}{% endfor %}{% endplaceholder %}'
    assert complaint(LAYOUT + "\n" + loops, a=tuple(range(200)), b=text("a" * 999)) == "11:4 too-many-letters"


# ---- what is wrong with a kind, seen before it is used


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (LAYOUT + '\n{% placeholder "Tittel" %}{{ slide.titel }}{% endplaceholder %}', ["11:36 undefined-field titel"]),
        (
            LAYOUT + "\n{{ slide.title }}\n{% if kommune.name %}{% endif %}",
            ["11:4 outside-placeholder slide", "12:7 undefined-name kommune"],
        ),
        (LAYOUT + "\n{% endfor %}", ["11:4 jinja-stray-tag endfor"]),
        (LAYOUT + '\r\n{% placeholder "Tittel" %}\r\n{{ a }}{% endplaceholder %}', ["12:4 undefined-name a"]),
        ("\n", ["10:1 no-layout"]),
    ],
)  # fmt: skip
def test_a_kind_is_checked_before_any_slide_is_made(body: str, wrong: list[str]) -> None:
    findings = check_kind(kind(body, "title"), speaking_to())
    assert [described(finding) for finding in findings] == wrong


def test_every_slide_has_an_id_a_kind_minutes_a_number_and_a_count() -> None:
    body = "{{ slide.id }} {{ slide.kind }} {{ slide.minutes }} {{ slide.number }} {{ slide.count }}"
    assert title(body) == (Run("lysbilde prove 1 1", NB),)


def test_a_character_of_a_kinds_body_is_found_in_its_file() -> None:
    made = kind("a\nbc\r\nd")
    places = [place_in(made, offset) for offset in range(7)]
    assert [(place.line, place.column) for place in places] == [
        (10, 1), (10, 2), (11, 1), (11, 2), (11, 3), (12, 1), (12, 2)
    ]  # fmt: skip


def test_the_kinds_that_ship_are_as_they_should_be() -> None:
    for name in ("", "Storfjord"):
        for made in seed().brand.kinds.values():
            assert check_kind(made, speaking_to(name)) == ()


def test_a_text_field_is_what_jinja_sees_as_the_string_it_says() -> None:
    body = "{% if slide.style == 'stor' %}ja{% else %}nei{% endif %}"
    assert title(body, style=Text((("nb", text("stor").versions[0][1]),), PLACE)) == (Run("ja", NB),)


@pytest.mark.parametrize("name", ["items", "keys", "values", "get", "title", "name"])
def test_a_field_is_what_it_is_called_and_never_a_method_of_pythons(name: str) -> None:
    assert title(f"{{{{ slide.{name} }}}}", **{name: text("a")}) == (Run("a", NB),)
