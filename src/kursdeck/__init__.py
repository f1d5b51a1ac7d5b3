"""kursdeck: one course in YAML, one branded, editable PowerPoint deck for each place it is given."""

__version__ = "0.1.0"
