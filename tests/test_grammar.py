"""The closed part of Jinja: what is not listed does not run, and is named with its place, all of it at once."""

import pytest

from kursdeck.render.grammar import DEEPEST, KIND, TEXT, Dialect
from kursdeck.render.programs import MOST_MISUSES, check

NAMES = {"recipient": ("name", "place"), "presenter": ("name",), "minutes": None}


def wrong(written: str, dialect: Dialect = TEXT) -> list[tuple[int, str, str]]:
    """Give each misuse: the offset, the finding's id, the word."""
    return [(misuse.offset, misuse.id, misuse.word) for misuse in check(written, dialect, NAMES)]


@pytest.mark.parametrize(
    "written",
    [
        "Hei",
        "{{ recipient.name }}",
        "{{ recipient['name'] }}",
        "{{ 'a' }}{{ 1 }}{{ none }}{{ true }}",
        "{% if recipient.name %}a{% elif presenter.name == 'Kari' %}b{% else %}c{% endif %}",
        "{{ recipient.name or 'dere' }}",
        "{{ 'a' if recipient.name and not presenter.name }}",
        "{{ [recipient.name, recipient.place] | join(', ') }}",
        "{{ 'i {where}' | fill(where=recipient.place) }}",
        "{{ recipient.room | default('salen') }}",
        "{{ recipient['room'] | default('salen') }}",
        "{% if nobody is defined %}a{% endif %}{% if recipient.room is undefined %}b{% endif %}",
        "{% if recipient.name is none %}a{% endif %}",
        "{# en kommentar #}{% raw %}{{ så }}{% endraw %}",
        "{ 100 % }",
    ],
)
def test_names_filters_and_conditions_are_what_a_text_may_hold(written: str) -> None:
    assert wrong(written) == []


@pytest.mark.parametrize(
    ("written", "misuses"),
    [
        ("{{ 10**10**8 }}", [(5, "not-allowed", "**"), (9, "not-allowed", "**")]),
        ("{{ 'a'*3000000000 }}", [(6, "not-allowed", "*")]),
        ("{{ range(10**9) }}", [(3, "no-calls", "range"), (11, "not-allowed", "**")]),
        ("{{ 1 + 1 }}", [(5, "not-allowed", "+")]),
        ("{{ 1 - 1 }}", [(5, "not-allowed", "-")]),
        ("{{ 1 / 1 }}", [(5, "not-allowed", "/")]),
        ("{{ 1 // 1 }}", [(5, "not-allowed", "//")]),
        ("{{ '%9d' % 1 }}", [(4, "not-allowed", "%")]),
        ("{{ -1 }}", [(3, "not-allowed", "-")]),
        ("{{ +1 }}", [(3, "not-allowed", "+")]),
        ("{{ {} }}", [(3, "not-allowed", "{")]),
        ("{{ recipient.name[1:] }}", [(19, "not-allowed", ":")]),
        ("{{ recipient.name ~ 'x' }}", [(18, "joined-data", "~")]),
        ("a{% for a in recipient.name %}{% endfor %}", [(4, "not-allowed", "for")]),
        ("{% set a = 1 %}", [(3, "not-allowed", "set")]),
        ("{% set a %}1{% endset %}", [(3, "not-allowed", "set")]),
        ("{% macro a() %}1{% endmacro %}", [(3, "not-allowed", "macro")]),
        ("{% include 'a' %}", [(3, "not-allowed", "include")]),
        ("{% import 'a' as b %}", [(3, "not-allowed", "import")]),
        ("{% from 'a' import b %}", [(3, "not-allowed", "from")]),
        ("{% extends 'a' %}", [(3, "not-allowed", "extends")]),
        ("{% block a %}{% endblock %}", [(3, "not-allowed", "block")]),
        ("{% filter first %}{% endfilter %}", [(3, "not-allowed", "filter")]),
        ("{% with a = 1 %}{% endwith %}", [(3, "not-allowed", "with")]),
        ("{% autoescape true %}{% endautoescape %}", [(3, "not-allowed", "autoescape")]),
        ("{% layout 'A' %}", [(3, "not-allowed", "layout")]),
        ("{% placeholder 'A' %}b{% endplaceholder %}", [(3, "not-allowed", "placeholder")]),
        ("{{ recipient.name.upper() }}", [(18, "no-calls", "upper")]),
        ("{{ (recipient.name)('a') }}", [(14, "no-calls", "name")]),
        ("{{ [1](2) }}", [(6, "no-calls", "(")]),
    ],
)
def test_everything_else_is_named_where_it_stands(written: str, misuses: list[tuple[int, str, str]]) -> None:
    assert [misuse for misuse in wrong(written) if misuse[1] != "undefined-name"] == misuses


