"""An updated deck: today's slides in it whole, a person's as they left them, and PowerPoint has nothing to repair."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from deck_changes import repacked
from hypothesis import given, settings
from hypothesis import strategies as st
from update_samples import (
    ALL_NEW,
    ALL_OLD,
    DOINGS,
    EDITIONS,
    Doing,
    Edition,
    add,
    audited,
    built,
    delete,
    edited,
    faults,
    manifest,
    move,
    note,
    package,
    paragraphs,
    say,
    updated,
)

from kursdeck.powerpoint.identity import Standing, compare, judge, state_of
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.sections import Section, contiguous
from kursdeck.powerpoint.update_plan import DOING, FROM_TODAY, Fate, plan
from kursdeck.powerpoint.zipped import zip_of

EVERYTHING = (say(1, "Min tittel"), add(3, "Mitt lysbilde"), delete(5), move(0, 4))


def data(deck: Package) -> bytes:
    return zip_of(deck.parts)


# ---- whole decks


def test_a_deck_that_nobody_touched_becomes_todays_but_for_names_inside() -> None:
    _, result = updated(built(ALL_OLD), built(ALL_NEW))
    today = package(built(ALL_NEW))
    assert paragraphs(data(result)) == paragraphs(built(ALL_NEW))
    assert state_of(result).slides == state_of(today).slides
    assert judge(result).standing is Standing.RESAVED


@pytest.mark.parametrize("doings", [(), EVERYTHING], ids=["untouched", "edited"])
@pytest.mark.parametrize(("old", "new"), [(ALL_OLD, ALL_NEW), (ALL_NEW, ALL_OLD), (ALL_OLD, ALL_NEW[:2])])
def test_the_result_is_as_valid_as_a_deck_that_was_built(
    old: Edition, new: Edition, doings: Sequence[Doing], tmp_path: Path
) -> None:
    file = edited(built(old), doings)
    _, result = updated(file, built(new))
    assert faults(result) == set()
    assert audited(data(result), tmp_path / "new.pptx") - audited(file, tmp_path / "old.pptx") == set()


def test_slides_pictures_and_notes_that_went_leave_nothing_behind() -> None:
    _, result = updated(built(ALL_OLD), built(ALL_NEW[:2]))
    today = package(built(ALL_NEW[:2]))
    kinds = ("ppt/slides/", "ppt/notesSlides/", "ppt/media/", "ppt/slideLayouts/", "ppt/slideMasters/")
    for kind in kinds:
        assert len(named(result, kind)) == len(named(today, kind))


def named(deck: Package, folder: str) -> list[str]:
    return [name for name in deck.parts if name.startswith(folder)]


def test_no_second_master_comes_where_the_layouts_are_alike() -> None:
    _, result = updated(edited(built(ALL_OLD), EVERYTHING), built(ALL_NEW))
    assert len(result.related(result.main, "slideMaster")) == 1


def restyled(change: Callable[[str], str]) -> bytes:
    """Give the new deck with another theme, as after a change of the template."""
    deck = package(built(ALL_NEW))
    themes = {n: change(d.decode()).encode() for n, d in deck.parts.items() if n.startswith("ppt/theme/")}
    return zip_of({**deck.parts, **themes})


def other_colours(theme: str) -> str:
    return re.sub('(<a:accent1><a:srgbClr val=")[0-9A-F]{6}', r"\g<1>C80000", theme)


def test_a_changed_template_comes_with_its_slides_and_the_old_one_stays_for_those_that_were_kept() -> None:
    steps, result = updated(edited(built(ALL_NEW), [say(1, "Min tittel")]), restyled(other_colours))
    assert [step.fate for step in steps].count(Fate.REPLACED) == len(steps) - 1
    assert len(result.related(result.main, "slideMaster")) == 2
    assert faults(result) == set()


def test_a_template_on_which_no_slide_stands_any_more_goes() -> None:
    _, result = updated(built(ALL_NEW), restyled(other_colours))
    assert len(result.related(result.main, "slideMaster")) == 1
    assert result.related(result.main, "theme") == result.related(
        result.related(result.main, "slideMaster")[0], "theme"
    )
    assert faults(result) == set()


# ---- what travels along


def test_notes_links_and_pictures_come_along() -> None:
    _, result = updated(built(ALL_OLD), built(ALL_NEW))
    today = package(built(ALL_NEW))
    assert outside(result) == outside(today)
    assert media(result) == media(today)
    assert any("Les alt" in each for slide in paragraphs(data(result)) for each in slide)


def outside(deck: Package) -> set[str]:
    return {arrow.target for part in deck.parts for arrow in deck.relationships(part) if arrow.external}


def media(deck: Package) -> set[bytes]:
    return {deck.parts[name] for name in named(deck, "ppt/media/")}


def test_a_picture_that_is_there_already_is_not_brought_twice() -> None:
    _, result = updated(edited(built(ALL_OLD), [say(0, "Min tittel")]), built((*ALL_OLD[:4], *ALL_NEW[4:])))
    assert len(named(result, "ppt/media/")) == 1


def test_new_slides_stand_in_their_sections_and_what_somebody_added_in_its_neighbours() -> None:
    file = edited(built(ALL_OLD[:2]), [add(1, "Mitt lysbilde")])
    _, result = updated(file, built(ALL_OLD))
    first, *others = sections(result).values()
    assert [first, *others] == [3, 2, 2]
    assert faults(result) == set()


def sections(deck: Package) -> dict[str, int]:
    """Give the sections with the numbers of their slides."""
    root = deck.document(deck.main)
    assert root is not None
    found = root.findall(".//{*}section")
    return {each.get("name", ""): len(each.findall(".//{*}sldId")) for each in found}


def test_a_slide_that_is_replaced_keeps_its_number_so_that_jumps_to_it_still_lead_there() -> None:
    file = edited(built(ALL_OLD), [jump(1, 4), say(1, "Se regel fem")])
    steps, result = updated(file, built(ALL_NEW))
    (target,) = result.related(slide_named(result, "Se regel fem"), "slide")
    assert "Fem av ti" in "".join(words(result, target))
    assert [step.fate for step in steps if step.page == "why"] == [Fate.EDITED]
    assert faults(result) == set()


def test_a_slide_that_the_course_dropped_stays_where_an_edited_one_jumps_to_it() -> None:
    file = edited(built(ALL_OLD), [jump(1, 4), say(1, "Se regel fem")])
    steps, result = updated(file, built((*ALL_OLD[:4], ALL_OLD[5])))
    assert [step.fate for step in steps if step.page == "fact"] == [Fate.ATTACHED]
    assert faults(result) == set()


def test_a_custom_show_loses_the_slide_that_goes_and_keeps_the_one_that_is_replaced() -> None:
    file = with_show(built(ALL_OLD), "slide-why", "slide-fact")
    _, result = updated(file, built((*ALL_NEW[:4], ALL_NEW[5])))
    root = result.document(result.main)
    assert root is not None
    assert len(root.findall(".//{*}custShow/{*}sldLst/{*}sld")) == 1
    assert faults(result) == set()


def with_show(deck: bytes, *links: str) -> bytes:
    """Give a deck a custom show of the slides with these relationships."""
    entries = "".join(f'<p:sld r:id="{link}"/>' for link in links)
    show = f'<p:custShow name="Kort" id="0"><p:sldLst>{entries}</p:sldLst></p:custShow>'
    shows = re.compile(r"<p:notesSz[^>]*/>")
    return repacked(
        deck,
        {
            "ppt/presentation.xml": lambda text: shows.sub(
                lambda size: f"{size.group()}<p:custShowLst>{show}</p:custShowLst>", text
            )
        },
    )


def jump(place: int, to: int) -> Doing:
    """Let a click on a slide's title jump to another slide."""

    def do(deck: Any) -> None:
        deck.slides[place].shapes.title.click_action.target_slide = deck.slides[to]

    return do


