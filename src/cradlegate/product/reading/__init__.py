"""From the bytes of case files to rows, and from rows to the parts of a case."""
