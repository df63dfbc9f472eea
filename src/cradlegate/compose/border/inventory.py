"""Stock lists joined with their files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cradlegate.border.inventory.sort import Occasion, SortedItem, sort_stock
from cradlegate.border.inventory.stock import Stock, read_stock, stock_table
from cradlegate.border.portfolio.mapping_file import read_mapping
from cradlegate.regimes.pack.pack import Pack
from cradlegate.reports.html import render_html
from cradlegate.reports.inventory.document import report_stock
from cradlegate.reports.inventory.sheets import write_findings, write_unread
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.workbook import render_workbook
from cradlegate.store.atomic import write_files
from cradlegate.store.single_file import read_single_file
from cradlegate.tables.columnar.mapping import AS_THEY_STAND, ColumnMapping
from cradlegate.tables.reading.archives import LARGEST_TOTAL


@dataclass(frozen=True, slots=True)
class SortedStock:
    """A stock list with what became of it."""

    stock: Stock
    machines: tuple[SortedItem, ...]
    occasion: Occasion
    packs: tuple[Pack, ...]


def sort_stock_at(
    path: Path, columns: Path | None, occasion: Occasion, packs: Sequence[Pack]
) -> SortedStock:
    """Sort the stock list in a file.

    Args:
        columns: file that says what the list calls our columns and words.

    Raises:
        FaultsError: files that cannot be used, or destinations or days that cannot be.
    """
    mapping = _read_mapping_at(columns)
    data = read_single_file(path, LARGEST_TOTAL).data
    stock = read_stock(data, path.name, mapping, occasion.on)
    return SortedStock(stock, sort_stock(stock, occasion, packs), occasion, tuple(packs))


def write_sorted(found: SortedStock, folder: Path, *, force: bool) -> tuple[str, ...]:
    """Write the sheets into a folder; give the names."""
    report = report_stock(found.stock, found.machines, found.occasion, found.packs, is_whole=True)
    written = {
        "inventory.xlsx": render_workbook(report),
        "inventory.html": render_html(report).encode(),
        "inventory.json": render_json(report, faults=found.stock.faults).encode(),
        "findings.csv": write_findings(found.machines),
        "unread.csv": write_unread(found.stock),
    }
    write_files(folder, written, force=force)
    return tuple(written)


def _read_mapping_at(path: Path | None) -> ColumnMapping:
    if path is None:
        return AS_THEY_STAND
    return read_mapping(read_single_file(path, LARGEST_TOTAL).data, path.name, stock_table())
