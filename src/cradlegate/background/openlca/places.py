"""Locations and categories of a package: codes and paths."""

from collections.abc import Mapping
from dataclasses import dataclass

from cradlegate.background.formats.faults import BROKEN_REFERENCE
from cradlegate.background.openlca.gaps import Gaps
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.background.openlca.package import Package


@dataclass(frozen=True, slots=True)
class Places:
    """Where objects of a package stand.

    Args:
        codes: of locations, by id.
        categories: as their files have them, by id.
        gaps: to which references are added that lead nowhere.
    """

    codes: Mapping[str, str]
    categories: Mapping[str, JsonObject]
    gaps: Gaps

    def code_of(self, entry: JsonObject) -> str:
        """Give the code of the location of an entry; empty where it has none."""
        key = entry.id_of("location")
        if key and not self.codes.get(key):
            self.gaps.note(BROKEN_REFERENCE, "code of location", entry, "location")
        return self.codes.get(key, "")

    def path_of(self, entry: JsonObject) -> tuple[str, ...]:
        """Give the category of an entry, outermost first.

        Schema 2 writes the path as text; in schema 1 every category refers to the one around it.
        A chain that breaks, or runs in a circle, ends where it does.
        """
        if isinstance(entry.content.get("category"), str):
            words = (word.strip() for word in entry.text("category").split("/"))
            return tuple(word for word in words if word)
        names: list[str] = []
        seen: set[str] = set()
        while key := entry.id_of("category"):
            around = self.categories.get(key)
            if key not in seen:
                stated = around.text("name") if around else ""
                names.append(stated or entry.name_of("category"))
            if around is None or key in seen:
                self.gaps.note(BROKEN_REFERENCE, "category", entry, "category")
                break
            seen.add(key)
            entry = around
        return tuple(reversed(names))


def read_places(package: Package, gaps: Gaps) -> Places:
    """Read the locations and categories of a package."""
    codes = {
        key: document.text("code") for key, document in package.documents("locations", "location")
    }
    return Places(codes, dict(package.documents("categories", "category")), gaps)
