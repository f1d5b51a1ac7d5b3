"""The list of structural rules: a rule is a function, and its docstring says what it is for.

One decorator fills the list, so that no rule can be written and then forgotten by the checks or by the docs.
"""

from collections.abc import Callable, Iterator
from inspect import cleandoc
from typing import TypeAlias

from msgspec import Struct

from kursdeck.findings import Finding
from kursdeck.powerpoint.opc import Package

Check: TypeAlias = Callable[[Package], Iterator[Finding]]


class Rule(Struct, frozen=True):
    """One thing that holds in every good file; `id` is that of the findings it gives.

    `explanation` is the check's docstring: what is wrong, 'Why:' it matters with the clause or thread that
    says so, and how to fix it.
    """

    id: str
    check: Check
    explanation: str


RULES: dict[str, Rule] = {}
"""All rules by id, in the order in which they run."""


def rule(check: Check) -> Check:
    """Register a check: `slide_unlisted` gives the findings `pptx-slide-unlisted`."""
    id_ = "pptx-" + check.__name__.replace("_", "-")
    RULES[id_] = Rule(id_, check, cleandoc(check.__doc__ or ""))
    return check
