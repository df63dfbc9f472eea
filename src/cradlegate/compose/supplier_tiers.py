"""A footprint with the tiers behind it, from one reading of the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cradlegate.compose.collection import pause_collection
from cradlegate.compose.study import demand_case, open_sources
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.suppliers.chain import Chain, trace_chains
from cradlegate.footprint.suppliers.tiers import Tiers, name_tiers
from cradlegate.product.case import Case
from cradlegate.product.case_files import read_case_files
from cradlegate.product.suppliers import keeping
from cradlegate.product.suppliers.answer import Answer
from cradlegate.product.suppliers.receive import read_received
from cradlegate.store.case_source import load_case_files


@dataclass(frozen=True, slots=True)
class TracedFootprint:
    """A case, its footprint, the chains of its metal lines, and the tiers by line."""

    case: Case
    footprint: Footprint
    chains: tuple[Chain, ...]
    tiers: Mapping[str, Tiers]


def compute_traced(path: Path, settings: Settings) -> TracedFootprint:
    """Read a case, compute its footprint and name who is behind every line of the parts list.

    Raises:
        FaultsError: a case that cannot be used, with all its faults.
    """
    with pause_collection():
        files, sources = load_case_files(path), open_sources()
        reading = read_case_files(files, sources.library.families)
        case = demand_case(reading)
        footprint = calculate(case, sources, settings, reading.faults)
        chains = trace_chains(case, sources.library, _read_answers(files))
        return TracedFootprint(case, footprint, chains, name_tiers(case, chains))


def _read_answers(files: Mapping[str, bytes]) -> list[Answer]:
    """Read the answers that a case keeps; what else was received says nothing about tiers."""
    kept = (
        read_received(data, name)
        for name, data in files.items()
        if name.startswith(f"{keeping.RECEIVED}/") and not name.endswith(".terms.json")
    )
    return [received.answer for received in kept if received.answer is not None]
