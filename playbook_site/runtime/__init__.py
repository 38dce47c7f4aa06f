"""Makes what the browser downloads to run the engine: a trimmed Pyodide, and the snapshot of the quick start."""
