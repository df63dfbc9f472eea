"""Claims in the maker's words that a footprint does not support."""
