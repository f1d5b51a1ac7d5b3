"""Words, dates and names by the rules of the language a deck is in."""
