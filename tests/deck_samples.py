"""A good deck to break: made by python-pptx, completed where python-pptx leaves something out."""

import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from kursdeck.powerpoint.package import Package, read_package

Change = Callable[[Package], Package]
"""One way to make another package of a good one."""

PRESENTATION = "ppt/presentation.xml"
SECTIONS = """
<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
    xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:sectionLst>
  <p14:section name="Start" id="{11111111-2222-4333-8444-555555555501}"><p14:sldIdLst>
    <p14:sldId id="256"/></p14:sldIdLst></p14:section>
  <p14:section name="Resten" id="{11111111-2222-4333-8444-555555555502}"><p14:sldIdLst>
    <p14:sldId id="257"/><p14:sldId id="258"/></p14:sldIdLst></p14:section>
</p14:sectionLst></p:ext>
"""


def _png() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (4, 3), "teal").save(file, "PNG")
    file.seek(0)
    return file


def _three_slides() -> bytes:
    """Make a cover, a slide with picture, table, link and group, and a slide with a chart; each with notes."""
    deck = Presentation()
    cover, content, numbers = (deck.slides.add_slide(deck.slide_layouts[number]) for number in (0, 5, 5))
    cover.shapes.title.text = "Et eksempel"
    cover.placeholders[1].text = "Kari Eksempel"
    content.shapes.title.text = "Innhold"
    content.shapes.add_picture(_png(), Cm(1), Cm(5))
    content.shapes.add_table(2, 3, Cm(5), Cm(5), Cm(12), Cm(3)).table.cell(0, 0).text = "Celle"
    run = content.shapes.add_textbox(Cm(1), Cm(12), Cm(8), Cm(2)).text_frame.paragraphs[0].add_run()
    run.text = "Les mer om eksemplet"
    run.hyperlink.address = "https://example.no/eksempel"
    content.shapes.add_group_shape().shapes.add_textbox(Cm(12), Cm(12), Cm(3), Cm(1))
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ("2025", "2026")
    data.add_series("Antall", (1, 2))  # type: ignore[no-untyped-call]
    numbers.shapes.title.text = "Tall"
    numbers.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(2), Cm(5), Cm(12), Cm(8), data)
    for slide in deck.slides:
        slide.notes_slide.notes_text_frame.text = "Et notat"
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


@cache
def good_deck() -> Package:
    """Give the good deck: with sections, a listed notes master and axis ids that are not negative."""
    package, findings = read_package(_three_slides(), "deck.pptx")
    assert package is not None, findings
    master = next(arrow for arrow in package.relationships(PRESENTATION) if arrow.kind == "notesMaster")
    listed = f'<p:notesMasterIdLst><p:notesMasterId r:id="{master.id}"/></p:notesMasterIdLst>'
    for change in (
        swap(PRESENTATION, "</p:sldMasterIdLst>", f"</p:sldMasterIdLst>{listed}"),
        swap(PRESENTATION, "</p:presentation>", f"<p:extLst>{SECTIONS}</p:extLst></p:presentation>"),
        rewrite("ppt/charts/", r'val="-(\d+)"', r'val="\1"'),
    ):
        package = change(package)
    return package


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts as a file."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


# ---- ways to change a package


def having(package: Package, parts: Mapping[str, bytes]) -> Package:
    """Give a package of the same name with other parts."""
    return Package(package.file, dict(parts))


def swap(part: str, old: str, new: str) -> Change:
    """Replace the first `old` in a part; fails when it is not there, so that no break breaks nothing."""

    def change(package: Package) -> Package:
        text = package.parts[part].decode()
        assert old in text, f"{part} has no {old}"
        return having(package, {**package.parts, part: text.replace(old, new, 1).encode()})

    return change


def rewrite(under: str, pattern: str, new: str) -> Change:
    """Replace every match of a pattern in the one part below a folder."""

    def change(package: Package) -> Package:
        part = next(name for name in package.parts if name.startswith(under) and name.endswith(".xml"))
        text, times = re.subn(pattern, new, package.parts[part].decode())
        assert times, f"{part} has no {pattern}"
        return having(package, {**package.parts, part: text.encode()})

    return change


def add(part: str, data: str | bytes) -> Change:
    """Add a part, or put other bytes in its place."""
    return lambda package: having(
        package, {**package.parts, part: data.encode() if isinstance(data, str) else data}
    )


def remove(part: str) -> Change:
    """Take a part away, and nothing of what points at it."""
    return lambda package: having(
        package, {name: package.parts[name] for name in package.parts if name != part}
    )


def chain(*changes: Change) -> Change:
    """Do one change after the other."""

    def change(package: Package) -> Package:
        for one in changes:
            package = one(package)
        return package

    return change
