"""Tenders that name the standard, as reports."""
