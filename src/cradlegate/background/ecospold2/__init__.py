"""Databases in ecoSpold 2, the format of ecoinvent 3."""
