"""Every kind of fault that clearance events and their log can show (BD-120 to BD-139)."""

from cradlegate.core.fault import FaultKind, Severity

_WARNING = Severity.WARNING

NO_MOMENT = FaultKind(
    "BD-120",
    "no moment of time",
    "An event has a day and a time of day, in the years 2000 to 2099.",
    "Write it as 2026-07-03T09:10, with an offset such as +07:00 where it is known; in a "
    "spreadsheet as text.",
)
NO_SUCH_ZONE = FaultKind(
    "BD-121",
    "a time zone that is not known",
    "A zone is that of a place, such as Asia/Ho_Chi_Minh, or UTC, or an offset such as +07:00.",
    "Name the zone of the place where it happened.",
)
NOT_ONE_MOMENT = FaultKind(
    "BD-122",
    "a time that the zone does not have once",
    "A local time is one moment, and its offset is that of its zone on that day.",
    "Correct zone or time; where clocks are put back, write the offset.",
)
RECORDED_EARLY = FaultKind(
    "BD-123",
    "recorded before it happened",
    "An event is recorded when it happens or later, and what corrects a record comes after it.",
    "Correct the time of the event or that of the record.",
)
RECORDED_AHEAD = FaultKind(
    "BD-124",
    "recorded in the future",
    "What is recorded was recorded by now.",
    "Correct the time of the record, and look at its zone.",
)
IMPOSSIBLE_ORDER = FaultKind(
    "BD-125",
    "events in an order that cannot be",
    "Goods arrive before they are inspected, released and let out; an entry is registered before "
    "it gets a channel, is released or cancelled; a submission comes before its benefit is voided; "
    "what is cancelled is not released.",
    "Correct the time; if it is recorded already, record an event that names it in `corrects`.",
)
HAPPENS_ONCE = FaultKind(
    "BD-126",
    "an event that happens once, twice",
    "Goods are submitted, arrive, are registered, released, let out or cancelled once for a "
    "customs entry.",
    "Name the customs entry of each in `entry_no`, or the event that it `corrects`.",
)
OTHER_CONTENT = FaultKind(
    "BD-127",
    "an id that stands for another event",
    "The log keeps every event as it was recorded first.",
    "Give the event an id of its own, and name the recorded one in `corrects` if it was wrong.",
)
CORRECTS_NOTHING = FaultKind(
    "BD-128",
    "a correction of nothing",
    "A correction names another event that is recorded, or stands in the same file.",
    "Name the id of the event that was wrong.",
)
CORRECTED_TWICE = FaultKind(
    "BD-129",
    "two corrections of one event",
    "An event is corrected once; a wrong correction is corrected itself.",
    "Name the last correction in `corrects`.",
)
NO_REASON = FaultKind(
    "BD-130",
    "a correction without a reason",
    "Whoever corrects a record says why.",
    "Write the reason.",
)
NEVER_HAPPENED = FaultKind(
    "BD-131",
    "an event that happened at no time",
    "`none` as a time takes back a recorded event that never happened.",
    "Write the time, or name in `corrects` what is taken back.",
)
LOG_CHANGED = FaultKind(
    "BD-132",
    "a log that was changed",
    "Every line of the log carries the digest of the line before it, and none is ever changed.",
    "Take the log from its last copy, and record again what came later.",
)
LINE_CUT_OFF = FaultKind(
    "BD-133",
    "a last line that breaks off",
    "A recording is in the log when its line has an end.",
    "Record the events of that moment again; the rest of the line is then overwritten.",
    _WARNING,
)
UNASKED_ANSWER = FaultKind(
    "BD-134",
    "an answer without a query",
    "An answer ends the earliest query that is open.",
    "Record when the query was raised; until then its time is counted as ours.",
    _WARNING,
)
NO_SUCH_ROUTE = FaultKind(
    "BD-135",
    "nothing recorded for what was asked",
    "A route is written CNTAO-VNSGN, or CN-VN for all between two countries.",
    "Ask without the filter to see what is recorded; routes stand in the shipments.",
)
NO_OFFICE_HOURS = FaultKind(
    "BD-136",
    "office hours that cannot be read",
    "Office hours are spans of a day in order, none of which meets another.",
    "Write them as 08:00-12:00, 13:00-17:00.",
)
