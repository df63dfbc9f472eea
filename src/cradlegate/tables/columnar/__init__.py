"""Tables of any length, read column by column into typed frames."""
