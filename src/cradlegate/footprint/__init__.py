"""From a case and a factor library to a footprint that can be explained line by line."""
