"""What a portfolio shows, as a report."""
