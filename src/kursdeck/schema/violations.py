"""What a violation means for the person who wrote the document: one kind of error after another."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from jsonschema_rs import ValidationError as Violation
from jsonschema_rs import ValidationErrorKind as Kind

from kursdeck.documents import Entry, Listing, Node, Scalar, Table
from kursdeck.findings import Finding, error, unknown
from kursdeck.schema.rules import Rules, Steps
from kursdeck.source import Source

Violations: TypeAlias = Sequence[Violation]

MOST_SHOWN = 40
"""How many characters of a wrong value a message repeats."""

_WRITTEN_AS_TEXT = frozenset({"null", "boolean", "integer", "number"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in the document: its node, the key it stands under if any, and what to call it."""

    node: Node
    entry: Entry | None
    name: str

    @property
    def written(self) -> str:
        """The value as a message can repeat it."""
        match self.node:
            case Scalar(text=text):
                return _shortened(text)
            case Listing():
                return "[…]"
            case Table():
                return "{…}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written, or only `null` or ''."""
        return isinstance(self.node, Scalar) and self.node.value in {None, ""}

    @property
    def key_source(self) -> Source:
        """The place of the key, or of the value where it has none."""
        return self.entry.source if self.entry else self.node.source


@dataclass(frozen=True, slots=True)
class Report:
    """Says what violations mean, given the document and the rules."""

    root: Node
    rules: Rules

    def findings(self, violations: Violations) -> Iterator[Finding]:
        """Explain each of the violations that came together."""
        for violation in violations:
            match violation.kind:
                case Kind.UnevaluatedProperties(unexpected=names):
                    yield from self._unevaluated(violation, names, violations)
                case Kind.AnyOf(context=branches) | Kind.OneOfNotValid(context=branches):
                    yield from self._no_branch(violation, branches)
                case _:
                    yield from self._explain(violation)

    def _explain(self, violation: Violation) -> Iterator[Finding]:
        spot = self._spot(violation.instance_path)
        beyond = _out_of_bounds(violation.kind, spot)
        match violation.kind:
            case _ if beyond:
                yield beyond
            case Kind.AdditionalProperties(unexpected=names):
                pointer, _ = self.rules.follow(violation.evaluation_path[:-1])
                allowed = self.rules.at((*pointer, "properties"))
                yield from (_unknown_key(spot, name, tuple(allowed or ())) for name in names)
            case Kind.PropertyNames(error=inner):
                yield self._wrong_key(spot, violation, inner)
            case Kind.Required(property=name):
                yield error("missing-field", _head(spot), name=name)
            case Kind.Type(types=types):
                yield _wrong_type(spot, types)
            case Kind.Enum(options=options):
                yield _not_one_of(spot, options)
            case Kind.Constant(expected_value=value):
                yield _not_one_of(spot, [value])
            case _:
                yield self._not_as_wanted(spot, violation)

    def _unevaluated(self, violation: Violation, names: list[str], all_: Violations) -> Iterator[Finding]:
        """Name the unknown keys, without the known ones that are listed because something else fails.

        (A failing subschema leaves no annotations: JSON Schema 2020-12, Core 7.7.1.)
        """
        spot = self._spot(violation.instance_path)
        pointer, _ = self.rules.follow(violation.evaluation_path[:-1])
        known = self.rules.names(pointer, violation.instance)
        fails_otherwise = any(_is_cause(other, violation) for other in all_)
        yield from (
            _unknown_key(spot, name, known) for name in names if not (fails_otherwise and name in known)
        )

    def _no_branch(self, violation: Violation, branches: Sequence[Violations]) -> Iterator[Finding]:
        """Explain by the one branch that the value came nearest to, or by what stands over all of them."""
        spot = self._spot(violation.instance_path)
        near = sorted((branch for branch in branches if not _is_of_wrong_type(branch, violation)), key=len)
        types = [name for branch in branches for other in branch for name in _types(other)]
        if near and (len(near) == 1 or len(near[0]) < len(near[1])):
            yield from self.findings(near[0])
        elif near or self.rules.follow(violation.evaluation_path[:-1])[1]:
            yield self._not_as_wanted(spot, violation)
        else:
            yield _wrong_type(spot, types)

    def _wrong_key(self, spot: Spot, violation: Violation, inner: Violation) -> Finding:
        name = str(inner.instance)
        if isinstance(inner.kind, Kind.Enum):
            return _unknown_key(spot, name, tuple(_as_json(option) for option in inner.kind.options))
        _, description = self.rules.follow(violation.evaluation_path[:-1])
        source = _key(spot, name).key_source
        return error("wrong-key", source, name=_shortened(name), wanted=description or inner.message)

    def _not_as_wanted(self, spot: Spot, violation: Violation) -> Finding:
        """Let the schema's own description say what is wanted, or the rule itself."""
        if spot.is_empty:
            return error("missing-value", spot.key_source, name=spot.name)
        pointer, description = self.rules.follow(violation.evaluation_path[:-1])
        wanted = description or self._rule(violation, (*pointer, *violation.evaluation_path[-1:]))
        return error("not-as-wanted", spot.node.source, name=spot.name, written=spot.written, wanted=wanted)

    def _rule(self, violation: Violation, pointer: Steps) -> str:
        return _shortened(f"{violation.kind.name}: {_as_json(self.rules.at(pointer))}")

    def _spot(self, steps: Steps) -> Spot:
        spot = Spot(self.root, None, self.root.source.file)
        for step in steps:
            spot = _below(spot, step)
        return spot


