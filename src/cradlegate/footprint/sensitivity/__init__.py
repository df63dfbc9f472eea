"""What drives a result: which figures decide its spread, and what other choices would give."""
