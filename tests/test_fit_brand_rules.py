"""What brand.yaml says about fitting: groups, ladders, and points that are never larger than their heading."""

from pathlib import Path
from shutil import copytree

import pytest
from fit_samples import REPO, ks

from kursdeck.brand import load as brand_loader
from kursdeck.brand.load import Group
from kursdeck.findings import Findings
from kursdeck.units import pt


def group(layout: str, placeholder: str) -> Group:
    """Give the group of the shipped brand that a placeholder is in."""
    (found,) = (g for g in ks().groups[layout] if placeholder in {p.name for p in g.placeholders})
    return found


def wrong_names(folder: Path, old: str, new: str) -> Findings:
    """Change brand.yaml in a copy of the shipped brand and look for names that are not there."""
    copytree(REPO / "templates" / "ks", folder, dirs_exist_ok=True)
    path = folder / "brand.yaml"
    rules = path.read_text(encoding="utf-8")
    assert old in rules
    path.write_text(rules.replace(old, new, 1), encoding="utf-8")
    loaded, findings = brand_loader.load(folder, "templates/ks", ks().template)
    assert loaded is None
    return findings


@pytest.mark.parametrize("layout", ["To kolonner", "Tre kolonner", "Fire kolonner"])
def test_columns_share_one_ladder_that_their_headings_bound(layout: str) -> None:
    columns, headings = group(layout, "Kolonne 1"), group(layout, "Overskrift 2")
    assert len(columns.placeholders) == len(headings.placeholders)
    assert columns.at_most == tuple(placeholder.name for placeholder in headings.placeholders)


def test_points_beside_a_figure_are_bound_by_their_heading() -> None:
    assert group("Punkter med figur", "Innhold").at_most == ("Overskrift",)


def test_every_ladder_begins_with_the_layouts_own_size_and_falls() -> None:
    for groups in ks().groups.values():
        for one in groups:
            assert one.sizes[0] == min(placeholder.levels[0].size for placeholder in one.placeholders)
            assert list(one.sizes) == sorted(set(one.sizes), reverse=True)


def test_no_body_goes_below_eighteen_points() -> None:
    for groups in ks().groups.values():
        assert all(one.sizes[-1] >= pt(18) for one in groups if one.continues)


def test_each_placeholder_is_in_exactly_one_group() -> None:
    for name, layout in ks().layouts.items():
        grouped = [placeholder.name for one in ks().groups[name] for placeholder in one.placeholders]
        text = [p.name for p in layout.placeholders if p.type not in brand_loader.FOOTERS]
        assert sorted(grouped) == sorted(text)


def test_a_rule_bound_by_a_placeholder_that_the_layout_lacks_is_an_error_at_its_place(tmp_path: Path) -> None:
    (finding,) = wrong_names(tmp_path, "at_most: [Overskrift]", "at_most: [Overskrft]")
    assert (finding.id, finding.near) == ("unknown-placeholder", ("Overskrift",))
    assert finding.source is not None
    line = (tmp_path / "brand.yaml").read_text(encoding="utf-8").splitlines()[finding.source.line - 1]
    assert line[finding.source.column - 1 :].startswith("Overskrft")
