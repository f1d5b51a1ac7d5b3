"""YAML becomes a tree whose every node knows its place, or findings that say where and what, all at once."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kursdeck import documents
from kursdeck.documents import Entry, Listing, Node, Scalar, Table, events, locate, locate_offset, plain
from kursdeck.findings import Finding, Findings, hint_of, text_of
from kursdeck.source import Source

NAME = "content.yaml"


def tree(text: str) -> Node:
    node, findings = documents.parse(text.encode(), NAME)
    assert not findings
    assert node is not None
    return node


def at(node: Node, *keys: str | int) -> Node:
    for key in keys:
        below = node.items[key] if isinstance(node, Listing) and isinstance(key, int) else None
        found = node.get(str(key)) if isinstance(node, Table) else below
        assert found is not None
        node = found
    return node


def scalar(text: str, *keys: str | int) -> Scalar:
    node = at(tree(text), *keys)
    assert isinstance(node, Scalar)
    return node


def entry(text: str, number: int) -> Entry:
    node = tree(text)
    assert isinstance(node, Table)
    return node.entries[number]


def complaints(data: str | bytes) -> list[tuple[str, int, int]]:
    """Give the findings' ids, lines and columns."""
    node, findings = documents.parse(data.encode() if isinstance(data, str) else data, NAME)
    assert node is None
    return [place_of(finding) for finding in findings]


def place_of(finding: Finding) -> tuple[str, int, int]:
    assert finding.source is not None
    return finding.id, finding.source.line, finding.source.column


def where(source: Source) -> tuple[int, int, int]:
    return source.line, source.column, source.length


# ---- what scalars mean


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0301", 301),
        ("-7", -7),
        ("0o17", 15),
        ("0xFF", 255),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_a_plain_scalar_means_what_the_core_schema_says_and_keeps_its_text(
    written: str, value: documents.Value
) -> None:
    node = scalar(f"a: {written}", "a")
    assert (node.text, node.value, type(node.value)) == (written, value, type(value))


@pytest.mark.parametrize(
    "written", ["no", "Yes", "on", "10:30", "2026-11-22", "1_000", ".inf", ".nan", "1e999", "9" * 5000]
)
def test_whatever_else_is_plain_is_text(written: str) -> None:
    assert scalar(f"a: {written}", "a").value == written


@pytest.mark.parametrize("written", ["'12'", '"12"', "|-\n  12", ">-\n  12"])
def test_quotes_and_blocks_make_text_of_anything(written: str) -> None:
    assert scalar(f"a: {written}", "a").value == "12"


def test_keys_are_the_text_that_was_written() -> None:
    assert [each.key for each in entry_list("0301: a\nno: b\n'x y': c\n~: d\n")] == ["0301", "no", "x y", "~"]


def entry_list(text: str) -> tuple[Entry, ...]:
    node = tree(text)
    assert isinstance(node, Table)
    return node.entries


def test_plain_gives_what_json_has() -> None:
    assert plain(tree("a: [1, x, {b: }]\nc: 1.5\n")) == {"a": [1, "x", {"b": None}], "c": 1.5}


def test_an_alias_gives_the_very_node_it_stands_for() -> None:
    text = "a: &x [1]\nb: *x\n"
    assert at(tree(text), "b") is not None
    assert plain(tree(text)) == {"a": [1], "b": [1]}