def slide_named(deck: Package, title: str) -> str:
    return next(part for part in named(deck, "ppt/slides/") if title in "".join(words(deck, part)))


def words(deck: Package, part: str) -> list[str]:
    root = deck.document(part)
    return [] if root is None else [each.text or "" for each in root.iter("{*}t")]


def test_properties_that_somebody_else_put_into_the_file_stay() -> None:
    label = (
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="900" name="Merking">'
        "<vt:lpwstr>Intern</vt:lpwstr></property></Properties>"
    )
    file = package(built(ALL_OLD))
    custom = file.parts["docProps/custom.xml"].decode().replace("</Properties>", label)
    _, result = updated(zip_of({**file.parts, "docProps/custom.xml": custom.encode()}), built(ALL_NEW))
    assert result.parts["docProps/custom.xml"].count(b"Merking") == 1
    assert manifest(result).identity == manifest(package(built(ALL_NEW))).identity
    root = result.document("docProps/custom.xml")
    assert root is not None
    pids = [each.get("pid") for each in root]
    assert len(set(pids)) == len(pids)


# ---- what an updated deck says of itself


def test_edits_still_count_as_edits_and_a_second_update_has_nothing_to_do() -> None:
    file = edited(built(ALL_OLD), EVERYTHING)
    then = compare(manifest(package(file)), state_of(package(file)))
    _, result = updated(file, built(ALL_NEW))
    now = judge(result)
    assert now.standing is Standing.EDITED
    assert {(e.kind, e.slide) for e in now.edits} == {(e.kind, e.slide) for e in then.edits}
    steps, _ = updated(data(result), built(ALL_NEW))
    assert not any(step.fate in DOING for step in steps)


