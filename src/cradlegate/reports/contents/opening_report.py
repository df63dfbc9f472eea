"""One line of a bill that was opened, as a report."""

from cradlegate.dossier.opening import Opening
from cradlegate.reports.report import Answer, Column, Report, Step, Table, Text


def report_opening(opening: Opening, dossier: str, file: str) -> Report:
    """Draw up what a reader of an opening will see, and how the reader checks it."""
    columns = (Column("cell", "cell"), Column("value", "value"))
    rows = tuple((Text(name), Text(text)) for name, text in opening.line.items())
    check = f"cradlegate dossier verify {dossier} --opening {file}"
    return Report(
        title=f"Opening of line {opening.line['line_id']}",
        kind="opening",
        answer=Answer(f"line {opening.position} is opened to whoever gets {file}"),
        next_steps=(Step("reader", f"check it: {check}"),),
        tables=(Table("line", "Line", columns, rows),),
        provenance=(("declaration", opening.declaration), ("form", opening.form)),
        disclaimer="An opening shows what the maker committed to, not that it is true.",
    )