# ---- places


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_places_count_code_points_with_either_parser(
    loader: type, newline: str, bom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither emoji, a byte order mark nor the kind of line end moves a place."""
    monkeypatch.setattr(events, "LOADER", loader)
    text = bom + newline.join(["å: [x, é😀, bø]", "slides:", "  - title: 😀 Blåbær", ""])
    assert where(scalar(text, "å", 2).source) == (1, 12, 2)
    assert where(scalar(text, "slides", 0, "title").source) == (3, 12, 8)


def test_each_node_knows_its_path() -> None:
    text = "slides:\n  - title: x\n    columns: [{heading: y}]\n'a b': z\n"
    assert scalar(text, "slides", 0, "columns", 0, "heading").source.path == "slides[0].columns[0].heading"
    assert entry(text, 1).source.path == '["a b"]'
    assert tree(text).source.path == ""


def test_a_nodes_length_is_what_stands_on_its_first_line() -> None:
    text = "a: en lang  \n  fortsettelse\nb: |\n  tekst\nc:\n"
    assert [where(at(tree(text), key).source) for key in "abc"] == [(1, 4, 7), (3, 4, 1), (5, 3, 1)]


def test_a_node_with_an_anchor_begins_after_it() -> None:
    assert where(scalar("a: &navn Kari\n", "a").source) == (1, 10, 4)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: Hei {{ navn }}\n", (1, 11, 4)),
        ("a: 'navn {{ navn }}'\n", (1, 13, 4)),
        ('a: "{% if navn %}x{% endif %}"\n', (1, 11, 4)),
        ("a: |\n  navn\n  så {{ x.navn }}\n", (3, 11, 4)),
        ("a: >-\r\n  😀 {{ fornavn }}\r\n  {{ navn }}\r\n", (3, 6, 4)),
        ("a: bare navn her\n", (1, 9, 4)),
        ("a: noe annet\n", (1, 4, 9)),
    ],
)
def test_a_word_of_jinja_is_found_where_it_stands(text: str, place: tuple[int, int, int]) -> None:
    assert where(locate(scalar(text, "a"), "navn")) == place


@pytest.mark.parametrize(
    ("text", "line", "place"),
    [
        ("a: |\n  én\n  to x\n", 2, (3, 3, 4)),
        ("a: |\n\n  én\n\n  tre\n", 4, (5, 3, 3)),
        ("a: >\n  én\n  én\n\n  to\n", 2, (5, 3, 2)),
        ("a: én\n  én\n\n  to\n", 2, (4, 3, 2)),
        ("a: 'it''s\n\n  to'\n", 2, (3, 3, 2)),
        ('a: "\\u0020\\x41 én\\nto"\n', 2, (1, 20, 2)),
        ("a: én\n", 9, (1, 5, 1)),
        ("a: ''\n", 1, (1, 4, 2)),
    ],
)
def test_a_line_of_a_text_is_found_however_it_is_folded(
    text: str, line: int, place: tuple[int, int, int]
) -> None:
    assert where(line_of(scalar(text, "a"), line)) == place


def line_of(node: Scalar, number: int) -> Source:
    """Locate a line of a text, from 1; the text's end where it has fewer."""
    lines = [*node.text.split("\n"), *[""] * number]
    return locate_offset(node, sum(len(line) + 1 for line in lines[: number - 1]), len(lines[number - 1]))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: Hei {{ navn }}\n", (1, 11, 4)),
        ("a: 'it''s {{ navn }}'\n", (1, 14, 4)),
        ('a: "\\u00e6 {{ navn }}"\n', (1, 15, 4)),
        ("a: >-\n  folda\n  {{ navn }}\n", (3, 6, 4)),
    ],
)
def test_characters_of_a_text_are_found_where_they_stand(text: str, place: tuple[int, int, int]) -> None:
    node = scalar(text, "a")
    assert where(locate_offset(node, node.text.index("navn"), 4)) == place


def test_what_would_stand_behind_a_text_is_said_of_its_last_character() -> None:
    assert where(locate_offset(scalar("a: to\n", "a"), 2, 0)) == (1, 5, 1)


