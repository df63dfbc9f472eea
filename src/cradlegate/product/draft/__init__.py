"""A drafted case: its way out of the country, its tables, and the note that goes with it."""
