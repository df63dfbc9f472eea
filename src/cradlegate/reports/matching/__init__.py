"""A customs entry beside the declaration, as a report and as a sheet for the broker."""
