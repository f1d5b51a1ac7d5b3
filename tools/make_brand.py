"""Writes templates/ks/brand.pptx: the `ks` brand's own values stand here, and nowhere in the program.

Run it from the repository after a change to `compose`; a test fails while the committed file differs.
"""

from pathlib import Path

from kursdeck.brand.spec import TemplateSpec, Theme
from kursdeck.compose import compose
from kursdeck.compose.grid import Grid
from kursdeck.powerpoint.template_writer import write_template
from kursdeck.units import Emu, cm

TARGET = Path(__file__).parent.parent / "templates" / "ks" / "brand.pptx"

FJORD = Theme(
    name="Fjord",
    dark1="16303A",
    light1="FFFFFF",
    dark2="0E3A47",
    light2="F6F3EC",
    accent1="1B5566",
    accent2="4A6444",
    accent3="A4492A",
    accent4="664A6E",
    accent5="C7922E",
    accent6="4F5F67",
    link="0B5C7D",
    followed_link="664A6E",
    heading_font="Calibri",
    body_font="Calibri",
)
WIDESCREEN = Grid(
    width=Emu(12_192_000),
    height=Emu(6_858_000),
    side=cm(1.9),
    gap=cm(0.7),
    title_top=cm(0.5),
    title_bottom=cm(2.9),
    top=cm(4.0),
    bottom=cm(16.9),
    footer_top=cm(17.65),
    footer_bottom=cm(18.35),
)


def brand() -> TemplateSpec:
    """Give the `ks` brand's template as a value."""
    return compose(
        FJORD, WIDESCREEN, title="Mal for folkevalgtopplæring", lang="nb-NO", wordmark="Folkevalgtopplæring"
    )


def main() -> None:
    """Write the template where the course looks for it."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(write_template(brand()))
    print(TARGET)


if __name__ == "__main__":
    main()
