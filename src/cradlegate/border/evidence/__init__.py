"""Evidence of original makers: what a letter must say, whether it does, and who was asked."""
