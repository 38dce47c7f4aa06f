"""Packages for training portals: an activity with everything it needs in one file, as SCORM 1.2, SCORM 2004 or cmi5."""
