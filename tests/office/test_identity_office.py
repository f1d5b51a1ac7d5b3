"""What LibreOffice does to a deck when it saves it is no edit; what a person did before is, still."""

from pathlib import Path

import pytest
from edit_samples import EDITS, built, built_on_brand, edited, package
from soffice import NEEDS_LIBREOFFICE, convert

from kursdeck.powerpoint.identity import Standing, Verdict, judge

pytestmark = NEEDS_LIBREOFFICE


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of all sample decks as LibreOffice saved them, in one run of it."""
    folder = tmp_path_factory.mktemp("decks")
    decks = {"built": built(), "brand": built_on_brand(), **{name: edited(name) for name in EDITS}}
    for name, data in decks.items():
        (folder / f"{name}.pptx").write_bytes(data)
    convert(sorted(folder.glob("*.pptx")), "pptx", folder / "resaved")
    return folder / "resaved"


@pytest.mark.parametrize("name", ["built", "brand"])
def test_an_unedited_deck_was_resaved(resaved: Path, name: str) -> None:
    assert judge(package((resaved / f"{name}.pptx").read_bytes())) == Verdict(Standing.RESAVED)


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_is_recognised_after_the_resave_too(resaved: Path, name: str) -> None:
    verdict = judge(package((resaved / f"{name}.pptx").read_bytes()))
    assert verdict == Verdict(Standing.EDITED, EDITS[name][1])
