"""What texts and kinds know of the recipient, the presenter and the course; all of it literal, none of it missing."""

import datetime as dt
from collections.abc import Iterator

import pytest
from decks import KARI, recipient
from msgspec.structs import replace
from render_samples import IMAGE, PLACE, ids, said, seed, speaking_to, text, voice_for

from kursdeck import register
from kursdeck.audience import Contact, Presenter, Recipient, general
from kursdeck.deck import Run
from kursdeck.findings import Findings
from kursdeck.register import Entry, Fields, Forms, Register
from kursdeck.render.environment import Names
from kursdeck.render.expressions import Voice
from kursdeck.render.names import names_of, voice
from kursdeck.render.text import RichText

NB, NN, SE = "nb-NO", "nn-NO", "se-NO"


def value(spoken: Voice, name: str, field: str) -> RichText:
    names = spoken.names[name]
    assert isinstance(names, Names)
    found = names.values[field]
    assert isinstance(found, RichText)
    return found


def texts(spoken: Voice) -> Iterator[tuple[str, RichText]]:
    """Give every text that can be named, by its name."""
    for name, names in spoken.names.items():
        assert isinstance(names, Names)
        for field, found in names.values.items():
            if isinstance(found, RichText):
                yield f"{name}.{field}", found


def named(whom: Recipient, register: Register) -> tuple[Voice, Findings]:
    """Give what the course that ships may say to a recipient of another register."""
    return voice(seed().course, names_of(whom, seed().brand, "nb", register), seed().brand, "nb")


# ---- the recipient


def test_a_recipient_goes_by_the_registers_own_noun_too() -> None:
    spoken = speaking_to("Bergen")
    assert spoken.names["recipient"] is spoken.names["municipality"]


def test_a_course_without_a_register_knows_nobody_by_a_noun() -> None:
    made, findings = named(general(None, None), Register("", "", ()))
    assert findings == ()
    assert set(made.names) == {
        "course", "recipient", "presenter", "contact", "party", "council", "roster", "words"
    }  # fmt: skip


def test_a_recipient_has_its_names_in_the_decks_language() -> None:
    spoken = speaking_to("Bergen")
    fields = ("id", "name", "full_name", "official_name", "genitive", "county", "logo_alt")
    assert [str(value(spoken, "municipality", field)) for field in fields] == [
        "4601", "Bergen", "Bergen kommune", "Bergen kommune", "Bergens", "Vestland", "Logo: Bergen"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "lang", "genitive"),
    [("Moss", "nb", "Moss’"), ("Bergen", "nn", "Bergens"), ("Alstahaug", "nb", "Alstahaugs")],
)
def test_a_genitive_is_made_by_the_languages_rules(name: str, lang: str, genitive: str) -> None:
    assert value(speaking_to(name, lang), "municipality", "genitive") == genitive


def test_a_name_without_a_name_in_this_language_keeps_its_own() -> None:
    assert value(speaking_to("Bergen", "nn"), "municipality", "name").runs == (Run("Bergen", NB),)


def test_a_full_official_name_has_every_part_in_its_own_language() -> None:
    assert value(speaking_to("Storfjord"), "municipality", "official_name").runs == (
        Run("Storfjord\u00a0– ", NB),
        Run("Omasvuotna", SE),
        Run("\u00a0– ", NB),
        Run("Omasvuono", "fkv-NO"),
    )
    assert value(speaking_to("Karasjok", "nn"), "municipality", "official_name").runs == (
        Run("Kárášjohka", SE),
        Run("\u00a0– ", NN),
        Run("Karasjok", NB),
    )


def test_in_running_text_a_multilingual_name_is_the_one_of_the_texts_language() -> None:
    assert value(speaking_to("Karasjok"), "municipality", "name").runs == (Run("Karasjok", NB),)


def test_every_municipalitys_official_name_has_a_part_for_each_language() -> None:
    for entry in register.load("kommuner").entries:
        whom = Recipient(entry.id, entry)
        runs = value(voice_for(whom), "municipality", "official_name").runs
        assert {run.lang for run in runs} >= {name.lang for name in entry.names}


def test_a_name_whose_language_nobody_gave_is_in_the_decks() -> None:
    entry = Entry("a", "", (Forms("", "Avdeling nord"),), "", Fields((("hall", "Salen"),)))
    own = Register("branches", "branch", (entry,))
    made, _ = named(Recipient("a", entry), own)
    assert value(made, "branch", "official_name").runs == (Run("Avdeling nord", NB),)
    assert value(made, "branch", "hall") == "Salen"


def test_date_and_place_are_written_by_the_languages_rules() -> None:
    whom = replace(recipient(seed(), "Bergen"), date=dt.date(2026, 11, 22), place=" Bergen \n rådhus ")
    assert (
        said("{{ recipient.place }}, {{ recipient.date }}", voice_for(whom))
        == "Bergen rådhus, 22. november 2026"
    )


def test_a_column_cannot_hide_what_a_recipient_is_called() -> None:
    """A register of one's own may have any column; `name` and `logo` mean the same in every course."""
    entry = Entry("a", NB, (Forms(NB, "Avdeling nord"),), "", Fields((("logo", "x"), ("official_name", "y"))))
    made, _ = named(Recipient("a", entry), Register("b", "branch", (entry,)))
    assert value(made, "branch", "official_name") == "Avdeling nord"


