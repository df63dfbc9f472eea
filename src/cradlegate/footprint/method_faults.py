"""Every kind of fault that a choice of method can have."""

from cradlegate.core.fault import FaultKind, Severity

UNKNOWN_SECOND_LIFE = FaultKind(
    "FP-040",
    "a second-life method that is none of the three",
    "A used machine counts its full original, a residual share, or refurbishment only (method 12).",
    "Choose full_original, residual_share or refurbishment_only, once, under choices.",
)
SECOND_LIFE_UNDECLARED = FaultKind(
    "FP-041",
    "a used machine without a declared second-life method",
    "The second-life method is a declared choice; the full original is the default (method 12).",
    "Add a choice with subject second_life, what was chosen and why to machine.yaml.",
    Severity.WARNING,
)
RESIDUAL_NOT_HEADLINE = FaultKind(
    "FP-042",
    "a residual share that is no headline",
    "The residual share of a first life stands in the sensitivity alone (method 12).",
    "Choose full_original or refurbishment_only; the residual share is printed beside it.",
    Severity.WARNING,
)
NOT_REFURBISHED = FaultKind(
    "FP-043",
    "refurbishment of a machine that is not used",
    "Replacements and the energy of refurbishing belong to used machines (method 12).",
    "Correct the condition of the machine, or the kind or scope of the rows.",
)
RECYCLED_AND_CREDITED = FaultKind(
    "FP-044",
    "recycled content and a credit for recycling",
    "One method for recycled content and end of life; no benefit counts twice (method 11).",
    "Take the default factor without recycled content, or the method cut_off.",
)
CREDIT_NETTED = FaultKind(
    "FP-045",
    "a treatment figure that nets a credit",
    "Credits stand apart in stage D; a figure with a credit inside cannot be split (method 11).",
    "Choose a treatment factor without credit.",
)
FAMILY_AVERAGE = FaultKind(
    "FP-046",
    "an average of a family of machines",
    "A product-level declaration speaks for one model, not for the average of many (S2-12).",
    "Make a case for each model, or say to whom the average is addressed.",
    Severity.WARNING,
)
OTHER_GRID = FaultKind(
    "FP-047",
    "a grid of another place than the plant's",
    "Electricity takes the grid of the country where it is used (S2-21; method 5).",
    "Correct country or region of the site; without a figure of the country, name the stand-in.",
    Severity.WARNING,
)
UNITS_MIXED = FaultKind(
    "FP-049",
    "bills of one account in units that do not convert",
    "Bills and meters of one carrier are added up in one unit (method 10).",
    "Enter them all by volume or mass, or all by energy on one calorific basis.",
)
VALUE_BEFORE_PHYSICAL = FaultKind(
    "FP-048",
    "shared by value although a physical key exists",
    "Physical relations come before value (ISO 14067:2018, 6.4.6; method 10).",
    "Share by the physical key; the key by value stays as an alternative.",
    Severity.WARNING,
)
OF_ANOTHER_PERIOD = FaultKind(
    "FP-050",
    "bills of another time than the study describes",
    "Bills and meters lie in data_period, by which factors and supplier footprints are rated.",
    "Correct data_period in machine.yaml, or bring the bills of that time.",
    Severity.WARNING,
)
BEYOND_CUTOFF = FaultKind(
    "FP-051",
    "more left out than the cut-off allows",
    "Excluded parts of the machine stay below the declared cut-off (ISO 14067:2018, 6.3.4.3).",
    "Describe the largest of the excluded parts, or state the cut-off that the study keeps.",
    Severity.WARNING,
)
BELOW_QUALITY_THRESHOLD = FaultKind(
    "FP-095",
    "a data quality rating worse than a threshold of a region",
    "Thresholds by region are house rules; reported rules name no number (S3-9; method 15).",
    "Improve the lines listed under Improve first, or state thresholds of your own.",
    Severity.WARNING,
)
BAD_QUALITY_THRESHOLDS = FaultKind(
    "FP-096",
    "a table of quality thresholds that cannot be used",
    "A table names every region and programme once, with the worst rating that meets it.",
    "Keep one row for each region and programme.",
)
