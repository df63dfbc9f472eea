"""Formulas on arrays: built once, worked out for many sets of parameters, and run backwards."""
