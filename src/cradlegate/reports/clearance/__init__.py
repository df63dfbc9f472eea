"""Reports of recorded clearance events."""
