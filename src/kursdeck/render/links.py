"""Addresses that a deck may link to: whole ones, http, https and mailto only, written as RFC 3986 wants them.

An author writes `[skriv til oss](mailto:{{ presenter.email }})`. Where the value is empty, in a general deck,
there is nothing to link to and the text stands alone; every other address that is not whole is a mistake.
"""

import re
from urllib.parse import quote, urlsplit

SCHEMES = frozenset({"http", "https", "mailto"})
"""The only kinds of link a deck may carry; others are ways to run or fetch something."""
_RESERVED = ":/?#@!$&'()*+,;=%"
"""What keeps its meaning in an address (RFC 3986, 2.2); brackets would have one in IPv6 hosts only."""
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def is_whole(address: str) -> bool:
    """Say whether an address leads somewhere, by one of SCHEMES."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    somewhere = parts.path if parts.scheme == "mailto" else parts.hostname
    return parts.scheme in SCHEMES and bool(somewhere)


def encoded(address: str) -> str:
    """Write what an address cannot hold, such as spaces and letters beyond ASCII, as %xx of its UTF-8."""
    return _STRAY_PERCENT.sub("%25", quote(address, safe=_RESERVED))


def quoted(part: str) -> str:
    """Write a value that is part of an address, such as a mail address or an id: nothing in it parts or ends it."""
    return quote(part, safe="@")
