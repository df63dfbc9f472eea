"""Every kind of fault that a plan and its lead times can show (BD-2nn)."""

from cradlegate.core.fault import FaultKind, Severity

_WARNING = Severity.WARNING

TIMES_OUT_OF_ORDER = FaultKind(
    "BD-200",
    "times out of order",
    "The shortest time is at most the likely one, and that at most the longest.",
    "Correct the row.",
)
COST_WITHOUT_CURRENCY = FaultKind(
    "BD-201",
    "a price without currency, or the reverse",
    "A price is an amount of a currency.",
    "Fill in both cells, or empty both.",
)
LEAD_TWICE = FaultKind(
    "BD-202",
    "two lead times of one step, party and day",
    "A step of a party has one lead time at a time.",
    "Give the newer one its own day under valid_from, or delete one of them.",
)
SAME_HANDS = FaultKind(
    "BD-203",
    "a footprint verified by whoever prepared it",
    "A footprint is verified by a body that had no part in preparing it.",
    "Engage another body, or have somebody else model the footprint.",
    _WARNING,
)
NO_SAILING_DAY = FaultKind(
    "BD-204",
    "a consignment without a day to be ready for",
    "A plan counts back from the departure, or else from the customs entry.",
    "Enter ship_date, or entry_date.",
    _WARNING,
)
NO_SUCH_SCENARIO = FaultKind(
    "BD-205",
    "a change of the verifier's time that is none",
    "The time of verifiers is changed by a percentage above -100 %, up to +900 %.",
    "Write it as +50% or -10%.",
)
BEYOND_CALENDAR = FaultKind(
    "BD-206",
    "a plan that reaches beyond every calendar",
    "Working days are known within the years that the calendars of the countries have.",
    "Correct the dates of the shipment, or the lead times.",
)