# ---- the promise


@given(EDITIONS, DOINGS, EDITIONS)
@settings(max_examples=25)
def test_no_edited_paragraph_is_ever_lost_and_every_slide_is_accounted_for_once(
    old: Edition, doings: list[tuple[Callable[..., Doing], int]], new: Edition
) -> None:
    wanted = [make(*places, *texts(make, number)) for number, (make, *places) in enumerate(doings)]
    file = edited(built(old), wanted)
    steps, result = updated(file, built(new))
    before, after = paragraphs(file), paragraphs(data(result))
    there = [step for step in steps if step.stays]
    assert len(after) == len(there)
    positions = [step.position for step in steps if step.position]
    assert positions == list(range(1, len(before) + 1))
    for step, said in zip(there, after, strict=True):
        assert step.fate in FROM_TODAY or said == before[step.position - 1]
    assert faults(result) <= faults(package(file))
    again = plan(manifest(result).slides, state_of(result), manifest(package(built(new))).slides)
    assert not any(step.fate in DOING for step in again)


def texts(make: Callable[..., Doing], number: int) -> tuple[str, ...]:
    """Say what is written where something is written."""
    return (f"Dette skrev jeg {number}",) if make in {say, note, add} else ()


@given(EDITIONS, EDITIONS)
@settings(max_examples=10)
def test_what_a_person_wrote_is_in_the_result_word_for_word(old: Edition, new: Edition) -> None:
    file = edited(built(old), [say(0, "Min tittel"), note(1, "Mine notater"), add(2, "Mitt lysbilde")])
    _, result = updated(file, built(new))
    said = [each for slide in paragraphs(data(result)) for each in slide]
    mine = [each for slide in paragraphs(file) for each in slide if each.startswith(("Min", "Mitt"))]
    assert set(mine) <= set(said)


# ---- sections

NAMES = st.none() | st.sampled_from("abc").map(lambda name: Section(f"{{{name}}}", name))


@given(st.lists(NAMES, max_size=9))
def test_each_section_is_one_stretch(wanted: list[Section | None]) -> None:
    given_ = contiguous(wanted)
    stretches = [section for at, section in enumerate(given_) if not at or section != given_[at - 1]]
    assert len(set(stretches)) == len(stretches)
    assert None not in given_ or not any(wanted)
    assert len(given_) == len(wanted)


@pytest.mark.parametrize(
    ("wanted", "given_"),
    [("aabbc", "aabbc"), ("a-b--", "aabbb"), ("aba", "aaa"), ("-ab", "aab"), ("abca", "aaaa"), ("--", "--")],
)
def test_a_slide_stands_in_its_own_section_where_that_cuts_none_in_two(wanted: str, given_: str) -> None:
    named_ = [None if name == "-" else Section(name, name) for name in wanted]
    assert "".join(section.name if section else "-" for section in contiguous(named_)) == given_
