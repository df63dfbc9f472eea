"""What can be wrong with tables in files, whatever they are of (CF-0nn)."""

from cradlegate.core.fault import FaultKind, Severity

_WARNING = Severity.WARNING

# The folder, archive or workbook as a whole.
TOO_LARGE = FaultKind(
    "CF-003",
    "too large",
    "Files are at most 2,000 and 200 MB together, unpacked; a table 50 MB and 200,000 rows.",
    "Move files that do not belong to it elsewhere.",
)
UNSAFE_NAME = FaultKind(
    "CF-004",
    "a file outside the folder",
    "Names are relative, without `..`, and links stay inside the folder.",
    "Copy the file into the folder.",
)
DAMAGED = FaultKind(
    "CF-005",
    "a file that cannot be opened",
    "Archives and workbooks are whole, readable and not encrypted.",
    "Save the file again and repeat.",
)
UNKNOWN_FILE = FaultKind(
    "CF-008",
    "a file that is not read",
    "Cases, shipments and registers consist of the files named in their reference.",
    "Rename it, or move it elsewhere.",
    _WARNING,
)
TABLE_TWICE = FaultKind(
    "CF-009",
    "one table in two files",
    "Every table stands in one place.",
    "Delete one of the two.",
)

# Text and tables.
UNKNOWN_ENCODING = FaultKind(
    "CF-010",
    "text that cannot be decoded",
    "Text is UTF-8, UTF-16, GB18030, CP932, CP949 or CP874.",
    "Save the file as UTF-8.",
)
GUESSED_ENCODING = FaultKind(
    "CF-011",
    "encoding guessed",
    "Text without a mark of its encoding is UTF-8.",
    "Check that the texts read well, and save the file as UTF-8.",
    _WARNING,
)
BROKEN_CSV = FaultKind(
    "CF-012",
    "quotation marks that do not close",
    "CSV follows RFC 4180.",
    "Close the quotation mark, and double those inside a quoted cell.",
)
RAGGED_ROW = FaultKind(
    "CF-013",
    "a row of another length",
    "Every row has as many cells as the heading.",
    "Quote cells that contain the separator, and add or remove the missing or extra cells.",
)
UNKNOWN_COLUMN = FaultKind(
    "CF-014",
    "unknown column",
    "Only the columns of the reference are read.",
    "Rename or remove it.",
)
MISSING_COLUMN = FaultKind(
    "CF-015",
    "missing column",
    "Required columns are present.",
    "Add the column.",
)
DUPLICATE_COLUMN = FaultKind(
    "CF-016",
    "a column twice",
    "Every heading stands once.",
    "Rename or remove one of the two.",
)
UNKNOWN_SHEET = FaultKind(
    "CF-017",
    "a sheet that is not read",
    "The sheets of a workbook are named as the tables of the reference.",
    "Rename it, or move it to another workbook.",
    _WARNING,
)

# YAML and JSON.
MIXED_ENCODINGS = FaultKind(
    "CF-019",
    "a file of two encodings",
    "All rows of a file are in one encoding.",
    "Save every part that went into the file as UTF-8, and join them again.",
)
BROKEN_SYNTAX = FaultKind(
    "CF-020",
    "a file that cannot be parsed",
    "YAML files follow YAML 1.1, JSON files RFC 8259.",
    "Mend the place; mind indentation, colons and quotation marks.",
)
ALIAS_OR_TAG = FaultKind(
    "CF-021",
    "an anchor, alias or tag",
    "Files state every value where it stands, without &, * and !.",
    "Write the value out, in quotation marks where it begins with one of these signs.",
)
TOO_DEEP = FaultKind(
    "CF-022",
    "nested too deep or too long",
    "YAML and JSON files have at most 1 MB, 8 levels and 20,000 values.",
    "Long tables belong into CSV files or sheets.",
)
DUPLICATE_KEY = FaultKind(
    "CF-023",
    "a key twice",
    "Every key stands once.",
    "Remove one of the two.",
)
WRONG_SHAPE = FaultKind(
    "CF-024",
    "a value of another shape",
    "Where the reference asks for a text, a list or a group, that is what stands there.",
    "Compare with the reference.",
)
AGAINST_SCHEMA = FaultKind(
    "CF-025",
    "against the schema",
    "Supplier footprints follow the published JSON Schema; figures are decimal strings.",
    "Import the supplier's file again, or mend the field.",
)

