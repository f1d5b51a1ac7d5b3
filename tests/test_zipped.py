"""A zip that begins with what was zipped before is a zip like any other."""

import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from kursdeck.powerpoint.zipped import block_of, zip_behind, zip_of

NAMES = st.text("abcæøå/._0", min_size=1, max_size=20)
PARTS = st.dictionaries(NAMES, st.binary(max_size=300), max_size=6)


@given(PARTS, PARTS)
def test_every_part_is_read_again_from_the_block_and_from_behind_it(
    shared: dict[str, bytes], own: dict[str, bytes]
) -> None:
    own = {name: data for name, data in own.items() if name not in shared}
    data = zip_behind(block_of(shared), own.items())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {**shared, **own}
        assert archive.namelist() == [*shared, *own]


@given(PARTS)
def test_what_is_alike_for_all_takes_less_room_and_the_rest_is_stored(shared: dict[str, bytes]) -> None:
    text = b"<p>" * 1000
    with zipfile.ZipFile(BytesIO(zip_behind(block_of({"a": text}), [("b", text)]))) as archive:
        sizes = {entry.filename: entry.compress_size for entry in archive.infolist()}
    assert sizes["a"] < len(text) == sizes["b"]
    assert zip_of(shared) == zip_of(dict(shared))
