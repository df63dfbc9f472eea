"""Machines as functions of a few parameters."""
