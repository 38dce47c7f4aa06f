"""Reads ``docs/`` into the library, with every author's mistake named by file and line."""
