"""Finds Chromium, Firefox and WebKit, and drives them alike: for the tests, the bench and the pictures."""
