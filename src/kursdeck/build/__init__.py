"""The stages wired together, a line each: from a project's folder to finished decks and what to say of them."""