@settings(deadline=None)
@given(
    st.lists(st.text("aå😀 '\\", min_size=1).filter(str.strip), min_size=1, max_size=4),
    st.sampled_from("'\"|"),
)
def test_every_line_is_found_in_every_style(lines: list[str], style: str) -> None:
    """The place of line n begins with the line's own first character."""
    text = yaml.dump({"a": "\n".join(lines)}, default_style=style, allow_unicode=True, width=20)
    node = scalar(text, "a")
    for number, line in enumerate(lines, start=1):
        source = line_of(node, number)
        rest = text.splitlines()[source.line - 1][source.column - 1 :]
        assert rest.startswith((line.strip()[0], "\\\\", "\\U0001F600", "\\xE5"))


# ---- front matter


def test_front_matter_is_parted_from_its_body() -> None:
    front, findings = documents.parse_front_matter(b"---\nfields: {}\n--- \n<b>\n---\n", "quote.j2")
    assert front is not None
    assert not findings
    assert (plain(front.node), front.body, front.body_line) == ({"fields": {}}, "<b>\n---\n", 4)
    assert where(front.node.source) == (2, 1, 10)


def test_a_body_may_be_empty(tmp_path: Path) -> None:
    (tmp_path / "a.j2").write_bytes(b"---\na: 1\n---")
    front, _ = documents.read_front_matter(tmp_path / "a.j2", "a.j2")
    assert front is not None
    assert (front.body, front.body_line) == ("", 4)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("front-matter-missing", 1, 1)),
        (b"fields: {}\n", ("front-matter-missing", 1, 1)),
        (b"---\nfields: {}\n", ("front-matter-unclosed", 1, 1)),
        (b"---\n---\n", ("yaml-empty", 1, 1)),
        (b"---\na: 1\na: 2\n---\n", ("yaml-duplicate-key", 3, 1)),
        (b"---\na: 1\n---\n\x07", ("unsupported-character", 4, 1)),
        (b"---\n\xe5", ("document-encoding", 2, 1)),
    ],
)
def test_what_is_wrong_with_a_head_has_its_place_in_the_whole_file(
    data: bytes, expected: tuple[str, int, int]
) -> None:
    front, findings = documents.parse_front_matter(data, "a.j2")
    assert front is None
    assert [place_of(finding) for finding in findings] == [expected]


# ---- files that cannot be read


def test_what_is_no_file_is_a_finding(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"#" * (1 << 20) + b"\n")
    names = ("missing", ".", "pipe", "large")
    found = [documents.read(tmp_path / name, name)[1][0] for name in names]
    expected = ["document-missing", "document-is-folder", "document-missing", "document-too-large"]
    assert [finding.id for finding in found] == expected
    assert [str(finding.source) for finding in found] == list(names)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are POSIX")
def test_a_file_that_may_not_be_read_is_a_finding(
    tmp_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    (tmp_path / "secret").touch(mode=0o000)
    with unprivileged():
        found = documents.read(tmp_path / "secret", "secret")[1]
    assert [finding.id for finding in found] == ["document-unreadable"]


def test_a_name_no_system_takes_is_a_finding(tmp_path: Path) -> None:
    assert documents.read(tmp_path / ("a" * 300), "long")[1][0].id == "document-unreadable"


@pytest.mark.parametrize(
    ("data", "encoding", "line", "column"),
    [
        ("a: 1\nb: å\n".encode("latin-1"), "Windows-1252", 2, 4),
        ("å: ✓\na: «\n".encode() + b"\x93", "Windows-1252", 3, 1),
        ("a: å".encode("utf-16"), "UTF-16", 1, 1),
        ("a: å".encode("utf-16-be"), "UTF-16", 1, 1),
        ("a: å".encode("utf-32"), "UTF-32", 1, 1),
        ("a: å".encode("utf-32-le"), "UTF-32", 1, 1),
    ],
)
def test_another_encoding_is_one_finding_with_its_likely_name(
    data: bytes, encoding: str, line: int, column: int
) -> None:
    assert complaints(data) == [("document-encoding", line, column)]
    assert documents.parse(data, NAME)[1][0].params == {"encoding": encoding}


@pytest.mark.parametrize("text", ["", "\n", "# bare kommentar\n", "---\n", "\ufeff"])
def test_a_file_that_says_nothing_is_a_finding(text: str) -> None:
    assert complaints(text) == [("yaml-empty", 1, 1)]


# ---- hostile files


@pytest.mark.parametrize("deep", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000])
def test_deep_nesting_is_refused_before_anything_recurses(deep: str) -> None:
    assert complaints(deep)[-1][0] == "yaml-too-deep"


