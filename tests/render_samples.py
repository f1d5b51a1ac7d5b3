"""What tests of the rendering share: texts as an author writes them, and somebody they are spoken to."""

import json
from functools import cache
from pathlib import Path

from decks import REPO, opened, recipient

from kursdeck import documents
from kursdeck.audience import Recipient
from kursdeck.brand.kinds import Kind
from kursdeck.build.opening import Opened
from kursdeck.content.course import Course, CourseSlide, Record, Text, Value
from kursdeck.deck import Paragraphs, Run
from kursdeck.documents import Scalar, Table
from kursdeck.findings import Finding, Findings, hint_of, text_of
from kursdeck.pictures import Image
from kursdeck.render.expressions import Voice, evaluate, evaluate_notes
from kursdeck.render.names import names_of, voice
from kursdeck.source import Source

PLACE = Source("content.yaml", 1, 1)
IMAGE = Image("a" * 32, "png", b"", 4, 3)


@cache
def seed() -> Opened:
    """Open the course that ships, once for all tests."""
    return opened(Path(REPO))


@cache
def speaking_to(name: str = "Bergen", lang: str = "nb") -> Voice:
    """Give the names that the seed course's texts see for one municipality; '' is nobody in particular."""
    return voice_for(recipient(seed(), name), lang)


def voice_for(whom: Recipient, lang: str = "nb", course: Course | None = None) -> Voice:
    """Give the names that texts see for a recipient."""
    names = names_of(whom, seed().brand, lang, seed().register)
    made, findings = voice(course or seed().course, names, seed().brand, lang)
    assert findings == ()
    return made


def scalar(written: str) -> Scalar:
    """Give a text as it stands in `content.yaml`, in line 1 after `a: "`, double quotes around it."""
    node, findings = documents.parse(
        f"a: {json.dumps(written, ensure_ascii=False)}\n".encode(), "content.yaml"
    )
    assert isinstance(node, Table), findings
    value = node.get("a")
    assert isinstance(value, Scalar)
    return value


def text(written: str = "", **versions: str) -> Text:
    """Give a text in bokmål, or one for each language."""
    pairs = tuple((code, scalar(version)) for code, version in versions.items())
    return Text(pairs or (("nb", scalar(written)),), PLACE)


def runs(written: str, spoken: Voice | None = None) -> tuple[Run, ...]:
    """Evaluate a text that is as it should be."""
    value, findings = evaluate(text(written), spoken or speaking_to())
    assert findings == ()
    return value.runs


def said(written: str, spoken: Voice | None = None) -> str:
    """Evaluate a text that is as it should be, and give its letters."""
    return "".join(run.text for run in runs(written, spoken))


def notes(written: str, spoken: Voice | None = None) -> Paragraphs:
    """Evaluate notes that are as they should be."""
    value, findings = evaluate_notes(text(written), spoken or speaking_to())
    assert findings == ()
    return value


def complaints(written: str, spoken: Voice | None = None) -> list[str]:
    """Give what is wrong with a text, as `column id name`; the text begins in column 1."""
    value, findings = evaluate(text(written), spoken or speaking_to())
    assert value == ""
    return [_complaint(finding, written) for finding in findings]


def _complaint(finding: Finding, written: str) -> str:
    told(finding)
    assert finding.source is not None
    assert (finding.source.file, finding.source.line) == ("content.yaml", 1)
    column = finding.source.column - len('a: "')
    assert 0 <= column <= len(written) + 1  # 0: the text as a whole
    return " ".join(str(part) for part in (column, finding.id, finding.params.get("name", "")) if part != "")


def told(finding: Finding) -> Finding:
    """Give a finding that can be told in both languages: its texts ask for no parameter that it lacks."""
    for language in ("en", "nb"):
        assert text_of(finding, language)
        hint_of(finding, language)
    return finding


def ids(findings: Findings) -> list[str]:
    """Give the ids of findings, in order."""
    return [told(finding).id for finding in findings]


def kind(body: str, *fields: str, name: str = "prove") -> Kind:
    """Make a kind of slide whose fields may hold anything; its body begins in line 10 of its file."""
    return Kind(name, f"templates/ks/{name}.j2", {}, {field: {} for field in fields}, (), "", body, 10)


def slide(kind_: Kind, **fields: Value) -> CourseSlide:
    """Make a slide of a kind; fields that are not given are left out."""
    record = Record({**dict.fromkeys(kind_.fields), **fields}, PLACE)
    return CourseSlide(
        "lysbilde", kind_.name, record, None, None, None, hidden=False, number=1, count=1, source=PLACE
    )
