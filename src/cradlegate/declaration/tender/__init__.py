"""Declarations beside cost and delivery: the sheet that goes into a tender."""
