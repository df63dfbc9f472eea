"""The command on a catalogue: variants."""

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from cradlegate.cli.case import DEFAULT_SEED, Seed, ViewOption
from cradlegate.cli.faults import OPTION_RANGE
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show, show_warnings
from cradlegate.cli.progress import show_progress
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import EXIT_YES
from cradlegate.footprint.draw_limits import MAX_SEED, MIN_DRAWS

MOST_DRAWS, MOST_WORKERS = 10_000, 64
SUFFIX = ".parquet"


def variants(
    template: str,
    table: Path,
    *,
    out: Path,
    draws: Annotated[int, Parameter(help="Number of Monte Carlo draws; 0 gives no interval.")] = 0,
    seed: Seed = DEFAULT_SEED,
    view: ViewOption = None,
    set: Annotated[tuple[str, ...], Parameter(negative="")] = (),  # noqa: A002 - the option's own name
    cube: Annotated[bool, Parameter(negative="")] = False,
    workers: int = 1,
    cluster: str = "",
    resume: Path | None = None,
    as_of: date | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Compute a whole catalogue: a footprint for every row of a table.

    Example: `cradlegate variants vmc-3axis catalogue.csv --out figures.parquet`

    Args:
        template: Id of the template that all variants share, such as vmc-3axis.
        table: CSV, XLSX or Parquet with a row for every variant.
        out: Parquet file for the figures; faults of rows go to a CSV beside it.
        set: A computed column, such as "net_mass = 5800 kg + 12 kg * tools".
        cube: Write every stage of every subassembly to a second Parquet file.
        workers: Processes that work side by side.
        cluster: Address of a Dask scheduler, such as tcp://127.0.0.1:8786, to work there.
        resume: Folder that keeps what is done, so that a run that was stopped goes on.
        as_of: Day of the drafts, as `cradlegate new` takes today.
        force: Replace files that exist.
    """
    from cradlegate.compose import surroundings
    from cradlegate.compose.variants import Order, work_out_catalogue, write_catalogue
    from cradlegate.compute.faults import STOPPED
    from cradlegate.compute.following import Watch
    from cradlegate.footprint.variants.model import Asked
    from cradlegate.reports.variants.catalogue_report import report_catalogue

    _judge_options(out, draws, seed, workers, cluster)
    day = as_of or surroundings.today()
    order = Order(template, Asked(view, draws, seed), day, tuple(set), workers, cluster=cluster)
    try:
        with show_progress(table.name) as tell:
            watch = Watch(tell)
            catalogue = work_out_catalogue(table, order, with_cube=cube, resume=resume, watch=watch)
    except KeyboardInterrupt:
        raise FaultsError([Fault(STOPPED, "stopped at the keyboard")]) from None
    names = write_catalogue(catalogue, out, force=force)
    name_files(out.parent, names)
    show_warnings(catalogue.warnings, output)
    report = report_catalogue(catalogue.frame, catalogue.errors, catalogue.made_from, names)
    show(report, output, catalogue.warnings, {"table": str(table)})
    return EXIT_YES


def _judge_options(out: Path, draws: int, seed: int, workers: int, cluster: str) -> None:
    wrong = {
        f"{draws} draws; 0, or {MIN_DRAWS} to {MOST_DRAWS}": draws
        and not MIN_DRAWS <= draws <= MOST_DRAWS,
        f"seed {seed}; 0 to {MAX_SEED}": not 0 <= seed <= MAX_SEED,
        f"{workers} workers; 1 to {MOST_WORKERS}": not 1 <= workers <= MOST_WORKERS,
        f"--workers {workers} and --cluster; one of them": cluster and workers != 1,
        f"--out {out.name}; its name ends in {SUFFIX}": out.suffix != SUFFIX,
    }
    faults = [Fault(OPTION_RANGE, found) for found, is_wrong in wrong.items() if is_wrong]
    if faults:
        raise FaultsError(faults)
