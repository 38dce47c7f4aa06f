"""Negotiation theory, one concept a module under its textbook name. No text for people; usable as a library alone."""
