"""A plan as a report and as a calendar file."""
