"""What `kursdeck check` looks at: the course in all its languages, or finished decks by the rules of the format.

Everything that a build would find is found here too, and nothing is written.
"""

from pathlib import Path

from kursdeck.audience import general, read_general_presenter
from kursdeck.build.deck import make
from kursdeck.build.new import outdated_schema
from kursdeck.build.run import Request, open_for
from kursdeck.files import finding_of
from kursdeck.findings import Findings
from kursdeck.powerpoint.package import read_package
from kursdeck.powerpoint.structure import check_structure
from kursdeck.project import Project


def check_course(project: Project) -> Findings:
    """Make the general deck in every language of the course, and throw it away."""
    opened, findings = open_for(project, Request())
    if opened is None:
        return findings
    found = outdated_schema(project, opened.brand)
    presenter, contact = read_general_presenter(project)
    languages = (opened.course.lang, *opened.course.statuses)
    made = (make(opened, general(presenter, None), lang) for lang in languages)
    return (*findings, *found, *contact, *(finding for _, findings in made for finding in findings))


def check_deck(path: Path) -> Findings:
    """Say what the structural rules have to remark on a file, and whether it is a deck at all."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        return (finding_of(problem, path),)
    package, findings = read_package(data, str(path))
    return findings if package is None else (*findings, *check_structure(package))
