"""For whom a deck is: the recipient, and who presents it.

The values stand in `whom`; what `deck/` says of them is read by the other modules.
"""

from kursdeck.audience.appointment import Allowed, Appointment, read_row
from kursdeck.audience.contacts import check_validity
from kursdeck.audience.logos import find_logo, logo_files
from kursdeck.audience.presenter import read_example, read_general_presenter, read_presenter
from kursdeck.audience.roster import Roster, RosterRow, example_columns, read_roster
from kursdeck.audience.whom import GENERAL, Contact, Presenter, Recipient, general, recipient

__all__ = [
    "GENERAL",
    "Allowed",
    "Appointment",
    "Contact",
    "Presenter",
    "Recipient",
    "Roster",
    "RosterRow",
    "check_validity",
    "example_columns",
    "find_logo",
    "general",
    "logo_files",
    "read_example",
    "read_general_presenter",
    "read_presenter",
    "read_roster",
    "read_row",
    "recipient",
]
