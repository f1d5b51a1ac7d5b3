"""The same input gives the same deck, and a slide does not depend on what else is built."""

import hashlib
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from decks import made, recipient
from gate_decks import DECKS, deck, seed
from lxml import etree
from msgspec.structs import replace

from kursdeck.build.deck import Made
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.presentation_part import FIRST_SLIDE_ID, SLIDE_ID_LIMIT, slide_ids

MAIN, MAIN_LINKS = "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"
LISTS = {MAIN, MAIN_LINKS, "[Content_Types].xml", "docProps/custom.xml"}
"""The parts that say which slides there are; every other belongs to one slide, or to the template."""
FIRST_NOTES = "ppt/notesSlides/forside.xml"
"""Says on which slides the logo is, by number."""

CREATED = "{http://purl.org/dc/terms/}created"


def parts(built: Made) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(built.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def without_tips() -> Made:
    """Build the course with one slide left out."""
    course = seed().course
    fewer = replace(course, slides=tuple(slide for slide in course.slides if slide.id != "tips"))
    return made(replace(seed(), course=fewer), recipient(seed(), ""))


# ---- bytes


@pytest.mark.parametrize("name", DECKS)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    assert DECKS[name]().data == deck(name).data


def test_another_process_gives_the_same_bytes() -> None:
    """Sets and hashes come out otherwise in every process, with another seed for certain."""
    program = (
        "from gate_decks import deck; import hashlib; print(hashlib.sha256(deck('seed').data).hexdigest())"
    )
    paths = [str(Path(__file__).parent), *sys.path]
    environment = {"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(paths)}
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert run.stdout.strip() == hashlib.sha256(deck("seed").data).hexdigest()


def test_nothing_in_the_deck_says_when_it_was_built() -> None:
    with zipfile.ZipFile(BytesIO(deck("seed").data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert etree.fromstring(parts(deck("seed"))["docProps/core.xml"]).find(CREATED) is None


def test_unless_a_date_is_given_by_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    dated = DECKS["seed"]()
    assert etree.fromstring(parts(dated)["docProps/core.xml"]).findtext(CREATED) == "2026-11-22T12:00:00Z"
    assert DECKS["seed"]().data == dated.data


# ---- pages


def test_leaving_a_slide_out_changes_no_other_part() -> None:
    whole, fewer = parts(deck("seed")), parts(without_tips())
    gone = {name for name in whole if "/tips.xml" in name}
    assert set(whole) - set(fewer) == gone
    assert {name for name in fewer if fewer[name] != whole[name]} <= LISTS | {FIRST_NOTES}


def test_slides_keep_their_ids_when_one_is_left_out() -> None:
    whole, fewer = (listed(each) for each in (deck("seed"), without_tips()))
    assert fewer == {link: id_ for link, id_ in whole.items() if link != "slide-tips"}


def listed(built: Made) -> dict[str, str]:
    """Give the slides' ids by their relationships'."""
    entries = etree.fromstring(parts(built)[MAIN]).iter(clark("p:sldId"))
    return {str(entry.get(clark("r:id"))): str(entry.get("id")) for entry in entries}


def test_a_slide_that_does_not_name_the_recipient_is_the_same_for_all() -> None:
    general, bergen = parts(deck("seed")), parts(deck("seed without presenter"))
    personal = {"forside", "kontakt"}
    slides = {name for name in general if name.startswith("ppt/slides/") and name.endswith(".xml")}
    same = {name for name in slides if general[name] == bergen[name]}
    assert slides - same == {f"ppt/slides/{id_}.xml" for id_ in personal}


def test_shapes_have_the_same_ids_whatever_else_their_slide_shows() -> None:
    """The contact slide without a presenter has the prompts where the names were."""
    full, empty = (
        [
            each.get("id")
            for each in etree.fromstring(parts(deck(name))["ppt/slides/kontakt.xml"]).iter("{*}cNvPr")
        ]
        for name in ("seed in nynorsk, three names, SVG logo", "seed without presenter")
    )
    assert set(empty) >= set(full) or set(full) >= set(empty)
    assert all(int(str(one)) < int(str(other)) for one, other in pairwise(full[1:]))


# ---- ids


def test_two_slides_whose_ids_clash_get_two_numbers() -> None:
    """The words plumless and buckeroo are two that CRC-32 famously cannot tell apart."""
    ids = slide_ids(["plumless", "buckeroo"])
    assert len(set(ids.values())) == 2
    assert all(FIRST_SLIDE_ID <= number < SLIDE_ID_LIMIT for number in ids.values())
    assert slide_ids(["buckeroo"])["buckeroo"] == ids["plumless"]
