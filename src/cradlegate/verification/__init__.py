"""Who vouches: trust lists of organisations and their keys, registers of accredited bodies."""
