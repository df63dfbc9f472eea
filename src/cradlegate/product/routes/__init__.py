"""Distances that nobody stated."""
