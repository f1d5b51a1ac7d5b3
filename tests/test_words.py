"""The words a brand puts on slides by itself: one file a language, all with the same names."""

from pathlib import Path

import pytest
from render_samples import seed, told

from kursdeck.brand.words import REQUIRED, Council, filled, read_languages, read_words
from kursdeck.findings import Finding

GOOD = "format: 1\n" + "".join(f'{name}: "{name} {{part}}"\n' for name in REQUIRED)


def write(folder: Path, **languages: str) -> Path:
    for code, text in languages.items():
        (folder / f"{code}.yaml").write_text(text, encoding="utf-8")
    return folder


def described(findings: tuple[Finding, ...]) -> list[str]:
    return [
        " ".join((str(f.source or ""), told(f).id, str(f.params.get("name", "")))).strip() for f in findings
    ]


def test_a_language_is_a_file_of_names_and_words(tmp_path: Path) -> None:
    languages, findings = read_languages(write(tmp_path, nb=GOOD, se=GOOD), "languages")
    assert findings == ()
    assert sorted(languages) == ["nb", "se"]
    assert languages["nb"].tag == "tag {part}"
    assert languages["nb"].words["continued"] == "continued {part}"


def test_a_word_may_be_written_as_a_number_and_stays_as_written(tmp_path: Path) -> None:
    words, findings = read_words(write(tmp_path, nb=GOOD + "room: 007\n") / "nb.yaml", "nb.yaml")
    assert findings == ()
    assert words is not None
    assert words.words["room"] == "007"


@pytest.mark.parametrize("name", REQUIRED)
def test_a_word_that_the_program_needs_must_be_there(name: str, tmp_path: Path) -> None:
    text = "".join(line for line in GOOD.splitlines(keepends=True) if not line.startswith(f"{name}:"))
    words, findings = read_words(write(tmp_path, nb=text) / "nb.yaml", "nb.yaml")
    assert words is None
    assert described(findings) == [f"nb.yaml:1:1 word-missing {name}"]


def test_words_that_one_language_has_and_another_lacks_are_named(tmp_path: Path) -> None:
    _, findings = read_languages(write(tmp_path, nb=GOOD + "source: Kilde\nquote: «\n", nn=GOOD), "languages")
    assert described(findings) == ["word-missing-in-language quote", "word-missing-in-language source"]
    assert {finding.params["file"] for finding in findings} == {"languages/nn.yaml"}


def test_what_is_no_word_is_an_error_at_its_place(tmp_path: Path) -> None:
    _, findings = read_words(write(tmp_path, nb=GOOD + "list: [a]\n") / "nb.yaml", "nb.yaml")
    assert described(findings) == [f"nb.yaml:{len(REQUIRED) + 2}:1 word-not-text list"]
    _, findings = read_words(write(tmp_path, nb="- a\n") / "nb.yaml", "nb.yaml")
    assert described(findings) == ["nb.yaml:1:1 words-not-a-mapping"]


def test_every_broken_language_is_named(tmp_path: Path) -> None:
    languages, findings = read_languages(write(tmp_path, nb="a: [\n", nn="- a\n", en=GOOD), "languages")
    assert sorted(languages) == ["en"]
    assert [str(finding.source).partition(":")[0] for finding in findings] == [
        "languages/nb.yaml",
        "languages/nn.yaml",
    ]


def test_a_slot_is_filled_with_its_value_and_nothing_in_it_is_evaluated() -> None:
    assert filled("({part}/{parts})", part=1, parts=2) == "(1/2)"
    assert filled("{part.__class__} {0} {} {{part}}", part="{parts}") == "{part.__class__}  {} {{parts}}"
    assert filled("{part} av {parts}", part=1) == "1 av "


def test_the_languages_that_ship_have_the_same_words_with_the_same_slots() -> None:
    languages = seed().brand.languages
    assert sorted(languages) == ["en", "nb", "nn"]
    for name, word in languages["nb"].words.items():
        for code, words in languages.items():
            slots = {"number", "count", "minutes", "part", "parts", "course", "edition", "name", "slides"}
            assert {slot for slot in slots if f"{{{slot}}}" in words.words[name]} == {
                slot for slot in slots if f"{{{slot}}}" in word
            }, (code, name)


# ---- the words for councils


def test_a_council_has_its_forms_by_the_word_that_a_roster_says(tmp_path: Path) -> None:
    text = GOOD + "councils:\n  bystyre: {name: bystyre, definite: bystyret, genitive: bystyrets}\n"
    words, findings = read_words(write(tmp_path, nb=text) / "nb.yaml", "nb.yaml")
    assert findings == ()
    assert words is not None
    assert words.councils == {"bystyre": Council("bystyre", "bystyret", "bystyrets")}
    assert "councils" not in words.words


@pytest.mark.parametrize(
    ("councils", "expected"),
    [
        ("[bystyre]", "words-not-a-mapping"),
        ("{bystyre: bystyret}", "words-not-a-mapping"),
        ("{bystyre: {name: bystyre, definite: bystyret}}", "word-missing genitive"),
        ("{bystyre: {name: [a], definite: b, genitive: c}}", "word-not-text name word-missing name"),
    ],
)
def test_a_council_without_its_forms_is_an_error(councils: str, expected: str, tmp_path: Path) -> None:
    text = GOOD + f"councils: {councils}\n"
    words, findings = read_words(write(tmp_path, nb=text) / "nb.yaml", "nb.yaml")
    assert words is not None
    assert words.councils == {}
    assert " ".join(told for finding in described(findings) for told in finding.split()[1:]) == expected


def test_a_council_that_one_language_has_and_another_lacks_is_named(tmp_path: Path) -> None:
    more = GOOD + "councils: {ting: {name: ting, definite: tinget, genitive: tingets}}\n"
    _, findings = read_languages(write(tmp_path, nb=more, nn=GOOD), "languages")
    assert described(findings) == ["word-missing-in-language councils.ting"]


def test_the_languages_that_ship_have_the_same_councils_with_all_their_forms() -> None:
    languages = seed().brand.languages
    for words in languages.values():
        assert list(words.councils) == ["kommunestyre", "bystyre", "heradsstyre", "fylkesting"]
        for council in words.councils.values():
            assert all((council.name, council.definite, council.genitive))
            assert council.genitive.startswith(council.definite)
