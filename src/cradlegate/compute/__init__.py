"""Where the work runs: executors behind the one Protocol of core."""
