"""Long tables of machines and documents: looked at, paired, and told as facts."""
