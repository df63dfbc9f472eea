"""Three-valued truth of many lines at once, a bit for each, under every reading."""
