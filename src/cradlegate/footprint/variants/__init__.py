"""A catalogue at once: formulas read off the ordinary way, proven, and worked out for all rows."""
