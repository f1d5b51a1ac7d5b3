"""What stands in a slot is put in once, as it is, and whatever it says."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kursdeck.documents.decode import UNSUPPORTED
from kursdeck.render.text import LookedIntoError, closed, literal
from kursdeck.slots import FIRST_TEXT, Template, filled, has_slots, slot, slots_in, values_of

TEXT = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: UNSUPPORTED.sub("?", text))
"""What data can say once it is `literal`."""
ONE, TWO = slot(FIRST_TEXT), slot(FIRST_TEXT + 1)


@given(TEXT, TEXT)
def test_a_text_is_filled_in_one_pass(one: str, two: str) -> None:
    values = values_of((one, two))
    assert filled(f"a{ONE}b{TWO}{ONE}", values.texts) == f"a{one}b{two}{one}"


@given(TEXT, TEXT)
def test_what_is_stamped_into_xml_is_read_again_letter_by_letter(one: str, two: str) -> None:
    root = etree.Element("a", b=f"<{ONE}>")
    root.text = f"{TWO} & {ONE}"
    data = Template.of(etree.tostring(root, encoding="UTF-8")).stamped(values_of((one, two)).data)
    again = etree.fromstring(data)
    spaces = str.maketrans("\n\t\r", "   ")  # XML's own rule for attributes (XML 1.0, 3.3.3)
    assert again.get("b") == f"<{one}>".translate(spaces)
    assert again.text == f"{two} & {one}".replace("\r", "\n")


def test_a_slot_looks_like_nothing_that_a_person_can_write() -> None:
    assert literal(ONE, "nb-NO") == "\ufffd"
    assert has_slots(ONE)
    assert has_slots(ONE.encode())
    assert not has_slots(b"a picture that holds " + ONE.encode())


@given(TEXT)
def test_texts_without_slots_are_told_from_those_with(text: str) -> None:
    assert not has_slots(text)
    assert slots_in(f"{text}{TWO}{text}{ONE}") == (FIRST_TEXT + 1, FIRST_TEXT)
    assert closed((text, 1, None)) == (text, 1, None)


def test_an_open_text_is_not_looked_into() -> None:
    with pytest.raises(LookedIntoError):
        closed(["a", f"b{ONE}"])


@given(TEXT)
def test_what_is_escaped_says_the_same(text: str) -> None:
    assert unescape(values_of((text,)).data[FIRST_TEXT].decode()) == text
