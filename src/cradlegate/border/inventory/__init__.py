"""Stock lists of mixed machines, sorted by the regimes that each would fall under."""
