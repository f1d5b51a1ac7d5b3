"""From a template's text to what it gives: parsed, checked by the grammar, compiled, run within bounds.

Whatever goes wrong on the way is a `Misuse` at its character, never an exception: a course author reads where
in content.yaml a name is wrong, the author of a kind where in the kind's file.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice
from traceback import walk_tb
from typing import TypeAlias, cast

from jinja2 import Template, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from kursdeck.render.environment import Missing, Names, SlideEnvironment, UndefinedNameError
from kursdeck.render.filters import FILTERS
from kursdeck.render.grammar import KIND, Dialect, Misuse, Namespaces, misplaced, misuses
from kursdeck.render.syntax import syntax_misuse
from kursdeck.render.text import RichText, closed

MAX_TURNS = 10_000
"""Loop turns a single slide may take; the largest course on record takes 60."""
MOST_MISUSES = 20
"""How many mistakes of one template are named; whoever made more has made the same one again and again."""

Program: TypeAlias = Callable[[Mapping[str, object]], tuple[object, ...]]

_FILE = "<kursdeck>"
_TURNS = "turns left"
"""Its name has a space: no template can say it."""


class TooManyTurnsError(Exception):
    """A slide's loops took more than MAX_TURNS turns."""


class JoinedDataError(Exception):
    """`~` was to join a text with something else, which would cut it off from its runs, language and place."""


class _FailedError(Exception):
    """A program failed; `offset` says at which of the template's expressions, `__cause__` why."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


# ---- checking and running


def check(text: str, dialect: Dialect, names: Namespaces) -> tuple[Misuse, ...]:
    """Find what a template may not do and names that do not exist, without running anything of it."""
    return _check(text, dialect, tuple(names.items()))


@lru_cache(maxsize=1024)
def _check(
    text: str, dialect: Dialect, known: tuple[tuple[str, tuple[str, ...] | None], ...]
) -> tuple[Misuse, ...]:
    text, names = _line_feeds(text), dict(known)
    try:
        tree = _parsed(text)
        found = tuple(islice(_all_misuses(tree, dialect, names), MOST_MISUSES))
    except (TemplateSyntaxError, RecursionError, ValueError) as problem:
        found = (_misuse(problem, 0, text, dialect),)
    once = dict.fromkeys(_sharpened(misuse, text) for misuse in found)
    return tuple(sorted(once, key=lambda misuse: misuse.offset))


def run(text: str, dialect: Dialect, names: Mapping[str, object]) -> tuple[tuple[object, ...], Misuse | None]:
    """Give what a template that passed `check` shows, piece by piece; or what went wrong, and nothing."""
    text = _line_feeds(text)
    try:
        return _program(text)(names), None
    except _FailedError as failed:
        return (), _sharpened(_misuse(failed.__cause__, failed.offset, text, dialect), text)
    except (RecursionError, SyntaxError) as problem:
        return (), _misuse(problem, 0, text, dialect)


@lru_cache(maxsize=4096)
def reads(text: str) -> frozenset[str]:
    """Give the names that a template may look up: 'recipient.name', or 'recipient' where that is used as a whole."""
    if "{" not in text:
        return frozenset()
    try:
        tree = _parsed(_line_feeds(text))
    except (TemplateSyntaxError, RecursionError, ValueError):
        return frozenset()
    found = tuple(tree.find_all((nodes.Name, nodes.Getattr, nodes.Getitem)))
    fields = {id(name): f"{name.name}.{field}" for name, field in _fields(found)}
    names = (node for node in found if isinstance(node, nodes.Name))
    return frozenset(fields.get(id(name), name.name) for name in names)


def _fields(found: Iterable[nodes.Node]) -> Iterator[tuple[nodes.Name, str]]:
    for node in found:
        match node:
            case (
                nodes.Getattr(node=nodes.Name() as name, attr=str(field))
                | nodes.Getitem(node=nodes.Name() as name, arg=nodes.Const(value=str(field)))
            ):
                yield name, field
            case _:
                pass


def namespaces(names: Mapping[str, object]) -> Namespaces:
    """Give the table of names that `check` goes by."""
    return {name: tuple(value.values) if isinstance(value, Names) else None for name, value in names.items()}


def _all_misuses(tree: nodes.Template, dialect: Dialect, names: Namespaces) -> Iterator[Misuse]:
    yield from misuses(tree, dialect, names)
    if dialect is KIND:
        yield from misplaced(tree)


def _misuse(problem: BaseException | None, offset: int, text: str, dialect: Dialect) -> Misuse:
    match problem:
        case TemplateSyntaxError():
            return syntax_misuse(problem.message or "", problem.lineno - 1, text)
        case UndefinedNameError():
            id_ = "undefined-field" if problem.known else "undefined-name"
            return Misuse(id_, offset, problem.name, problem.known)
        case TooManyTurnsError():
            return Misuse("too-many-turns", offset)
        case JoinedDataError():
            return Misuse("joined-data", offset, "~")
        case RecursionError() | SyntaxError():
            return Misuse("expression-too-deep", offset)
        case _:
            return Misuse(dialect.failure, offset, problem=str(problem))


def _sharpened(misuse: Misuse, text: str) -> Misuse:
    """Move from where the expression begins to the very word."""
    ends = (r"(?<!\w)", r"(?!\w)") if misuse.word.isidentifier() else ("", "")
    pattern = re.compile(re.escape(misuse.word).join(ends))
    found = pattern.search(text, misuse.offset) if misuse.word else None
    place = found.start() if found else misuse.offset
    return Misuse(misuse.id, min(place, len(text)), misuse.word, misuse.known, misuse.problem)


def _line_feeds(text: str) -> str:
    """Write line ends as Jinja does, or its offsets would not be ours."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ---- compiling


