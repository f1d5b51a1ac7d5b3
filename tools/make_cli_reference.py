"""Writes docs/cli.md from what each command's own `--help` says, so that the two cannot differ.

Run it from the repository after a change to `cli/main.py`; a test fails while the committed page differs.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from kursdeck.cli.main import kursdeck

TARGET = Path(__file__).parent.parent / "docs" / "cli.md"
WIDTH = 90

HEAD = """\
# The command line

<!-- Written by tools/make_cli_reference.py: change the texts in src/kursdeck/cli/main.py, then run it. -->

What `--help` prints, for the program and for each command. Where the `kursdeck` command is not on the path,
`python -m kursdeck` is the same program.

| exit code | means |
|---|---|
| 0 | done |
| 1 | errors in the course, in a deck or in what was asked for, such as an unknown recipient or language |
| 2 | wrong usage: a command, option or argument that does not exist, or a malformed one: `--date tomorrow` |
| 130 | interrupted with Ctrl-C |
"""


def reference() -> str:
    """Give the whole page."""
    program = click.Context(
        kursdeck,
        info_name="kursdeck",
        terminal_width=WIDTH,
        **{**kursdeck.context_settings, "max_content_width": WIDTH},
    )
    return "\n".join((HEAD, *_sections(program)))


def _sections(context: click.Context) -> Iterator[str]:
    """Give a section for the command, then one for each command below it, in the order of its help."""
    command = context.command
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from _sections(click.Context(command.commands[name], parent=context, info_name=name))


def main() -> None:
    """Write the page where readers look for it."""
    TARGET.write_text(reference(), encoding="utf-8", newline="\n")
    print(TARGET)


if __name__ == "__main__":
    main()
