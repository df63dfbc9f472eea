"""Draws of a whole background database, and what its figures hang on."""
