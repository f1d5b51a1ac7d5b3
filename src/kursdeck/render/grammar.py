"""The part of Jinja that a course may use: a closed list of syntax, checked before anything is compiled.

What is not listed does not run. There are no calls, no powers and no string repetition, so an expression that
runs away (`10**10**8`, `'a' * 3000000000`) is a message about its place and never an evaluation. Content strings
may hold expressions and conditions; kind templates may also loop and do small sums.
"""

from collections.abc import Collection, Iterator, Mapping

from jinja2 import nodes
from msgspec import Struct, field

DEEPEST = 50
"""Levels of nesting: Python itself takes a hundred of indentation and two hundred brackets."""


class Dialect(Struct, frozen=True):
    """What one sort of template may hold. `refusal` and `failure` are the ids of findings about the rest."""

    nodes: frozenset[type[nodes.Node]]
    filters: frozenset[str]
    refusal: str
    failure: str


TEXT = Dialect(
    nodes=frozenset({
        nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
        nodes.Filter, nodes.Keyword, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
        nodes.Not, nodes.Test, nodes.List, nodes.Tuple,
    }),
    filters=frozenset({"fill", "join", "default", "first", "last", "length"}),
    refusal="not-allowed",
    failure="expression-fails",
)  # fmt: skip
"""The texts of content.yaml."""

KIND = Dialect(
    nodes=TEXT.nodes | {
        nodes.For, nodes.Assign, nodes.Add, nodes.Sub, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Concat,
        nodes.CallBlock, nodes.Call, nodes.ExtensionAttribute,
    },
    filters=TEXT.filters | {"bullets", "numbered", "lines", "figure", "picture"},
    refusal="not-in-kind",
    failure="kind-fails",
)  # fmt: skip
"""The templates of kinds. No filter looks *into* a text: what one gives depends on which values are there."""

TESTS = frozenset({"defined", "undefined", "none"})

_SIGNS: Mapping[type[nodes.Node], str] = {
    nodes.Pow: "**", nodes.Mul: "*", nodes.Add: "+", nodes.Sub: "-", nodes.Div: "/", nodes.FloorDiv: "//",
    nodes.Mod: "%", nodes.Concat: "~", nodes.For: "for", nodes.Assign: "set", nodes.AssignBlock: "set",
    nodes.NSRef: "set", nodes.Macro: "macro", nodes.Include: "include", nodes.Import: "import",
    nodes.FromImport: "from", nodes.Extends: "extends", nodes.Block: "block", nodes.CallBlock: "call",
    nodes.FilterBlock: "filter", nodes.With: "with", nodes.Dict: "{", nodes.Slice: ":", nodes.Neg: "-",
    nodes.Pos: "+", nodes.Scope: "autoescape", nodes.ScopedEvalContextModifier: "autoescape",
}  # fmt: skip


class Misuse(Struct, frozen=True):
    """Something that a template may not do: a finding's id and the word it is about, at or after `offset`.

    `offset` counts characters of the template from 0. `problem` is what the machinery below says, in English.
    """

    id: str
    offset: int
    word: str = ""
    known: tuple[str, ...] = ()
    problem: str = ""


Namespaces = Mapping[str, tuple[str, ...] | None]
"""Names an expression can see; for a name with fields, which fields. None: a plain value."""


class _Scope(Struct, frozen=True):
    dialect: Dialect
    names: Namespaces
    bound: frozenset[str] = field(default_factory=frozenset)


def misuses(tree: nodes.Template, dialect: Dialect, names: Namespaces) -> Iterator[Misuse]:
    """Find everything in `tree` that is not allowed or does not exist.

    `tree` has offsets, from 1, where Jinja has lines: see `environment`.
    """
    named = tuple(tree.find_all((nodes.Name, nodes.For)))
    stored = {node.name for node in named if isinstance(node, nodes.Name) and node.ctx == "store"}
    loop = {"loop"} if any(isinstance(node, nodes.For) for node in named) else set()
    yield from _wrong(tree, _Scope(dialect, names, frozenset(stored | loop)), 0)


def _wrong(node: nodes.Node, scope: _Scope, depth: int) -> Iterator[Misuse]:
    if depth > DEEPEST:
        yield Misuse("expression-too-deep", offset(node))
        return
    yield from _own(node, scope)
    for child in _looked_into(node, scope.dialect):
        yield from _wrong(child, scope, depth + 1)


