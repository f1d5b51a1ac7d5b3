"""The command line: what the user types, what is printed, and the exit code. Nothing is decided here."""

from kursdeck.cli.main import main

__all__ = ["main"]
