"""Draws worksheets as static HTML forms."""
