"""What a violation means for the person who wrote the document: one kind of error after another."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from jsonschema_rs import ValidationError as Violation
from jsonschema_rs import ValidationErrorKind as Kind
from msgspec import Struct
from msgspec.structs import replace

from kursdeck.documents import Listing, Node, Scalar, Table
from kursdeck.findings import Finding, error, nearest, unknown
from kursdeck.schema.rules import Rules, Steps
from kursdeck.schema.spot import Spot, below, head, key_of, parts, shortened

Violations: TypeAlias = Sequence[Violation]

_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_GLUED_HYPHEN = re.compile(r"-[^\W\d]")
_WRITTEN_AS_TEXT = frozenset({"null", "boolean", "integer", "number"})


class Report(Struct, frozen=True):
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
        beyond = self._one_level_too_many(violation.instance_path) or _out_of_bounds(violation.kind, spot)
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
                yield error("missing-field", head(spot), name=name)
                yield from self._misspelt(spot, violation, name)
            case Kind.Type(types=types) if self._wants_languages(violation, spot):
                said = {"name": spot.name, "written": spot.written}
                yield error("not-text-or-languages", spot.node.source, **said)
            case Kind.Type(types=["array"]) if _GLUED_HYPHEN.match(_first_text(spot.node)):
                yield error("hyphen-without-space", spot.node.source)
            case Kind.Type(types=types):
                yield _wrong_type(spot, types)
            case Kind.Enum(options=options):
                yield _not_one_of(spot, options)
            case Kind.Constant(expected_value=value):
                yield _not_one_of(spot, [value])
            case _:
                yield self._not_as_wanted(spot, violation)

    def _misspelt(self, spot: Spot, violation: Violation, name: str) -> Iterator[Finding]:
        """Name the keys that may have been meant for the one that is missing: `Kind` for `kind`."""
        pointer, _ = self.rules.follow(violation.evaluation_path[:-1])
        known = self.rules.names(pointer, violation.instance)
        for key in (entry.key for entry in (spot.node.entries if isinstance(spot.node, Table) else ())):
            if key not in known and nearest(key, known)[:1] == (name,):
                yield _unknown_key(spot, key, known)

    def _wants_languages(self, violation: Violation, spot: Spot) -> bool:
        """Say whether a text was wanted, or one for each language, and something was given that is neither."""
        pointer, _ = self.rules.follow(violation.evaluation_path[:-1])
        is_text = self.rules.takes_text(pointer, violation.instance)
        return is_text and "propertyNames" in (self.rules.at(pointer) or ()) and not spot.is_empty

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
        knowing = [branch for branch in near if not _refuses_a_key(branch, violation)]
        near = knowing if len(knowing) == 1 and isinstance(spot.node, Table) else near
        types = [name for branch in branches for other in branch for name in _types(other)]
        strange = self._strange_keys(spot, violation)
        if strange:
            yield from strange
        elif near and (len(near) == 1 or len(near[0]) < len(near[1])):
            yield from self.findings(near[0])
        elif near or self.rules.follow(violation.evaluation_path[:-1])[1]:
            yield self._not_as_wanted(spot, violation)
        else:
            yield _wrong_type(spot, types)

    def _strange_keys(self, spot: Spot, violation: Violation) -> list[Finding]:
        """Explain a mapping where a text could stand, if none of its keys is known: `- Husk: si ifra`."""
        keys = [entry.key for entry in spot.node.entries] if isinstance(spot.node, Table) else []
        pointer = self.rules.keyed(violation.evaluation_path)
        known = self.rules.keys(pointer, violation.instance)
        if not known or set(keys) & set(known) or not self.rules.takes_text(pointer, violation.instance):
            return []
        if any(nearest(key, known) or _LANGUAGE_CODE.fullmatch(key) for key in keys):
            return [_unknown_key(spot, key, known) for key in keys]
        finding = (
            error("colon-makes-key", key_of(spot, key).key_source, name=shortened(key)) for key in keys
        )
        return [replace(first, known=known) for first in [*finding][:1]]

    def _one_level_too_many(self, path: Steps) -> Finding | None:
        """Explain what is wrong in a point with points of its own that is itself one of a point's points."""
        for end in range(4, len(path) + 1):
            match list(path[end - 4 : end]):
                case [str(outer), int(), str(name), int()] if outer == name:
                    node = self._spot(path[:end]).node
                    if isinstance(node, Table) and isinstance(node.get(name), Listing):
                        return error("points-too-deep", node.source)
        return None

    def _wrong_key(self, spot: Spot, violation: Violation, inner: Violation) -> Finding:
        name = str(inner.instance)
        explained = next(iter(self._strange_keys(spot, violation)), None)
        if explained and explained.id == "colon-makes-key":
            return explained
        if isinstance(inner.kind, Kind.Enum):
            return _unknown_key(spot, name, tuple(_as_json(option) for option in inner.kind.options))
        _, description = self.rules.follow(violation.evaluation_path[:-1])
        source = key_of(spot, name).key_source
        return error("wrong-key", source, name=shortened(name), wanted=description or inner.message)

    def _not_as_wanted(self, spot: Spot, violation: Violation) -> Finding:
        """Let the schema's own description say what is wanted, or the rule itself."""
        if spot.is_empty:
            return error("missing-value", spot.key_source, name=spot.name)
        pointer, description = self.rules.follow(violation.evaluation_path[:-1])
        wanted = description or self._rule(violation, (*pointer, *violation.evaluation_path[-1:]))
        return error("not-as-wanted", spot.node.source, name=spot.name, written=spot.written, wanted=wanted)

    def _rule(self, violation: Violation, pointer: Steps) -> str:
        return shortened(f"{violation.kind.name}: {_as_json(self.rules.at(pointer))}")

    def _spot(self, steps: Steps) -> Spot:
        spot = Spot(self.root, None, self.root.source.file)
        for step in steps:
            spot = below(spot, step)
        return spot


