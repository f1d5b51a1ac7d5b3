"""The commands. Each imports what it needs when it runs, so that `kursdeck --help` is there at once."""

import atexit
import gc
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from kursdeck import __version__
from kursdeck.cli.options import choosing, in_project, of_decks

INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""
FAILED = 1
YOUNGEST = 200_000
"""How many new objects there are before cycles are looked for. Python's own 700 are for programs that run for days:
here nearly all that is made lives to the end, and looking through it again and again took a tenth of a build."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version")
def kursdeck() -> None:
    """One course in YAML, one branded, editable PowerPoint deck for each place it is given.

    \b
    kursdeck build           the decks of deck/roster.csv, or a general one; they go to deck/out/
    kursdeck build Bergen    the same for one recipient: number, or name in any of its languages
    kursdeck roster init     a roster to fill in, one row a deck
    kursdeck new DIR         a course folder of your own

    Exit codes: 0 done; 1 errors in the course, in a deck or in what was asked for; 2 wrong usage, such as an
    unknown option; 130 interrupted.
    """  # noqa: D301 - \b is the character that tells click to leave these lines alone


@kursdeck.command()
@choosing
@in_project
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The folder for the decks [deck/out], or one archive with all of them: decks.zip.",
)
@click.option("-l", "--lang", default="", help="The language of the deck: nb, nn, …")
@click.option("--logo", type=click.Path(path_type=Path), help="A logo for these decks: PNG, JPG or SVG.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
    help="The day of the course: 2027-01-14 or 14.1.2027.",
)
@click.option("--place", default="", help="Where the course is given.")
@click.option("-w", "--watch", is_flag=True, help="Build again whenever a file of the course changes.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--dry-run", is_flag=True, help="Do everything but write.")
@click.option(
    "--force", is_flag=True, help="Replace decks that were changed; what they were is kept in backup/."
)
@click.option("--retry-failed", is_flag=True, help="Build just the decks that failed last time.")
@click.option("-q", "--quiet", is_flag=True, help="Print only warnings and errors.")
@click.option("-v", "--verbose", is_flag=True, help="Print each deck's language and smallest text too.")
def build(**options: Any) -> None:
    """Build the decks of the roster, those of RECIPIENTS, or a general one where there is no roster.

    A recipient is a name or number of the course's register, or the id of a row in deck/roster.csv or .xlsx; what
    the roster says of a recipient counts however it was chosen. A deck that was changed in PowerPoint is never
    overwritten: the new one goes beside it.
    """
    from kursdeck.build.outcome import Request  # noqa: PLC0415 - --help must not wait for it
    from kursdeck.cli.building import run_build  # noqa: PLC0415 - as above
    from kursdeck.cli.progress import View  # noqa: PLC0415 - as above
    from kursdeck.cli.report import ui_language  # noqa: PLC0415 - as above

    day: datetime | None = options.pop("day")
    view = View(
        ui_language(options.pop("ui_lang")), options.pop("form"), options.pop("quiet"), options.pop("verbose")
    )
    folder, watch = options.pop("project"), options.pop("watch")
    request = Request(out=options.pop("output"), day=day.date() if day else None, **options)
    sys.exit(run_build(folder, request, view, watch))


@kursdeck.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@in_project
def check(files: tuple[Path, ...], project: Path | None, ui_lang: str | None, form: str) -> None:
    """Check the course without writing anything, or check finished decks (FILES)."""
    from kursdeck.cli.checking import run_check  # noqa: PLC0415 - as above

    sys.exit(run_check(files, project, ui_lang, form))


@kursdeck.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@in_project
@of_decks
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder of the decks [deck/out].")
def status(files: tuple[Path, ...], **options: Any) -> None:
    """Tell how decks stand to the course as it is now.

    Up to date, outdated, edited, both, missing or unknown, and which slides. Without FILE: every deck that a
    build would make, and every other in its folder. A FILE may be called anything, such as a deck that somebody
    mailed back: whose it is stands inside it.

    It is a question: it ends with 0 whatever the answer, and with 1 where there is none, since the course has
    errors, a deck cannot be built, or a FILE is no deck of the course.
    """
    from kursdeck.build.outcome import Request  # noqa: PLC0415 - as above
    from kursdeck.cli.standing import run_status  # noqa: PLC0415 - as above

    day: datetime | None = options.pop("day")
    folder, ui_lang, form = options.pop("project"), options.pop("ui_lang"), options.pop("form")
    request = Request(out=options.pop("output"), day=day.date() if day else None, **options)
    sys.exit(run_status(files, folder, request, ui_lang, form))


@kursdeck.command()
@click.argument("file", type=click.Path(path_type=Path))
@in_project
@of_decks
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The new file, or its folder [beside FILE]."
)
def update(file: Path, **options: Any) -> None:
    """Bring a deck up to date that somebody changed in PowerPoint, as a new file.

    FILE stays as it is. In the new file the slides that nobody changed are today's; changed and added ones stay
    as they are and where they are, deleted ones stay deleted, and the list says which is which.
    """
    from kursdeck.build.outcome import Request  # noqa: PLC0415 - as above
    from kursdeck.cli.standing import run_update  # noqa: PLC0415 - as above

    day: datetime | None = options.pop("day")
    out, folder = options.pop("output"), options.pop("project")
    ui_lang, form = options.pop("ui_lang"), options.pop("form")
    request = Request(day=day.date() if day else None, **options)
    sys.exit(run_update((file, out), folder, request, ui_lang, form))


@kursdeck.command()
@click.argument("name")
@in_project
@click.option(
    "-o",
    "--output",
    "outs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Another folder or archive that decks were built to, beside deck/out; may be repeated.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Only show what would be done.")
def forget(name: str, project: Path | None, ui_lang: str | None, form: str, **options: Any) -> None:
    """Take a person out of the presenter, the roster, and every deck that nobody edited.

    NAME is the person's whole name, an e-mail address or a phone number; capitals do not matter. Their fields are
    emptied, and all else in the files stays as it is. Decks and backups that show them are removed: a build makes
    them again. A deck that somebody edited stays, and the list says on which slides the person stands.

    It first shows what it will do, and asks. Where nobody can be asked, and without --yes, nothing is changed and it
    ends with 1; so it does where something is left that only a person can clear.
    """
    from kursdeck.cli.forgetting import Manner, run_forget  # noqa: PLC0415 - as above
    from kursdeck.cli.report import ui_language  # noqa: PLC0415 - as above

    manner = Manner(options["yes"], options["dry_run"], ui_language(ui_lang), form)
    sys.exit(run_forget(name, project, options["outs"], manner))


@kursdeck.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--ui-lang", type=click.Choice(["nb", "en"]), help="The language of messages [the system's].")
def new(folder: Path, ui_lang: str | None) -> None:
    """Make a complete course folder that builds at once."""
    from kursdeck.cli.listing import run_new  # noqa: PLC0415 - as above

    sys.exit(run_new(folder, ui_lang))


@kursdeck.command()
@click.argument("name", default="")
@in_project
def kinds(name: str, project: Path | None, ui_lang: str | None, form: str) -> None:
    """List the kinds of slide with their fields and an example, or one of them (NAME)."""
    from kursdeck.cli.listing import run_kinds  # noqa: PLC0415 - as above

    sys.exit(run_kinds(name, project, ui_lang, form))


@kursdeck.command()
@in_project
def layouts(project: Path | None, ui_lang: str | None, form: str) -> None:
    """List the template's layouts with their placeholders."""
    from kursdeck.cli.listing import run_layouts  # noqa: PLC0415 - as above

    sys.exit(run_layouts(project, ui_lang, form))


