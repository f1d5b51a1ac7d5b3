"""A deck that LibreOffice saved can be updated too, though it has none of the template's layouts any more."""

from pathlib import Path

import pytest
from soffice import NEEDS_LIBREOFFICE, convert, to_pdf
from update_samples import (
    ALL_NEW,
    ALL_OLD,
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

from kursdeck.powerpoint.identity import Standing, judge, state_of
from kursdeck.powerpoint.update_plan import FROM_TODAY, Fate
from kursdeck.powerpoint.zipped import zip_of

pytestmark = NEEDS_LIBREOFFICE

DOINGS = {
    "untouched": [],
    "edited": [say(1, "Min tittel"), note(2, "Mine notater"), add(3, "Mitt lysbilde"), delete(5), move(0, 4)],
}


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the decks as LibreOffice saved them, in one run of it."""
    folder = tmp_path_factory.mktemp("decks")
    for name, doings in DOINGS.items():
        (folder / f"{name}.pptx").write_bytes(edited(built(ALL_OLD), doings))
    convert(sorted(folder.glob("*.pptx")), "pptx", folder / "resaved")
    return folder / "resaved"


@pytest.mark.parametrize("name", DOINGS)
def test_nothing_of_a_persons_is_lost_and_the_rest_is_todays(
    name: str, resaved: Path, tmp_path: Path
) -> None:
    data = (resaved / f"{name}.pptx").read_bytes()
    steps, result = updated(data, built(ALL_NEW))
    before, after = paragraphs(data), paragraphs(zip_of(result.parts))
    there = [step for step in steps if step.stays]
    assert len(after) == len(there)
    for step, said in zip(there, after, strict=True):
        assert step.fate in FROM_TODAY or said == before[step.position - 1]
    assert faults(result) <= faults(package(data))
    assert audited(zip_of(result.parts), tmp_path / "new.pptx") <= audited(data, tmp_path / "old.pptx")


def test_an_untouched_deck_gets_its_layouts_and_sections_back(resaved: Path) -> None:
    steps, result = updated((resaved / "untouched.pptx").read_bytes(), built(ALL_NEW))
    assert {step.fate for step in steps} == {Fate.REPLACED, Fate.NEW}
    assert len(result.related(result.main, "slideMaster")) == 1
    assert state_of(result).slides == state_of(package(built(ALL_NEW))).slides
    assert result.parts[result.main].count(b"p14:section ") == 3


def test_edits_still_count_as_edits(resaved: Path) -> None:
    data = (resaved / "edited.pptx").read_bytes()
    _, result = updated(data, built(ALL_NEW))
    then, now = judge(package(data)), judge(result)
    assert now.standing is Standing.EDITED
    assert {(edit.kind, edit.slide) for edit in now.edits} == {(edit.kind, edit.slide) for edit in then.edits}
    assert manifest(result).identity == manifest(package(built(ALL_NEW))).identity


def test_libreoffice_shows_every_slide_of_the_result(resaved: Path, tmp_path: Path) -> None:
    _, result = updated((resaved / "edited.pptx").read_bytes(), built(ALL_NEW))
    pdf = to_pdf({"result": zip_of(result.parts)}, tmp_path)["result"]
    assert pdf.read_bytes().count(b"/Type/Page/") == len(paragraphs(zip_of(result.parts)))
