"""What declaration and shipment say of the goods, as a customs entry is to say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cradlegate.border.entries.entry import Said, said_in
from cradlegate.border.shipments.codes import spell_code
from cradlegate.border.shipments.consignment import Consignment, Row, TradeParty
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval, PeriodError
from cradlegate.declaration.declaration import Declaration, DeclaredMachine

DECLARATION = "declaration"
_FOR_SERIAL, _FOR_SERIES = "serial", "series_average"


@dataclass(frozen=True, slots=True)
class Expected:
    """What an entry is compared with.

    Args:
        digest: of the declaration.
        consignment: None where no shipment was given.
        machines: rows of the consignment that the declaration covers.
    """

    declaration: Declaration
    digest: str
    consignment: Consignment | None
    machines: tuple[Row, ...]

    @property
    def machine(self) -> DeclaredMachine:
        """The machine that is declared."""
        return self.declaration.machine

    @property
    def is_for_serials(self) -> bool:
        """Whether the declaration is for single machines."""
        return self.machine.declared_for == _FOR_SERIAL

    @property
    def is_for_series(self) -> bool:
        """Whether it is for the average of a series."""
        return self.machine.declared_for == _FOR_SERIES

    @property
    def serials(self) -> Said:
        """The serial numbers of the shipment, else those that are declared."""
        if self.machines:
            named = [serial for row in self.machines for serial in row.values["serials"]]
            return Said(tuple(named), place_of(self.machines, "serials"))
        return self.declared("serials")

    @property
    def pieces(self) -> Said:
        """The number of machines in the shipment, else of declared serial numbers."""
        if self.machines:
            count = sum(row.values["qty"] for row in self.machines)
            return Said(count, place_of(self.machines, "qty"))
        if self.is_for_serials:
            return Said(len(self.machine.serials), f"{DECLARATION}, machine/serials")
        return Said(Blank.UNKNOWN, f"{DECLARATION}, machine/declared_for")

    @property
    def hs(self) -> tuple[Said, Said]:
        """The commodity code and its edition, of the declaration, else of the shipment."""
        own = self.declared("hs_code"), self.declared("hs_edition")
        if own[0].is_known or not self.machines:
            return own
        return self.shipped("hs"), self.shipped("hs_edition")

    @property
    def built(self) -> Said:
        """The date of manufacture: of the shipment, else of a machine that is declared itself."""
        if self.machines:
            return self.shipped("built")
        place = f"{DECLARATION}, machine/built"
        if not self.is_for_serials:
            return Said(Blank.UNKNOWN, f"{place}: it is for the {self.machine.declared_for}")
        try:
            return Said(Interval.parse(self.machine.built), place)
        except PeriodError:
            return Said(Blank.UNKNOWN, place)

    @property
    def origin(self) -> Said:
        """The customs origin, which the shipment alone says."""
        return self.shipped("origin")

    @property
    def destination(self) -> str:
        """The country of import: of the shipment, else where the declared transport ends."""
        if self.consignment:
            return str(self.consignment.common("destination"))
        return self.declaration.blocks.system_boundary.destination[:2]

    def declared(self, name: str) -> Said:
        """Give a value of the declared machine."""
        return Said(getattr(self.machine, name), f"{DECLARATION}, machine/{name}")

    def shipped(self, column: str) -> Said:
        """Give what the rows of the shipment agree on; unknown where they differ."""
        values = {row.values[column] for row in self.machines}
        place = place_of(self.machines, column)
        if len(values) == 1:
            return Said(values.pop(), place)
        return Said(Blank.UNKNOWN, place or "no shipment was given")

    def common(self, column: str) -> Said:
        """Give what the shipment says of the whole consignment."""
        if self.consignment is None:
            return Said(Blank.UNKNOWN, "no shipment was given")
        return said_in(self.consignment.machines[0], column)

    def describe(self) -> str:
        """Describe the goods so that an entry with these words holds what is compared."""
        built, serials = self.built, self.serials
        parts = [
            f"{self.machine.kind.replace('_', ' ')} {self.machine.model}",
            f"serial {serials.text}" if serials.is_known else "",
            f"built {built.text}" if built.is_known else "",
            self.machine.condition,
        ]
        return ", ".join(part for part in parts if part)


def draw_up(declaration: Declaration, digest: str, consignment: Consignment | None) -> Expected:
    """Put together what declaration and shipment say."""
    rows = consignment.machines if consignment else ()
    covered = tuple(row for row in rows if _covers(declaration.machine, row.values))
    return Expected(declaration, digest, consignment, covered)


def name_parties(expected: Expected, name: str) -> list[TradeParty]:
    """Give the parties of the shipment that have a name; names of two firms may be alike."""
    parties = expected.consignment.parties.values() if expected.consignment else ()
    spelled = spell_code(name)
    return [
        each
        for each in parties
        if spelled in {spell_code(known) for known in (each.name, *each.also_named)}
    ]


def place_of(rows: Iterable[Row], column: str) -> str:
    """Name the place of a column in the first of some rows, and how many follow."""
    rows = tuple(rows)
    if not rows:
        return ""
    more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    return f"{said_in(rows[0], column).place}{more}"


def _covers(declared: DeclaredMachine, row: Any) -> bool:  # noqa: ANN401 - values by column
    """Tell whether a declaration is for the machine of a row; makers are compared elsewhere."""
    if declared.declared_for == _FOR_SERIES:
        return _is_same(declared.series, row["series"])
    return _is_same(declared.model, row["model"])


def _is_same(declared: object, shipped: object) -> bool:
    if isinstance(declared, Blank) or isinstance(shipped, Blank):
        return False
    return spell_code(str(declared)) == spell_code(str(shipped))
