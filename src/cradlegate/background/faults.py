"""Kinds of fault that the factor library can show."""

from cradlegate.core.fault import FaultKind, Severity

UNKNOWN_FACTOR = FaultKind(
    "BG-001",
    "factor not in the library",
    "A named factor must be a row of the factor library.",
    "Correct the id, or find one with `cradlegate library search`.",
)
NO_DEFAULT = FaultKind(
    "BG-002",
    "no default factor",
    "Every material family, carrier and vehicle class takes its factor from defaults.csv.",
    "Use a key of the defaults table, or name a factor.",
)
BARRED_FACTOR = FaultKind(
    "BG-003",
    "factor barred from totals",
    "A barred row stays in the library to be recognised and never enters a total.",
    "Choose another factor; the default is used when none is named.",
)
UNIT_MISMATCH = FaultKind(
    "BG-004",
    "amount does not fit the factor's unit",
    "An amount is multiplied by a factor only in a unit that converts to the factor's.",
    "State the amount in a unit of the same dimension, or name a factor per that unit.",
)
OTHER_KIND = FaultKind(
    "BG-005",
    "factor of another kind",
    "A factor must count what is needed: materials for materials, burdens for burdens.",
    "Name a factor of the right kind and role.",
)
MISSING_TABLE = FaultKind(
    "BG-010",
    "library table missing",
    "A factor library needs its families, defaults, spreads and licences.",
    "Add the table, or reinstall the package.",
)
BAD_TABLE = FaultKind(
    "BG-011",
    "library table unreadable",
    "Library tables are UTF-8 CSV with exactly the documented columns.",
    "Correct the header or the encoding.",
)
BAD_CELL = FaultKind(
    "BG-012",
    "library cell not of its type",
    "Every cell of the library has one type; nothing is read out of prose.",
    "Write a value of the column's type.",
)
DOUBLE_ID = FaultKind(
    "BG-013",
    "id used twice",
    "Ids are unique over all tables of the library.",
    "Rename or remove one of the rows.",
)
DANGLING_NAME = FaultKind(
    "BG-014",
    "name of something that is not there",
    "Factors, families, licences and pairs are named only if they exist.",
    "Correct the name, or add the row it names.",
)
LICENCE_PLACE = FaultKind(
    "BG-015",
    "licence does not allow this place",
    "Non-commercial and permission-only data are never shipped; share-alike data stay apart.",
    "Move the row to the separable folder, or remove it.",
)
BAD_BAND = FaultKind(
    "BG-020",
    "figure outside its plausible band",
    "Every figure lies in the band of its kind and unit.",
    "Check unit and decimal point against the source.",
)
BAD_SIGN = FaultKind(
    "BG-021",
    "sign against the role",
    "Burdens are not negative; uptakes and credits are not positive.",
    "Correct the sign, the category or the role.",
)
BAD_PAIR = FaultKind(
    "BG-022",
    "pair not complete",
    "The two rows of a pair name each other and stand on different sides.",
    "Let both rows name each other.",
)
BAD_YEARS = FaultKind(
    "BG-023",
    "years not plausible",
    "The first year does not follow the last, and both lie between 1990 and 2030.",
    "Correct the years.",
)
BAD_SPREAD = FaultKind(
    "BG-024",
    "spread not plausible",
    "The figure lies between its lower and upper end; a GSD is not below 1.",
    "Correct the spread.",
)
BAD_FAMILY = FaultKind(
    "BG-025",
    "figure of an incomplete family is not barred",
    "CO2-only, residual, marginal, projected, generation-only, component and fossil-only"
    " electricity, and one-sided fuel and transport figures, never enter a total.",
    "Bar the row with its reason.",
)
BAD_DEFAULT = FaultKind(
    "BG-026",
    "default not usable",
    "A default names a row that may enter a total, in its own unit, of a complete family.",
    "Choose another factor for the key.",
)
KEY_WITHOUT_DEFAULT = FaultKind(
    "BG-027",
    "key without a default for all regions",
    "Every family and key has a default for region `*`.",
    "Add a default; mark it as a proxy where it is one.",
)
NO_DECISION = FaultKind(
    "BG-028",
    "barred row without a recorded decision",
    "Whoever bars a row writes down what was decided.",
    "Fill the column `decision`.",
)
OLD_YEARS = FaultKind(
    "BG-029",
    "figure without years",
    "A figure without years takes the lowest score for time.",
    "Add the years it describes.",
    Severity.WARNING,
)

FAULT_KINDS = (
    UNKNOWN_FACTOR,
    NO_DEFAULT,
    BARRED_FACTOR,
    UNIT_MISMATCH,
    OTHER_KIND,
    MISSING_TABLE,
    BAD_TABLE,
    BAD_CELL,
    DOUBLE_ID,
    DANGLING_NAME,
    LICENCE_PLACE,
    BAD_BAND,
    BAD_SIGN,
    BAD_PAIR,
    BAD_YEARS,
    BAD_SPREAD,
    BAD_FAMILY,
    BAD_DEFAULT,
    KEY_WITHOUT_DEFAULT,
    NO_DECISION,
    OLD_YEARS,
)
"""Every kind, in the order of the codes; the documentation has a page for each."""
