"""Use cases that join several steps."""
