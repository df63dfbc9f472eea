"""Whom the user trusts, with which keys, on which days."""
