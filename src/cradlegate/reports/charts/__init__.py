"""Charts of a report, and their colours."""
