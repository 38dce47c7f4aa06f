"""Makes what the browser downloads to run the engine: a stripped Pyodide, and the files of the quick start. README.md explains it."""
