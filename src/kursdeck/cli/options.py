"""The options that several commands share, as decorators."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def in_project(command: F) -> F:
    """Add the options of every command that works in a course's folder."""
    for option in (
        click.option("-C", "--project", type=click.Path(path_type=Path), help="The course's folder [here]."),
        click.option(
            "--ui-lang", type=click.Choice(["nb", "en"]), help="The language of messages [the system's]."
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "json"]),
            default="text",
            help="How results are printed.",
        ),
    ):
        command = option(command)
    return command


def choosing(command: F) -> F:
    """Add what chooses recipients: names, regions, all."""
    for option in (
        click.argument("recipients", nargs=-1),
        click.option(
            "--county",
            "--region",
            "counties",
            multiple=True,
            help="All of a region of the register: name or number; may be repeated.",
        ),
        click.option("--all", "everyone", is_flag=True, help="The whole register."),
    ):
        command = option(command)
    return command


def of_decks(command: F) -> F:
    """Add what was said on the command line when the decks were built, where the roster does not say it."""
    for option in (
        click.option("--place", default="", help="Where the course is given, if it was built with --place."),
        click.option(
            "--date",
            "day",
            type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
            help="The day of the course, if it was built with --date.",
        ),
        click.option(
            "--logo", type=click.Path(path_type=Path), help="The logo, if it was built with --logo."
        ),
    ):
        command = option(command)
    return command