def _below(spot: Spot, step: str | int) -> Spot:
    match spot.node:
        case Table():
            return _key(spot, str(step))
        case Listing(items=items):
            return Spot(items[int(step)], None, f"{spot.name}[{step}]")
        case Scalar():
            return spot


def _key(spot: Spot, name: str) -> Spot:
    entries = spot.node.entries if isinstance(spot.node, Table) else ()
    entry = next((entry for entry in entries if entry.key == name), None)
    return Spot(entry.node, entry, name) if entry else spot


def _head(spot: Spot) -> Source:
    """Give the place to say what a mapping lacks: its first key, or what it stands under."""
    if isinstance(spot.node, Table) and spot.node.entries:
        return replace(spot.node.entries[0].source, path=spot.node.source.path)
    return spot.key_source


def _unknown_key(spot: Spot, name: str, known: tuple[str, ...]) -> Finding:
    return unknown("unknown-key", _shortened(name), known, _key(spot, name).key_source)


def _not_one_of(spot: Spot, options: Sequence[Any]) -> Finding:
    known = tuple(_as_json(option) for option in options)
    if spot.is_empty:
        return replace(error("missing-value", spot.key_source, name=spot.name), known=known)
    return unknown("not-one-of", spot.written, known, spot.node.source, field=spot.name)


def _wrong_type(spot: Spot, types: Sequence[str]) -> Finding:
    """Say what sort of value is wanted; where text is, any scalar would do."""
    if spot.is_empty:
        return error("missing-value", spot.key_source, name=spot.name)
    wanted = set(types) - {"null"} - ({"integer"} if "number" in types else set())
    wanted -= _WRITTEN_AS_TEXT if "string" in types else set()
    source, said = spot.node.source, {"name": spot.name, "written": spot.written}
    match sorted(wanted):
        case ["string"]:
            finding = error("not-text", source, **said)
        case ["integer"]:
            finding = error("not-a-whole-number", source, **said)
        case ["number"]:
            finding = error("not-a-number", source, **said)
        case ["boolean"]:
            finding = error("not-true-or-false", source, **said)
        case ["array"]:
            finding = error("not-a-list", source, **said)
        case ["object"]:
            finding = error("not-a-table", source, **said)
        case ["array", "string"]:
            finding = error("not-text-or-list", source, **said)
        case ["object", "string"]:
            finding = error("not-text-or-table", source, **said)
        case names:
            finding = error("wrong-type", source, **said, types=", ".join(names))
    return finding


def _out_of_bounds(kind: Kind, spot: Spot) -> Finding | None:
    """Explain a bound that was passed; None where the violation is of another sort."""
    source, said, count = (
        spot.node.source,
        {"name": spot.name, "written": spot.written},
        len(_parts(spot.node)),
    )
    finding = None
    match kind:
        case Kind.Minimum(limit=limit):
            finding = error("too-small", source, **said, limit=str(limit))
        case Kind.Maximum(limit=limit):
            finding = error("too-large", source, **said, limit=str(limit))
        case Kind.ExclusiveMinimum(limit=limit):
            finding = error("not-above", source, **said, limit=str(limit))
        case Kind.ExclusiveMaximum(limit=limit):
            finding = error("not-below", source, **said, limit=str(limit))
        case Kind.MinLength() if spot.is_empty:
            finding = error("missing-value", spot.key_source, name=spot.name)
        case Kind.MinLength(limit=limit):
            finding = error("too-short", source, **said, limit=limit)
        case Kind.MaxLength(limit=limit):
            finding = error("too-long", source, **said, limit=limit)
        case Kind.MinItems(limit=limit) | Kind.MinProperties(limit=limit):
            finding = error("too-few", spot.key_source, name=spot.name, limit=limit, count=count)
        case Kind.MaxItems(limit=limit) | Kind.MaxProperties(limit=limit):
            finding = error("too-many", _parts(spot.node)[limit], name=spot.name, limit=limit, count=count)
    return finding


def _parts(node: Node) -> tuple[Source, ...]:
    """Give the places of what a collection holds."""
    match node:
        case Table(entries=entries):
            return tuple(entry.source for entry in entries)
        case Listing(items=items):
            return tuple(item.source for item in items)
        case Scalar():
            return ()


def _is_cause(other: Violation, violation: Violation) -> bool:
    """Say whether `other` fails in the mapping that `violation` is about: it may be why keys went unseen."""
    path = list(violation.instance_path)
    is_below = len(other.instance_path) > len(path)
    is_other = is_below or not isinstance(other.kind, Kind.UnevaluatedProperties)
    return list(other.instance_path)[: len(path)] == path and is_other


def _is_of_wrong_type(branch: Violations, violation: Violation) -> bool:
    return any(_types(other) and other.instance_path == violation.instance_path for other in branch)


def _types(violation: Violation) -> Sequence[str]:
    return violation.kind.types if isinstance(violation.kind, Kind.Type) else ()


def _as_json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN - 1]}…"
