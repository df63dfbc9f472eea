"""Objects that a package refers to and does not have, counted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.core.fault import Fault, FaultKind, Place


@dataclass(slots=True)
class _Gap:
    name: str
    first: JsonObject
    count: int = 0


@dataclass(frozen=True, slots=True)
class Gaps:
    """What was missed so far: by kind of fault, word for the object, and id."""

    found: dict[tuple[FaultKind, str, str], _Gap] = field(default_factory=dict)

    def note(self, kind: FaultKind, what: str, entry: JsonObject, reference: str) -> None:
        """Note that the object which a field of an entry refers to is not there."""
        key = (kind, what, entry.id_of(reference))
        gap = self.found.setdefault(key, _Gap(entry.name_of(reference), entry))
        gap.count += 1

    def warnings(self) -> Iterator[Fault]:
        """Give one warning for each object that is missing, in the order of the first miss."""
        for (kind, what, key), gap in self.found.items():
            times = "once" if gap.count == 1 else f"{gap.count} times, first"
            found = f"{what} `{gap.name}` ({key}) is not in the package, missed {times}"
            yield Fault(kind, f"{found} by {gap.first.subject}", Place(gap.first.file, id=key))