def test_fifty_levels_are_allowed_and_no_more() -> None:
    block = "".join(f"{' ' * level}a:\n" for level in range(50))
    assert isinstance(tree(block), Table)
    assert complaints(f"{block}{' ' * 50}a:\n") == [("yaml-too-deep", 51, 51)]


def test_an_alias_bomb_is_refused() -> None:
    rows = [
        f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]"
        for below, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert complaints("\n".join(["a: &a [x]", *rows]))[-1][0] == "yaml-too-big"


def test_depth_counts_what_aliases_stand_for() -> None:
    level = "[" * 20 + "{}" + "]" * 20
    text = f"a: &a {level.format('x')}\nb: &b {level.format('*a')}\nc: {level.format('*b')}\n"
    assert [finding[0] for finding in complaints(text)] == ["yaml-too-deep"]


def test_a_hundred_aliases_are_allowed_and_no_more() -> None:
    assert isinstance(tree("- &a x\n" + "- *a\n" * 100), Listing)
    assert complaints("- &a x\n" + "- *a\n" * 101) == [("yaml-aliases", 102, 3)]


def test_an_alias_needs_a_node_that_is_complete() -> None:
    assert complaints("a: *b\nc: &c [*c]\n") == [("yaml-unknown-alias", 1, 4), ("yaml-unknown-alias", 2, 8)]


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("a: x\x07\n", ["U+0007"]),
        ("a: x\x85y\x9f\u2028\n", ["U+0085", "U+009F", "U+2028"]),
        ("a: \uf0b7 x\nb: \U000f0000\n", ["U+F0B7", "U+F0000"]),
        ('a: "\\uD800"\n', ["U+D800"]),
        ('a: "\\uFFFE\\x1B"\n', ["U+FFFE", "U+001B"]),
        ('"\\x07": 1\n', ["U+0007"]),
    ],
)
def test_characters_that_no_deck_can_hold_are_all_named(text: str, characters: list[str]) -> None:
    _, findings = documents.parse(text.encode(), NAME)
    assert [finding.id for finding in findings] == ["unsupported-character"] * len(characters)
    assert [finding.params["character"] for finding in findings] == characters


def test_all_errors_of_a_file_are_told_at_once() -> None:
    text = "a: 1\na: \uf0b7\nb: {c: 1, c: 2}\n'a': !x 3\n<<: 4\n? [x]\n: y\nd: *e\nf: {{ g }}\n\tz: 1\n"
    assert complaints(text) == [
        ("yaml-duplicate-key", 2, 1),
        ("unsupported-character", 2, 4),
        ("yaml-duplicate-key", 3, 11),
        ("yaml-duplicate-key", 4, 1),
        ("yaml-tag", 4, 6),
        ("yaml-merge-key", 5, 1),
        ("yaml-key", 6, 3),
        ("yaml-unknown-alias", 8, 4),
        ("yaml-braces", 9, 4),
        ("yaml-tab", 10, 1),
    ]


def test_a_repeated_key_names_the_line_of_the_first() -> None:
    _, findings = documents.parse(b"x:\n  a: 1\n  b: 1\n  a: 2\n", NAME)
    assert text_of(findings[0], "en") == "'a' stands here a second time; the first is in line 2."


