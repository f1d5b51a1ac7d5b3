"""One text of content.yaml to runs: its language chosen, its Jinja evaluated, its Markdown read.

Each text is a template of its own, evaluated after YAML was parsed: so a value can never change the document's
structure, and an error has the text's own line and column.
"""

from collections.abc import Mapping

from msgspec import Struct

from kursdeck import documents
from kursdeck.content.course import Text
from kursdeck.deck import Paragraph, Paragraphs, Run
from kursdeck.documents import Scalar
from kursdeck.findings import Finding, Findings, error, unknown
from kursdeck.render import programs
from kursdeck.render.grammar import TEXT, Misuse
from kursdeck.render.markdown import BadCharacterError, BadLinkError, Pieces, paragraphs
from kursdeck.render.text import MAX_LETTERS, RichText, spoken
from kursdeck.source import Source


class Voice(Struct, frozen=True):
    """Who is spoken to, and how: the names that expressions see, and the languages to look for, best first.

    `tags` gives each language code its tag in the deck: nb to nb-NO.
    """

    names: Mapping[str, object]
    order: tuple[str, ...]
    tags: Mapping[str, str]

    @property
    def lang(self) -> str:
        """The tag of the language that is asked for."""
        return self.tags[self.order[0]]


def choose(text: Text, order: tuple[str, ...]) -> tuple[str, Scalar]:
    """Give the version in the best language there is, with its language code."""
    versions = dict(text.versions)
    code = next((code for code in order if code in versions), text.versions[0][0])
    return code, versions[code]


def evaluate(text: Text, voice: Voice) -> tuple[RichText, Findings]:
    """Give a text for a placeholder; blank lines in it become line breaks."""
    parts, findings = _paragraphs(text, voice)
    runs: list[Run] = []
    for part in parts:
        runs += (Run("\n", part[0].lang), *part) if runs else part
    return RichText(runs, choose(text, voice.order)[1].source), findings


def evaluate_notes(text: Text, voice: Voice) -> tuple[Paragraphs, Findings]:
    """Give a text for the notes: blank lines part its paragraphs."""
    parts, findings = _paragraphs(text, voice)
    return Paragraphs(tuple(Paragraph(runs) for runs in parts)), findings


def _paragraphs(text: Text, voice: Voice) -> tuple[tuple[tuple[Run, ...], ...], Findings]:
    code, scalar = choose(text, voice.order)
    lang = voice.tags.get(code, code)
    pieces, findings = _pieces(scalar, lang, voice.names)
    if len(scalar.text) > MAX_LETTERS or sum(len(piece) for piece in pieces) > MAX_LETTERS:
        return (), (*findings, error("too-many-letters", scalar.source, limit=MAX_LETTERS))
    try:
        return paragraphs(pieces, lang), findings
    except BadLinkError as bad:
        return (), (error("bad-link", documents.locate(scalar, bad.address), address=bad.address),)
    except BadCharacterError as bad:
        return (), (error("unsupported-character", scalar.source, character=bad.character),)


def _pieces(scalar: Scalar, lang: str, names: Mapping[str, object]) -> tuple[Pieces, Findings]:
    """Evaluate the text's expressions, if it has any; with an error the text has no pieces."""
    if "{" not in scalar.text or len(scalar.text) > MAX_LETTERS:
        return (scalar.text,), ()
    wrong = programs.check(scalar.text, TEXT, programs.namespaces(names))
    if wrong:
        return (), tuple(_report(scalar, misuse) for misuse in wrong)
    values, failed = programs.run(scalar.text, TEXT, names)
    if failed:
        return (), (_report(scalar, failed),)
    return tuple(_piece(value, lang) for value in values), ()


def _report(scalar: Scalar, misuse: Misuse) -> Finding:
    """Give a misuse its place in the file."""
    return finding_of(misuse, documents.locate_offset(scalar, misuse.offset, len(misuse.word)))


def finding_of(misuse: Misuse, place: Source, **context: str) -> Finding:
    """Make a finding of a misuse; `context` is what else its text may name."""
    return unknown(misuse.id, misuse.word, misuse.known, place, problem=misuse.problem, **context)


def _piece(value: object, lang: str) -> str | RichText:
    """Make what an expression shows into text: values stay as they are, numbers become digits."""
    if isinstance(value, RichText):
        return RichText(spoken(value.runs, lang), value.source)
    return value if isinstance(value, str) else RichText((Run(str(value), lang),))
