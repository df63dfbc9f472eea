"""Every kind of fault that customs entries and submissions can show (BD-1nn)."""

from cradlegate.core.fault import FaultKind, Severity

NO_LINE = FaultKind(
    "BD-100",
    "a customs entry without a line",
    "A customs entry has one row for each line of goods.",
    "Add the row, or mend the faults named beside this one.",
)
LINES_DISAGREE = FaultKind(
    "BD-101",
    "lines of one customs entry that disagree",
    "What the head of an entry says stands in every row alike, and one file holds one entry.",
    "Correct the row, or put the other entry into a file of its own.",
)
NO_MOMENT = FaultKind(
    "BD-102",
    "a moment that cannot be read",
    "A moment is a day, or a day and a time with an offset; names of zones are not read.",
    "Write it as 2026-08-25T09:30+07:00, or 2026-08-25 where the time is not known.",
)
TWO_ZONES = FaultKind(
    "BD-103",
    "a moment in another zone than its column",
    "Where the moment carries an offset of its own, the column `zone` says the same.",
    "Find out which of the two is right, and correct the other.",
)
STATE_AND_MOMENT = FaultKind(
    "BD-104",
    "a state that does not fit the moment of registration",
    "An entry that is registered or amended says when; a draft has `none` there.",
    "Correct state or registered_at.",
)
NO_SUBMISSION = FaultKind(
    "BD-105",
    "no submission for the entry, or several",
    "One submission is compared; it names this entry, or none.",
    "Leave the row of this submission, or correct its entry_no.",
)
LINE_TWICE = FaultKind(
    "BD-106",
    "a line number that stands twice",
    "Every line of an entry has a number of its own.",
    "Correct the number.",
)
STRANGER_CODE = FaultKind(
    "BD-231",
    "an entry with a commodity code that its edition does not have",
    "The first six digits of a code are a subheading of the edition named beside it; machine tools "
    "of 2022, headings 8456 to 8466, are looked up.",
    "Compare the code with the tariff; in a draft, correct code or edition before it is lodged.",
    Severity.WARNING,
)
NOT_LODGED = FaultKind(
    "BD-107",
    "an entry that is not lodged where a lodged one is asked for",
    "A draft is compared with the entry that was registered from it.",
    "Export the registered entry, with the state registered or amended.",
)
OTHER_ENTRY = FaultKind(
    "BD-108",
    "two customs entries of different numbers",
    "A draft and the entry registered from it have one number.",
    "Find out which registered entry belongs to the draft.",
)
AGAINST_FORM = FaultKind(
    "BD-109",
    "JSON of another form",
    "The JSON form of an entry or a submission follows its published schema; figures are text.",
    "Compare the field with entry.schema.json.",
)
