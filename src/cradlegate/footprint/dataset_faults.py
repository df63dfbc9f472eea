"""Kinds of fault of cases that use processes of imported databases."""

from cradlegate.core.fault import FaultKind, Severity

FACTORS_MIXED = FaultKind(
    "FP-070",
    "rows of one account that name different factors",
    "All rows of a site, carrier, supply and instrument are one account with one factor.",
    "Name the same factor in every row, or in none.",
)
TWO_OF_ONE_NAME = FaultKind(
    "FP-071",
    "one name for processes of two databases",
    "A factor has one id in a footprint, made of the name of its database and of its process.",
    "Take both figures of one database, or import one of the two under another name.",
)
NOT_LISTED = FaultKind(
    "FP-072",
    "database that is not nationally recognised",
    "Data of China's nationally recognised inventory database may be used (S3-5).",
    "Say so to whoever reads the study, or take the figure of a database that is listed.",
    Severity.WARNING,
)
