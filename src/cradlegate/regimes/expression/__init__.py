"""The expressions of packs: a boolean subset of CEL over named facts and open questions."""
