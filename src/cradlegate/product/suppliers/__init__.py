"""Suppliers: what they are asked, and what they send, in our own form."""
