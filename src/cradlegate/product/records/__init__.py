"""Rows of typed values, and the checks that look at one row, one table or several."""
