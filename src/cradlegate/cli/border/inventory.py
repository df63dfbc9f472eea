"""The command `inventory map`: which machines in stock fall under which regime."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cradlegate.cli.border.readiness import Packs
from cradlegate.cli.declaration import demand_zone
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show, show_warnings
from cradlegate.cli.trust import Repeated
from cradlegate.core.outcome import EXIT_YES

DESTINATIONS = "VN,TH,ID"


def build_app() -> App:
    """Build the commands under `cradlegate inventory`."""
    app = App(name="inventory", help="Stock lists of mixed machines.")
    app.command(map_stock, name="map")
    return app


def map_stock(
    file: Path,
    *,
    columns: Path | None = None,
    destination: str = DESTINATIONS,
    entry_date: date | None = None,
    on: date | None = None,
    packs: Packs = (),
    only: Annotated[tuple[str, ...], Repeated] = (),
    known_as_of: datetime | None = None,
    out: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Sort a stock list: in, out or unclear under each regime, with the reason.

    Example: `cradlegate inventory map stock.csv --entry-date 2026-08-15 --out sorted`

    Args:
        file: Stock list as CSV, XLSX or Parquet; kinds, years and conditions in free words.
        columns: YAML file that says what the list calls our columns and words.
        destination: Countries of import, separated by commas.
        entry_date: Day of the customs entry; the day of the list if none is given.
        on: Day of the list; today if none is given.
        only: Judge these regimes alone, by id.
        known_as_of: Packs that became known later are left out; now if none is given.
        out: Folder for the sheets as XLSX, HTML, JSON and CSV.
        force: Replace files that exist.
    """
    from cradlegate.border.inventory.sort import Occasion
    from cradlegate.compose import gate, surroundings
    from cradlegate.compose.border import inventory
    from cradlegate.reports.inventory.document import report_stock

    day = on or surroundings.today()
    moment = demand_zone(known_as_of) if known_as_of else surroundings.now()
    countries = tuple(dict.fromkeys(each.strip() for each in destination.split(",")))
    occasion = Occasion(countries, day, entry_date or day)
    chosen = gate.draw_up_terms(packs, only, gate.Believed(), None, moment).packs
    found = inventory.sort_stock_at(file, columns, occasion, chosen)
    report = report_stock(found.stock, found.machines, occasion, chosen, is_whole=output.json)
    names = inventory.write_sorted(found, out, force=force) if out else ()
    show(report, output, found.stock.faults, {"stock": str(file)})
    show_warnings(found.stock.faults, output)
    if out:
        name_files(out, names)
    return EXIT_YES
