"""Everything that knows PowerPoint's files: reading templates, writing decks, and what makes them valid."""
