"""Nothing that an author writes is left out of the deck: each kind shows each of its fields."""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from decks import recipient, rendered_for

from kursdeck.audience import general
from kursdeck.brand.kinds import Kind
from kursdeck.build.opening import Opened, open_project
from kursdeck.deck import Figure, Paragraphs, Picture
from kursdeck.project import Project

HERE = Path(__file__).parents[1]
KINDS = sorted(path.stem for path in (HERE / "templates/ks").glob("*.j2"))


def filled(schema: Mapping[str, Any], words: Iterator[str]) -> Any:
    """Make a value for a field, every text in it a word of its own."""
    known: Mapping[str, Callable[[], Any]] = {
        "text": lambda: next(words),
        "items": lambda: [next(words), {"text": next(words), "items": [next(words)]}],
        "circles": lambda: {"circles": [next(words), next(words)], "alt": next(words)},
        "image": lambda: "bilde.png",
    }
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    if name in known:
        return known[name]()
    if schema.get("type") == "array":
        return [filled(schema["items"], words) for _ in range(2)]
    if schema.get("type") == "object":
        return {name: filled(inner, words) for name, inner in schema["properties"].items()}
    return True


def without(kind: Kind, words: Iterator[str], left_out: str) -> dict[str, Any]:
    """Fill all fields of a kind but one."""
    fields = {name: filled(schema, words) for name, schema in kind.fields.items() if name != left_out}
    return {"kind": kind.name, "minutes": 8, **fields}


def opened(folder: Path, slides: list[dict[str, Any]]) -> Opened:
    """Open a course with these slides (JSON is YAML)."""
    (folder / "content.yaml").write_text(
        json.dumps({"format": 1, "title": "Kurs", "lang": "nb", "register": "kommuner", "slides": slides}),
        "utf-8",
    )
    made, findings = open_project(Project(folder))
    assert made is not None, findings
    return made


def said(course: Opened, whom: str) -> str:
    """Give all that a deck's slides say, alternative texts too."""
    person = recipient(course, whom) if whom else general(None, None)
    deck, findings = rendered_for(course.course, person, course.brand, "nb", course.register)
    assert deck is not None, findings
    return "\n".join(
        itertools.chain.from_iterable(map(texts, (f.block for s in deck.slides for f in s.fills)))
    )


def texts(block: Paragraphs | Picture | Figure) -> tuple[str, ...]:
    match block:
        case Paragraphs():
            return (block.text,)
        case Picture():
            return (block.alt,)
        case Figure():
            return (block.alt, *(label.text for label in block.labels))


@pytest.mark.parametrize("whom", ["", "Bergen"])
@pytest.mark.parametrize("name", KINDS)
def test_every_text_of_every_field_stands_on_the_slide(course: Path, name: str, whom: str) -> None:
    PIL.Image.new("RGB", (4, 3)).save(course / "bilde.png")
    kind = opened(course, [{"kind": "section", "title": "x"}]).brand.kinds[name]
    optional = [field for field in kind.fields if field not in kind.required]
    for left_out in ("", *optional):
        count = itertools.count()
        words = [f"ord{number}x" for number in range(60)]
        slide = without(kind, (words[next(count)] for _ in words), left_out)
        used = [word for word in words if f'"{word}"' in json.dumps(slide)]
        shown = said(opened(course, [slide]), whom)
        assert [word for word in used if word not in shown] == [], f"without {left_out!r}"
