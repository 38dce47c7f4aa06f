"""Used while the site is built: reads ``docs/``, draws the forms, assembles the runtime, publishes. Imports the engine; never the reverse."""
