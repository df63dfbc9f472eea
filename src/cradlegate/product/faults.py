"""What can be wrong with a case beyond its single tables (CF-0nn)."""

from cradlegate.core.fault import FaultKind, Severity

_WARNING = Severity.WARNING

# The folder, archive or workbook as a whole.
NO_SUCH_CASE = FaultKind(
    "CF-001",
    "nothing there",
    "Cases, shipments and registers are a folder, a .zip of one, or a workbook.",
    "Check the path.",
)
NO_MACHINE = FaultKind(
    "CF-002",
    "no machine in the case",
    "A case has a readable machine.yaml or a sheet named machine.",
    "Begin with `cradlegate new`, or mend the faults named beside this one.",
)
WOULD_REPLACE = FaultKind(
    "CF-006",
    "files would be replaced",
    "An existing file is only replaced on request.",
    "Name another place, or repeat with --force.",
)
NOT_WRITTEN = FaultKind(
    "CF-007",
    "not written",
    "Either every file is written or none is.",
    "Make room or mend the permissions, then repeat; nothing was changed.",
)

# Tables, and rows of different tables.
MISSING_ROWS = FaultKind(
    "CF-018",
    "an empty table",
    "A case has at least one row in this table.",
    "Add the rows.",
)
CIRCULAR_PARENTS = FaultKind(
    "CF-052",
    "lines that are part of each other",
    "Following parent_id leads to a line without a parent in fewer than 30 steps.",
    "Mend parent_id.",
)
PARENT_WITH_SOURCE = FaultKind(
    "CF-053",
    "a parent with a source of its own",
    "The figure of a parent is the sum of its children; a source of its own counts twice.",
    "Remove source_kind and source_id of the parent, or its children.",
)
UNKNOWN_MATERIAL = FaultKind(
    "CF-054",
    "unknown material",
    "Materials are families of the library, or own codes that material_map.csv maps.",
    "Write a family, or map the code: `cradlegate bom map`.",
)
UNKNOWN_SUBASSEMBLY = FaultKind(
    "CF-055",
    "unknown subassembly",
    "A subassembly is listed in machine.yaml, or is machine, packaging, fluids or accessories.",
    "Mend the name, or list the subassembly.",
)
BACKWARD_PERIOD = FaultKind(
    "CF-056",
    "a period that ends before it begins",
    "A period ends on or after its first day.",
    "Mend the two dates.",
)
COMPANION_MISSING = FaultKind(
    "CF-057",
    "a value that another one asks for",
    "Some values are needed only beside others.",
    "Fill it in.",
)
KEY_WITHOUT_MACHINE = FaultKind(
    "CF-058",
    "an allocation key without this machine",
    "One row of every key is the machine of the case.",
    "Add the row, or mark it with is_this_machine = yes.",
)
KEY_WITHOUT_COPRODUCTS = FaultKind(
    "CF-059",
    "an allocation key with this machine only",
    "A key lists all co-products, so that nothing is shared out twice or not at all.",
    "List the other products of the site; if there are none, nothing is to be done.",
    _WARNING,
)
KEY_NOT_CLOSED = FaultKind(
    "CF-060",
    "an allocation key that cannot be closed",
    "A key has one driver, one period, a row for each product and amounts above 0 in their sum.",
    "Bring the rows of the key to one driver and one period, and each product to one row.",
)
OUTSIDE_KEY_PERIOD = FaultKind(
    "CF-061",
    "a bill outside the period of its key",
    "A bill is shared out by what was made while it ran.",
    "Use the key of that period.",
    _WARNING,
)
SHARES_NOT_CLOSED = FaultKind(
    "CF-062",
    "shares that do not sum to 100 %",
    "The routes of a material take all of it.",
    "Mend the shares.",
)
SELF_REVIEW = FaultKind(
    "CF-063",
    "prepared and reviewed by one person",
    "Whoever prepared a section does not review it.",
    "Have somebody else review it.",
)
STALE_SIGNOFF = FaultKind(
    "CF-064",
    "changed after signing",
    "A sign-off holds for the section whose digest it names.",
    "Review the section and sign it again.",
    _WARNING,
)
UNSIGNED = FaultKind(
    "CF-065",
    "sections that nobody signed",
    "Every section has a sign-off before a final declaration.",
    "Have the sections signed in signoff.yaml.",
    _WARNING,
)
NEEDED_FOR_FINAL = FaultKind(
    "CF-066",
    "needed for a final declaration",
    "Some values may be open in a study, not in a final declaration.",
    "Fill them in before declaring.",
    _WARNING,
)
OTHER_DIGEST = FaultKind(
    "CF-067",
    "a file that changed",
    "The index names the SHA-256 of the file as it was received.",
    "Restore the file, or enter the new one.",
)
FILE_NOT_KEPT = FaultKind(
    "CF-068",
    "a file that is not in the case",
    "Files of an index stand beside it.",
    "Add the file; a verifier will ask for it.",
    _WARNING,
)
NOT_INDEXED = FaultKind(
    "CF-069",
    "a file that no index names",
    "Received files and evidence are entered in their index.",
    "Enter it with its SHA-256.",
    _WARNING,
)
UNKNOWN_SUPPLIER = FaultKind(
    "CF-070",
    "suppliers that sent nothing",
    "The suppliers folder holds what suppliers sent.",
    "Check the spelling of the ids; else ask these suppliers.",
    _WARNING,
)
SECTION_MISSING = FaultKind(
    "CF-071",
    "a section is missing",
    "A whole life needs use.yaml and eol.yaml, the maker's own stage energy.csv.",
    "Add the file.",
    _WARNING,
)
IMPOSSIBLE_PAIR = FaultKind(
    "CF-072",
    "two figures that cannot both be true",
    "Gross mass is at least net mass; the hours of all states fit into a year.",
    "Check both figures.",
)
BILLED_TWICE = FaultKind(
    "CF-073",
    "two bills of one meter for the same days",
    "What is billed twice is counted twice.",
    "Remove one of the two, or mend their dates.",
)
OTHER_MASS = FaultKind(
    "CF-074",
    "a parent of another mass than its children",
    "The mass of a parent is the sum of its children.",
    "Check the masses; the children are counted.",
    _WARNING,
)
OTHER_SUPPLIER = FaultKind(
    "CF-075",
    "a footprint of another supplier",
    "The footprint of a line comes from the supplier of the part.",
    "Mend supplier_id or source_id.",
)

FAULT_KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FaultKind))
"""Every kind of this file, in the order of their codes."""
