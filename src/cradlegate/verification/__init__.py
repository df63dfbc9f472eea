"""Who vouches: trust lists of organisations and their keys."""
