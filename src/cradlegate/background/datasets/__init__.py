"""Unit processes of other people's databases: read, linked, scored."""
