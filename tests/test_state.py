"""What is remembered between builds is exact or not there: nothing in it can make a build wrong."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursdeck.build.outcome import Outcome, Status
from kursdeck.build.state import FILE, FOLDER, NOTHING, Failed, Last, State, Written, load, save
from kursdeck.files import Stamp
from kursdeck.findings import Finding, Severity
from kursdeck.source import Source

SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)

TEXT = st.text(max_size=8)
NAME = st.text("abcæøå-_(2) ", min_size=1, max_size=8).map(lambda stem: f"{stem}.pptx")
NUMBER = st.integers(0, 2**63)
SOURCES = st.builds(Source, TEXT, NUMBER, NUMBER, NUMBER, TEXT)
FINDINGS = st.lists(
    st.builds(
        Finding,
        TEXT,
        st.sampled_from(Severity),
        st.none() | SOURCES,
        st.dictionaries(TEXT, TEXT | NUMBER, max_size=2),
        st.lists(TEXT, max_size=2).map(tuple),
        st.lists(TEXT, max_size=2).map(tuple),
        TEXT,
    ),
    max_size=3,
).map(tuple)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
FAILED = st.builds(Failed, TEXTS, st.none() | TEXTS)
WRITTEN = st.builds(Written, st.builds(Stamp, NUMBER, NUMBER), TEXT)


@st.composite
def states(draw: st.DrawFn, folder: Path) -> State:
    path = NAME.map(lambda name: folder / name)
    kept = st.lists(path, max_size=2).map(tuple)
    deck = st.builds(
        Outcome, TEXT, TEXT, TEXT, path, st.just(Status.UNCHANGED), NUMBER, NUMBER, FINDINGS, kept
    )
    last = st.builds(Last, TEXT, FINDINGS, st.lists(deck, max_size=3).map(tuple), FAILED)
    return State(draw(st.dictionaries(NAME, WRITTEN, max_size=3)), draw(st.none() | last))


@SAME_FOLDER
@given(data=st.data())
def test_what_is_saved_is_what_is_loaded(tmp_path: Path, data: st.DataObject) -> None:
    state = data.draw(states(tmp_path))
    save(tmp_path, state)
    assert load(tmp_path) == state


SAMPLE = State({"kurs.pptx": Written(Stamp(1000, 2000), "abc")})


@SAME_FOLDER
@given(st.data())
def test_a_state_with_any_byte_changed_is_as_good_as_none(tmp_path: Path, data: st.DataObject) -> None:
    save(tmp_path, SAMPLE)
    path = tmp_path / FOLDER / FILE
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    path.write_bytes(bytes((*whole[:place], other, *whole[place + 1 :])))
    assert load(tmp_path) == NOTHING
    path.write_bytes(whole[:place])
    assert load(tmp_path) == NOTHING


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"format": 1}',
        '{"format": 2}',
        '{"format": 2, "decks": [], "last": null}',
        '{"format": 2, "decks": {"x": [1]}, "last": null}',
        '{"format": 2, "decks": {}, "last": [1, 2]}',
        "[" * 100_000,
    ],
)
def test_a_state_in_another_form_is_as_good_as_none_even_when_it_is_sealed(tmp_path: Path, body: str) -> None:
    """Another version of the program may have written it."""
    path = tmp_path / FOLDER / FILE
    path.parent.mkdir()
    path.write_text(f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}", encoding="utf-8")
    assert load(tmp_path) == NOTHING


def test_a_state_is_one_line_of_seal_and_one_of_json(tmp_path: Path) -> None:
    save(tmp_path, SAMPLE)
    seal, body = (tmp_path / FOLDER / FILE).read_text(encoding="utf-8").split("\n")
    assert len(seal) == 64
    assert json.loads(body)["decks"] == {"kurs.pptx": [1000, 2000, "abc"]}


def test_a_folder_that_takes_no_state_is_no_error(tmp_path: Path) -> None:
    (tmp_path / FOLDER).touch()
    save(tmp_path, SAMPLE)
    assert load(tmp_path) == NOTHING
