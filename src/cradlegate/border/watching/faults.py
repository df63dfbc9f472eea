"""Every kind of fault that watching the law can show (BD-140 to BD-149, BD-210)."""

from cradlegate.core.fault import FaultKind, Severity

NO_SUCH_ITEM = FaultKind(
    "BD-140",
    "a watch item that is not there",
    "A watch item is named by its pack and its id, such as vn-circular-12-2026/methods.",
    "Take the name from `cradlegate watch list`.",
)
NO_VERDICT = FaultKind(
    "BD-141",
    "a look without a verdict",
    "A person decides whether what was found is noise, relevant, or answers the item.",
    "Read the file, and give --verdict noise, relevant or answers.",
)
ALTERED_LOG = FaultKind(
    "BD-142",
    "a log whose earlier rows were changed",
    "Rows are added to a log and never changed; each row holds the digest of those before it.",
    "Take the log as it was, from a copy, and add what is missing with `cradlegate watch record`.",
)
IMPOSSIBLE_MOMENT = FaultKind(
    "BD-143",
    "a moment that cannot be",
    "A look happened at a moment such as 2026-11-22T09:00:00Z, before it was entered.",
    "Correct the moment.",
)
NOT_TO_BE_ADDED_TO = FaultKind(
    "BD-144",
    "a log that no row can be added to",
    "A log is UTF-8 with commas, in the columns of its reference page and in their order.",
    "Save it as CSV UTF-8 with commas, or begin a new one.",
)
NOTHING_TO_RECORD = FaultKind(
    "BD-145",
    "a record that says nothing",
    "A record holds a verdict on something seen, or the change of a pack that followed.",
    "Give --verdict, or --change with the file of the change.",
)
EMPTY_DOCUMENT = FaultKind(
    "BD-146",
    "a file without a text",
    "What was looked at has words; a page that a server refuses to show has none.",
    "Open the page, and save what you see.",
)
TOO_LARGE_DOCUMENT = FaultKind(
    "BD-147",
    "a file that is too large",
    "What was looked at is at most 20 MB.",
    "Save the part that matters.",
)
STRAY_ROW = FaultKind(
    "BD-148",
    "a row of an item that is in no pack",
    "Rows are of items of the packs that are read.",
    "Name the packs with --packs, or keep the row: the item may have been settled.",
    Severity.WARNING,
)
NO_SUCH_LOG = FaultKind(
    "BD-210",
    "a log of looks that is not there",
    "A log that is named is read; without a name, there may be none yet.",
    "Correct --log, or begin the log with `cradlegate watch add` or `cradlegate watch record`.",
)
