"""The part of Jinja that a course may use: a closed list of syntax, checked before anything is compiled.

What is not listed does not run. There are no calls, no powers and no string repetition, so an expression that
runs away (`10**10**8`, `'a' * 3000000000`) is a message about its place and never an evaluation. Content strings
may hold expressions and conditions; kind templates may also loop and do small sums.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

EXPRESSIONS: frozenset[type[nodes.Node]] = frozenset({
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.NSRef, nodes.Getattr, nodes.Getitem,
    nodes.Const, nodes.Filter, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.Test, nodes.List, nodes.Tuple,
})  # fmt: skip
STATEMENTS: frozenset[type[nodes.Node]] = EXPRESSIONS | {
    nodes.For, nodes.Assign, nodes.AssignBlock, nodes.Add, nodes.Sub, nodes.FloorDiv, nodes.Mod, nodes.Concat,
    nodes.CallBlock, nodes.Call, nodes.ExtensionAttribute, nodes.Keyword, nodes.Neg,
}  # fmt: skip
FILTERS = frozenset({
    "bullets", "numbered", "lines", "figure", "picture", "fill", "join", "default", "first", "last", "length",
})  # fmt: skip
"""Filters that never look *into* a text: what they give depends on a value's being there, not on its letters."""
TESTS = frozenset({"defined", "undefined", "none"})

_SIGNS: Mapping[type[nodes.Node], str] = {
    nodes.Pow: "**", nodes.Mul: "*", nodes.Add: "+", nodes.Sub: "-", nodes.Div: "/", nodes.FloorDiv: "//",
    nodes.Mod: "%", nodes.Concat: "~", nodes.For: "for", nodes.Assign: "set", nodes.AssignBlock: "set",
    nodes.Macro: "macro", nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "import",
    nodes.Extends: "extends", nodes.Block: "block", nodes.CallBlock: "call", nodes.FilterBlock: "filter",
    nodes.With: "with", nodes.Dict: "{", nodes.Slice: ":", nodes.Neg: "-", nodes.Pos: "+",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Misuse:
    """Something an expression may not do: a finding's id, the word to underline, the line within the text."""

    id: str
    word: str
    line: int
    known: tuple[str, ...] = ()


Namespaces = Mapping[str, Collection[str] | None]
"""Names an expression can see; for a name with fields, which fields. None: a plain value."""


def misuses(
    tree: nodes.Template, allowed: frozenset[type[nodes.Node]], names: Namespaces
) -> Iterator[Misuse]:
    """Find everything in `tree` that is not allowed or does not exist, in the order of the text."""
    bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"} | {"loop", "caller"}
    for node in _walk(tree):
        if type(node) not in allowed:
            yield _forbidden(node)
            continue
        match node:
            case nodes.Name(ctx="load") if node.name not in names and node.name not in bound:
                yield Misuse("undefined-name", node.name, node.lineno, tuple(names))
            case nodes.Getattr(node=nodes.Name(name=base), attr=field) if base not in bound:
                yield from _missing_field(names, base, field, node.lineno)
            case nodes.Filter() if node.name not in FILTERS:
                yield Misuse("unknown-filter", node.name, node.lineno, tuple(sorted(FILTERS)))
            case nodes.Test() if node.name not in TESTS:
                yield Misuse("unknown-test", node.name, node.lineno, tuple(sorted(TESTS)))
            case nodes.Call() if not isinstance(node.node, nodes.ExtensionAttribute):
                yield _forbidden(node)
            case _:
                pass


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _missing_field(names: Namespaces, base: str, field: str, line: int) -> Iterator[Misuse]:
    fields = names.get(base)
    if base in names and (fields is None or field not in fields):
        yield Misuse("undefined-field", field, line, tuple(fields or ()))


def _forbidden(node: nodes.Node) -> Misuse:
    if isinstance(node, nodes.Call):
        called = node.node
        word = called.name if isinstance(called, nodes.Name) else getattr(called, "attr", "(")
        return Misuse("no-calls", word, node.lineno)
    return Misuse("not-allowed", _SIGNS.get(type(node), type(node).__name__.lower()), node.lineno)
