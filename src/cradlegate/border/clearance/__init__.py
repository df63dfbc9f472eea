"""Clearance: what happened when, what the clocks say, and how long a route takes."""
