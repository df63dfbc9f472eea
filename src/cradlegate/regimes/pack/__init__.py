"""Packs: one dated file for each instrument, read, checked and amended."""
