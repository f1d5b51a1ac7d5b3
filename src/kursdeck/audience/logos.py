"""Which logo a deck shows, and whether it can be seen on a slide."""

from collections.abc import Mapping
from pathlib import Path

from kursdeck import pictures
from kursdeck.audience.whom import Presenter
from kursdeck.findings import Result, warning
from kursdeck.pictures import Image, Keep, anew
from kursdeck.project import Project
from kursdeck.source import Source

LOGO_ENDINGS = ("svg", "png", "jpg", "jpeg")
"""How a logo's file may end, the best first."""


def find_logo(
    project: Project,
    *ids: str,
    explicit: Path | None = None,
    presenter: Presenter | None = None,
    files: Mapping[str, Path] | None = None,
    keep: Keep = anew,
) -> Result[Image]:
    """Find a recipient's logo; None without findings when there is none, since a deck may have none.

    In this order: `explicit` (asked for on the command line, and therefore from anywhere), a file in
    `deck/logos/` named by one of the ids, the first that has one, the presenter's own. A logo that is there but
    unusable is an error. `files` is `logo_files(project)`, where many are to be found; `keep` as in `pictures.read`.
    """
    files = logo_files(project) if files is None else files
    path = explicit or own_logo(files, *ids)
    if path is None:
        return (presenter.logo if presenter else None), ()
    return read_logo(path, project.shown(path), None, keep)


def own_logo(files: Mapping[str, Path], *ids: str) -> Path | None:
    """Give the file that is named by one of the ids, the first that has one."""
    return next((files[id_.casefold()] for id_ in ids if id_.casefold() in files), None)


def read_logo(path: Path, shown: str, source: Source | None, keep: Keep) -> Result[Image]:
    """Read a logo, and warn of one that was made for dark grounds: in a deck it stands on white."""
    logo, findings = pictures.read(path, shown, source, keep)
    pale = (warning("logo-pale", source or Source(shown)),) if logo and logo.pale else ()
    return logo, (*findings, *pale)


def logo_files(project: Project) -> Mapping[str, Path]:
    """Give the files in `deck/logos/` by the id that names each; of two for one id the one with the better ending.

    `.PNG`, as cameras and scanners write it, is the same as `.png`; and so is an id in capitals.
    """
    if not project.logos.is_dir():
        return {}
    files = [path for path in sorted(project.logos.iterdir()) if _ending(path) in LOGO_ENDINGS]
    best_last = sorted(files, key=lambda path: -LOGO_ENDINGS.index(_ending(path)))
    return {path.stem.casefold(): path for path in best_last}


def _ending(path: Path) -> str:
    return path.suffix.removeprefix(".").lower()
