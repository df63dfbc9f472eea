"""Clocks: how long clearances take by every reading, and what that says of a route."""
