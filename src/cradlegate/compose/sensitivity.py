"""What drives a result, joined with its files."""

from pathlib import Path

from cradlegate.compose.study import demand_case, open_sources, read_case_at
from cradlegate.footprint.calculate import Settings
from cradlegate.footprint.sensitivity.analyse import Question, Sensitivity, analyse
from cradlegate.reports.contents.sensitivity_report import report_sensitivity
from cradlegate.reports.contents.sensitivity_sheets import write_choices, write_figures
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.workbook import render_workbook
from cradlegate.store.atomic import write_files


def analyse_at(path: Path, settings: Settings, question: Question) -> Sensitivity:
    """Read a case, compute its footprint and find out what drives it.

    Raises:
        FaultsError: a case, a number of points or a target that cannot be used.
    """
    reading = read_case_at(path)
    return analyse(demand_case(reading), open_sources(), settings, question, reading.faults)


def write_sensitivity(found: Sensitivity, folder: Path, *, force: bool) -> tuple[str, ...]:
    """Write what drives a result as HTML, XLSX, JSON and CSV; give the names."""
    whole = report_sensitivity(found, is_whole=True)
    files = {
        "sensitivity.html": render_html(report_sensitivity(found)).encode(),
        "sensitivity.xlsx": render_workbook(whole),
        "sensitivity.json": render_json(whole, faults=found.footprint.faults).encode(),
        "figures.csv": write_figures(found).encode(),
        "choices.csv": write_choices(found).encode(),
    }
    write_files(folder, files, force=force)
    return tuple(files)
