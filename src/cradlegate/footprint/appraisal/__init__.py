"""What a result rests on: coverage, quality, uncertainty, priorities, plausibility."""
