"""Every kind of fault of logs, authorities and compromised keys in a trust list (VR-06n)."""

from cradlegate.core.fault import FaultKind

NO_LOG_KEY = FaultKind(
    "VR-060",
    "a key that cannot be that of a log",
    "The key of a log is Ed25519, has the log's origin as its name, and its owner the role `log`.",
    "Give the owner the role log, or leave the origin out.",
)
ORIGIN_TWICE = FaultKind(
    "VR-061",
    "one origin for two keys",
    "A log keeps its name and its key for ever, so an origin has one key.",
    "Enter the key that signs the checkpoints of the log, once.",
)
NO_STAMP_CERTIFICATE = FaultKind(
    "VR-062",
    "no certificate of a time stamping authority",
    "A certificate stands as base64 of its DER, under an organisation with the role `tsa`.",
    "Take the certificate that the authority publishes for its stamps, in PEM or DER.",
)
NO_LOG_OF_COMPROMISE = FaultKind(
    "VR-063",
    "a compromised key, and a log that the list does not know",
    "A place in a log is believed under the key of the log that the list holds.",
    "Enter the log with its key and its origin first, or correct the origin.",
)
COMPROMISED_LOG = FaultKind(
    "VR-064",
    "the compromised key of a log",
    "Whoever has the key of a log can sign another past, so no index tells good from bad in it.",
    "Close the window of the key, and begin another log with another key.",
)
HALF_COMPROMISED = FaultKind(
    "VR-065",
    "one key that is compromised under one id, and not so under another",
    "A key is compromised as a whole, whatever names it has.",
    "State the same last index under every id of the key.",
)
OWN_KEY_COMPROMISED = FaultKind(
    "VR-066",
    "a list that calls the key compromised with which it is signed",
    "What a compromised key signs can be by anybody, a word on its own compromise included.",
    "Draw the list up anew with another key, and hand that key on as you did the first.",
)
FAULT_KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FaultKind))
"""Every kind of this file, in the order of their codes."""
