"""Making somebody's template ready to build on, with python-pptx: no slides of its own, and a notes master."""

import zipfile
from io import BytesIO

from pptx import Presentation

from kursdeck.powerpoint.opc import CONTENT_TYPES
from kursdeck.powerpoint.parts import OFFICE_TYPES
from kursdeck.powerpoint.zipped import zip_of

PRESENTATION = f"{OFFICE_TYPES}.presentationml.presentation.main+xml"
TEMPLATE = f"{OFFICE_TYPES}.presentationml.template.main+xml"


def ready(data: bytes) -> bytes:
    """Give the template without slides and with a notes master, as a .pptx."""
    presentation = Presentation(BytesIO(_as_presentation(data)))
    slides = presentation.slides._sldIdLst  # noqa: SLF001 - python-pptx has no way to remove a slide
    for entry in list(slides):
        presentation.part.drop_rel(entry.rId)
        slides.remove(entry)
    _ = presentation.notes_master  # made from python-pptx's own where there is none
    buffer = BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _as_presentation(data: bytes) -> bytes:
    """Give a template (.potx) the content type of a presentation, which is all that sets them apart.

    python-pptx opens only presentations (scanny/python-pptx#1070).
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = parts[CONTENT_TYPES]
    if TEMPLATE.encode() not in types:
        return data
    return zip_of({**parts, CONTENT_TYPES: types.replace(TEMPLATE.encode(), PRESENTATION.encode())})
