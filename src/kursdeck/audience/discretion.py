"""Keeping what `deck/` says of people out of messages about the slides on which it stands.

A stage that sets a text cannot know whose word it is; who knows the recipient does.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from kursdeck.audience.whom import Recipient
from kursdeck.findings import Finding, Findings

QUOTED = "word"
"""The parameter in which findings quote a slide's text; a long word ends with an ellipsis there."""
VEIL = "…"


def veiled(findings: Iterable[Finding], recipient: Recipient) -> Findings:
    """Put '…' for a word that stands in what is personal to the recipient's deck."""
    texts = tuple(" ".join(text.split()) for text in recipient.personal)
    return tuple(_veiled(finding, texts) for finding in findings)


def _veiled(finding: Finding, texts: tuple[str, ...]) -> Finding:
    word = str(finding.params.get(QUOTED, "")).rstrip(VEIL)
    if not word or not any(word in text for text in texts):
        return finding
    return replace(finding, params={**finding.params, QUOTED: VEIL})