# ---- the presenter and the roster


def test_the_presenter_is_told_as_written_and_the_number_grouped() -> None:
    contact = Contact("Kari  *Eksempel*", "Prosessveileder", "kari.eksempel@example.no", "22222222")
    spoken = voice_for(recipient(seed(), "Bergen", Presenter(contact, None, PLACE)))
    assert [str(value(spoken, "presenter", field)) for field in ("name", "title", "email", "phone")] == [
        "Kari *Eksempel*", "Prosessveileder", "kari.eksempel@example.no", "22 22 22 22"
    ]  # fmt: skip


def test_the_columns_of_a_roster_can_be_named() -> None:
    whom = replace(recipient(seed(), "Bergen"), roster=Fields((("hall", "Salen"), ("no", "{{ a }}"))))
    assert said("{{ roster.hall }} {{ roster['no'] }}", voice_for(whom)) == "Salen {{ a }}"


@pytest.mark.parametrize(
    ("lang", "start"), [("nb", "kl.\u00a009.05"), ("nn", "kl.\u00a009.05"), ("en", "09:05")]
)
def test_a_start_is_told_as_a_sentence_of_the_language_has_it(lang: str, start: str) -> None:
    whom = replace(recipient(seed(), "Bergen"), start=dt.time(9, 5))
    assert value(voice_for(whom, lang), "recipient", "start") == start


def test_contact_and_party_are_the_municipalitys_own_people() -> None:
    local, party = Contact("Per Eksempel", "Rådgiver", "per@example.no", "22222222"), Contact("Pia Eksempel")
    spoken = voice_for(replace(recipient(seed(), "Bergen", KARI), local=local, party=party))
    told = "{{ presenter.name }}, {{ contact.name }}, {{ contact.phone }}, {{ party.name }}{{ party.email }}"
    assert said(told, spoken) == "Kari Eksempel, Per Eksempel, 22 22 22 22, Pia Eksempel"


# ---- the council


@pytest.mark.parametrize(
    ("council", "lang", "forms"),
    [
        ("kommunestyre", "nb", "kommunestyre kommunestyret kommunestyrets"),
        ("bystyre", "nn", "bystyre bystyret bystyrets"),
        ("heradsstyre", "nn", "heradsstyre heradsstyret heradsstyrets"),
        ("bystyre", "en", "city council the city council the city council’s"),
    ],
)
def test_a_council_has_its_forms_in_the_decks_language(council: str, lang: str, forms: str) -> None:
    spoken = voice_for(replace(recipient(seed(), "Bergen"), council=council), lang)
    assert said("{{ council.name }} {{ council.definite }} {{ council.genitive }}", spoken) == forms


def test_a_council_that_nobody_named_is_the_one_that_the_law_has_for_all() -> None:
    assert said("{{ council.definite }}", speaking_to("Bergen")) == "kommunestyret"
    assert said("{{ council.definite }}", voice_for(general(None, None))) == "kommunestyret"


def test_a_register_without_councils_has_no_word_for_one() -> None:
    own, _ = named(general(None, None), Register("", "", ()))
    assert said("a{{ council.name }}{{ council.genitive }}b", own) == "ab"


# ---- nobody in particular


def test_in_the_general_deck_nothing_is_undefined_and_nobody_is_named() -> None:
    nobody, bergen = dict(texts(voice_for(general(None, None)))), dict(texts(speaking_to("Bergen")))
    assert set(nobody) == set(bergen)
    own = {"recipient.logo_alt", "municipality.logo_alt"}
    for name, found in nobody.items():
        assert found == "" or name.startswith(("course.", "words.", "council.")) or name in own, name
    assert nobody["recipient.logo_alt"] == "Logo"


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_text_knows_its_language(lang: str) -> None:
    for name, found in texts(voice_for(replace(recipient(seed(), "Storfjord", KARI), logo=IMAGE), lang)):
        assert all(run.lang for run in found.runs), name


# ---- the course


def test_the_courses_own_title_may_speak_of_the_recipient_and_not_of_itself() -> None:
    course = replace(
        seed().course, title=text("Kurs i {{ recipient.name }}"), subtitle=text("{{ recipient.id }}")
    )
    spoken = voice_for(recipient(seed(), "Bergen"), "nb", course)
    assert said("{{ course.title }} {{ course.subtitle }}", spoken) == "Kurs i Bergen 4601"
    course = replace(seed().course, title=text("{{ course.id }}"))
    _, findings = voice(
        course, names_of(general(None, None), seed().brand, "nb", seed().register), seed().brand, "nb"
    )
    assert ids(findings) == ["undefined-name"]


def test_a_course_without_a_subtitle_has_an_empty_one() -> None:
    assert said("a{{ course.subtitle }}b") == "ab"


# ---- languages


def test_a_text_is_looked_for_in_the_language_and_then_in_those_its_readers_also_read() -> None:
    assert speaking_to("Bergen", "nn").order == ("nn", "nb")
    assert speaking_to("Bergen", "nb").order == ("nb",)
    assert speaking_to("Karasjok", "en").order == ("en", "nb")


def test_the_register_is_the_one_the_course_names() -> None:
    assert seed().register is register.load("kommuner")
