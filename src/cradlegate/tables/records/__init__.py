"""From tables to rows of typed values, and what rows of any file set owe each other."""
