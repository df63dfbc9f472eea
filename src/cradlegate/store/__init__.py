"""Files on disk: read whole, written atomically."""