def _own(node: nodes.Node, scope: _Scope) -> Iterator[Misuse]:
    """Say what is wrong with one node, its children aside."""
    place = offset(node)
    match node:
        case _ if type(node) not in scope.dialect.nodes:
            yield _forbidden(node, scope.dialect)
        case nodes.Call() if not is_tag(node):
            yield _forbidden(node, scope.dialect)
        case nodes.Name(ctx="load", name=name) if name not in scope.names and name not in scope.bound:
            yield Misuse("undefined-name", place, name, tuple(scope.names))
        case (
            nodes.Getattr(node=nodes.Name(name=base), attr=str(field_))
            | nodes.Getitem(node=nodes.Name(name=base), arg=nodes.Const(value=str(field_)))
        ) if base in scope.names and base not in scope.bound:
            yield from _missing_field(scope.names[base], field_, place)
        case nodes.Getattr(node=nodes.Const(), attr=attribute):
            yield Misuse("undefined-field", place, attribute)
        case nodes.Filter(name=name) if name not in scope.dialect.filters:
            yield Misuse("unknown-filter", place, name, tuple(sorted(scope.dialect.filters)))
        case nodes.Test(name=name) if name not in TESTS:
            yield Misuse("unknown-test", place, name, tuple(sorted(TESTS)))
        case _:
            pass


def _missing_field(fields: Collection[str] | None, name: str, place: int) -> Iterator[Misuse]:
    if fields is None or name not in fields:
        yield Misuse("undefined-field", place, name, tuple(fields or ()))


def _forbidden(node: nodes.Node, dialect: Dialect) -> Misuse:
    place = offset(node)
    match node:
        case nodes.Concat():
            return Misuse("joined-data", place, "~")
        case nodes.Call() | nodes.CallBlock() if is_tag(node):
            return Misuse(dialect.refusal, place, tag_name(node))
        case nodes.Call(node=nodes.Name() as called):
            return Misuse("no-calls", offset(called), called.name)
        case nodes.Call(node=nodes.Getattr() as called):
            return Misuse("no-calls", offset(called), called.attr)
        case nodes.Call():
            return Misuse("no-calls", place, "(")
        case _:
            return Misuse(dialect.refusal, place, _SIGNS.get(type(node), type(node).__name__.lower()))


def _looked_into(node: nodes.Node, dialect: Dialect) -> Iterator[nodes.Node]:
    """Give the children that are to be checked: not what a message about the node covers or a default excuses."""
    children = node.iter_child_nodes()
    match node:
        case nodes.Call() | nodes.CallBlock() if is_tag(node) and type(node) not in dialect.nodes:
            return
        case nodes.Call(node=nodes.Name() | nodes.ExtensionAttribute() as called):
            yield from (child for child in children if child is not called)
        case nodes.Filter(name="default", node=asked) | nodes.Test(name="defined" | "undefined", node=asked):
            yield from (child for child in children if child is not asked)
            yield from asked.iter_child_nodes() if asked else ()
        case _:
            yield from children


def tag_name(node: nodes.Node) -> str:
    """Name the tag of our own that a node is, or ''; Jinja knows them as calls of an extension."""
    call = node.call if isinstance(node, nodes.CallBlock) else node
    called = call.node if isinstance(call, nodes.Call) else None
    return called.name if isinstance(called, nodes.ExtensionAttribute) else ""


def is_tag(node: nodes.Node) -> bool:
    """Say whether a node is `{% layout %}` or `{% placeholder %}`."""
    return tag_name(node) != ""


def offset(node: nodes.Node) -> int:
    """Give where a node's text begins; what Jinja gives no place is somewhere in what is around it."""
    return (node.lineno or 1) - 1


# ---- the order of a kind's template


def misplaced(tree: nodes.Template) -> Iterator[Misuse]:
    """Find what stands in no placeholder and would be lost, and tags within one; or that no layout is said."""
    if any(tag_name(call) == "layout" for call in tree.find_all(nodes.Call)):
        yield from _misplaced(tree.body)
    else:
        yield Misuse("no-layout", 0)


def _misplaced(body: Collection[nodes.Node]) -> Iterator[Misuse]:
    for node in body:
        match node:
            case nodes.Output(nodes=parts):
                yield from (found for part in parts for found in _outside(part))
            case nodes.CallBlock(body=inner):
                yield from _within(inner)
            case nodes.For(body=inner, else_=otherwise):
                yield from _misplaced([*inner, *otherwise])
            case nodes.If(body=inner, elif_=others, else_=otherwise):
                yield from _misplaced([*inner, *others, *otherwise])
            case _:
                pass


def _outside(part: nodes.Expr) -> Iterator[Misuse]:
    match part:
        case nodes.TemplateData(data=text):
            words = text.split()
            yield from (Misuse("outside-placeholder", offset(part), word) for word in words[:1])
        case _ if not is_tag(part):
            name = part if isinstance(part, nodes.Name) else part.find(nodes.Name)
            yield Misuse("outside-placeholder", offset(name or part), name.name if name else "{{")


def _within(body: Collection[nodes.Node]) -> Iterator[Misuse]:
    for node in body:
        calls = (call for call in (node, *node.find_all(nodes.Call)) if isinstance(call, nodes.Call))
        yield from (
            Misuse("tag-in-placeholder", offset(call), tag_name(call)) for call in calls if is_tag(call)
        )
