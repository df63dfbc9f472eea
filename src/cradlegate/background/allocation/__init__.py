"""Sharing out what a process takes and emits among its products."""
