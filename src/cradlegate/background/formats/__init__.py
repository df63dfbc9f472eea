"""Formats in which databases of unit processes come."""
