"""The command line: one module per command, no numbers of its own."""
