"""The ranking of suppliers joined with its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.compose.study import open_sources
from cradlegate.compose.supplier_tiers import compute_traced
from cradlegate.core.fault import FaultsError
from cradlegate.footprint.calculate import Settings
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.suppliers.asking import list_secondary_lines
from cradlegate.footprint.suppliers.chain import Chain, ClassCoverage, cover_classes
from cradlegate.footprint.suppliers.ranking import RankedSupplier, rank_suppliers
from cradlegate.footprint.suppliers.tiers import Tiers
from cradlegate.reports.charted.tiers import add_tiers
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.report import Report
from cradlegate.reports.suppliers.rank_report import write_ranking_csv
from cradlegate.reports.workbook import render_workbook
from cradlegate.store.atomic import write_files
from cradlegate.store.case_source import load_case_files, load_table


@dataclass(frozen=True, slots=True)
class Ranking:
    """Whom to ask first, on what footprint, and how far chains reach; tiers by line."""

    footprint: Footprint
    ranked: tuple[RankedSupplier, ...]
    chains: tuple[Chain, ...]
    classes: tuple[ClassCoverage, ...]
    tiers: Mapping[str, Tiers]


def rank_at(path: Path, settings: Settings, shipments: Path | None) -> Ranking:
    """Rank the suppliers of a case.

    Raises:
        FaultsError: a case that cannot be computed, or shipments that cannot be read.
    """
    traced = compute_traced(path, settings)
    footprint, chains = traced.footprint, traced.chains
    secondary = list_secondary_lines(traced.case, open_sources().library)
    exposure = measure_exposure(shipments, footprint.machine.model) if shipments else 1.0
    ranked = rank_suppliers(footprint, secondary, exposure)
    return Ranking(footprint, ranked, chains, cover_classes(chains), traced.tiers)


def write_ranking(ranking: Ranking, report: Report, folder: Path, *, force: bool) -> list[str]:
    """Write the ranking as HTML and XLSX with the chart of the tiers, as JSON and CSV."""
    charted = add_tiers(report, ranking.footprint, ranking.tiers)
    files = {
        "suppliers.html": render_html(charted).encode(),
        "suppliers.xlsx": render_workbook(charted),
        "suppliers.json": render_json(report, faults=ranking.footprint.faults).encode(),
        "ranking.csv": write_ranking_csv(ranking.ranked).encode(),
    }
    write_files(folder, files, force=force)
    return list(files)


def measure_exposure(path: Path, model: str) -> float:
    """Measure the share of a model in the machines of a shipments file, by number.

    Raises:
        FaultsError: all faults of a file that has errors.
    """
    is_table = path.suffix.lower() == ".csv"
    reading = read_shipment_files(
        load_table(path, "shipments.csv") if is_table else load_case_files(path)
    )
    if any(fault.is_error for fault in reading.faults):
        raise FaultsError(reading.faults)
    machines = [row for each in reading.consignments for row in each.machines]
    whole = sum(row.values["qty"] for row in machines)
    ours = sum(row.values["qty"] for row in machines if row.values["model"] == model)
    return float(ours / whole) if whole else 0.0
