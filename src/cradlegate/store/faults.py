"""Every kind of fault of files that stand alone: keys and signed documents (ST-0nn)."""

from cradlegate.core.fault import FaultKind

UNREADABLE = FaultKind(
    "ST-001",
    "no file that can be read",
    "A named file is there, is a plain file, and may be read.",
    "Check the path and who may read it.",
)
EXPOSED_KEY = FaultKind(
    "ST-002",
    "a secret key that others can read",
    "A secret key is open to its owner alone (mode 0600).",
    "Take the rights of others away; where others use the computer, make a new key.",
)
WRONG_KEY_FORM = FaultKind(
    "ST-003",
    "not a key file",
    "A key file is JSON of the form cradlegate-key-1, its public part cradlegate-public-key-1.",
    "Make one with `cradlegate trust key new`; hand on the .pub file, never the other.",
)
OTHER_SECRET = FaultKind(
    "ST-004",
    "a secret that does not fit its public key",
    "The public key of a key file follows from its secret.",
    "Get the file from a copy, or make a new key.",
)
BROKEN_LOG = FaultKind(
    "ST-005",
    "a log that cannot be used",
    "A log is an SQLite file of this program, whole, and nobody else keeps it locked.",
    "Take the log from a copy, and check it with `cradlegate log audit`.",
)
NOT_LOGGED = FaultKind(
    "ST-006",
    "nothing in the log to prove",
    "A proof leads from a leaf of the log to a checkpoint that was signed after it.",
    "Enter the document with `cradlegate log append`, then sign with `cradlegate log checkpoint`.",
)
OTHER_LOG = FaultKind(
    "ST-007",
    "a checkpoint that cannot be signed",
    "A log keeps its name and its key for ever, and every checkpoint continues the one before.",
    "Sign with the key of the log; where its leaves were changed, take it from a copy.",
)
NO_WORKSPACE = FaultKind(
    "ST-008",
    "a workspace that is no folder",
    "The workspace is a folder, or a name where one can be made.",
    "Name a folder with --workspace or CRADLEGATE_HOME.",
)
NO_STAMP_EXTRA = FaultKind(
    "ST-028",
    "the extra for time stamps is not installed",
    "Stamps are read by a package that the extra `tsa` brings.",
    'Run `pip install "cradlegate[tsa]"`.',
)
STRAY_ANSWER = FaultKind(
    "ST-029",
    "an answer that is no stamp over a checkpoint of this log",
    "The answer grants a stamp over the bytes of a checkpoint that the log keeps.",
    "Send the file that `cradlegate log stamp --request` wrote, and take that answer in.",
)
OTHER_AUTHORITY = FaultKind(
    "ST-030",
    "a stamp that a trust list does not carry",
    "With --trust, an answer is taken in when the list knows its authority and the stamp is sound.",
    "Look at what was found; ask the authority again, or enter its certificate into the list.",
)
NOTHING_TO_STAMP = FaultKind(
    "ST-031",
    "a log without a checkpoint",
    "A stamp is over a signed checkpoint.",
    "Sign one with `cradlegate log checkpoint`.",
)
