"""Faults of formulas and of tables of variants (PR-06n, PR-07n)."""

from cradlegate.core.fault import FaultKind, Severity

UNREADABLE_FORMULA = FaultKind(
    "PR-060",
    "a formula that cannot be read",
    "A formula is made of numbers with units, names, + - * / ^, parentheses and the functions "
    "min, max, exp, log and sqrt.",
    "Correct the formula at the column named.",
)
UNKNOWN_NAME = FaultKind(
    "PR-061",
    "a name that the formula cannot know",
    "A formula names columns of its table, parameters of its template and the functions above.",
    "Correct the name, or add the column to the table.",
)
WRONG_DIMENSION = FaultKind(
    "PR-062",
    "dimensions that do not fit",
    "Only amounts of one dimension are added, compared, or taken for one another.",
    "Give the number its unit, or correct the formula.",
)
FORMULA_TOO_LONG = FaultKind(
    "PR-063",
    "a formula longer or deeper than any in use",
    "A formula has at most 2,000 signs and 50 levels.",
    "Split it: compute columns one from the other.",
)
NO_FORMULA = FaultKind(
    "PR-064",
    "a computed column that says nothing",
    "A computed column is written NAME=FORMULA, and every name once.",
    'Write for instance --set "net_mass = 5800 kg + 120 kg * tools".',
)
NO_NUMBER = FaultKind(
    "PR-065",
    "a formula without a value",
    "A formula gives a number for every row, from numbers that are there.",
    "Correct the cells it is made from, or leave the row out.",
)

NOT_STATED = FaultKind(
    "PR-070",
    "a parameter that nobody states",
    "A variant states every parameter of its template that has no usual value.",
    "Fill in the cell.",
)
NOT_WHOLE = FaultKind(
    "PR-071",
    "a number that is counted, with a fraction",
    "Axes, tools and pallets are counted.",
    "Write a whole number.",
)
NO_VARIANTS = FaultKind(
    "PR-072",
    "no variants in the table",
    "A table of variants has a heading and at least one row below it.",
    "Add the rows, or name another file.",
)
COLUMN_LEFT_OUT = FaultKind(
    "PR-073",
    "a column that no figure is made from",
    "Figures are made from the parameters of the template and from computed columns alone.",
    "Correct the heading, or take no notice.",
    Severity.WARNING,
)
ROWS_LEFT_OUT = FaultKind(
    "PR-074",
    "variants without a figure",
    "A row with a fault keeps its place in the result, without a figure.",
    "Read the table of errors beside the result, and correct the rows.",
    Severity.WARNING,
)
