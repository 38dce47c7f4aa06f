"""Compute what a negotiator's answers imply, and the checklist that follows from it.

Pure Python: the standard library and markdown-it-py. The same files run in CPython and in Pyodide.
"""
