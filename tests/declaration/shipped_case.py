"""The shipped example vmc-850, computed, declared and signed once for every test that reads it."""

from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from cradlegate.compose import study
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.signing import sign_declaration
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.sources import Use, note_use
from cradlegate.footprint.used_sources import Stock
from cradlegate.product.case import Case
from cradlegate.product.case_files import read_case_files
from cradlegate.trust.keys import SigningKey
from cradlegate.work.declare import declare

ISSUED = date(2026, 3, 31)
MAKER_ID = "urn:cradlegate:party:CN:example"
KEY = SigningKey(bytes(range(32)))
SIGNED_AT = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)


class Computed(NamedTuple):
    """A case with its footprint, and what that took from its sources."""

    case: Case
    footprint: Footprint
    use: Use


@cache
def shipped_stock() -> Stock:
    return study.open_stock()


def example_files(name: str = "vmc-850") -> dict[str, bytes]:
    """The files of a shipped example, as a folder gives them."""
    prefix = f"{name}/"
    return {
        path.removeprefix(prefix): data
        for path, data in study.read_examples().items()
        if path.startswith(prefix)
    }


def compute(files: dict[str, bytes], stock: Stock, settings: Settings) -> Computed:
    sources, use = note_use(stock.sources)
    reading = read_case_files(files, sources.library.families)
    assert reading.case is not None
    return Computed(reading.case, calculate(reading.case, sources, settings, reading.faults), use)


@cache
def computed_example() -> Computed:
    return compute(example_files(), shipped_stock(), Settings())


@cache
def declared_example() -> DeclarationDocument:
    """Not signed."""
    stock = shipped_stock()
    return declare(example_files(), stock, Settings(), ISSUED, product="0.1.0").document


@cache
def signed_example() -> DeclarationDocument:
    return sign_declaration(declared_example(), KEY, MAKER_ID, SIGNED_AT)


def declaration() -> Declaration:
    return declared_example().declaration
