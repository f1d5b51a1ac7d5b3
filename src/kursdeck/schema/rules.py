"""A JSON Schema read beside its validator: which of its parts speak about a place, and how."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import Any, TypeAlias
from urllib.parse import quote, unquote

import jsonschema_rs
from msgspec import Struct

Schema: TypeAlias = Mapping[str, Any]
Steps: TypeAlias = Sequence[str | int]
Pointer: TypeAlias = tuple[str | int, ...]

_HOME = "urn:kursdeck:schema"

_DESCENDING = frozenset({
    "properties", "patternProperties", "additionalProperties", "unevaluatedProperties", "propertyNames",
    "items", "prefixItems", "unevaluatedItems", "contains",
})  # fmt: skip
"""The keywords whose schemas are about a part of the instance (JSON Schema 2020-12, Core 10.3 and 11)."""


class _Branch(Enum):
    """Whether a subschema holds anyway, because its `if` does, or not because its `if` does not."""

    NONE = "none"
    TAKEN = "taken"
    NOT_TAKEN = "not taken"


class Rules(Struct, frozen=True, dict=True):
    """A schema by its parts; a pointer is the way to one: ('$defs', 'slide', 'allOf', 0)."""

    root: Schema

    def at(self, pointer: Steps) -> Any:
        """Give what stands at a pointer, or None."""
        part: Any = self.root
        for step in pointer:
            part = _below(part, step)
        return part

    def follow(self, way: Steps) -> tuple[Pointer, str]:
        """Go the way a validator went, through `$ref`s: where it leads, and the description that holds there.

        The nearest description wins; one about a whole says nothing about its parts.
        """
        pointer, description = self._start()
        for step in way:
            pointer = self._next(pointer, step)
            part = self.at(pointer)
            inherited = "" if step in _DESCENDING else description
            own = part.get("description") if isinstance(part, Mapping) else None
            description = own if isinstance(own, str) else inherited
        return pointer, description

    def names(self, pointer: Pointer, instance: Any) -> tuple[str, ...]:
        """Give the keys that a mapping may have, by all schemas that speak about it; of kinds, by its own.

        Where it is of no known kind, the keys of every kind: which of them it lacks, nobody can say.
        """
        parts = list(self._speaking(pointer, instance, _Branch.NONE, set()))
        is_decided = any(branch is _Branch.TAKEN for _, branch in parts)
        chosen = (part for part, branch in parts if not (is_decided and branch is _Branch.NOT_TAKEN))
        return tuple(dict.fromkeys(name for part in chosen for name in _properties(part)))

    def keyed(self, way: Steps) -> Pointer:
        """Give the pointer of the last schema on a validator's way that says something of a mapping's keys.

        The way to a key that is wrong leaves out `propertyNames` itself, so it cannot be followed to its end.
        """
        pointers = (self.follow(way[:end])[0] for end in range(len(way), -1, -1))
        speaking = (pointer for pointer in pointers if _says_keys(self.at(pointer)))
        return next(speaking, ())

    def keys(self, pointer: Pointer, instance: Any) -> tuple[str, ...]:
        """Give the keys that a mapping may have: those of `names`, and those that `propertyNames` lists."""
        parts = (part for part, _ in self._speaking(pointer, instance, _Branch.NONE, set()))
        listed = [self._listed(part["propertyNames"]) for part in parts if "propertyNames" in part]
        return (*self.names(pointer, instance), *(name for names in listed for name in names))

    def takes_text(self, pointer: Pointer, instance: Any) -> bool:
        """Say whether any of the schemas that speak about the instance would take a text in its place."""
        parts = self._speaking(pointer, instance, _Branch.NONE, set())
        return any("string" in _types(part) for part, _ in parts)

    def _listed(self, names: Any) -> tuple[str, ...]:
        """Give the names that a schema for keys lists, behind its `$ref` if it has one."""
        is_ref = isinstance(names, Mapping) and "$ref" in names
        schema = self.at(_target(names["$ref"])) if is_ref else names
        options = schema.get("enum") if isinstance(schema, Mapping) else None
        return tuple(str(option) for option in options or ())

    def _start(self) -> tuple[Pointer, str]:
        description = self.root.get("description")
        return (), description if isinstance(description, str) else ""

    def _next(self, pointer: Pointer, step: str | int) -> Pointer:
        part = self.at(pointer)
        is_ref = step == "$ref" and isinstance(part, Mapping)
        return _target(part["$ref"]) if is_ref and "$ref" in part else (*pointer, step)

    def _speaking(
        self, pointer: Pointer, instance: Any, branch: _Branch, seen: set[Pointer]
    ) -> Iterator[tuple[Schema, _Branch]]:
        """Give the schema at `pointer` and those it applies to the same instance."""
        part = self.at(pointer)
        if not isinstance(part, Mapping) or pointer in seen:
            return
        seen.add(pointer)
        yield part, branch
        for below in _in_place(part, pointer):
            yield from self._speaking(below, instance, branch, seen)
        if "if" in part:
            holds = self._holds((*pointer, "if"), instance)
            for word, taken in (("then", holds), ("else", not holds)):
                then = _Branch.TAKEN if taken and branch is not _Branch.NOT_TAKEN else _Branch.NOT_TAKEN
                yield from self._speaking((*pointer, word), instance, then, seen)

    def _holds(self, pointer: Pointer, instance: Any) -> bool:
        """Say whether the schema at `pointer` accepts the instance; one that cannot be asked does not."""
        fragment = "".join(f"/{quote(_escaped(step))}" for step in pointer)
        try:
            validator = jsonschema_rs.validator_for(
                {"$ref": f"{_HOME}#{fragment}"}, registry=self._registry, offline=True
            )
            return validator.is_valid(instance)
        except ValueError:
            return False

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry:
        return jsonschema_rs.Registry([(_HOME, dict(self.root))])


def _below(part: Any, step: str | int) -> Any:
    if isinstance(part, Mapping):
        return part.get(str(step))
    is_index = isinstance(part, list | tuple) and isinstance(step, int) and step < len(part)
    return part[step] if is_index else None


def _target(reference: Any) -> Pointer:
    """Give the pointer of `#/$defs/text`; another sort of reference leads to nothing we can read."""
    if not isinstance(reference, str) or not re.match(r"#(/|$)", reference):
        return ("$ref",)
    steps = (unquote(step).replace("~1", "/").replace("~0", "~") for step in reference.split("/")[1:])
    return tuple(int(step) if step.isdecimal() else step for step in steps)


def _says_keys(part: Any) -> bool:
    return isinstance(part, Mapping) and not {"propertyNames", "properties", "anyOf", "oneOf"}.isdisjoint(
        part
    )


def _types(part: Schema) -> Sequence[str]:
    types = part.get("type", ())
    return (types,) if isinstance(types, str) else types


def _escaped(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")


def _in_place(part: Schema, pointer: Pointer) -> Iterator[Pointer]:
    """Give the pointers of the schemas that hold for the same instance whatever it is."""
    if "$ref" in part:
        yield _target(part["$ref"])
    for word in ("allOf", "anyOf", "oneOf"):
        several = part.get(word)
        yield from (
            (*pointer, word, number) for number in range(len(several) if isinstance(several, list) else 0)
        )


def _properties(part: Schema) -> Iterator[str]:
    properties = part.get("properties")
    yield from properties if isinstance(properties, Mapping) else ()
