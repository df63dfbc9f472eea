"""Every kind of fault that the documents of those who vouch can show (VR-0nn)."""

from cradlegate.core.fault import FaultKind, Severity

NOT_JSON = FaultKind(
    "VR-001",
    "a trust list that is no strict JSON",
    "A trust list is UTF-8 JSON with unique names and without fractions, of at most 50 MB.",
    "Ask its publisher for the file as it was signed.",
)
WRONG_FORM = FaultKind(
    "VR-002",
    "a trust list of another form",
    "A trust list has exactly the members of its published schema, trust-list.schema.json.",
    "Ask its publisher for a trust list of version 1 of the form.",
)
KEY_ID_TWICE = FaultKind(
    "VR-003",
    "a key id that stands twice",
    "A proof names a key by its id, so one id is one key of one organisation.",
    "Give each key an id of its own.",
)
SHARED_KEY = FaultKind(
    "VR-004",
    "one key under two organisations",
    "A key tells who signed, so it belongs to one organisation.",
    "Leave the key where it belongs, and let the other organisation make its own.",
)
REVERSED_WINDOW = FaultKind(
    "VR-005",
    "a window that ends before it begins",
    "Lists and keys are valid from their first to their last day, both included.",
    "Correct validFrom or validUntil.",
)
NO_MULTIKEY = FaultKind(
    "VR-006",
    "a key that is no multikey known here",
    "publicKeyMultibase is z and base58btc of 0xed01 and 32 bytes, or 0x8024 and a point of P-256.",
    "Copy the key from the public key file of its owner.",
)
OTHER_KEY_IN_ID = FaultKind(
    "VR-007",
    "a key id that holds another key",
    "An id did:key:z…#z… holds the key itself, twice.",
    "Copy id and key from the public key file of their owner.",
)
NO_SUCH_DAY = FaultKind(
    "VR-008",
    "a day that is none",
    "Days are days of the calendar.",
    "Correct the day.",
)
ORGANISATION_TWICE = FaultKind(
    "VR-009",
    "an organisation that stands twice",
    "An organisation stands once, with all its keys.",
    "Put its keys together under one entry.",
)
OTHER_VERSION_IN_ID = FaultKind(
    "VR-010",
    "an id that names another version",
    "The id of a trust list ends in its version.",
    "Let id and version agree.",
)
UNSOUND_BASE = FaultKind(
    "VR-011",
    "a trust list that cannot be extended",
    "Only a list that its publisher's signature fits is carried over into a new version.",
    "Get the list again from its publisher, or draw up a new one.",
)
OTHER_PUBLISHER = FaultKind(
    "VR-012",
    "a trust list of another publisher",
    "A publisher extends its own lists only.",
    "Draw up a list of your own, or use the key of the list's publisher.",
)

# Registers of accredited bodies.
NO_SNAPSHOT = FaultKind(
    "VR-013",
    "no snapshot of a register",
    "A snapshot has a readable snapshot.yaml or a sheet named snapshot.",
    "Add it, or mend the faults named beside this one.",
)
NO_BODIES = FaultKind(
    "VR-014",
    "a register without bodies",
    "An empty register would say of every body that it is not accredited.",
    "Fill in bodies.csv, or fetch the register again.",
)
NOT_ONE_DAY = FaultKind(
    "VR-015",
    "a snapshot without its day",
    "A snapshot holds for one day and was fetched on one day.",
    "Write the day in full, such as 2026-06-30.",
)
FETCHED_TOO_EARLY = FaultKind(
    "VR-016",
    "a snapshot fetched before its day",
    "What was fetched cannot speak for a later day.",
    "Correct as_of or retrieved_at.",
)
REVERSED_DATES = FaultKind(
    "VR-017",
    "dates in reverse",
    "What a register states ends on or after its first day.",
    "Correct the two dates.",
)
UNLISTED_BODY = FaultKind(
    "VR-018",
    "a body that is not in the register",
    "Recognitions and designations are of bodies that stand in bodies.csv.",
    "Add the body with its accreditation, or correct its number.",
)
NO_SCOPE = FaultKind(
    "VR-019",
    "a body without a scope",
    "Every accreditation names what the body may verify.",
    "Write the terms of its scope, separated by semicolons.",
)
EXAMPLE_NOT_SAID = FaultKind(
    "VR-020",
    "an invented body that does not say so",
    "Names of bodies of an example say `invented`, all of them; no name in another register does.",
    "Add `(invented)` to the name, or correct is_example.",
)
TWO_BODIES = FaultKind(
    "VR-021",
    "one number for two bodies",
    "Rows of one number share a name and a country; case, blanks and dashes make no other number.",
    "Correct the number, or write the names of the body alike.",
)
STRAY_PART = FaultKind(
    "VR-022",
    "a part of a scope that cannot be",
    "partial_scope names terms of scope_terms, beside the status suspended or withdrawn.",
    "Correct partial_scope, or leave it empty.",
)
OTHER_COPY = FaultKind(
    "VR-023",
    "a snapshot that differs from the one that is kept",
    "A register has one state for a day and for an edition; what rests on the kept one stays true.",
    "Ask the publisher which of the two is right, and keep a corrected one in a folder of its own.",
)
STALE = FaultKind(
    "VR-024",
    "a snapshot that is too old",
    "A snapshot speaks for 92 days after its own (house rule).",
    "Get the newest edition of the register from its publisher.",
    Severity.WARNING,
)
QUARTER_OVER = FaultKind(
    "VR-025",
    "a snapshot of an earlier quarter",
    "Directories are renewed every quarter, so that a newer edition may be out.",
    "Look whether the publisher has a newer edition.",
    Severity.WARNING,
)
INVENTED_BODIES = FaultKind(
    "VR-026",
    "a register of invented bodies",
    "An example shows how a register is read; it says nothing of any real body.",
    "Use the register of its publisher wherever it matters.",
    Severity.WARNING,
)
FETCHED_TOO_LATE = FaultKind(
    "VR-031",
    "a snapshot fetched after the day for which you ask",
    "What was fetched later was not known then, and is left out.",
    "Ask for a later day, or take the snapshot that was there.",
    Severity.WARNING,
)
TWO_REGISTERS = FaultKind(
    "VR-027",
    "snapshots of two registers",
    "Only snapshots of one register differ by what became of its bodies.",
    "Compare two snapshots with the same register_id.",
)
LATER_FIRST = FaultKind(
    "VR-028",
    "snapshots in the wrong order",
    "The earlier snapshot is named first.",
    "Exchange the two.",
)
NO_SUCH_REGISTER = FaultKind(
    "VR-029",
    "a register that is not there",
    "A register is a folder, workbook or zip, or a name in the folder of kept registers.",
    "See what is kept, or get it with `cradlegate register import`.",
)
ALTERED_COPY = FaultKind(
    "VR-030",
    "a kept snapshot that was altered",
    "What is kept has the digests that were written beside it when it was imported.",
    "Find out who changed it, and take the snapshot from its publisher again.",
)
