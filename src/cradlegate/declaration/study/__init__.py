"""What a declaration says of the study behind it, and how method packs judge it."""
