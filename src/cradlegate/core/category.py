"""The additive greenhouse-gas categories (method 1)."""

from enum import StrEnum


class Category(StrEnum):
    """Categories that add up to a figure; `UNSPLIT` is what a published single figure gives."""

    FOSSIL_OTHER = "fossil_other"
    AIRCRAFT = "aircraft"
    BIOGENIC_EMISSIONS = "biogenic_emissions"
    BIOGENIC_REMOVALS = "biogenic_removals"
    LAND_USE_CHANGE = "land_use_change"
    UNSPLIT = "unsplit"


CATEGORIES = tuple(Category)
"""The order of the category axis in every array and table."""
