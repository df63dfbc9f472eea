"""What a footprint looks like in charts: each with the table of its figures."""
