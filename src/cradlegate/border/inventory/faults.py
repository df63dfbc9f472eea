"""Every kind of fault that a stock list can show (BD-170 to BD-175)."""

from cradlegate.core.fault import FaultKind, Severity

_WARNING = Severity.WARNING

UNKNOWN_KIND = FaultKind(
    "BD-170",
    "words that name no kind of machine, or several",
    "A kind is taken from words that mean one kind alone; it is never guessed.",
    "Say in the file of columns, under `words: kind`, which kind is meant.",
    _WARNING,
)
UNKNOWN_BUILT = FaultKind(
    "BD-171",
    "a year of manufacture that cannot be read",
    "A date of manufacture is a day, a month, a year or a span of years, of any of the calendars "
    "of the reference.",
    "Write it as 2018, 2018-05 or 2015/2017.",
    _WARNING,
)
UNKNOWN_CONDITION = FaultKind(
    "BD-172",
    "words that name no condition, or several",
    "A machine is new, used, refurbished, remanufactured or a demonstration machine.",
    "Say in the file of columns, under `words: condition`, which one is meant.",
    _WARNING,
)
NO_STOCK = FaultKind(
    "BD-173",
    "a stock list that cannot be used",
    "A stock list has a column that says what each machine is, and at least one row that can be "
    "read.",
    "Say in a file of columns which heading means `kind`, and mend the rows named beside this.",
)
NO_SUCH_COUNTRY = FaultKind(
    "BD-174",
    "a destination that is none",
    "Destinations are codes of ISO 3166-1 in two letters.",
    "Write them as VN,TH,ID.",
)
ENTERED_EARLY = FaultKind(
    "BD-175",
    "an entry before the day of the list",
    "What stands in stock on a day is entered on that day or later.",
    "Correct the day of the entry, or name the day of the list with --on.",
)