# ---- what somebody may have meant


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: 1\n", ("yaml-tab", 2, 1)),
        ("a:\n  - x\n  \t- y\n", ("yaml-tab", 3, 3)),
        ("title: Del: to\n", ("yaml-colon", 1, 11)),
        ("a:1\nb: 2\n", ("yaml-colon-space", 1, 2)),
        ("b: 2\na:1\n", ("yaml-colon-space", 2, 2)),
        ("a: 1\ntitle\nb: 2\n", ("yaml-missing-colon", 2, 1)),
        ("title\n\nb: 2\n", ("yaml-missing-colon", 1, 1)),
        ('a: "x\nb: 1\n', ("yaml-unclosed-quote", 1, 4)),
        ('a: "x\nb: "y"\n', ("yaml-unclosed-quote", 1, 4)),
        ("a: 'x\n---\n", ("yaml-unclosed-quote", 1, 4)),
        ("a: [1, 2\nb: 3\n", ("yaml-unclosed-bracket", 1, 4)),
        ("a: {x: 1\n", ("yaml-unclosed-bracket", 1, 4)),
        ("a: [", ("yaml-unclosed-bracket", 1, 4)),
        ("a:\n    b: 1\n  c: 2\n", ("yaml-indentation", 3, 3)),
        ("a: 1\n  b: 2\n", ("yaml-indentation", 2, 3)),
        ("a: 1\n- b\n", ("yaml-indentation", 2, 1)),
        ("a: |\n  x\n y\n", ("yaml-indentation", 3, 2)),
        ("- a\nb (10:30)\n- c\n", ("yaml-missing-hyphen", 2, 1)),
        ("a:\n  - b\n  - c\n  d\ne: 1\n", ("yaml-missing-hyphen", 4, 3)),
        ("a: 1\ntid (10:30)\nb: 2\n", ("yaml-missing-colon", 2, 1)),
        ("-id: x\n  b: 2\n", ("hyphen-without-space", 1, 1)),
        ("- a: 1\n-b: 2\n", ("hyphen-without-space", 2, 1)),
        ("- a\n-b\n- c\n", ("hyphen-without-space", 2, 1)),
        ("title: {{ name }}\n", ("yaml-braces", 1, 8)),
        ("- {{ name }} i dag\n", ("yaml-braces", 1, 3)),
        ("t: {% if x %}a{% endif %}\n", ("yaml-braces", 1, 4)),
        ("- **Viktig** ord\n", ("yaml-quotes-needed", 1, 3)),
        ('- "Ja" sa hun\n', ("yaml-quotes-needed", 1, 3)),
        ("a: [lenke](https://example.no)\n", ("yaml-quotes-needed", 1, 4)),
        ("a: @kari\n", ("yaml-quotes-needed", 1, 4)),
        ("a: > tekst\n", ("yaml-quotes-needed", 1, 4)),
        ("a: - b\n", ("yaml-list-inline", 1, 4)),
        ('a: "c:\\mappe"\n', ("yaml-escape", 1, 7)),
        ("a: 1\n---\nb: 2\n", ("yaml-second-document", 2, 1)),
        ("a: 1\n...\nb\n", ("yaml-second-document", 3, 1)),
        ("%YAML 3.0\n---\na: 1\n", ("yaml-syntax", 1, 1)),
    ],
)
def test_a_syntax_error_is_one_finding_where_the_mistake_was_made(
    text: str, expected: tuple[str, int, int], loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With libyaml and with PyYAML's own parser, which word and place their complaints differently."""
    monkeypatch.setattr(events, "LOADER", loader)
    assert complaints(text) == [expected]


def test_a_backslash_that_makes_a_control_character_is_told_once_for_each_text() -> None:
    r"""Written as `\b` it is most likely a path; what was written by its number is still named."""
    assert complaints('a: "C:\\bilder\\foto.png"\n') == [("yaml-backslash", 1, 7)]
    assert complaints('"\\a": 1\n') == [("yaml-backslash", 1, 2)]
    assert complaints('a: "\\e \\uFFFE"\n') == [("unsupported-character", 1, 4), ("yaml-backslash", 1, 5)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("title: Fakta #1\n", [(1, 14)]),
        ("- Fakta  #1 og #2\n- '#3' #4\n", [(1, 10)]),
        ("{a: Fakta #1\n}\n", [(1, 11)]),
        ("a: tekst # merknad\nb: 3 #merknad\n#hele linjen\nc: 'Fakta #1'\nd: Fakta#1\n", []),
        ("a: tekst ## merknad\nb: #merknad\n  x\n", []),
    ],
)
def test_a_text_that_a_number_sign_cuts_short_is_warned_of(text: str, places: list[tuple[int, int]]) -> None:
    node, findings = documents.parse(text.encode(), NAME)
    assert node is not None
    assert [place_of(finding) for finding in findings] == [("comment-after-text", *place) for place in places]


