"""How one name is written in many ways: in file names, in the genitive, on a keyboard without its letters."""

import re
import unicodedata
from collections.abc import Mapping

MAX_SLUG = 60
"""Characters of a slug: together with an id and a folder it stays well below Windows' 260 for a path."""

PLAIN = str.maketrans(
    {"ø": "o", "æ": "ae", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "þ": "th", "ł": "l", "œ": "oe", "ı": "i"}
)
"""Letters that Unicode does not decompose into a Latin letter and an accent, as it does å, š and á."""

GENITIVES: Mapping[str, tuple[str, str]] = {
    "nb": ("s", "’"),
    "nn": ("s", "’"),
    "no": ("s", "’"),
    "da": ("s", "’"),
    "de": ("s", "’"),
    "sv": ("s", ""),
    "en": ("’s", "’s"),
}
"""What a genitive ends in, ordinarily and after s, x or z (for Norwegian: Språkrådet's rules)."""


def unaccented(text: str) -> str:
    """Write a text in small letters, without accents, words joined by hyphens; all scripts stay."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(PLAIN)
    letters = (mark for mark in unicodedata.normalize("NFD", plain) if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", "-", "".join(letters)).strip("-")


def slug(name: str) -> str:
    """Write a name in a to z, 0 to 9 and single hyphens, for file names; '' when nothing of it is Latin."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(name)).strip("-")[:MAX_SLUG].rstrip("-")


def genitive(name: str, language: str) -> str:
    """Give a name's genitive in the text of a language; the name itself where the language has no rule."""
    ending, after_sibilant = GENITIVES.get(language, ("", ""))
    return name + (after_sibilant if name.casefold().endswith(("s", "x", "z")) else ending)


def folded(text: str) -> str:
    """Give what two spellings have in common when only case, white space or composition differs."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def spelt_out(text: str) -> str:
    """Write å and ø as people do on a foreign keyboard: Aalesund, Tromsoe."""
    return unicodedata.normalize("NFC", text).casefold().replace("å", "aa").replace("ø", "oe")