_TREES: dict[str, nodes.Template] = {}
"""Templates parsed and not yet compiled, which changes the tree."""


def _parsed(text: str) -> nodes.Template:
    if text not in _TREES:
        _TREES[text] = ENVIRONMENT.parse(text)
    return _TREES[text]


@cache
def _program(text: str) -> Program:
    parsed = _parsed(text)
    del _TREES[text]
    tree = _Adapted().visit(parsed)
    code = ENVIRONMENT.compile(tree, _FILE, _FILE)
    template = Template.from_code(ENVIRONMENT, code, {})

    def program(names: Mapping[str, object]) -> tuple[object, ...]:
        context = template.new_context({**names, _TURNS: iter(range(MAX_TURNS))})
        try:
            return tuple(template.root_render_func(context))
        except _FAILURES as problem:
            raise _FailedError(_offset(problem, template)) from problem

    return program


_FAILURES = (
    UndefinedNameError, TooManyTurnsError, JoinedDataError, TypeError, ValueError, ArithmeticError, RecursionError,
)  # fmt: skip


def _offset(problem: BaseException, template: Template) -> int:
    """Say at which offset the template was when it failed; Jinja remembers it as a line of the compiled code."""
    lines = [line for frame, line in walk_tb(problem.__traceback__) if frame.f_code.co_filename == _FILE]
    return template.get_corresponding_lineno(lines[-1]) - 1 if lines else 0


class _Adapted(NodeTransformer):
    """Gives loops a budget, `~` and comparisons a guard, and an `if` within an expression an empty `else`."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja's own naming
        self.generic_visit(node)
        node.iter = _filter("turns", cast("nodes.Expr", node.iter))  # what a loop goes through is one
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - as above
        self.generic_visit(node)
        return _filter("joined", nodes.List(node.nodes, lineno=node.lineno))

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802 - as above
        self.generic_visit(node)
        node.expr = _filter("compared", node.expr)
        for operand in node.ops:
            operand.expr = _filter("compared", operand.expr)
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:  # noqa: N802 - as above
        self.generic_visit(node)
        node.expr2 = node.expr2 or nodes.Const("", lineno=node.lineno)
        return node


def _filter(name: str, node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


@pass_context
def _turns(context: Context, items: Iterable[object] | None) -> Iterator[object]:
    """Iterate over a list, taking each turn from the render's budget; a list that was left out has no turns."""
    if isinstance(items, Missing):
        items.refuse()
    if not isinstance(items, tuple | list | None):
        raise TypeError("'for' goes through a list")
    for item in items or ():
        if next(context[_TURNS], None) is None:
            raise TooManyTurnsError
        yield item


@pass_context
def _joined(_context: Context, parts: list[object]) -> str:
    """Join what makes a name, such as "Kolonne " and a number; never a text (and nothing at compile time)."""
    for part in parts:
        if isinstance(part, Missing):
            part.refuse()
        if isinstance(part, RichText):
            raise JoinedDataError
    return "".join(str(part) for part in parts)


@pass_context
def _compared(_context: Context, value: object) -> object:
    """Give what a comparison looks at (and nothing at compile time)."""
    return closed(value)


ENVIRONMENT = SlideEnvironment({**FILTERS, "turns": _turns, "joined": _joined, "compared": _compared})
