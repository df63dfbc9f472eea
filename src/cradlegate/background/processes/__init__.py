"""Processes of imported databases: found by name, linked to each other, used as factors."""
