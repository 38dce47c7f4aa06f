"""The analyses for analysts: ``python -m playbook_engine analyse NAME`` reads a JSON document and prints the results.

Each module here reads one document's shape, calls ``playbook_engine.analysis`` and lays the results out as JSON. Its
function ``analyse(document)`` takes a :class:`~playbook_engine.terminal.analyse.inputs.Node` and returns what is printed.
"""
