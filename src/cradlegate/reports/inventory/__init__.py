"""Stock lists sorted by regime, as reports and tables."""
