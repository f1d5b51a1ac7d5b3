"""A text of content.yaml evaluated: what it says to whom, in which language, and where it is wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render_samples import PLACE, complaints, ids, notes, runs, said, scalar, speaking_to, text

from kursdeck import documents
from kursdeck.content.course import Text
from kursdeck.deck import Run
from kursdeck.documents import Scalar, Table
from kursdeck.documents.decode import UNSUPPORTED
from kursdeck.render.expressions import evaluate, evaluate_notes
from kursdeck.render.text import MAX_LETTERS

# ---- what is said


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Velkommen til {{ recipient.name }}!", "Velkommen til Bergen!"),
        ("{{ municipality.full_name }}", "Bergen kommune"),
        ("{{ municipality.genitive }} folkevalgte", "Bergens folkevalgte"),
        ("{{ recipient['id'] }}", "4601"),
        ("{{ recipient.county }}", "Vestland"),
        ("{{ course.title }} {{ course.id }}", "Sosiale medier for folkevalgte sosiale-medier"),
        ("{% if recipient.name %}Hei {{ recipient.name }}{% else %}Hei{% endif %}", "Hei Bergen"),
        ("{{ recipient.place or 'her' }}", "her"),
        ("{{ 'i Bergen' if recipient.name == 'Bergen' }}", "i Bergen"),
        ("a{{ ' b' if recipient.place }}", "a"),
        ("{{ recipient.hall | default('salen') }}", "salen"),
        ("{{ roster.hall | default('salen') }}", "salen"),
        ("{{ [recipient.name, recipient.place, recipient.id] | join(', ') }}", "Bergen, 4601"),
        ("{{ words.counter | fill(number=1, count=4) }}", "1 av 4"),
        ("{{ 2 }}{{ 'a' }}{{ none }}{{ true }}{{ recipient.logo }}", "2a"),
        ("{# dette er glemt #}Hei", "Hei"),
        ("{% raw %}{{ slik }}{% endraw %} og {{ '{{' }}", "{{ slik }} og {{"),
        ("{ 100 % } {a} %}", "{ 100 % } {a} %}"),
    ],
)
def test_an_expression_says_what_it_stands_for(written: str, shown: str) -> None:
    assert said(written) == shown


def test_the_general_deck_says_nothing_in_a_names_place() -> None:
    nobody = speaking_to("")
    assert said("Velkommen{% if recipient.name %}, {{ recipient.name }}{% endif %}!", nobody) == "Velkommen!"
    assert said("{{ municipality.full_name }}{{ recipient.county }}{{ recipient.county_id }}", nobody) == ""
    assert said("til {{ recipient.name }} i dag", nobody) == "til i dag"


def test_an_authors_own_constant_may_have_emphasis_and_data_may_not() -> None:
    assert runs("{{ '**a**' }}") == (Run("a", "nb-NO", bold=True),)
    assert runs("**{{ recipient.name }}**") == (Run("Bergen", "nb-NO", bold=True),)


def test_a_blank_line_breaks_the_line_of_a_text_and_parts_paragraphs_of_notes() -> None:
    assert runs("en\n\n**to**") == (Run("en", "nb-NO"), Run("\n", "nb-NO"), Run("to", "nb-NO", bold=True))
    assert [part.text for part in notes("en\nog to\n\ntre\n").paragraphs] == ["en og to", "tre"]
    assert notes("\n").paragraphs == ()


def test_a_paragraph_of_notes_that_says_nothing_to_this_recipient_is_left_out() -> None:
    written = "en\n\n{% if recipient.place %}to{% endif %}\n\ntre"
    assert [part.text for part in notes(written).paragraphs] == ["en", "tre"]


# ---- languages


def test_a_text_is_in_the_language_asked_for() -> None:
    value, findings = evaluate(text(nb="Velkommen", nn="Velkomen"), speaking_to("Bergen", "nn"))
    assert (value.runs, findings) == ((Run("Velkomen", "nn-NO"),), ())


def test_a_text_that_the_language_lacks_is_in_the_nearest_and_says_so_in_its_runs() -> None:
    value, _ = evaluate(text(nb="Velkommen"), speaking_to("Bergen", "nn"))
    assert value.runs == (Run("Velkommen", "nb-NO"),)
    value, _ = evaluate(text(en="Welcome"), speaking_to("Bergen", "nn"))
    assert value.runs == (Run("Welcome", "en-GB"),)


def test_a_value_keeps_its_language_among_words_of_another() -> None:
    assert runs("Til {{ recipient.official_name }}", speaking_to("Karasjok")) == (
        Run("Til ", "nb-NO"),
        Run("Kárášjohka", "se-NO"),
        Run("\u00a0– Karasjok", "nb-NO"),
    )


# ---- what is wrong


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("Hei {{ nmae }}", ["8 undefined-name nmae"]),
        ("{{ recipient.nmae }} **{{ nmae }}**", ["14 undefined-field nmae", "27 undefined-name nmae"]),
        ("æ \\ {{ recipient.nmae }}", ["19 undefined-field nmae"]),
        ("{{ recipient.name.upper }}", ["19 undefined-name upper"]),
        ("{{ recipient.name[0] }}", ["19 undefined-name 0"]),
        ("{{ recipient }}", ["4 expression-fails"]),
        ("a {{ [1] }}", ["6 expression-fails"]),
        ("{{ recipient.name < 3 }}", ["23 expression-fails"]),
        ("{{ recipient.name | first }}", ["21 expression-fails"]),
        ("{{ recipient.name | length }}", ["21 expression-fails"]),
        ("{{ recipient.name | join }}", ["21 expression-fails"]),
        ("{{ [recipient] | join }}", ["18 expression-fails"]),
        ("{{ none | fill }}", ["11 expression-fails"]),
        ("{{ 'a' | join(1, 2, 3) }}", ["10 expression-fails"]),
        ("[a](javascript:b)", ["5 bad-link"]),
        ("[a]({{ recipient.name }})", ["0 bad-link"]),
        ("a&#xF0000;", ["0 unsupported-character"]),
        ("{{ '\\U000f0000' }}{{ recipient.name }}", ["0 unsupported-character"]),
        ("{{ '\\x01' }}", ["0 unsupported-character"]),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_shown(written: str, complaint: list[str]) -> None:
    assert complaints(written) == complaint


@pytest.mark.parametrize(
    ("yaml", "place"),
    [
        ("a: Hei {{ nmae }}\n", (1, 11)),
        ("a: 'it''s {{ nmae }}'\n", (1, 14)),
        ("a: >-\n  Hei\n  {{ recipient.name }}\n  {{ nmae }}\n", (4, 6)),
        ("a: |\n  Hei\n\n  {% if recipient.name %}\n  **{{ recipient.nmae }}**{% endif %}\n", (5, 18)),
        ("a: Hei\n  {{ recipient.name }}\n  {{ nmae }}\n", (3, 6)),
        ("a: |\r\n  Hei\r\n  {{ nmae }}\r\n", (3, 6)),
        ("a: |\n  {{ nmae\n", (2, 6)),
    ],
)
def test_the_place_is_the_files_own_however_the_text_is_written(yaml: str, place: tuple[int, int]) -> None:
    node, findings = documents.parse(yaml.encode(), "content.yaml")
    assert isinstance(node, Table), findings
    written = node.get("a")
    assert isinstance(written, Scalar)
    _, (finding,) = evaluate(Text((("nb", written),), PLACE), speaking_to())
    assert finding.source is not None
    assert (finding.source.line, finding.source.column) == place
    assert finding.source.path == "a"


def test_notes_are_checked_as_texts_are() -> None:
    value, findings = evaluate_notes(text("a\n\n{{ nmae }}"), speaking_to())
    assert value.paragraphs == ()
    assert ids(findings) == ["undefined-name"]


def test_a_message_offers_the_names_that_are_near() -> None:
    _, (finding,) = evaluate(text("{{ recipient.nmae }}"), speaking_to())
    assert finding.near[0] == "name"
    assert "county" in finding.known


def test_a_finding_does_not_tell_what_a_person_is_called() -> None:
    """An address is somebody's; messages end up in logs and on projectors."""
    _, (finding,) = evaluate(text("[a]({{ presenter.email }})"), speaking_to())
    assert "example.no" not in str(finding)


