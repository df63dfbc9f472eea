"""Formulas with units: read, checked for their dimensions, and worked out."""
