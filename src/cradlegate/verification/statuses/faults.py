"""Every kind of fault of status lists and their ledgers (VR-07n)."""

from cradlegate.core.fault import FaultKind

NO_STATUS_LIST = FaultKind(
    "VR-070",
    "no status list of a form that is known",
    "A status list is a BitstringStatusListCredential of W3C Bitstring Status List v1.0 with an "
    "id, one purpose and one bit an entry.",
    "Get the list again from whoever publishes it.",
)
NEVER_UNDONE = FaultKind(
    "VR-071",
    "a revocation that is to be undone",
    "What is revoked stays revoked; what is suspended can be lifted.",
    "Sign a new document; use a list with the purpose suspension for what may come back.",
)
NOTHING_TO_CHANGE = FaultKind(
    "VR-072",
    "an entry that is already so",
    "An entry is revoked or suspended once, and lifted while it is suspended.",
    "See what was entered with `cradlegate trust revoke show`.",
)
OTHER_ISSUER = FaultKind(
    "VR-073",
    "a list of somebody else",
    "Whoever signs a document keeps the list that it names.",
    "Take the key of the issuer of the list, or a list of your own.",
)
NO_LEDGER = FaultKind(
    "VR-074",
    "a list whose ledger is not in the workspace",
    "The ledger in the workspace says which entries are given away, and what was entered why.",
    "Use the workspace in which the list was made, or a copy of it.",
)
BROKEN_LEDGER = FaultKind(
    "VR-075",
    "a ledger that cannot be read",
    "A ledger holds a line of JSON for each act, as this program wrote it.",
    "Take the ledger from a copy of the workspace.",
)
OUT_OF_STEP = FaultKind(
    "VR-076",
    "a list that its ledger does not know so",
    "A new version follows the last one, begins after it and keeps every revocation.",
    "Take the version that was signed last, and the workspace in which it was.",
)
NO_SUCH_ENTRY = FaultKind(
    "VR-077",
    "an entry that cannot be used",
    "An entry lies inside its list, belongs to one document and is given away once.",
    "Name the document, or an index that the ledger has given to it.",
)
NOT_NAMED = FaultKind(
    "VR-078",
    "a document that does not name the list",
    "A document can be revoked where it named a list and an index when it was signed.",
    "Take the list that it names; tell those who have the document, where it names none.",
)
WRONG_DAYS = FaultKind(
    "VR-079",
    "days of a list that cannot be",
    "A list begins when it is signed and ends on a later day, at most 366 days on.",
    "Name a day with --until that lies ahead.",
)
