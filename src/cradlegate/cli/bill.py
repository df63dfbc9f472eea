"""Commands on a parts list: `bom map`."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.outcome import EXIT_UNDETERMINED, EXIT_YES


def build_app() -> App:
    """Build the commands under `cradlegate bom`."""
    app = App(name="bom", help="The parts list: own material codes to material families.")
    app.command(map_codes, name="map")
    return app


def map_codes(
    file: Path,
    *,
    out: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Propose a material family for every own material code; a person confirms each once.

    Example: `cradlegate bom map export.csv --out my-machine`

    Args:
        file: Parts list as CSV or XLSX, or a case.
        out: Folder to write material_map.csv to, for confirming.
        force: Replace files that exist.
    """
    from cradlegate.compose import study
    from cradlegate.product.material_codes.material_map import FILE
    from cradlegate.reports.contents.map_report import report_map
    from cradlegate.store.atomic import write_files

    proposed = study.propose_material_map(file)
    if out is not None:
        write_files(out, {FILE: proposed.file}, force=force)
        name_files(out, [FILE])
    show(report_map(proposed), output, proposed.faults, {"file": str(file)})
    return EXIT_UNDETERMINED if proposed.faults else EXIT_YES
