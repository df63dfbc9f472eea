"""A stock list of 200 rows, counted by hand; machines, models and dealers are invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cradlegate.border.inventory.sort import Occasion, SortedItem, sort_stock
from cradlegate.border.inventory.stock import Stock, read_stock
from cradlegate.compose import gate
from cradlegate.regimes.pack.pack import Pack
from cradlegate.tables.columnar.mapping import AS_THEY_STAND, ColumnMapping

ON, ENTRY = date(2026, 8, 1), date(2026, 8, 15)
ASEAN = "asean-joint-guidelines-2026"
CIRCULAR = "vn-circular-12-2026"
DECISION = "vn-decision-18-2019"


@dataclass(frozen=True, slots=True)
class Lot:
    """Equal machines, with the group of each under three regimes for Vietnam, by hand.

    The guidelines: CNC lathes and machining centres, used, over five years by every count.  Circular
    12: machining centres, new or used; of CNC lathes driven tools are open.  Decision 18: used
    machines of chapter 84.
    """

    count: int
    kind: str
    built: str
    condition: str
    hs: str
    asean: str
    circular: str
    decision: str


LOTS = (
    Lot(30, "Used CNC lathe", "2018", "used", "845811", "in", "unclear", "in"),
    Lot(20, "立式加工中心", "2019-03", "二手", "845710", "in", "in", "in"),
    # Five calendar years and four or five elapsed ones: nobody can say.
    Lot(15, "máy tiện CNC", "2021", "đã qua sử dụng", "845811", "unclear", "unclear", "in"),
    # Whether it is similar equipment, nobody can say.
    Lot(20, "Laser cutting machine", "2016", "used", "845611", "unclear", "out", "in"),
    Lot(15, "Forklift", "2015", "used", "842710", "unclear", "out", "in"),
    Lot(20, "VMC", "2026", "brand new", "845710", "out", "in", "out"),
    # Numerically controlled or not?  And no commodity code.
    Lot(10, "Lathe", "2010", "used", "", "unclear", "unclear", "unclear"),
    Lot(20, "เครื่องกลึง CNC", "พ.ศ. 2561", "มือสอง", "845811", "in", "unclear", "in"),
    Lot(10, "NC旋盤", "平成30年", "中古", "845811", "in", "unclear", "in"),
    Lot(10, "HMC", "approx 2018", "used", "845710", "in", "in", "in"),
    # Over five years in 2020, under five in 2022.
    Lot(10, "CNC-Drehmaschine", "2020-2022", "gebraucht", "845811", "unclear", "unclear", "in"),
    Lot(10, "CNC lathe", "2024", "used", "845811", "out", "unclear", "in"),
    # No code of five digits: these rows cannot be read.
    Lot(5, "mesin bubut CNC", "2018", "bekas", "84581", "-", "-", "-"),
    Lot(5, "VMC", "2019", "like new", "845710", "unclear", "in", "unclear"),
)
EXPECTED = {
    ASEAN: {"in": 90, "unclear": 75, "out": 30},
    CIRCULAR: {"in": 55, "unclear": 105, "out": 35},
    DECISION: {"in": 160, "unclear": 15, "out": 20},
}
"""Summed by hand: 30 + 20 + 20 + 10 + 10 = 90, and so on; 195 in each row, and 5 unread."""


def write_list(lots: Sequence[Lot] = LOTS) -> bytes:
    """The list as a dealer writes it."""
    rows = ["Description,Year,Condition,HS code,Price"]
    for lot in lots:
        rows += [f"{lot.kind},{lot.built},{lot.condition},{lot.hs},ask"] * lot.count
    return "\n".join(rows).encode()


@lru_cache(maxsize=8)
def pack(name: str) -> Pack:
    return gate.open_packs().as_known(name, ON)


def read(text: str | bytes, mapping: ColumnMapping = AS_THEY_STAND) -> Stock:
    data = text if isinstance(text, bytes) else text.encode()
    return read_stock(data, "stock.csv", mapping, ON)


def sort(
    stock: Stock, *packs: str, to: Sequence[str] = ("VN",), entry: date = ENTRY
) -> tuple[SortedItem, ...]:
    return sort_stock(stock, Occasion(tuple(to), ON, entry), [pack(each) for each in packs])


@lru_cache(maxsize=1)
def sort_lots() -> tuple[tuple[Lot, SortedItem], ...]:
    """Every row of the list that can be read, with its lot."""
    stock = read(write_list())
    lots = [lot for lot in LOTS for _ in range(lot.count)]
    machines = sort(stock, ASEAN, CIRCULAR, DECISION)
    return tuple((lots[each.item.row - 2], each) for each in machines)
