"""A database of unit processes as it was published, whatever its format (ISO 14044 terms).

Amounts stand in the reference unit of their flow: readers convert units and flow properties, and
nothing else is settled here.  What is linked to what, and what scores, is decided later.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cradlegate.core.fault import Fault


class FlowKind(StrEnum):
    """What a flow goes between: processes, or a process and nature."""

    PRODUCT = "product"
    WASTE = "waste"
    ELEMENTARY = "elementary"


class DistributionKind(StrEnum):
    """How an amount spreads."""

    LOGNORMAL = "lognormal"
    NORMAL = "normal"
    TRIANGULAR = "triangular"
    UNIFORM = "uniform"


@dataclass(frozen=True, slots=True)
class Distribution:
    """How an amount spreads, as the database states it, in the unit of the flow.

    Args:
        center: geometric mean, mean or mode; the middle of a uniform one.
        scale: geometric standard deviation, or standard deviation; 0 for the other two.
        minimum, maximum: of a triangular or uniform one; 0 for the others.
    """

    kind: DistributionKind
    center: float
    scale: float = 0.0
    minimum: float = 0.0
    maximum: float = 0.0

    def times(self, factor: float) -> "Distribution":
        """Multiply everything that can be drawn; 0 stays without a sign."""
        is_relative = self.kind is DistributionKind.LOGNORMAL
        ends = (self.minimum * factor + 0.0, self.maximum * factor + 0.0)
        return Distribution(
            self.kind,
            self.center * factor + 0.0,
            self.scale if is_relative else self.scale * abs(factor),
            min(ends),
            max(ends),
        )


@dataclass(frozen=True, slots=True)
class Flow:
    """What is exchanged.

    Args:
        id: UUID in lower case, as the database has it.
        path: its category or compartment, outermost first, such as `air`, `low population density`.
        unit: reference unit of its reference property, such as `kg`.
        cas: number without leading zeros; empty where there is none.
        location: code of the database; empty where the flow has none.
    """

    id: str
    name: str
    kind: FlowKind
    path: tuple[str, ...]
    unit: str
    cas: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One input or output of a unit process.

    Args:
        id: unique in its process and the same in every import, such as the number the file gives.
        flow: id of the flow.
        amount: in the unit of the flow; may be negative.
        provider: id of the process that the file names as the supplier; empty where it names none.
        is_avoided: whether the output stands for a product that need not be made elsewhere.
        location: of the exchange itself, as some formats have it; empty for none.
    """

    id: str
    flow: str
    is_input: bool
    amount: float
    distribution: Distribution | None = None
    provider: str = ""
    is_avoided: bool = False
    location: str = ""


@dataclass(frozen=True, slots=True)
class UnitProcess:
    """A process as published.

    Args:
        id: UUID in lower case.
        location: code of the database, such as `RNA` or `HEN-CN`; empty where none is stated.
        years: first and last year that the data speak for; None where nothing is stated.
        is_unit: whether it is a unit process; an aggregated one ("system process", "LCI result")
            brings its whole supply chain along as elementary flows.
        exchanges: in the order of the file.
        reference: position of the quantitative reference among them; None where there is none.
        allocation: by method of the database (such as `physical`), by product flow: the share of
            the process that it bears.
        file: in which it stood.
        shares: by method of the database, by exchange, by product flow: the share of that exchange.
        default_allocation: method that the database itself takes; `none` where it takes none, empty
            where it does not say.
        origin: id of the process as published that this one is a part of; empty for a whole one.
    """

    id: str
    name: str
    location: str
    years: tuple[int, int] | None
    is_unit: bool
    exchanges: tuple[Exchange, ...]
    reference: int | None
    allocation: Mapping[str, Mapping[str, float]]
    file: str
    shares: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    default_allocation: str = ""
    origin: str = ""

    @property
    def published_id(self) -> str:
        """The id that the process has in the database: what is drawn for it hangs on this one."""
        return self.origin or self.id


class AllocationMethod(StrEnum):
    """How what a process takes and emits is shared out among its products (ISO 14067, 6.4.6)."""

    NONE = "none"
    DEFAULT = "default"
    PHYSICAL = "physical"
    ECONOMIC = "economic"
    CAUSAL = "causal"


@dataclass(frozen=True, slots=True)
class SharedProcess:
    """How one process with several products was shared out.

    Args:
        process: id of the process as published.
        used: method of the database whose shares were taken; empty where its reference bears all.
        why: what is to say of it; empty where the shares are those that were asked for.
        parts: ids of the processes that it became, that of the reference first.
    """

    process: str
    used: str
    why: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AvoidedProduct:
    """An exchange of a process as published that stands for what need not be made elsewhere."""

    process: str
    exchange: str
    flow: str


@dataclass(frozen=True, slots=True)
class Allocation:
    """How a database was shared out.

    Args:
        method: that was asked for.
        processes: with several products, in the order of the database.
        credited: avoided products that became negative inputs.
    """

    method: AllocationMethod = AllocationMethod.NONE
    processes: tuple[SharedProcess, ...] = ()
    credited: tuple[AvoidedProduct, ...] = ()


@dataclass(frozen=True, slots=True)
class CharacterisationFactor:
    """What one unit of an elementary flow counts for.

    Args:
        flow: id.
        flow_name: as the method writes it.
        is_input: whether the flow is taken from nature.
        value: kg CO2e per unit of the flow.
        location: for which it holds; empty for everywhere.
    """

    flow: str
    flow_name: str
    is_input: bool
    value: float
    location: str = ""


@dataclass(frozen=True, slots=True)
class CharacterisationMethod:
    """A method for climate change that came with a database, such as EF 3.1."""

    id: str
    name: str
    unit: str
    factors: tuple[CharacterisationFactor, ...]


@dataclass(frozen=True, slots=True)
class InventoryDatabase:
    """What was read from the files of one database.

    Args:
        name: as the package calls itself, or its file.
        format: such as `openLCA JSON-LD, schema 1`.
        flows, processes: by id.
        methods: for climate change that the package brings along, by id.
        licences: what files of the package say of the terms of use, by file.
        warnings: what could be read and is suspicious.
        digest: of the files, whatever their order.
        allocated: how processes with several products were shared out.
    """

    name: str
    format: str
    flows: Mapping[str, Flow]
    processes: Mapping[str, UnitProcess]
    methods: Mapping[str, CharacterisationMethod]
    licences: Mapping[str, str]
    warnings: tuple[Fault, ...]
    digest: str
    allocated: Allocation = Allocation()
