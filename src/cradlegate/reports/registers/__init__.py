"""Registers of accredited bodies as reports."""
