"""YAML files as trees of frozen nodes, each with its place: the only package that knows YAML's syntax.

PyYAML's own loading loses places, source texts and duplicate keys, resolves `0301` to 193 and `no` to False
(YAML 1.1), and ends the process on deep nesting. So only its parser is used, one event at a time and within
bounds, and whatever is wrong with a file becomes findings, all of them at once.
"""

from kursdeck.documents.nodes import Entry, FrontMatter, Listing, Node, Scalar, Table, Value, plain
from kursdeck.documents.places import locate, locate_offset
from kursdeck.documents.read import parse, parse_front_matter, read, read_front_matter
from kursdeck.documents.splice import Span, emptied, span

__all__ = [
    "Entry",
    "FrontMatter",
    "Listing",
    "Node",
    "Scalar",
    "Span",
    "Table",
    "Value",
    "emptied",
    "locate",
    "locate_offset",
    "parse",
    "parse_front_matter",
    "plain",
    "read",
    "read_front_matter",
    "span",
]
