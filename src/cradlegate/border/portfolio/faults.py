"""Every kind of fault that screening a portfolio can show (BD-18n)."""

from cradlegate.core.fault import FaultKind, Severity

UNREADABLE_MAPPING = FaultKind(
    "BD-181",
    "a file of columns that cannot be used",
    "A mapping names, in YAML, columns of the product by headings of the file, words by words, and "
    "values that stand for the whole file.",
    "Correct the entry; the reference page on portfolios shows one.",
)
NOT_A_SCREENING = FaultKind(
    "BD-183",
    "a file that is no log of a screening",
    "A log is the file screening.json that `screen` wrote, unchanged.",
    "Name that file.",
)
OTHER_INPUTS = FaultKind(
    "BD-184",
    "inputs that are not those of the log",
    "A screening is replayed with the files that it was made from, each by its digest.",
    "Name the files that were screened, as they were.",
)
NO_LINES = FaultKind(
    "BD-185",
    "no line that can be screened",
    "A portfolio has one row for each machine, under headings that are known or mapped.",
    "Mend the faults named beside this one, the first of all; nothing was written.",
)
COLUMNS_IGNORED = FaultKind(
    "BD-186",
    "columns that are not read",
    "Columns are read whose headings are known, or mapped.",
    "Map the headings that mean something with --columns.",
    Severity.WARNING,
)
NOTHING_TO_COMPARE = FaultKind(
    "BD-187",
    "other packs that cannot be compared",
    "A regime is compared with another version of itself, by the id of the pack.",
    "Name a folder with other versions of packs that are screened.",
)
OTHER_PARTS = FaultKind(
    "BD-188",
    "a folder with parts of another screening",
    "All parts of a sheet in a folder belong to one screening, since they are read together.",
    "Name another folder, or remove the old parts.",
)
