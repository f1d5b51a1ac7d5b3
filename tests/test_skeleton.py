"""What a deck takes over from its template, and what not: a template is often somebody's old presentation."""

import zipfile
from functools import cache
from io import BytesIO

import pytest
from deck_samples import PRESENTATION, Change, add, chain, good_deck, rewrite, swap, zipped
from decks import made, recipient
from gate_decks import foreign
from lxml import etree

from kursdeck.build.opening import Opened
from kursdeck.powerpoint.deck_writer import deck_parts
from kursdeck.powerpoint.markup import clark
from kursdeck.powerpoint.package import Package, read_package
from kursdeck.powerpoint.skeleton import skeleton
from kursdeck.powerpoint.structure import check_structure