def _unknown_key(spot: Spot, name: str, known: tuple[str, ...]) -> Finding:
    return unknown("unknown-key", shortened(name), known, key_of(spot, name).key_source)


def _not_one_of(spot: Spot, options: Sequence[Any]) -> Finding:
    known = tuple(_as_json(option) for option in options)
    if spot.is_empty:
        return replace(error("missing-value", spot.key_source, name=spot.name), known=known)
    if isinstance(spot.node, Scalar) and isinstance(spot.node.value, str) and spot.node.text in known:
        return error("without-quotes", spot.node.source, name=spot.name, written=spot.written)
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
        len(parts(spot.node)),
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
            finding = error("too-many", parts(spot.node)[limit], name=spot.name, limit=limit, count=count)
    return finding


def _first_text(node: Node) -> str:
    """Give what a value begins with, as written; '' for a list."""
    match node:
        case Scalar(raw=raw):
            return raw
        case Table(entries=(first, *_)):
            return first.key
        case _:
            return ""


def _is_cause(other: Violation, violation: Violation) -> bool:
    """Say whether `other` fails in the mapping that `violation` is about: it may be why keys went unseen."""
    path = list(violation.instance_path)
    is_below = len(other.instance_path) > len(path)
    is_other = is_below or not isinstance(other.kind, Kind.UnevaluatedProperties)
    return list(other.instance_path)[: len(path)] == path and is_other


def _is_of_wrong_type(branch: Violations, violation: Violation) -> bool:
    return any(_types(other) and other.instance_path == violation.instance_path for other in branch)


def _refuses_a_key(branch: Violations, violation: Violation) -> bool:
    """Say whether a branch does not know one of the mapping's own keys."""
    own = (other for other in branch if other.instance_path == violation.instance_path)
    return any(isinstance(other.kind, Kind.PropertyNames | Kind.AdditionalProperties) for other in own)


def _types(violation: Violation) -> Sequence[str]:
    return violation.kind.types if isinstance(violation.kind, Kind.Type) else ()


def _as_json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
