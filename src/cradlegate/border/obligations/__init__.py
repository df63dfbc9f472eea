"""What is asked of a consignment, what is missing, and from whom."""
