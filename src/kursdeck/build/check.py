"""What `kursdeck check` looks at: the course in all its languages, or finished decks by the rules of the format.

Everything that a build would find is found here too, and nothing is written.
"""

from pathlib import Path

from msgspec.structs import replace

from kursdeck.audience import general
from kursdeck.build.choice import choose, general_deck
from kursdeck.build.kit import Kit
from kursdeck.build.meeting import logos_beforehand
from kursdeck.build.new import outdated_schema
from kursdeck.build.opening import Opened
from kursdeck.build.outcome import Request
from kursdeck.build.run import open_for
from kursdeck.files import finding_of
from kursdeck.findings import Findings
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.structure import check_structure
from kursdeck.project import Project


def check_course(project: Project) -> Findings:
    """Read the roster, make the general deck in every language of the course, and throw it away."""
    opened, findings = open_for(project, Request())
    if opened is None:
        return findings
    found = outdated_schema(project, opened.brand)
    rows = _roster_findings(opened)
    deck = general_deck(opened, Request())
    met = deck.meet(opened.keep)
    recipient = met.recipient or replace(general(None, None), roster=deck.sources.blank)
    languages = (opened.course.lang, *opened.course.statuses)
    kit = Kit(opened)
    made = [found for lang in languages for found in kit.make(recipient, lang)[1]]
    return (*findings, *found, *rows, *met.findings, *made)


def _roster_findings(opened: Opened) -> Findings:
    """Read every row that a build would make a deck of; without a roster there is none."""
    wanted, findings = choose(opened, Request())
    rows = [deck for deck in wanted or () if deck.row]
    with logos_beforehand(rows, opened) as keep:
        return (*findings, *(found for deck in rows for found in deck.meet(keep).findings))


def check_deck(path: Path) -> Findings:
    """Say what the structural rules have to remark on a file, and whether it is a deck at all."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        return (finding_of(problem, path),)
    package, findings = read_package(data, str(path))
    return findings if package is None else (*findings, *check_structure(package))
