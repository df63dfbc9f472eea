"""A customs entry beside the declaration, field by field."""
