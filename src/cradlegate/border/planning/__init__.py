"""When each step of a missing document must begin so that a sailing is met."""
