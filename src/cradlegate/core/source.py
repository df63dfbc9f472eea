"""Where a value comes from."""

from dataclasses import dataclass

from cradlegate.core.grade import DataGrade, LawGrade


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with its place, evidence grade and licence.

    Args:
        citation: publisher and title, as a reader would look for it.
        locator: page, element number, address or row.
        grade: how well it is known, on the ladder of data or of law.
        licence: licence class, empty where none is stated.
    """

    citation: str
    locator: str
    grade: DataGrade | LawGrade
    licence: str = ""

    def __str__(self) -> str:
        """Citation, place and grade in one line."""
        where = f", {self.locator}" if self.locator else ""
        return f"{self.citation}{where} [{self.grade}]"
