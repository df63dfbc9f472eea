"""The sealed file that can be checked again without us."""
