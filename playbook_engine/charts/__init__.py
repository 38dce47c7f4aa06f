"""Charts as data, drawn as accessible SVG with the same numbers in a table. A new chart is one drawing on the kit."""
