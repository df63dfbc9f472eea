"""Snapshots of registers of accredited bodies, and how a body stood on a day."""
