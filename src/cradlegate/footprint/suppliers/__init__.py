"""Suppliers in a footprint: whom to ask for what, what answers amount to, how far chains reach."""
