"""The ways in: a file or its bytes, YAML throughout or only at its head."""

from pathlib import Path

from kursdeck.documents.decode import contents, decode
from kursdeck.documents.nodes import FrontMatter, Node
from kursdeck.documents.places import Places
from kursdeck.documents.survey import survey
from kursdeck.documents.tree import tree
from kursdeck.findings import Finding, Findings, Result, error, has_errors

FENCE = "---"


def read(path: Path, shown: str) -> Result[Node]:
    """Read a YAML file of at most 1 MiB in UTF-8; `shown` is what messages call it.

    Gives the tree, or every error there is: what cannot be read, decoded or parsed, characters that no deck
    can hold, duplicate keys, tags, merge keys, several documents, too much depth, too many nodes or aliases.
    A warning, with or without a tree: `comment-after-text`.
    """
    data, findings = contents(path, shown)
    return (None, findings) if data is None else parse(data, shown)


def parse(data: bytes, shown: str) -> Result[Node]:
    """Read YAML from bytes; as `read`."""
    places, findings = decode(data, shown)
    return (None, findings) if places is None else _node(places, findings)


def read_front_matter(path: Path, shown: str) -> Result[FrontMatter]:
    """Read a file that opens with YAML between two lines `---`; bounds and findings as of `read`."""
    data, findings = contents(path, shown)
    return (None, findings) if data is None else parse_front_matter(data, shown)


def parse_front_matter(data: bytes, shown: str) -> Result[FrontMatter]:
    """Read front matter and body from bytes; as `read_front_matter`."""
    places, findings = decode(data, shown)
    if places is None:
        return None, findings
    if places.text_of_line(1).rstrip() != FENCE:
        return None, (*findings, error("front-matter-missing", places.source(0, 0)))
    lines = range(2, len(places.starts) + 1)
    closing = next((number for number in lines if places.text_of_line(number).rstrip() == FENCE), None)
    if closing is None:
        return None, (*findings, error("front-matter-unclosed", places.source(0, len(FENCE))))
    return _front_matter(places, closing, findings)


def _front_matter(places: Places, closing: int, findings: Findings) -> Result[FrontMatter]:
    """Part the file at line `closing`; the first fence is YAML's own document start, so places stay true."""
    head = Places(places.file, places.text[: places.starts[closing - 1]])
    body = "".join(places.text[start:] for start in places.starts[closing : closing + 1])
    node, findings = _node(head, findings)
    return (None if node is None else FrontMatter(node, body, closing + 1)), findings


def _node(places: Places, findings: Findings) -> Result[Node]:
    events, more = survey(places)
    found = tuple(sorted((*findings, *more), key=_in_order))
    return (None if has_errors(found) else tree(events, places)), found


def _in_order(finding: Finding) -> tuple[int, int]:
    return (finding.source.line, finding.source.column) if finding.source else (0, 0)
