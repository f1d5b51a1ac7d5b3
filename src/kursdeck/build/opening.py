"""A project opened: its course, its brand and its register, read and checked once for all decks."""

from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kursdeck import pictures, register
from kursdeck.audience.columns import headers
from kursdeck.brand import load as brand_loader
from kursdeck.brand.load import Brand
from kursdeck.brand.template import Template
from kursdeck.content import reader
from kursdeck.content.course import Course, RegisterChoice
from kursdeck.content.reader import Document
from kursdeck.findings import Finding, Findings, Result, error, has_errors, nearest, unknown
from kursdeck.pictures import Image, Keep, anew
from kursdeck.powerpoint.template_reader import read_template
from kursdeck.project import Project, inside
from kursdeck.register import NO_REGISTER, Register
from kursdeck.source import Source

TAKEN = frozenset({
    "recipient", "presenter", "contact", "party", "council", "roster", "words", "course", "slide", "clock",
    "and", "or", "not", "in", "is", "if", "elif", "else", "endif", "true", "false", "none", "loop", "self",
})  # fmt: skip
"""What texts and kinds have by other names, and Jinja's own words."""


class Opened(Struct, frozen=True):
    """Everything that all decks of a project share; `keep` prepares its pictures, as in `pictures.read`."""

    project: Project
    course: Course
    brand: Brand
    register: Register
    keep: Keep = anew


def open_project(project: Project, keep: Keep = anew) -> Result[Opened]:
    """Read course, brand and register; what is wrong in any of them is said at once."""
    opened, findings = sound_part(project, keep)
    return (None if has_errors(findings) else opened), findings


def sound_part(project: Project, keep: Keep = anew) -> Result[Opened]:
    """Open a project as far as it is sound: without the slides that have errors, which are said."""
    document, findings = reader.read(project.content, project.shown(project.content))
    if document is None:
        return None, findings
    brand, found = open_brand(project, document)
    findings = (*findings, *found)
    if brand is None or has_errors(findings):
        return None, findings
    read_image = partial(_read_image, project, keep)
    course, found = reader.sound_part(document, brand.kinds, tuple(brand.languages), read_image)
    findings = (*findings, *found)
    if course is None:
        return None, findings
    known, found = _register(project, course)
    findings = (*findings, *found)
    if known is None:
        return None, findings
    return Opened(project, course, brand, known, keep), findings


def open_brand(project: Project, document: Document) -> Result[Brand]:
    """Read the brand that the course names, or the only one there is: template, kinds, rules and words."""
    brands = sorted(path.parent.name for path in project.brand("").glob("*/brand.yaml"))
    name = document.brand or (brands[0] if len(brands) == 1 else "")
    if not name:
        return None, (unknown("no-brand", "", brands, document.brand_source),)
    if name not in brands:
        return None, (unknown("unknown-brand", name, brands, document.brand_source),)
    folder = project.brand(name)
    template, findings = _template(folder, project)
    if template is None:
        return None, findings
    shown = project.shown(folder)
    brand, found = brand_loader.load(folder, shown, template)
    return brand, (*findings, *found)


def _template(folder: Path, project: Project) -> Result[Template]:
    """Read brand.pptx, or brand.potx where that is what the designer saved."""
    paths = (folder / "brand.pptx", folder / "brand.potx")
    path = next((path for path in paths if path.is_file()), paths[0])
    if not path.is_file():
        return None, (error("template-missing", Source(project.shown(path))),)
    return read_template(path.read_bytes(), project.shown(path))


def _read_image(project: Project, keep: Keep, text: str, source: Source) -> Result[Image]:
    path, findings = inside(project, text, source)
    if path is None:
        return None, findings
    image, findings = pictures.read(path, project.shown(path), source, keep)
    return image, tuple(_with_neighbours(finding, path, project) for finding in findings)


def _with_neighbours(finding: Finding, path: Path, project: Project) -> Finding:
    """Offer files of the same folder for one that is not there."""
    if finding.id != "picture-missing" or not path.parent.is_dir():
        return finding
    near = nearest(path.name, (file.name for file in path.parent.iterdir()))
    return replace(finding, near=tuple(project.shown(path.with_name(name)) for name in near))


def _register(project: Project, course: Course) -> Result[Register]:
    """Give the register that the course names, with what the course says of it.

    Findings: `unknown-register`, those of `register.read`, `register-noun-taken`, `unknown-register-column`.
    """
    choice = course.register
    if choice is None:
        return NO_REGISTER, ()
    known, findings = _read_register(project, choice)
    if known is None or not (choice.noun or choice.region):
        return known, findings
    findings = (*findings, *_wrong_noun(choice), *_wrong_region(choice, known))
    named = replace(known, noun=choice.noun or known.noun, region=choice.region or known.region)
    return (None if has_errors(findings) else named), findings


def _read_register(project: Project, choice: RegisterChoice) -> Result[Register]:
    """Read a register: one that ships, or a CSV file of the course's own."""
    if choice.file in register.PRESETS:
        return register.load(choice.file), ()
    if not choice.file.endswith(".csv"):
        return None, (unknown("unknown-register", choice.file, register.PRESETS, choice.place("file")),)
    path, findings = inside(project, choice.file, choice.place("file"))
    if path is None:
        return None, findings
    return register.read(path, project.shown(path), choice.noun)


def _wrong_noun(choice: RegisterChoice) -> Findings:
    """Refuse a noun that means something already, in texts or as a header of the roster."""
    taken = {*TAKEN, *(text for texts in headers(NO_REGISTER).values() for text in texts)}
    place = choice.place("noun")
    return (error("register-noun-taken", place, name=choice.noun),) if choice.noun in taken else ()


def _wrong_region(choice: RegisterChoice, known: Register) -> Findings:
    if not choice.region or choice.region in known.fields:
        return ()
    return (unknown("unknown-register-column", choice.region, known.fields, choice.place("region")),)
