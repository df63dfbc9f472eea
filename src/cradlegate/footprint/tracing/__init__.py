"""Any number back to formula, inputs, factor row, source and grade."""
