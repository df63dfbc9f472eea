"""A declaration as a report: its document in every language, and what commands say of it."""
