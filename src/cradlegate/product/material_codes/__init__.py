"""From a maker's own material codes to families of the library."""
