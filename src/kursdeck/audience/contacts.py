"""What is wrong with how a contact person can be reached, wherever the person was written down.

JSON Schema would quote the value in what it says; personal data stay out of findings, so these checks stand here.
"""

import datetime as dt
import re

from kursdeck.audience.whom import Contact
from kursdeck.findings import Findings, error, warning
from kursdeck.source import Source

EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+")
"""One address with a domain: what a mail program takes when it is typed in from a slide (RFC 5321, 4.1.2)."""

PHONE = re.compile(r"\+?[0-9(][0-9 \u00a0()./-]{2,24}")
"""Digits and what people set between them; how they are grouped is `language.phone`'s concern."""


def check_contact(contact: Contact, whole: Source) -> Findings:
    """Judge address and number; `whole` is the place of the person as a whole.

    Findings: `contact-email`, `contact-phone` (errors), `contact-unreachable` (a warning) without either.
    """
    email = contact.email and not EMAIL.fullmatch(contact.email)
    phone = contact.phone and not PHONE.fullmatch(contact.phone)
    return (
        *((error("contact-email", contact.place("email")),) if email else ()),
        *((error("contact-phone", contact.place("phone")),) if phone else ()),
        *(() if contact.email or contact.phone else (warning("contact-unreachable", whole),)),
    )


def check_validity(contact: Contact, day: dt.date | None) -> Findings:
    """Warn (`contact-expired`) of a person who cannot be reached so any more on the day of the course.

    Where that day is not known nothing is said: no deck depends on today.
    """
    if day is None or contact.valid_until is None or contact.valid_until >= day:
        return ()
    return (warning("contact-expired", contact.place("valid_until")),)
