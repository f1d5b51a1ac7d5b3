"""Course and recipient in, slides out: Jinja decides which layout, and what goes into which placeholder."""