# Cells.
EMPTY_CELL = FaultKind(
    "CF-030",
    "a required cell is empty",
    "Empty means unknown, and this must be known.",
    "Fill it in; with --draft the row is shown as a gap.",
)
IMPOSSIBLE_BLANK = FaultKind(
    "CF-031",
    "none or - where a value is needed",
    "`none` means known to be absent, `-` means not applicable; neither is possible here.",
    "Write the value.",
)
NOT_A_NUMBER = FaultKind(
    "CF-032",
    "not a number",
    "Numbers are written like 1234.5, with a unit where the column asks for one.",
    "Write the number.",
)
AMBIGUOUS_NUMBER = FaultKind(
    "CF-033",
    "a comma that may be decimal or not",
    "A single comma before three digits can be read in two ways.",
    "Write 1234 for one thousand and so on, or 1.234 with a decimal point.",
)
NOT_FINITE = FaultKind(
    "CF-034",
    "a number out of all bounds",
    "Numbers lie between 1e-12 and 1e12 in the unit of their column, or are 0; 24 digits at most.",
    "Write the number in plain figures and check its unit.",
)
OUT_OF_RANGE = FaultKind(
    "CF-035",
    "a number out of its range",
    "The range of the column is part of the reference.",
    "Check sign and unit.",
)
NO_UNIT = FaultKind(
    "CF-036",
    "a number without a unit",
    "A quantity is written with its unit, or under a heading such as `mass [kg]`.",
    "Add the unit.",
)
UNKNOWN_UNIT = FaultKind(
    "CF-037",
    "unknown unit",
    "Units are written like kg, t, kWh, MJ, m3, L, km, t.km, h, kW, item.",
    "Write the unit in one of these ways.",
)
WRONG_DIMENSION = FaultKind(
    "CF-038",
    "a unit of another kind",
    "The unit can be converted into the unit of the column.",
    "Write the amount in a unit of the kind that is asked for.",
)
NOT_ALLOWED = FaultKind(
    "CF-039",
    "not one of the possible values",
    "The column has a closed list of values.",
    "Choose one of the list.",
)
NOT_A_DATE = FaultKind(
    "CF-040",
    "not a date",
    "Dates are written 2026, 2026-05 or 2026-05-14.",
    "Write the date in this way.",
)
NOT_YES_NO = FaultKind(
    "CF-041",
    "neither yes nor no",
    "The column is answered with yes or no.",
    "Write yes or no.",
)
NOT_A_CODE = FaultKind(
    "CF-042",
    "not a code of its kind",
    "Countries are ISO 3166-1 alpha-2, places UN/LOCODE, digests SHA-256, HS codes 6 to 12 digits.",
    "Write the code in full.",
)
HS_AS_NUMBER = FaultKind(
    "CF-043",
    "HS code stored as a number",
    "HS codes are text: a number loses its leading zeros.",
    "Format the cell as text and compare the code with the tariff.",
    _WARNING,
)
BAD_TEXT = FaultKind(
    "CF-044",
    "text that cannot be kept",
    "A cell has at most 2,000 characters and no control characters.",
    "Shorten it, or remove the hidden characters.",
)
SPREADSHEET_ERROR = FaultKind(
    "CF-045",
    "a formula without a result",
    "Cells hold values; #N/A, #REF! and their like are none, nor is a formula that no program has "
    "worked out.",
    "Mend the formula, or write the value.",
)

# Rows, and rows of different tables.
DUPLICATE_ID = FaultKind(
    "CF-050",
    "an id twice",
    "Ids are unique in their table.",
    "Give one of the two another id.",
)
UNKNOWN_REFERENCE = FaultKind(
    "CF-051",
    "refers to something that is not there",
    "Ids name a row of another table beside it.",
    "Mend the id, or add the row.",
)

# The name of a file, which is read before any table.
NAME_NO_TEXT = FaultKind(
    "CF-107",
    "a file whose name is no text",
    "Names are UTF-8, so that they can be listed, signed and sent.",
    "Rename the file.",
)

FAULT_KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FaultKind))
"""Every kind of this file, in the order of their codes."""
