"""Packages of openLCA: JSON-LD of schema 1 and of schema 2 and later."""
