"""What a machine's original maker states of its diagnostic functions, as a signed document."""
