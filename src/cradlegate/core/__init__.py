"""Types that know no business step: quantities, intervals, truth, faults, sources."""
