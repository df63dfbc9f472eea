"""ILCD 1.1, as XML and as the JSON of TIDAS packages."""
