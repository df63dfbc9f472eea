"""Consignments as files tell them: rows read, checked and joined."""
