"""Write the pages that are made from the program itself; `--check` only tells which are stale.

The pages are committed, so that they can be read in the repository: commands, files of a case, of a
register and of a shipment, the packs and the facts that they ask for, faults, and the trace from
requirements to tests, which needs the notes of a test run (`tools/check.py` keeps them in
build/trace.json).
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import walk_packages

import cradlegate
from cradlegate.border.entries.tables import entry_schemas, entry_tables
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import FaultKind
from cradlegate.declaration.document import declaration_schema
from cradlegate.declaration.tender.columns import list_columns
from cradlegate.product.case_tables import case_tables
from cradlegate.product.suppliers.answer_tables import pcf_table, questionnaire_tables
from cradlegate.regimes.pack.read import pack_schema
from cradlegate.tables.columns import CellType, Column, TableSpec
from cradlegate.tables.schema import file_schemas
from cradlegate.verification.opinions.document import opinion_schema
from cradlegate.verification.registers.files import register_tables
from cradlegate.verification.statements.document import statement_schema

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.pack_pages import list_pack_pages, write_vocabulary  # noqa: E402 - found by the line above

DOCS = ROOT / "docs"
TRACE = ROOT / "build" / "trace.json"
COMMANDS = """# Commands

Every command takes `--workspace PATH`, before or after its name: the folder of databases,
registers, keys and logs. Without it the workspace is `CRADLEGATE_HOME`, else a folder in the user's
data.
"""
TENDER_SHEETS = """# Tender sheets

`cradlegate declaration export DECLARATION … --format tender --out FILE` writes one row for each
declaration under the columns below, as CSV or as an XLSX workbook. Names and order never change
within the form `urn:cradlegate:tender-sheet:1`. Every field of a declaration that no column
carries is listed beside the sheet, in `FILE.left-out.csv`, and under `--json` in the table
`dropped`. How to: [hand a declaration over](../how-to/hand-a-declaration-over.md).

An empty cell is unknown, `none` is known to be absent, `-` does not apply, `0` is a measured zero.
Figures are exact, as signed; figures inside the sentences of the six mandatory blocks are rounded
to three digits. Per hour and per kW follow from the machine and stand in columns of their own. A
text that a spreadsheet would take for a formula begins with an apostrophe.
"""
CASE_FILES = """# Files of a case

A case is a folder of the files below, or one XLSX workbook with a sheet per table;
`cradlegate new --workbook` writes the empty form. Both read the same and have the same digest.

`!` marks what is required, `r` what a final declaration will require. In a CSV file and in the
workbook an empty cell is unknown, `none` is known to be absent, `-` is not applicable. A heading
may carry the unit of its bare numbers, such as `net_mass [kg]`. Text is UTF-8; UTF-16, GB18030,
CP932, CP949 and CP874 are recognised. `1234.5`, `1 234.5`, `1,234.5`, `1.234,5` and `12,5` are
understood; `1,234` is refused, because it may be read in two ways. For programs the same stands in
[case.schema.json](case.schema.json).
"""
REGISTER_COLUMNS = """# Columns of a register

A snapshot of a register of accredited bodies is a folder of the files below, or one XLSX workbook
with a sheet per table. What the rows mean, and how they answer: [registers](registers.md).

`!` marks what is required. An empty cell is unknown, `none` is known to be absent, `-` is not
applicable. What a cell may hold, and which encodings are read: [files of a case](case-files.md).
For programs the same stands in [register.schema.json](register.schema.json).
"""
SHIPMENT_FILES = """# Files of a shipment

A shipment is a folder of the files below with the documents themselves under `documents/`, a `.zip`
of it, or one XLSX workbook with a sheet per table; `shipments.csv` alone will do. Machines with the
same `consignment_id` travel together and agree in everything that is said of the consignment.
[How to ask whether a machine may go](../how-to/ask-whether-a-machine-may-go.md).

`!` marks what is required. An empty cell is unknown and never counts as a yes, `none` is known to
be absent, `-` is not applicable. What may stand in a cell, and which encodings are read:
[files of a case](case-files.md). For programs the same stands in
[shipment.schema.json](shipment.schema.json).
"""
SUPPLIER_FILES = """# Files of suppliers

