"""One text of content.yaml to runs: its language chosen, its Jinja evaluated, its Markdown read.

Each text is a template of its own, evaluated after YAML was parsed: so a value can never change the document's
structure, and an error has the text's own line and column.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import TemplateSyntaxError, nodes

from kursdeck import documents
from kursdeck.content.course import Text
from kursdeck.deck import Paragraph, Paragraphs, Run
from kursdeck.documents import Scalar
from kursdeck.findings import Finding, Findings, error, unknown
from kursdeck.render.environment import Missing, Names, SlideEnvironment, UndefinedNameError
from kursdeck.render.filters import FILTERS
from kursdeck.render.grammar import EXPRESSIONS, Misuse, Namespaces, misuses
from kursdeck.render.markdown import BadLinkError, Pieces, paragraphs
from kursdeck.render.text import RichText

ENVIRONMENT = SlideEnvironment(FILTERS)
Program = Callable[..., tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Voice:
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
    try:
        return paragraphs(pieces, lang), findings
    except BadLinkError as bad:
        return (), (*findings, error("bad-link", documents.locate(scalar, bad.address), address=bad.address))


def _pieces(scalar: Scalar, lang: str, names: Mapping[str, object]) -> tuple[Pieces, Findings]:
    """Evaluate the text's expressions, if it has any; with an error the text has no pieces."""
    if "{" not in scalar.text:
        return (scalar.text,), ()
    try:
        wrong = tuple(misuses(_parsed(scalar.text), EXPRESSIONS, fields(names)))
        values = () if wrong else _program(scalar.text)(**names)
        pieces = tuple(_shown(value, lang) for value in values)
    except (TemplateSyntaxError, UndefinedNameError, RecursionError, TypeError, ValueError) as problem:
        return (), (_problem(scalar, problem),)
    return pieces, tuple(report(scalar, misuse) for misuse in wrong)


def _problem(scalar: Scalar, problem: Exception) -> Finding:
    """Say what went wrong in an expression, and where in the file."""
    match problem:
        case TemplateSyntaxError():
            place = documents.locate_line(scalar, problem.lineno)
            return error("jinja-syntax", place, problem=problem.message or "")
        case UndefinedNameError():
            place = documents.locate(scalar, problem.name)
            return unknown("undefined-name", problem.name, problem.known, place)
        case RecursionError():
            return error("expression-too-deep", scalar.source)
        case _:
            return error("expression-fails", scalar.source, problem=str(problem))


@cache
def _parsed(text: str) -> nodes.Template:
    return ENVIRONMENT.parse(text)


@cache
def _program(text: str) -> Program:
    return ENVIRONMENT.program(ENVIRONMENT.parse(text), "<content>")


def fields(names: Mapping[str, object]) -> Namespaces:
    """Give the table of names that `grammar` checks against."""
    return {name: tuple(value.values) if isinstance(value, Names) else None for name, value in names.items()}


def report(scalar: Scalar, misuse: Misuse) -> Finding:
    """Give a misuse its place in the file."""
    place = documents.locate(scalar, misuse.word)
    if misuse.known:
        return unknown(misuse.id, misuse.word, misuse.known, place)
    return error(misuse.id, place, name=misuse.word)


def _shown(piece: object, lang: str) -> str | RichText:
    """Make what an expression gave into text: values stay as they are, numbers become digits."""
    if isinstance(piece, Missing):
        piece.refuse()
    if isinstance(piece, str):
        return piece
    if piece is None or isinstance(piece, bool):
        return ""
    if isinstance(piece, int | float):
        return RichText((Run(str(piece), lang),))
    raise TypeError(f"{type(piece).__name__} is no text")


def texts(pieces: tuple[object, ...], lang: str) -> Iterator[Run]:
    """Give the runs of what a kind template put in line; its own words are in the deck's language."""
    for piece in pieces:
        shown = _shown(piece, lang)
        yield from shown.runs if isinstance(shown, RichText) else (Run(shown, lang),)