@pytest.mark.parametrize(
    ("written", "misuses"),
    [
        ("{{ ''.__class__ }}", [(6, "undefined-field", "__class__")]),
        ("{{ ''.__class__.__mro__ }}", [(6, "undefined-field", "__class__")]),
        ("{{ recipient.__class__ }}", [(13, "undefined-field", "__class__")]),
        ("{{ recipient['__class__'] }}", [(14, "undefined-field", "__class__")]),
        ("{{ self }}", [(3, "undefined-name", "self")]),
        ("{{ loop.index }}", [(3, "undefined-name", "loop")]),
        ("{{ caller }}", [(3, "undefined-name", "caller")]),
        ("{{ municipality }}", [(3, "undefined-name", "municipality")]),
        ("{{ recipient.nmae }}", [(13, "undefined-field", "nmae")]),
        ("{{ minutes.x }}", [(11, "undefined-field", "x")]),
        ("{{ recipient.name | upper }}", [(20, "unknown-filter", "upper")]),
        ("{{ recipient.name | bullets }}", [(20, "unknown-filter", "bullets")]),
        ("{{ recipient.name is odd }}", [(21, "unknown-test", "odd")]),
        ("{{ nobody.room | default('a') }}", [(3, "undefined-name", "nobody")]),
    ],
)
def test_what_does_not_exist_is_named_where_it_stands(
    written: str, misuses: list[tuple[int, str, str]]
) -> None:
    assert wrong(written) == misuses


def test_the_names_there_are_come_with_the_one_that_is_not() -> None:
    (name,) = check("{{ recipent }}", TEXT, NAMES)
    (field,) = check("{{ recipient.nmae }}", TEXT, NAMES)
    (filter_,) = check("{{ 'a' | joyn }}", TEXT, NAMES)
    assert (name.known, field.known) == (tuple(NAMES), ("name", "place"))
    assert "join" in filter_.known
    assert "turns" not in filter_.known


def test_all_mistakes_of_a_text_are_found_in_its_order_the_same_one_at_each_place() -> None:
    assert wrong(
        "{{ a }} {% if b.c %}{{ recipient.d | e }}{% endif %}\n{{ a }}{{ f() }}{{ recipient.a }}"
    ) == [
        (3, "undefined-name", "a"),
        (14, "undefined-name", "b"),
        (33, "undefined-field", "d"),
        (37, "unknown-filter", "e"),
        (56, "undefined-name", "a"),
        (63, "no-calls", "f"),
        (82, "undefined-field", "a"),
    ]


def test_a_word_outside_of_jinja_or_in_another_name_is_not_taken_for_it() -> None:
    assert wrong("nmae {{ recipient.name }} {{ nmae }}") == [(29, "undefined-name", "nmae")]
    assert wrong("{{ presenter.name }}{{ name }}") == [(23, "undefined-name", "name")]


def test_whoever_makes_the_same_mistake_again_and_again_is_told_some_of_them() -> None:
    assert len(wrong("{{ a }}" * 500)) == MOST_MISUSES


@pytest.mark.parametrize(
    ("written", "misuse"),
    [
        ("a {{ recipient.name", (15, "jinja-unclosed", "")),
        ("a {# en kommentar", (4, "jinja-unclosed", "")),
        ("a {% if recipient.name %}b", (5, "jinja-unended", "if")),
        ("a {% endif %}", (5, "jinja-stray-tag", "endif")),
        ("a {% fi %}", (5, "unknown-tag", "fi")),
        ("{{ recipient name }}", (13, "jinja-surplus", "name")),
        ("{{ }}", (3, "jinja-gap", "")),
        ("a\n\nb {{ ? }}", (8, "jinja-syntax", "")),
    ],
)
def test_what_is_no_jinja_is_said_where_it_stops_being_it(written: str, misuse: tuple[int, str, str]) -> None:
    assert wrong(written) == [misuse]


