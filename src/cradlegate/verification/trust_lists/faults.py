"""Every kind of fault of logs and authorities that a trust list names (VR-06n)."""

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
FAULT_KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FaultKind))
"""Every kind of this file, in the order of their codes."""
