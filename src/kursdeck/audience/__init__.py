"""For whom a deck is: the recipient, and who presents it.

The values stand in `whom`; what `deck/` says of them is read by the other modules.
"""

from kursdeck.audience.appointment import Allowed, Appointment, logo_file, read_row
from kursdeck.audience.contacts import check_validity
from kursdeck.audience.discretion import veiled
from kursdeck.audience.lists import Cleared, cleared, people_files
from kursdeck.audience.logos import find_logo, logo_files, own_logo
from kursdeck.audience.person import person_of
from kursdeck.audience.presenter import read_example, read_general_presenter, read_presenter
from kursdeck.audience.roster import Roster, RosterRow, example_columns, read_roster
from kursdeck.audience.whom import GENERAL, Contact, Presenter, Recipient, general, recipient

__all__ = [
    "GENERAL",
    "Allowed",
    "Appointment",
    "Cleared",
    "Contact",
    "Presenter",
    "Recipient",
    "Roster",
    "RosterRow",
    "check_validity",
    "cleared",
    "example_columns",
    "find_logo",
    "general",
    "logo_file",
    "logo_files",
    "own_logo",
    "people_files",
    "person_of",
    "read_example",
    "read_general_presenter",
    "read_presenter",
    "read_roster",
    "read_row",
    "recipient",
    "veiled",
]
