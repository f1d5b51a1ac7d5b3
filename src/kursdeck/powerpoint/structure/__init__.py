"""The structural rules: what holds in a file that PowerPoint opens without offering to repair it.

No single validator sees every known cause of a repair, and none is fast enough to judge every deck of a
batch, so the rules are part of the program: `check_structure` judges what it writes, and what people hand in,
alike.
"""

from kursdeck.findings import Findings
from kursdeck.powerpoint.opc import Package
from kursdeck.powerpoint.structure import masters, models, parts, presentation, references, shapes, text
from kursdeck.powerpoint.structure.registry import RULES, Rule

__all__ = ["RULES", "Rule", "check_structure"]

_FAMILIES = (parts, references, presentation, masters, models, shapes, text)
"""The modules whose rules are registered by importing them."""


def check_structure(package: Package) -> Findings:
    """Run every rule on a package; nothing found means that no known cause of a repair is in it."""
    return tuple(finding for rule in RULES.values() for finding in rule.check(package))
