"""A study joined with its files: cases and declarations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from cradlegate import __version__
from cradlegate.background.library import Library, shipped_files, shipped_library
from cradlegate.compose.collection import pause_collection
from cradlegate.compose.late_workspace import draw_once_opened, find_once_opened
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.plan import plan_activities
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.used_sources import Stock
from cradlegate.product.case import Case, CaseReading
from cradlegate.product.case_files import list_open_bill_rows, read_case_files
from cradlegate.product.templates.expansion import shipped_template_files
from cradlegate.reports.report import Report
from cradlegate.store.atomic import write_files
from cradlegate.store.case_source import load_case_files, load_table
from cradlegate.store.single_file import read_single_file

# What only some commands need is loaded where it is used: it would double the start of the others.
if TYPE_CHECKING:
    from cradlegate.declaration.document import DeclarationDocument
    from cradlegate.footprint.suppliers.tiers import Tiers
    from cradlegate.product.draft.new_case import NewCase
    from cradlegate.product.material_codes.material_map import MaterialMap
    from cradlegate.reports.renderings import Edition, Format
    from cradlegate.verification.opinions.document import OpinionDocument
    from cradlegate.work.declare import Declared

WORKBOOK_NAME = "case.xlsx"


def open_library() -> Library:
    """Open the factor library that comes with the package."""
    return shipped_library()


def open_sources() -> Sources:
    """Open everything that footprints are computed from beside their cases.

    Databases of the workspace are opened once a case names one of their processes.
    """
    library = replace(open_library(), find_process=find_once_opened())
    return Sources(library, draw_figures=draw_once_opened)


def read_case_at(path: Path) -> CaseReading:
    """Read the case in a folder, workbook or zip, with every fault found in it."""
    return read_case_files(load_case_files(path), open_library().families)


def check_case_at(path: Path) -> CaseReading:
    """Read a case and look for faults of its inventory as well; nothing is computed."""
    reading = read_case_at(path)
    if reading.case is None:
        return reading
    plan = plan_activities(reading.case, open_sources())
    return CaseReading(reading.case, (*reading.faults, *plan.faults))


def compute_footprint(path: Path, settings: Settings) -> Footprint:
    """Read a case and compute its footprint.

    Raises:
        FaultsError: a case that cannot be used, with all its faults.
    """
    with pause_collection():
        reading = read_case_at(path)
        return calculate(demand_case(reading), open_sources(), settings, reading.faults)


def open_stock() -> Stock:
    """Open the shipped sources together with the files they are read from."""
    return Stock(open_sources(), shipped_files(), shipped_template_files())


def declare_at(
    path: Path,
    settings: Settings,
    issued: date,
    supersedes: "DeclarationDocument | None" = None,
    secret: bytes | None = None,
) -> "Declared":
    """Compute and declare the footprint of a case; with a secret, commit to the lines of its bill.

    Raises:
        FaultsError: a case that cannot be declared, with everything that stands against it.
    """
    from cradlegate.declaration.succession import demand_successor
    from cradlegate.work.declare import declare

    files = load_case_files(path)
    corrected = supersedes.digest if supersedes else None
    declared = declare(
        files,
        open_stock(),
        settings,
        issued,
        product=__version__,
        supersedes=corrected,
        secret=secret,
    )
    if supersedes:
        demand_successor(declared.document, supersedes)
    return declared


def write_declaration(
    read: "DeclarationDocument", folder: Path, renderings: Mapping[str, bytes], *, force: bool
) -> tuple[str, ...]:
    """Write a declaration and its renderings into a folder; give the names."""
    from cradlegate.reports.renderings import DOCUMENT_NAME

    files = {DOCUMENT_NAME: read.data, **renderings}
    write_files(folder, files, force=force)
    return tuple(files)


def read_declaration_at(path: Path) -> "DeclarationDocument":
    """Read the declaration in a file, or in the folder that `declare` wrote."""
    from cradlegate.declaration.document import read_declaration
    from cradlegate.reports.renderings import DOCUMENT_NAME

    file = path / DOCUMENT_NAME if path.is_dir() else path
    return read_declaration(_read_file(file), file.name)


def read_opinion_at(path: Path) -> "OpinionDocument":
    """Read the opinion of a body in a file, signed or not."""
    from cradlegate.verification.opinions.document import read_opinion

    return read_opinion(_read_file(path), path.name)


def list_renderings_at(path: Path) -> "tuple[tuple[Edition, ...], tuple[Format, ...]]":
    """List the editions and formats of the renderings that stand beside a declaration."""
    from cradlegate.reports.renderings import read_rendering_name

    folder = path if path.is_dir() else path.parent
    names = sorted(entry.name for entry in folder.glob("declaration.*.*") if entry.is_file())
    found = list(filter(None, map(read_rendering_name, names)))
    return (
        tuple(dict.fromkeys(edition for edition, _ in found)),
        tuple(dict.fromkeys(name for _, name in found)),
    )


def is_declaration(path: Path) -> bool:
    """Tell whether a path is looked at as a declaration; what else is linted is text."""
    return path.is_dir() or path.suffix.lower() == ".json"


def lint_files(files: Sequence[Path], declaration: Path | None) -> tuple[Fault, ...]:
    """Find unsupported claims in declarations and texts.

    Args:
        declaration: the one that texts may name by its digest.
    """
    from cradlegate.declaration.free_texts import lint_declaration, lint_file

    own = (read_declaration_at(declaration).digest,) if declaration else ()
    faults: list[Fault] = []
    for path in files:
        if is_declaration(path):
            faults += lint_declaration(read_declaration_at(path), path.name)
        else:
            faults += lint_file(_read_file(path), path.name, own)
    return tuple(faults)


def _read_file(path: Path) -> bytes:
    """Read a file; of one that is larger than any dossier, a byte more than that."""
    return read_single_file(path, LARGEST_ARCHIVE_BYTES).data


def write_footprint(
    footprint: Footprint,
    report: Report,
    folder: Path,
    tiers: "Mapping[str, Tiers]",
    *,
    force: bool,
) -> tuple[str, ...]:
    """Write a footprint as HTML and XLSX with charts, as JSON, its lines as CSV; give the names.

    Args:
        tiers: by line of the parts list; drawn where they name anybody.
    """
    from cradlegate.reports.charted.document import add_charts
    from cradlegate.reports.charted.tiers import add_tiers
    from cradlegate.reports.contents.lines_table import render_lines
    from cradlegate.reports.html import render_html
    from cradlegate.reports.json_envelope import render_json
    from cradlegate.reports.workbook import render_workbook

    charted = add_charts(report, footprint)
    if any(each.is_named for each in tiers.values()):
        charted = add_tiers(charted, footprint, tiers)
    files = {
        "footprint.html": render_html(charted).encode(),
        "footprint.xlsx": render_workbook(charted),
        "footprint.json": render_json(report, faults=footprint.faults).encode(),
        "lines.csv": render_lines(footprint).encode(),
    }
    write_files(folder, files, force=force)
    return tuple(files)


def read_examples() -> dict[str, bytes]:
    """Read the shipped examples: path below the folder of examples → bytes."""
    return dict(_files_below(resources.files("cradlegate.product") / "data" / "examples", ""))


def _files_below(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files_below(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def propose_material_map(path: Path) -> "MaterialMap":
    """Propose a family for every material code of a parts list or of a case's parts list.

    Raises:
        FaultsError: a file that cannot be read, or one without a column of material codes.
    """
    from cradlegate.product.material_codes.material_map import propose_map

    bill = load_table(path, "bom.csv") if path.suffix.lower() == ".csv" else load_case_files(path)
    return propose_map(list_open_bill_rows(bill), open_library().families)


def write_new_case(
    request: "NewCase", folder: Path, *, as_workbook: bool, force: bool
) -> tuple[str, ...]:
    """Write a new case as files or as one workbook; give the names."""
    from cradlegate.product.case_workbook import write_workbook
    from cradlegate.product.draft.new_case import draft_case

    files = draft_case(request)
    if as_workbook:
        files = {WORKBOOK_NAME: write_workbook(files)}
    write_files(folder, files, force=force)
    return tuple(files)


def demand_case(reading: CaseReading) -> Case:
    """Give the case of a reading.

    Raises:
        FaultsError: not even the machine could be read.
    """
    if reading.case is None:
        raise FaultsError(reading.faults)
    return reading.case
