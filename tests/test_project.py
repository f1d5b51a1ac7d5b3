"""A project is found from any folder in it, and no path written in it leads out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursdeck import project
from kursdeck.project import Project
from kursdeck.source import Source

HERE = Source("content.yaml", 3, 12)


@pytest.fixture
def course(tmp_path: Path) -> Project:
    root = tmp_path / "course"
    (root / "deck" / "logos").mkdir(parents=True)
    (root / "content.yaml").write_text("format: 1\n")
    return Project(root)


def test_a_project_is_found_from_any_folder_below_it(course: Project) -> None:
    for start in (course.root, course.deck, course.logos):
        assert project.find(start) == (course, ())


def test_without_a_start_the_current_folder_counts(course: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.logos)
    assert project.find(None) == (course, ())


def test_a_folder_without_a_course_is_a_finding_and_not_a_crash(tmp_path: Path) -> None:
    found, findings = project.find(tmp_path)
    assert found is None
    assert [finding.id for finding in findings] == ["project-not-found"]
    assert [finding.id for finding in project.find(tmp_path / "none")[1]] == ["project-folder-missing"]


def test_the_three_owners_files_are_where_the_readme_says(course: Project) -> None:
    paths = (course.content, course.brand("ks"), course.presenter, course.roster, course.logos, course.state)
    assert [course.shown(path) for path in paths] == [
        "content.yaml",
        "templates/ks",
        "deck/presenter.yaml",
        "deck/roster.csv",
        "deck/logos",
        "deck/out/.kursdeck",
    ]


@pytest.mark.parametrize(
    "text", ["images/a.png", "images\\a.png", "./images/a.png", "x/../images/a.png", " images/a.png "]
)
def test_a_path_may_be_written_with_either_slash(course: Project, text: str) -> None:
    assert project.inside(course, text, HERE) == (course.root / "images" / "a.png", ())


@pytest.mark.parametrize(
    "text",
    [
        "..",
        "../secret.png",
        "images/../../secret.png",
        "..\\secret.png",
        "/etc/passwd",
        "\\windows\\win.ini",
        "C:\\secret.png",
        "c:secret.png",
        "\\\\server\\share\\a.png",
        "//server/share/a.png",
        "~/secret.png",
        "http://example.no/a.png",
        "a.png:stream",
        "a\0.png",
    ],
)
def test_a_path_that_leaves_the_project_is_refused(course: Project, text: str) -> None:
    path, (finding,) = project.inside(course, text, HERE)
    assert path is None
    assert (finding.id, finding.source) == ("path-outside", HERE)


def test_a_link_that_leads_out_is_refused_and_one_that_stays_is_followed(course: Project) -> None:
    (course.root / "out").symlink_to(course.root.parent)
    (course.root / "stays").symlink_to(course.deck)
    assert project.inside(course, "out/secret.png", HERE)[0] is None
    assert project.inside(course, "stays/a.png", HERE)[0] == course.root / "stays" / "a.png"


def test_a_link_in_a_circle_leads_to_no_file(course: Project) -> None:
    (course.root / "a").symlink_to(course.root / "b")
    (course.root / "b").symlink_to(course.root / "a")
    path, _ = project.inside(course, "a/x.png", HERE)
    assert path is None or not path.exists()


@given(st.text("./\\~:ab \0é", max_size=12))
def test_whatever_is_written_the_place_is_inside_or_there_is_a_finding(text: str) -> None:
    course = Project(Path("/course"))
    path, findings = project.inside(course, text, HERE)
    assert (path is None) == bool(findings)
    assert path is None or ".." not in path.relative_to(course.root).parts
