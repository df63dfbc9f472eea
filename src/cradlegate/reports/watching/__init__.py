"""What is watched, and looks at it, as reports."""
