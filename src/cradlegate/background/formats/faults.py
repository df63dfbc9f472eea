"""Kinds of fault that a database of unit processes can show when it is read."""

from cradlegate.core.fault import FaultKind, Severity

UNREADABLE_FILE = FaultKind(
    "BG-100",
    "file of a database unreadable",
    "Every file of a database is well-formed in the format of the package, in UTF-8.",
    "Export the database again, or correct the file.",
)
NOTHING_TO_READ = FaultKind(
    "BG-101",
    "database without unit processes",
    "A database has at least one unit process, or one method for climate change.",
    "Export the database with its processes.",
)
BAD_FIELD = FaultKind(
    "BG-102",
    "field of a database missing or not of its type",
    "The fields that say what an object is and how much of it stand in the type of the format.",
    "Correct the field at its source, or export the database again.",
)
BAD_NUMBER = FaultKind(
    "BG-103",
    "figure of a database is no usable number",
    "Every amount and factor is a finite number, also after it was converted.",
    "Correct the figure at its source.",
)
DOUBLE_UUID = FaultKind(
    "BG-104",
    "id used twice in a database",
    "Every object has an id of its own; so has every exchange in its process.",
    "Remove one of the two, or import the packages one by one.",
)
UNKNOWN_UNIT = FaultKind(
    "BG-105",
    "unit or flow property not in the database",
    "Amounts are converted with the unit groups and flow properties of the package, and no others.",
    "Export the database with its units and flow properties, or correct the reference.",
)
BAD_CONVERSION = FaultKind(
    "BG-106",
    "unit or flow property does not convert",
    "Unit groups and flows have one reference with factor 1; all other factors are above 0.",
    "Correct the unit group or the flow properties at their source.",
)
UNKNOWN_VERSION = FaultKind(
    "BG-107",
    "version of a format that is not read",
    "A package is read by the rules of its version, or not at all.",
    "Export the database in a version that is read.",
)
MISSING_FLOW = FaultKind(
    "BG-108",
    "flow not in the database",
    "Exchanges and factors of a flow that the package lacks are left out.",
    "Add the flow to the package if the exchanges matter.",
    Severity.WARNING,
)
NO_REFERENCE = FaultKind(
    "BG-109",
    "unit process without quantitative reference",
    "One exchange of a unit process says what its amounts are for.",
    "Choose the reference product before the process is used.",
    Severity.WARNING,
)
SEVERAL_REFERENCES = FaultKind(
    "BG-110",
    "unit process with several quantitative references",
    "One exchange of a unit process says what its amounts are for; the first one was taken.",
    "Look which product the process is meant to make.",
    Severity.WARNING,
)
INPUT_REFERENCE = FaultKind(
    "BG-111",
    "quantitative reference is an input",
    "A process is referred to a product that it makes, or to a waste that it takes.",
    "Look what the process makes before it is used.",
    Severity.WARNING,
)
EMPTY_REFERENCE = FaultKind(
    "BG-112",
    "quantitative reference with amount 0",
    "Amounts are divided by that of the reference, which cannot be 0.",
    "Choose another reference product, or leave the process out.",
    Severity.WARNING,
)
BAD_DISTRIBUTION = FaultKind(
    "BG-113",
    "spread that cannot be",
    "A geometric standard deviation is at least 1, a standard deviation at least 0, and a"
    " minimum not above the mode or the maximum; another spread is left out.",
    "Correct the spread at its source; until then the amount is taken as exact.",
    Severity.WARNING,
)
UNEVALUATED_FORMULA = FaultKind(
    "BG-114",
    "formula that was not evaluated",
    "Amounts are read as the database evaluated them; one that is missing is worked out where its"
    " formula uses nothing but `+ - * / ^`, known names and a few functions, and else counts 0.",
    "Evaluate the formulas in the program that made the package, and export it again.",
    Severity.WARNING,
)
UNUSED_ALLOCATION = FaultKind(
    "BG-115",
    "allocation factor left out",
    "An allocation factor is a share of one product, of the whole process or of an exchange that it"
    " has, by a known method; shares of an exchange make up the whole.",
    "Correct the shares at their source, or import by another allocation method.",
    Severity.WARNING,
)
BROKEN_REFERENCE = FaultKind(
    "BG-116",
    "location or category not in the database",
    "Codes of locations and paths of categories are read from the files of the package.",
    "Export the database with its locations and categories.",
    Severity.WARNING,
)
BAD_VALIDITY = FaultKind(
    "BG-117",
    "validity of a unit process not readable",
    "The data speak for the years from a first to a last, which does not come before it.",
    "Correct the dates at their source; until then the process has no years.",
    Severity.WARNING,
)
UNUSED_METHOD = FaultKind(
    "BG-118",
    "method for climate change left out",
    "Climate change is counted in kg of CO2 equivalents.",
    "Use another method, or convert this one at its source.",
    Severity.WARNING,
)
FORMULA_DIFFERS = FaultKind(
    "BG-119",
    "figure that is not what its formula gives",
    "The figure beside a formula is taken; where the formula can be worked out, both are compared.",
    "Ask the publisher which of the two is meant, or evaluate the formulas again and export anew.",
    Severity.WARNING,
)

