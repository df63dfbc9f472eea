"""Many consignments at once: lines judged in columns, and what they show together."""
