"""The programming interface: `import cradlegate as cg`.

>>> from importlib.resources import files
>>> import cradlegate as cg
>>> example = files("cradlegate.product") / "data" / "examples" / "vmc-850"
>>> case = cg.read_case(str(example))
>>> footprint = cg.calculate(case, draws=200)
>>> footprint.boundary
'partial footprint A1–A4, cradle to port of entry VNSGN'
>>> footprint.by("stage")["stage"].to_list()
['A1', 'A2', 'A3', 'A4']
>>> abs(footprint.total() - footprint.by("stage", "subassembly")["kgco2e"].sum()) < 1e-6
True
>>> cg.explain(footprint, "per_kg").formula
'cradle to gate ÷ net mass'
>>> cg.explain(footprint, "line/bom/BED-101").choice.chosen.id
'est-cast-iron'
>>> any(fault.is_error for fault in cg.check_case(str(example)))
False
>>> cg.compare(footprint, footprint).total.difference
0.0
>>> import polars as pl
>>> from datetime import UTC, datetime
>>> stock = pl.DataFrame(
...     {
...         "id": "L1", "consignment_id": "C1", "kind": "machining_centre", "condition": "new",
...         "model": "VMC-850", "qty": 1, "hs": "845710", "hs_edition": "2022", "cnc": True,
...         "destination": "VN", "exporter_id": "maker", "entry_date": "2026-08-25",
...     }
... )
>>> screened = cg.screen(stock, known_as_of=datetime(2026, 11, 1, tzinfo=UTC))
>>> screened.lines["vn-circular-12-2026:applies"].to_list()
['undetermined']
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import polars as pl

from cradlegate.compose.border.screen import ScreenedFrame, screen_frames
from cradlegate.compose.dossiers import verify_at
from cradlegate.compose.gate import Believed
from cradlegate.compose.many_dossiers import (
    Asked,
    CheckedDossier,
    draw_up_questions,
    verify_each_at,
)
from cradlegate.compose.study import check_case_at, demand_case, open_sources, read_case_at
from cradlegate.compose.surroundings import now, today
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.stage import View
from cradlegate.dossier.verify import Verdict
from cradlegate.footprint.calculate import DEFAULT_DRAWS, DEFAULT_SEED, Settings
from cradlegate.footprint.calculate import calculate as _calculate
from cradlegate.footprint.compare import Comparison
from cradlegate.footprint.compare import compare as _compare
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.tracing.explanation import Explanation
from cradlegate.footprint.tracing.trace import explain as _explain
from cradlegate.product.case import Case

__all__ = [
    "calculate",
    "check_case",
    "compare",
    "explain",
    "read_case",
    "screen",
    "verify_dossier",
    "verify_dossiers",
]


def read_case(path: str | Path) -> Case:
    """Read a case from a folder, an XLSX workbook or a zip.

    Raises:
        FaultsError: errors in the case, all of them.
    """
    reading = read_case_at(Path(path))
    if any(fault.is_error for fault in reading.faults):
        raise FaultsError(reading.faults)
    return demand_case(reading)


def check_case(path: str | Path) -> tuple[Fault, ...]:
    """List all faults and warnings of a case; nothing is computed."""
    return check_case_at(Path(path)).faults


def calculate(
    case: Case,
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    view: View | None = None,
) -> Footprint:
    """Compute the footprint of a case on the shipped factor library.

    Args:
        view: boundary of the headline; None takes the one that the destination asks for.

    Raises:
        FaultsError: errors of the inventory, all of them.
    """
    return _calculate(case, open_sources(), Settings(view, draws, seed))


def explain(footprint: Footprint, path: str = "total") -> Explanation:
    """Explain any number of a footprint by its path.

    Raises:
        FaultsError: a path that leads nowhere.
    """
    return _explain(footprint, path)


def compare(before: Footprint, after: Footprint) -> Comparison:
    """Compare two footprints in the view of the first."""
    return _compare(before, after)


def verify_dossier(
    path: str | Path,
    *,
    trust: str | Path | None = None,
    registers: Sequence[str | Path] = (),
    status_lists: Sequence[str | Path] = (),
    destination: str = "",
    recompute: bool = False,
    as_of: date | None = None,
) -> Verdict:
    """Check a dossier offline, step by step.

    Args:
        trust: trust list of the reader's own choice; without one, who signed stays undetermined.
        registers: snapshots of accredited bodies, of the reader's own choice; without one, whether
            the body of an opinion was accredited stays undetermined.
        status_lists: as their keepers publish them today; the newest decides.
        destination: country of import, such as VN, for which an opinion has to be meant.
        recompute: compute the footprint again and compare every signed figure.
        as_of: day for which it is asked; today if none is given.

    Raises:
        FaultsError: a file that is not there, a list or register that cannot be read, or a
            destination that is no country.
    """
    believed = _believe(trust, registers, status_lists)
    asked = Asked(believed, as_of or today(), recompute, destination)
    return verify_at(Path(path), draw_up_questions(asked))


def verify_dossiers(
    paths: Iterable[str | Path],
    *,
    trust: str | Path | None = None,
    registers: Sequence[str | Path] = (),
    status_lists: Sequence[str | Path] = (),
    destination: str = "",
    recompute: bool = False,
    as_of: date | None = None,
    workers: int = 1,
) -> Iterator[CheckedDossier]:
    """Check many dossiers offline; give what each gave as it is known, in the order of the paths.

    The checks of one depend neither on the others nor on the number of workers.  A file that
    cannot be read has faults in place of checks and stops no other.

    Args:
        trust: trust list of the reader's own choice; without one, who signed stays undetermined.
        registers, status_lists, destination: as in `verify_dossier`.
        recompute: compute every footprint again and compare every signed figure.
        as_of: day for which it is asked; today if none is given.
        workers: processes of this machine that share the work; 1 works in this one.  With more,
            a script starts from `if __name__ == "__main__":`, since every worker imports it.

    Raises:
        FaultsError: a list or register that cannot be read, or a destination that is no country.
    """
    believed = _believe(trust, registers, status_lists)
    asked = Asked(believed, as_of or today(), recompute, destination)
    return verify_each_at(map(Path, paths), asked, workers)


def _believe(
    trust: str | Path | None, registers: Sequence[str | Path], statuses: Sequence[str | Path]
) -> Believed:
    chosen = Path(trust) if trust else None
    return Believed(chosen, tuple(map(Path, registers)), tuple(map(Path, statuses)))


def screen(
    frame: pl.DataFrame,
    *,
    documents: pl.DataFrame | None = None,
    law_as_of: date | None = None,
    known_as_of: datetime | None = None,
) -> ScreenedFrame:
    """Judge every line of a frame of machines under every shipped regime.

    Args:
        frame: columns as in the table `shipments`.
        documents: columns as in the table of that name.
        law_as_of: day whose law is read; that of each event if none is given.
        known_as_of: what became known later is left out; now if none is given.

    Raises:
        FaultsError: a frame without the columns that are needed, or without a row to be read.
    """
    return screen_frames(frame, documents, law_as_of, known_as_of or now())
