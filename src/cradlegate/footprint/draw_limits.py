"""How many draws, and which seeds, are possible; results stay exact and memory suffices."""

MIN_DRAWS, MAX_DRAWS = 100, 100_000
MAX_SEED = 2**64 - 1
