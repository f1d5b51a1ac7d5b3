"""`python -m kursdeck`: the same program where the `kursdeck` command is not on the path."""

from kursdeck.cli import main

main()
