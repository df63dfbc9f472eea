"""A log that only grows: its tree, its signed checkpoints, and proofs that need nothing else."""
