"""ILCD 1.1, the XML form of TIDAS packages."""