NO_FORMATS_EXTRA = FaultKind(
    "BG-120",
    "database that needs packages which are missing",
    "ILCD and ecoSpold 2 are XML, which is read with the extra `formats`.",
    'Install it with `pip install "cradlegate[formats]"`.',
)
HOSTILE_XML = FaultKind(
    "BG-121",
    "file of a database that declares entities",
    "Data sets have no document type declaration; one could make a small file very large.",
    "Download the database again from its publisher, and keep away from this one.",
)
NOT_TIDAS = FaultKind(
    "BG-122",
    "data set of TIDAS that cannot be read as ILCD",
    "TIDAS writes the elements of ILCD 1.1 name by name: `@` for attributes, `#text` for text.",
    "Export the package again, or as ILCD (XML), from the TIDAS platform.",
)
AMOUNTS_DIFFER = FaultKind(
    "BG-123",
    "mean amount and resulting amount differ",
    "They are the same where no variable stands between them; the resulting amount was taken.",
    "Ask the publisher which of the two is meant.",
    Severity.WARNING,
)
REMINDER_FLOW = FaultKind(
    "BG-124",
    "exchange that is a reminder only",
    "A reminder flow is in the inventory already, or was taken out of it; it is left out.",
    "Leave it so, unless the data set uses the mark for something else.",
    Severity.WARNING,
)
UNKNOWN_TYPE = FaultKind(
    "BG-125",
    "data set of a type that is not stated",
    "A process without type is taken as aggregated, a flow without a known one as a product.",
    "Look what it is before it is used.",
    Severity.WARNING,
)
FLOW_WITHOUT_UNIT = FaultKind(
    "BG-126",
    "flow without a unit that no process uses",
    "A flow is read with the reference unit of its reference property; this one is left out.",
    "Add the flow property and the unit group if the flow matters.",
    Severity.WARNING,
)
NO_DIRECTION = FaultKind(
    "BG-127",
    "method without directions",
    "Where a factor does not say it, a flow of a category of resources is taken as an input.",
    "Look at the factors of resources before the method is used.",
    Severity.WARNING,
)
REFERENCE_FACTOR = FaultKind(
    "BG-128",
    "reference unit or property with a factor other than 1",
    "Amounts are read in the reference unit of the reference property, whatever its factor.",
    "Ask the publisher which unit the amounts are in.",
    Severity.WARNING,
)
NEGATIVE_REFERENCE = FaultKind(
    "BG-129",
    "quantitative reference with a negative amount",
    "Amounts are divided by that of the reference; below 0 it turns the sign of every figure.",
    "Look what the process makes, or takes in, before it is used.",
    Severity.WARNING,
)
OLD_ECOSPOLD = FaultKind(
    "BG-130",
    "ecoSpold 1, which is not read",
    "ecoSpold packages are read in version 2, whatever the name of the package says.",
    "Ask the publisher for the database in ecoSpold 2 or openLCA JSON-LD, or import it into openLCA"
    " and export it from there.",
)
MIXED_UNITS = FaultKind(
    "BG-131",
    "one flow in units that do not convert",
    "ecoSpold 2 has no unit groups: units of one flow are of one dimension and known by name.",
    "State the amount in the unit that the flow has elsewhere.",
)
MIXED_FLOW = FaultKind(
    "BG-132",
    "one id for a product and an elementary flow",
    "A flow goes between processes, or between a process and nature, and not both.",
    "Give one of the two another id at its source.",
)
OLDER_VERSION = FaultKind(
    "BG-133",
    "older version of a data set",
    "Of several versions of one data set, the newest counts, and the others are left out.",
    "Export the package with one version of each data set if another one is meant.",
    Severity.WARNING,
)

MISSING_GAS = FaultKind(
    "BG-188",
    "greenhouse gas not in the database",
    "Exchanges of a flow that the package lacks are left out, and so is what they emit.",
    "Add the flow to the package: the process that emits it, and all that need it, are too low.",
    Severity.WARNING,
)

FAULT_KINDS = (
    UNREADABLE_FILE,
    NOTHING_TO_READ,
    BAD_FIELD,
    BAD_NUMBER,
    DOUBLE_UUID,
    UNKNOWN_UNIT,
    BAD_CONVERSION,
    UNKNOWN_VERSION,
    MISSING_FLOW,
    NO_REFERENCE,
    SEVERAL_REFERENCES,
    INPUT_REFERENCE,
    EMPTY_REFERENCE,
    BAD_DISTRIBUTION,
    UNEVALUATED_FORMULA,
    UNUSED_ALLOCATION,
    BROKEN_REFERENCE,
    BAD_VALIDITY,
    UNUSED_METHOD,
    FORMULA_DIFFERS,
    NO_FORMATS_EXTRA,
    HOSTILE_XML,
    NOT_TIDAS,
    AMOUNTS_DIFFER,
    REMINDER_FLOW,
    UNKNOWN_TYPE,
    FLOW_WITHOUT_UNIT,
    NO_DIRECTION,
    REFERENCE_FACTOR,
    NEGATIVE_REFERENCE,
    OLD_ECOSPOLD,
    MIXED_UNITS,
    MIXED_FLOW,
    OLDER_VERSION,
    MISSING_GAS,
)
"""Every kind, in the order of the codes; the documentation has a page for each."""