@kursdeck.group()
def roster() -> None:
    """Make the table that says for whom decks are built: one row a deck."""


@roster.command()
@choosing
@click.option("-C", "--project", type=click.Path(path_type=Path), help="The course's folder [here].")
@click.option("--ui-lang", type=click.Choice(["nb", "en"]), help="The language of messages [the system's].")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Another file [deck/roster.csv].")
def init(project: Path | None, ui_lang: str | None, output: Path | None, **options: Any) -> None:
    """Write a roster with a row for each of RECIPIENTS, to fill in with Excel.

    A roster that is there is never overwritten.
    """
    from kursdeck.build.outcome import Request  # noqa: PLC0415 - as above
    from kursdeck.cli.rostering import run_roster_init  # noqa: PLC0415 - as above

    sys.exit(run_roster_init(project, Request(out=output, **options), ui_lang))


@kursdeck.command()
@click.argument("text", default="")
@in_project
def recipients(text: str, project: Path | None, ui_lang: str | None, form: str) -> None:
    """List the register: everybody the course can be built for, or those whose names hold TEXT."""
    from kursdeck.cli.listing import run_recipients  # noqa: PLC0415 - as above

    sys.exit(run_recipients(text, project, ui_lang, form))


@kursdeck.command()
@click.option("-C", "--project", type=click.Path(path_type=Path), help="The course's folder [here].")
@click.option("--ui-lang", type=click.Choice(["nb", "en"]), help="The language of messages [the system's].")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file to write it to.")
def schema(output: Path | None, project: Path | None, ui_lang: str | None) -> None:
    """Print the JSON Schema of content.yaml for the course's brand.

    Editors check and complete content.yaml by the copy in templates/<brand>/content.schema.json. Where kinds
    were added or changed, write it anew: kursdeck schema -o templates/ks/content.schema.json
    """
    from kursdeck.cli.listing import run_schema  # noqa: PLC0415 - as above

    sys.exit(run_schema(output, project, ui_lang))


def main() -> NoReturn:
    """Run the program; an interruption is no error, and a bug is two lines unless a traceback is asked for."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a Windows code page lacks the letters of Kárášjohka
    gc.set_threshold(YOUNGEST)
    atexit.register(gc.freeze)  # nothing is looked through once more on the way out
    try:
        kursdeck.main(standalone_mode=False, color=False if os.environ.get("NO_COLOR") else None)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it flushes
        sys.exit(FAILED)
    except Exception as problem:
        if os.environ.get("KURSDECK_TRACEBACK"):
            raise
        _apologise(problem)
        sys.exit(FAILED)
    sys.exit(0)


def _apologise(problem: Exception) -> None:
    """Say what a disk refused, or that this is a bug and how to learn more."""
    from kursdeck.cli import report  # noqa: PLC0415 - as above
    from kursdeck.files import finding_of  # noqa: PLC0415 - as above

    language = report.ui_language(None)
    if isinstance(problem, OSError) and problem.filename:
        report.show((finding_of(problem, Path(os.fsdecode(problem.filename))),), None, language)
        return
    click.echo(report.phrase("bug", language, problem=report.whereabouts(problem)), err=True)
