"""Slides in, pages out: every size, line and continuation is decided here."""
