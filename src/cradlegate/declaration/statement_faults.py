"""Every kind of fault of what is written from declarations and judged against cases (DC-11n)."""

from cradlegate.core.fault import FaultKind

OWN_VALUES = FaultKind(
    "DC-110",
    "own values of a tender that fit no declaration",
    "Cost and delivery of a tender sheet are given for every declaration, in its order, or for "
    "none.",
    "Give one value for each declaration, and `?` where one is not known; or leave the option out.",
)
COST_FORM = FaultKind(
    "DC-111",
    "a cost that is no amount of a currency",
    "A cost is an amount and the three letters of its currency, such as `182000 EUR`.",
    "Write amount and currency, or `?` where the cost is not known.",
)
SAME_TWICE = FaultKind(
    "DC-112",
    "a declaration that stands twice in a sheet",
    "A tender sheet has one row for each declaration.",
    "Name each declaration once.",
)
SHEET_NAME = FaultKind(
    "DC-113",
    "a tender sheet of another kind of file",
    "A tender sheet is a CSV file or an XLSX workbook.",
    "End the name of the file in .csv or .xlsx.",
)
OTHER_OPINION = FaultKind(
    "DC-114",
    "an opinion that belongs to another declaration",
    "A cover names documents that belong together: the opinion names the digest of the "
    "declaration.",
    "Name the opinion on this declaration, or leave it out.",
)
TWO_STATEMENTS = FaultKind(
    "DC-115",
    "two declarations where one side is a case",
    "A case is asked whether a declaration is still its own; two declarations answer nothing.",
    "Name the case as one side; two cases can be compared as well.",
)
"""Of `compare`, where neither side is a case."""
NO_STATEMENT = FaultKind(
    "DC-116",
    "a sheet without a declaration",
    "A tender sheet has one row for each declaration.",
    "Name a declaration, or the folder that `declare` wrote.",
)
