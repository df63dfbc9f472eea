"""Judging packs over facts: strong Kleene inside, agreement of all readings outside."""
