"""The two ladders of evidence, never mixed: for law and for data."""

from enum import StrEnum


class LawGrade(StrEnum):
    """How well a legal text is known, best first."""

    OFFICIAL_TEXT = "official_text"
    OFFICIAL_PAGE = "official_page"
    REPORTED = "reported"
    HOUSE_RULE = "house_rule"


class DataGrade(StrEnum):
    """How well a figure is known, best first."""

    MEASURED = "measured"
    INVOICED = "invoiced"
    SUPPLIER_VERIFIED = "supplier_verified"
    SUPPLIER_UNVERIFIED = "supplier_unverified"
    DATABASE = "database"
    PROXY = "proxy"
    ESTIMATE = "estimate"

    @property
    def rank(self) -> int:
        """0 for the best grade, growing downwards."""
        return _RANKS[self]

    @property
    def is_primary(self) -> bool:
        """Whether the figure comes from the maker's or a supplier's own process."""
        return self.rank <= DataGrade.SUPPLIER_UNVERIFIED.rank


_RANKS = {grade: rank for rank, grade in enumerate(DataGrade)}


def weakest(*grades: DataGrade) -> DataGrade:
    """Give the lowest of the grades: a chain is as good as its weakest link."""
    return max(grades, key=_RANKS.__getitem__)
