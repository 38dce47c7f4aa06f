"""Python files that run inside Pyodide, under Node, while the site is built. They use the standard library only."""
