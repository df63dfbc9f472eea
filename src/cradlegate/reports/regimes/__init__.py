"""Packs as reports: what they hold, what is open in them, how they changed."""
