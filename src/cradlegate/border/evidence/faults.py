"""Every kind of fault that letters of makers can show, and the log of requests (BD-16n, BD-177)."""

from cradlegate.core.fault import FaultKind, Severity

_WARNING = Severity.WARNING

NO_SUBJECT = FaultKind(
    "BD-160",
    "nothing to write or record about",
    "A letter is about one machine of the shipment or one document of the type `oem_letter`; a "
    "request is about one document of the shipment.",
    "Take the id from `shipments.csv` or `documents.csv`.",
)
MISSING_ELEMENT = FaultKind(
    "BD-161",
    "a letter that leaves something out",
    "A letter names machine, versions, sensors, protocol, data and how the functions run; what it "
    "leaves out is unknown.",
    "Ask the maker for this point, and enter what it says.",
)
NOT_CONFIRMED = FaultKind(
    "BD-162",
    "a function that the letter does not confirm",
    "Remote diagnostics and predictive maintenance are two functions, each confirmed for itself.",
    "Ask the maker whether the function works on this machine, and for a letter that says so.",
)
CONTRADICTION = FaultKind(
    "BD-163",
    "statements that cannot both hold",
    "What a letter says of fitting, running, licence and dates holds together.",
    "Ask the maker which of the two holds, and correct the row.",
)
LEAVES_OPEN = FaultKind(
    "BD-164",
    "statements that leave open what runs where",
    "A letter says which function runs on the machine and which data leave it for which service.",
    "Ask the maker to say it for each function.",
    _WARNING,
)
NO_AUTHORITY = FaultKind(
    "BD-165",
    "an issuer that may not speak for the original maker",
    "Whoever is not the original maker proves that it may speak for it; whether that suffices is "
    "an open question of each regime.",
    "Ask for the proof of authority, or for a letter of the original maker itself.",
)
NOT_TO_BE_HAD = FaultKind(
    "BD-166",
    "a letter that is not to be had",
    "What is declined, no longer supported or expired blocks the gate like what is missing.",
    "Ask whoever took over the product, or ask the authority what counts in its place.",
)
IMPOSSIBLE_STEP = FaultKind(
    "BD-167",
    "a step of a request that cannot follow",
    "A request goes from needed by asked and promised to received and checked, or ends declined, "
    "unsupported or expired; steps stand in the order of their days, and none lies ahead.",
    "Correct the state or the day.",
)
STATES_DIFFER = FaultKind(
    "BD-168",
    "a table that says otherwise than the log",
    "The state of a document is the last one in the log.",
    "Write the last state into the column `state` of the documents, or record what came later.",
    _WARNING,
)
NOT_READ = FaultKind(
    "BD-169",
    "a letter that nobody has read",
    "What a letter confirms stands in a row of `oem_evidence`; without it everything is unknown.",
    "Enter what the letter says, point by point.",
    _WARNING,
)
OTHER_HEADING = FaultKind(
    "BD-177",
    "a log with other columns",
    "The log of requests begins with the heading document,state,at,by,note, and is only added to.",
    "Name another file, or bring its heading into this form.",
)