def test_a_text_without_end_is_a_message() -> None:
    assert complaints("a" * (MAX_LETTERS + 1)) == ["0 too-many-letters"]
    assert complaints("{{ course.title }}" * 4000) == [
        "0 too-many-letters"
    ]  # 72,000 letters that would be 120,000


PARTS = [
    "{{", "}}", "{%", "%}", "{#", "#}", "if", "else", "endif", "recipient", ".name", "['name']", "or",
    "|", "join", "fill", "default", "(", ")", "'a'", "1", "**", "~", "*", "_", "[", "]",
    "](https://a.no)", "&#xF0000;", "&amp;", "\\", "å", "-", "for", "x", "in", "y", "set", "layout",
    "is", "none", "<", ",",
]  # fmt: skip
JINJA = st.lists(st.sampled_from([*PARTS, " ", "\n", "\n\n", "  \n"]), max_size=14).map(" ".join)


@settings(max_examples=100)
@given(JINJA | JINJA.map(lambda written: written.replace(" ", "")) | st.text(max_size=40))
def test_whatever_is_written_there_is_either_a_text_or_errors_within_it(written: str) -> None:
    """Never an exception, and never an error outside of the file."""
    leaf = scalar(UNSUPPORTED.sub("", written))
    value, findings = evaluate(Text((("nb", leaf),), PLACE), speaking_to())
    assert not (value and findings)
    for finding in findings:
        assert finding.source is not None
        assert finding.source.line == 1
        assert leaf.source.column <= finding.source.column <= leaf.source.column + len(leaf.raw)