@pytest.mark.parametrize(
    "written",
    [
        "{{ " + "[" * 5000 + "]" * 5000 + " }}",
        "{{ " + "(" * 5000 + ")" * 5000 + " }}",
        "{{ " + "[" * 5000,
        "{{ " + "not " * 5000 + "1 }}",
        "{{ " + "1 if 1 else " * 5000 + "1 }}",
        "{% if 1 %}" * 500 + "{% endif %}" * 500,
        "{{ 1" + " or 1" * 5000 + " }}",
        "{{ recipient" + ".name" * 5000 + " }}",
        "{{ 1" + " | first" * 5000 + " }}",
        "{{ " + "1" * 5000 + " }}",
    ],
)
def test_thousands_of_levels_are_a_message_and_neither_a_crash_nor_a_wait(written: str) -> None:
    assert {id_ for _, id_, _ in wrong(written)} <= {
        "expression-too-deep",
        "expression-fails",
        "undefined-field",
    }
    assert wrong(written)


def test_as_deep_as_anybody_writes_is_allowed() -> None:
    assert wrong("{{ 1" + " or 1" * (DEEPEST - 5) + " }}") == []


# ---- kinds


def body(inside: str) -> str:
    """Give a kind's template with this in its one placeholder, which begins at offset 41."""
    return "{% layout 'Punkter' %}{% placeholder 'A' %}" + inside + "{% endplaceholder %}"


@pytest.mark.parametrize(
    "inside",
    [
        "{% for a in recipient.name %}{{ a }}{{ loop.index }}{% endfor %}",
        "{% set a = 1 + 2 - 3 // 4 % 5 %}{{ a }}{{ -a }}",
        "{{ recipient.name | bullets }}",
        "{{ 'a' ~ 1 }}",
    ],
)
def test_a_kind_may_also_loop_name_and_reckon(inside: str) -> None:
    assert wrong(body(inside), KIND) == []


@pytest.mark.parametrize(
    ("inside", "misuse"),
    [
        ("{{ 10**10**8 }}", (48, "not-in-kind", "**")),
        ("{{ 'a' * 9 }}", (50, "not-in-kind", "*")),
        ("{{ range(9) }}", (46, "no-calls", "range")),
        ("{{ caller() }}", (46, "no-calls", "caller")),
        ("{% for a in b recursive %}{{ loop(a) }}{% endfor %}", (55, "undefined-name", "b")),
        ("{% set a %}b{% endset %}", (46, "not-in-kind", "set")),
        ("{% set a.b = 1 %}", (50, "not-in-kind", "set")),
        ("{% include 'a' %}", (46, "not-in-kind", "include")),
        ("{% layout 'B' %}", (46, "tag-in-placeholder", "layout")),
        (
            "{% if 1 %}{% placeholder 'B' %}{% endplaceholder %}{% endif %}",
            (56, "tag-in-placeholder", "placeholder"),
        ),
    ],
)
def test_what_a_kind_may_not_hold_is_named_where_it_stands(inside: str, misuse: tuple[int, str, str]) -> None:
    assert wrong(body(inside), KIND)[0] == misuse


@pytest.mark.parametrize(
    ("written", "misuses"),
    [
        ("{% layout 'A' %}\n  Hei du {% if 1 %} {% endif %}", [(19, "outside-placeholder", "Hei")]),
        ("{% layout 'A' %}{% if 1 %}{{ recipient.name }}{% endif %}", [(29, "outside-placeholder", "recipient")]),
        (
            "{% layout 'A' %}{% for a in recipient.name %}a{% else %}b{% endfor %}",
            [(45, "outside-placeholder", "a"), (56, "outside-placeholder", "b")],
        ),
        ("{% placeholder 'A' %}a{% endplaceholder %}", [(0, "no-layout", "")]),
        ("", [(0, "no-layout", "")]),
    ],
)  # fmt: skip
def test_what_would_not_be_shown_is_named(written: str, misuses: list[tuple[int, str, str]]) -> None:
    assert wrong(written, KIND) == misuses


def test_lines_may_end_as_windows_ends_them() -> None:
    assert wrong("a\r\n{{ b }}") == [(5, "undefined-name", "b")]
