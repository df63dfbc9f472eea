"""A catalogue of machines: one template, a row of parameters for each."""