What `cradlegate supplier ask` sends, and what `cradlegate supplier import` reads.
[How to ask suppliers](../how-to/ask-suppliers.md). The footprint in our form is the table
`supplier_footprints` of [the case](case-files.md#supplier_footprints); its JSON Schema stands in
[case.schema.json](case.schema.json) under `suppliers/*.json`.

A file is told by its content, not by its name:

| content | is read as |
| --- | --- |
| a workbook, or JSON with `about` and `parts` | an answered questionnaire of one version (CF-082) |
| JSON with `pcf`, alone, in a list or under `data` | a footprint of PACT 2 or 3, or of Catena-X 7 |
| JSON with `productLifeCycleStagesAndEmissions` | a footprint of Catena-X 9: its production stage |
| JSON with `processInformation` | an EPD of ILCD+EPD: its GWP figures of A1 to A3 |
| XML whose root is `processDataSet`, alone | the same EPD, whose unit nobody knows (CF-103) |
| a zip archive that is no workbook | every EPD in it, with the data sets of flow and unit |
| a table with the columns of `pcfs` | one footprint a row |

The field names of PACT are those of the PACT Technical Specifications of the World Business Council
for Sustainable Development (WBCSD), which holds the rights in them.

How figures are brought into our form:

| stated | taken |
| --- | --- |
| per any mass | per kg; a mass that disagrees with the unit is refused (CF-084) |
| per m3, m2, L … | per kg where the mass of the unit is stated (CF-086), else refused (CF-085) |
| aircraft | out of fossil, or beside it where only so the parts add up to the whole |
| uptake | as a negative figure; turned where the two totals prove a slip (CF-091) |
| a whole without parts, or more than its parts | not separable (CF-093) |
| the total of an EPD | what it has beyond its parts, 1 % apart, is not separable (CF-093) |
| modules A1 to A3 of an EPD | asked for of each indicator (CF-087) |
| emissions below zero, but for an uptake | refused (CF-108) |
| a piece that weighs 5 % more or less than the line's; other lines | refused (FP-020) |
| GWP values of another set, or of several | as they are, flagged (CF-089) |
| exempted emissions | nothing is added; above 5 % flagged (CF-094) |
| primary share | of a PCF as stated; of an answer by own scopes, and inputs by their own shares |
| ratings of PACT 3 | their mean; those of PACT 2 go from 1 to 3 and are left out |
| verification without a level | counts as none (CF-099) |
| one indicator twice in one module | refused: scenarios do not add up (CF-104) |
| validity | as stated; of an EPD its day of expiry; of a PACT PCF without one three years |

Figures of PACT 3 are of the amount of declared units that stands beside them, those of PACT 2 and
Catena-X 7 per declared unit: `unitaryProductAmount` scales nothing, and is named if not 1 (CF-109).
"""
ENTRY_FILES = """# Files of a customs entry

A customs entry, what was submitted of the footprint, and correlations of commodity codes are three
tables, each a file of its own: CSV, XLSX with a sheet of its name, or for the first two JSON. The
layout is ours; no customs system writes it by itself.
[How to match a customs entry](../how-to/match-a-customs-entry.md).

`!` marks what is required. An empty cell is unknown and never counts as the same, `none` is known
to be absent, `-` says that the system has no such field. What may stand in a cell, and which
encodings are read: [files of a case](case-files.md). What is said of the whole entry, down to
`attached`, stands in every row of the table alike. In JSON it stands once, beside a list `lines`.
For programs the same stands in [entry.schema.json](entry.schema.json).

A moment is `2026-08-25T09:30+07:00`, or `2026-08-25` where the time is not known. Names of zones
are not read. [How fields are compared](matching.md).
"""
CELLS = {
    CellType.TEXT: "words",
    CellType.CODE: "a short name from a list",
    CellType.ID: "letters, digits and signs without blanks, unique where it is a key",
    CellType.ENUM: "one of the words named",
    CellType.DECIMAL: "a number",
    CellType.QUANTITY: "a number with its unit, such as `5800 kg`",
    CellType.AMOUNT: "a number with its unit, kept as billed",
    CellType.SHARE: "`35 %` or `0.35`",
    CellType.INTEGER: "a whole number",
    CellType.YES_NO: "`yes` or `no`",
    CellType.PERIOD: "`2026`, `2026-05`, `2026-05-14`, or two of them joined by `/`",
    CellType.COUNTRY: "two letters, ISO 3166-1",
    CellType.UNLOCODE: "five letters and digits, such as `VNSGN`",
    CellType.UNIT: "a unit of measure",
    CellType.SHA256: "64 hexadecimal digits",
    CellType.HS_CODE: "digits with their leading zeros, as text",
}
MADE_BY = "<!-- Made by tools/make_docs.py; change what it is made from. -->\n\n"


def import_all() -> Iterator[object]:
    """Import every module of the package."""
    for module in walk_packages(cradlegate.__path__, "cradlegate."):
        if not module.name.endswith("__main__"):
            yield import_module(module.name)


def list_fault_kinds() -> list[FaultKind]:
    """Collect every kind of fault that the package defines, by code."""
    kinds = {
        value
        for module in import_all()
        for value in vars(module).values()
        if isinstance(value, FaultKind)
    }
    return sorted(kinds, key=lambda kind: kind.code)


def list_errors() -> list[type[CradlegateError]]:
    """Collect the errors with a code of their own, by code."""
    found: list[type[CradlegateError]] = []
    waiting = [CradlegateError]
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        if "code" in vars(error):
            found.append(error)
    return sorted(found, key=lambda error: error.code)


def write_faults() -> str:
    """Write one paragraph per fault code."""
    sections = [
        f"## {kind.code}\n\n**{kind.title}** ({kind.severity}). {kind.rule}\n\n{kind.remedy}\n"
        for kind in list_fault_kinds()
    ]
    sections += [
        f"## {error.code}\n\n**{error.__name__}** (error). {summarize(error)}\n"
        for error in list_errors()
    ]
    return (
        "# Faults\n\nEvery fault names what was found and where, the rule it breaks, what to do "
        "next, and one of these codes. All faults of an input are gathered and printed together. "
        "An error stops a final answer; a warning is printed with it.\n\n" + "\n".join(sections)
    )


def summarize(subject: object) -> str:
    """Give the first line of a docstring."""
    return (subject.__doc__ or "").strip().partition("\n")[0]


def write_commands() -> str:
    """Write every command with its arguments, as the command line itself describes them."""
    build_app = import_module("cradlegate.cli.main").build_app
    pages = str(build_app().generate_docs()).rstrip() + "\n"
    return pages.replace("# cradlegate\n", COMMANDS, 1)


def write_case_files() -> str:
    """Write the tables of a case and their columns."""
    types = "\n".join(f"| {kind} | {CELLS[kind]} |" for kind in CellType)
    tables = "\n".join(describe_table(table) for table in case_tables().values())
    return f"{CASE_FILES}\n| cell | holds |\n| --- | --- |\n{types}\n\n{tables}"


def write_register_columns() -> str:
    """Write the tables of a register and their columns."""
    tables = "\n".join(describe_table(table) for table in register_tables().values())
    return f"{REGISTER_COLUMNS}\n{tables}"


def write_register_schemas() -> str:
    """Write the JSON Schema of every file of a register, by its name in the folder form."""
    return json.dumps(file_schemas(register_tables()), indent=1, ensure_ascii=False) + "\n"


def write_shipment_files() -> str:
    """Write the tables of a shipment and their columns."""
    tables = "\n".join(describe_table(table) for table in shipment_tables().values())
    return f"{SHIPMENT_FILES}\n{tables}"


def write_shipment_schemas() -> str:
    """Write the JSON Schema of every file of a shipment, by its name in the folder form."""
    return json.dumps(file_schemas(shipment_tables()), indent=1, ensure_ascii=False) + "\n"


def write_supplier_files() -> str:
    """Write the tables of a questionnaire and of footprints as CSV, and how they are read."""
    specs = (*questionnaire_tables().values(), pcf_table())
    tables = "\n".join(describe_table(table) for table in specs)
    return f"{SUPPLIER_FILES}\n{tables}"


def write_entry_files() -> str:
    """Write the tables of customs entries and submissions and their columns."""
    tables = "\n".join(describe_table(table) for table in entry_tables().values())
    return f"{ENTRY_FILES}\n{tables}"


def write_entry_schemas() -> str:
    """Write the JSON Schema of every form of an entry and a submission, by its file name."""
    return json.dumps(dict(entry_schemas()), indent=1, ensure_ascii=False) + "\n"


def write_pack_schema() -> str:
    """Write the JSON Schema of a pack."""
    return json.dumps(pack_schema(), indent=1, ensure_ascii=False) + "\n"


def write_schemas() -> str:
    """Write the JSON Schema of every file of a case, by its name in the folder form."""
    return json.dumps(file_schemas(case_tables()), indent=1, ensure_ascii=False) + "\n"


def write_opinion_schema() -> str:
    """Write the schema of what a body says of a declaration."""
    return json.dumps(opinion_schema(), indent=1, ensure_ascii=False) + "\n"


def write_capability_schema() -> str:
    """Write the schema of what an original maker states of diagnostic functions."""
    return json.dumps(statement_schema(), indent=1, ensure_ascii=False) + "\n"


def write_tender_sheets() -> str:
    """Write the columns of a tender sheet, and the fields that each of them carries."""
    rows = "".join(
        f"| `{column.name}` | {column.says} | "
        f"{'<br>'.join(f'`{path}`' for path in column.fields)} |\n"
        for column in list_columns()
    )
    return f"{TENDER_SHEETS}\n| column | says | fields |\n| --- | --- | --- |\n{rows}"


def write_declaration_schema() -> str:
    """Write the JSON Schema of a declaration."""
    return json.dumps(declaration_schema(), indent=1, ensure_ascii=False) + "\n"


def read_schema(room: str, name: str) -> str:
    """Read a JSON Schema that the package carries."""
    path = files(f"cradlegate.{room}") / "data" / f"{name}.schema.json"
    return path.read_text(encoding="utf-8")


def describe_table(table: TableSpec) -> str:
    """Write one table with its columns."""
    place = f"`{table.file}`" + (f" under `{table.at}`" if table.at else "")
    key = f" `{table.key}` is unique." if table.key else ""
    head = f"## {table.name}\n\n{table.title}. In {place}, sheet `{table.name}`.{key}\n\n"
    rows = [
        f"| `{column.name}` | {column.need} | {describe_cell(column)} | "
        f"{describe_meaning(column)} |\n"
        for column in table.columns.values()
    ]
    return f"{head}| column | needed | cell | what |\n| --- | --- | --- | --- |\n{''.join(rows)}"


def describe_meaning(column: Column) -> str:
    """Say what a column holds, and under which other headings it is understood."""
    also = f" Also headed {', '.join(column.also)}." if column.also else ""
    return column.help + also


def describe_cell(column: Column) -> str:
    """Say in a few words what may stand in a column's cells."""
    words = [] if column.allowed else [str(column.type)]
    words += [f"in {column.unit}"] if column.unit else []
    words += [f"convertible to {' or '.join(column.units)}"] if column.units else []
    words += (
        ["one of " + ", ".join(f"`{value}`" for value in column.allowed)] if column.allowed else []
    )
    words += [f"above {column.above}"] if column.above is not None else []
    words += [f"from {column.low}"] if column.low is not None else []
    words += [f"to {column.high}"] if column.high is not None else []
    words += [f"or `{blank}`" for blank in column.blanks]
    words += ["several, separated by `;`"] if column.is_many else []
    words += [f"of `{column.refers}`"] if column.refers else []
    words += [f"empty means `{column.default}`"] if column.default else []
    return ", ".join(words)


def read_requirements() -> list[dict[str, str]]:
    """Read the rows of docs/standards/requirements.csv."""
    with (DOCS / "standards" / "requirements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_trace() -> dict[str, list[dict[str, str]]]:
    """Read which tests prove which requirement.

    Raises:
        SystemExit: a test that proves a requirement was skipped, which proves nothing.
    """
    proofs: list[dict[str, str]] = json.loads(TRACE.read_text(encoding="utf-8"))
    skipped = {proof["test"] for proof in proofs if proof["outcome"] == "skipped"}
    if skipped:
        sys.exit("skipped, so they prove no requirement:\n" + "\n".join(sorted(skipped)))
    proofs_by_id: dict[str, list[dict[str, str]]] = {}
    for proof in proofs:
        proofs_by_id.setdefault(proof["requirement"], []).append(proof)
    return proofs_by_id


def tell_state(proofs: list[dict[str, str]]) -> str:
    """Tell how far a requirement is built, by the tests that name it."""
    if any(proof["outcome"] != "passed" for proof in proofs):
        return "failing"
    whole = [proof for proof in proofs if not proof["part"]]
    if any(proof["way"] for proof in whole):
        return "built"
    if whole:
        return "inside only"
    return "in part" if proofs else "–"


def write_trace() -> str:
    """Write the table from requirements to tests."""
    requirements, proofs_by_id = read_requirements(), read_trace()
    proofs = [proofs_by_id.get(row["id"], []) for row in requirements]
    states = [tell_state(each) for each in proofs]
    rows = [
        f"| {row['id']} | {state} | {row['requirement']} | {list_tests(each)} |"
        for row, state, each in zip(requirements, states, proofs, strict=True)
    ]
    return (
        "# Trace of requirements\n\n"
        f"Of {len(rows)} requirements {states.count('built')} are built, "
        f"{states.count('inside only')} are proven inside only and {states.count('in part')} in "
        "part. What the words mean: [standards](README.md#when-a-row-counts-as-built).\n\n"
        "| id | state | requirement | tests |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n"
    )


def list_tests(proofs: list[dict[str, str]]) -> str:
    """Name tests by file and sentence, with the way each takes and the part it proves."""
    return "<br>".join(
        f"{Path(proof['test'].partition('::')[0]).stem}: "
        f"{proof['test'].rpartition('::')[2].removeprefix('test_').replace('_', ' ')}"
        + "".join(f" ({proof[key]})" for key in ("way", "part") if proof[key])
        for proof in proofs
    )


PAGES: dict[str, Callable[[], str]] = {
    "reference/commands.md": write_commands,
    "reference/case-files.md": write_case_files,
    "reference/case.schema.json": write_schemas,
    "reference/declaration.schema.json": write_declaration_schema,
    "reference/opinion.schema.json": write_opinion_schema,
    "reference/capability.schema.json": write_capability_schema,
    "reference/tender-sheets.md": write_tender_sheets,
    "reference/dossier-manifest.schema.json": lambda: read_schema("dossier", "manifest"),
    "reference/register-columns.md": write_register_columns,
    "reference/register.schema.json": write_register_schemas,
    "reference/shipment-files.md": write_shipment_files,
    "reference/shipment.schema.json": write_shipment_schemas,
    "reference/supplier-files.md": write_supplier_files,
    "reference/entry-files.md": write_entry_files,
    "reference/entry.schema.json": write_entry_schemas,
    "reference/vocabulary.md": write_vocabulary,
    "reference/pack.schema.json": write_pack_schema,
    **list_pack_pages(),
    "reference/status-list.schema.json": lambda: read_schema("verification", "status-list"),
    "reference/trust-list.schema.json": lambda: read_schema("verification", "trust-list"),
    "reference/faults.md": write_faults,
    "standards/trace.md": write_trace,
}


def main() -> int:
    """Write the pages, or tell which are stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, tell what is stale")
    is_check = parser.parse_args().check
    stale = []
    for name, write in PAGES.items():
        if write is write_trace and not TRACE.exists():
            print("no test run to trace: run ./run check first", file=sys.stderr)
            continue
        path, text = DOCS / name, (MADE_BY if name.endswith(".md") else "") + write()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not is_check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    print("\n".join(f"{'stale' if is_check else 'written'}: docs/{name}" for name in stale))
    return 1 if stale and is_check else 0


if __name__ == "__main__":
    sys.exit(main())
