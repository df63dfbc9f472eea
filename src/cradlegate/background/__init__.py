"""What others measured: the factor library, its defaults and its quality."""
