"""A course nobody would write: random slides of every kind, in words that are hard to fit. One seed, one course."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from everything import picture_files

Slide = Mapping[str, Any]
"""A slide or its fields, as content.yaml has them; JSON is YAML too."""

SHORT_WORDS = """
    i å og vi det som kan skal ikke hets nett råd tillit åpenhet «vær» varsom (ja) nei, 10 % 2026: kr kl. 09.00
    ansvar politikk privat dialog møte språk debatt følge si ifra Ålesund Østfold Våler æra Kárášjohka Porsáŋgu
    unjárga folkevalgte sosiale medier innbygger engasjement **viktig** *kanskje* [lenke](https://example.no/a/b)
"""
LONG_WORDS = """
    kommunestyrerepresentanter fylkestingsrepresentantene ytringsfrihetskommisjonen debattklimaundersøkelsen
    innbyggermedvirkningsprosess informasjonssikkerhetsrådgiver e-postadresse Sør-Trøndelag/Nord-Trøndelag
    nettvettplakatformidling varslingsrutinene «kommunestyremøteinnkallingene» habilitetsvurderingene og/eller
    tverrpolitisk–felles **ytringskulturprosjektet** menneskerettighetsorganisasjonene likestillings- sak/debatt
"""
UNBROKEN = ("15.–17.\u00a0november", "22\u00a022\u00a022\u00a022")
SHORT, LONG = tuple(SHORT_WORDS.split()), (*LONG_WORDS.split(), *UNBROKEN)
SHARE_OF_LONG = 0.15
POINT_LENGTHS = (3, 8, 20)
CIRCLES = ("POLITIKK", "PRIVAT", "PERSONLIG", "ROLLE")


def words(random: Random, fewest: int, most: int, long: float = SHARE_OF_LONG) -> str:
    count = random.randint(fewest, most)
    return " ".join(random.choice(LONG if random.random() < long else SHORT) for _ in range(count))


def points(random: Random, fewest: int, most: int, long: float = SHARE_OF_LONG) -> list[Any]:
    return [point(random, long) for _ in range(random.randint(fewest, most))]


def point(random: Random, long: float) -> Any:
    text = words(random, 1, random.choice(POINT_LENGTHS), long)
    deeper = [words(random, 1, 8, long) for _ in range(random.choice((0, 0, 0, 0, 1, 3)))]
    return {"text": text, "items": deeper} if deeper else text


# ---- a slide of each kind


def opening(random: Random) -> Slide:
    return {"subtitle": words(random, 1, 8)}


def list_of_points(random: Random) -> Slide:
    question = {"question": words(random, 2, 9)} if random.random() < 0.5 else {}
    return {"items": points(random, 1, 14), "numbered": random.random() < 0.4, **question}


def columns(random: Random) -> Slide:
    """Write columns; the narrower they are, the fewer words that no column could hold."""
    count = random.randint(2, 4)
    long = SHARE_OF_LONG / 4**count
    return {
        "columns": [
            {"heading": words(random, 1, 3, long), "items": points(random, 1, 9, long)} for _ in range(count)
        ]
    }


def figure(random: Random) -> Slide:
    drawing = {"circles": random.sample(CIRCLES, random.randint(2, 3)), "alt": words(random, 3, 9)}
    if random.random() < 0.5:
        return {"figure": drawing, "heading": words(random, 3, 14), "source": words(random, 2, 12)}
    beside = {"heading": words(random, 1, 6), "items": points(random, 1, 7), "source": words(random, 2, 12)}
    return {"figure": drawing, **beside}


def fact(random: Random) -> Slide:
    return {"fact": words(random, 4, 26), "source": words(random, 2, 9)}


def quote(random: Random) -> Slide:
    return {"quote": words(random, 4, 26), "source": words(random, 2, 5)}


def reflection(random: Random) -> Slide:
    return {"cue": words(random, 2, 9), "minutes": random.randint(1, 120)}


def remember(random: Random) -> Slide:
    return {"items": points(random, 1, 5)}


def picture(random: Random) -> Slide:
    texts = {"alt": words(random, 3, 9), "caption": words(random, 2, 12), "source": words(random, 2, 6)}
    return {"image": random.choice(("bilde.png", "bilde.jpg", "bilde.svg")), **texts}


def contact(random: Random) -> Slide:
    return {"text": words(random, 2, 12)}


KINDS: Mapping[str, Callable[[Random], Slide]] = {
    "cover": lambda _: {},
    "section": opening,
    "points": list_of_points,
    "columns": columns,
    "figure": figure,
    "fact": fact,
    "quote": quote,
    "reflection": reflection,
    "remember": remember,
    "picture": picture,
    "contact": contact,
}


def write_course(folder: Path, seed: int, count: int) -> None:
    """Write content.yaml with `count` slides, the kinds in turn, and the pictures that they show."""
    random = Random(seed)  # noqa: S311 - the same slides each time, nobody's secret
    kinds = tuple(KINDS.items())
    chosen = (kinds[number % len(kinds)] for number in range(count))
    slides = [
        {"id": f"lysbilde-{number}", "kind": kind, "title": words(random, 1, 9), **fields(random)}
        for number, (kind, fields) in enumerate(chosen)
    ]
    course = {"format": 1, "title": "Tilfeldig kurs", "lang": "nb", "register": "kommuner", "slides": slides}
    (folder / "content.yaml").write_text(json.dumps(course, ensure_ascii=False, indent=1), encoding="utf-8")
    for ending, data in picture_files().items():
        (folder / f"bilde.{ending}").write_bytes(data)
