"""Public tenders that name the standard: notices read, names found, each told once."""