def test_what_is_no_yaml_is_said_without_the_parsers_own_words() -> None:
    _, (finding,) = documents.parse(b"%YAML 3.0\n---\na: 1\n", NAME)
    assert (finding.id, finding.params) == ("yaml-syntax", {})


@pytest.mark.parametrize("text", ['a: "\\UFFFFFFFF"\n', 'a: "\\U00110000"\n'])
def test_an_escape_beyond_unicode_is_a_finding_with_either_parser(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_libyaml = complaints(text)
    monkeypatch.setattr(events, "LOADER", yaml.SafeLoader)
    assert (with_libyaml[0][0], complaints(text)[0][0]) == ("unsupported-character", "yaml-syntax")


# ---- what holds for any file


def lies_inside(findings: Findings, data: bytes) -> bool:
    """Whether each place is in the file, counting the end of each line."""
    text = (
        data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    )
    lines = text.split("\n")
    sources = [finding.source for finding in findings]
    return all(
        s and 1 <= s.line <= len(lines) and 1 <= s.column <= len(lines[s.line - 1]) + 1 for s in sources
    )


fragments = st.sampled_from(
    [
        *("a", "å", "😀", "0", " ", "  ", "\n", "\r\n", "\t", ":", ": ", "- ", "? ", "[", "]", "{", "}", ","),
        *('"', "'", "#", "|", ">", "&a ", "*a", "!", "%", "@", "`", "---\n", "...\n", "<<", "\\", "{{ a }}"),
        *("\x07", "\ue000", "\u2028", "\ufeff"),
    ]
)
yamlish = st.lists(fragments, max_size=40).map("".join).map(str.encode)


@settings(deadline=None)
@given(st.binary(max_size=200) | yamlish, st.sampled_from([yaml.CSafeLoader, yaml.SafeLoader]))
@example(b"a: \xff", yaml.CSafeLoader)
def test_any_bytes_give_either_a_tree_or_errors_in_the_file(data: bytes, loader: type) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "LOADER", loader)
        for node, findings in (documents.parse(data, NAME), documents.parse_front_matter(data, NAME)):
            assert (node is None) == bool(findings)
            assert lies_inside(findings, data)
            for finding in findings:
                assert all(text_of(finding, language) for language in ("en", "nb"))
                assert all(isinstance(hint_of(finding, language), str) for language in ("en", "nb"))


printable = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp"), exclude_characters="\ufffe\uffff\ufeff"),
    max_size=20,
)
values = st.recursive(
    printable, lambda below: st.lists(below, max_size=3) | st.dictionaries(printable, below, max_size=3)
)


@settings(deadline=None)
@given(
    st.dictionaries(printable, values, min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from(["'", '"', "|", ">"]),
)
def test_keys_and_texts_come_back_as_they_were_written(
    data: dict[str, object], flow: bool, style: str
) -> None:
    written = yaml.dump(
        data, allow_unicode=True, default_flow_style=flow, default_style=style, sort_keys=False
    )
    assume("!!" not in written and "\n? " not in written)
    assert plain(tree(written)) == data
