"""Everything at the border joined with its files."""
