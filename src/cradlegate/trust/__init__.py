"""Signatures: keys, canonical bytes, proofs; knows no business step."""
