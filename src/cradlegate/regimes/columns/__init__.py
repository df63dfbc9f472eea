"""A pack judged over many lines at once; the interpreter says what each answer means."""
