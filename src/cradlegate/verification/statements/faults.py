"""Every kind of fault of makers' statements on diagnostic functions (VR-045 to VR-048)."""

from cradlegate.core.fault import FaultKind

NO_STATEMENT = FaultKind(
    "VR-045",
    "no statement of a form that is known",
    "A statement is canonical JSON of the form urn:cradlegate:capability:1 inside a verifiable "
    "credential.",
    "Get it from the maker as it was signed; begin a new one with `cradlegate statement new`.",
)
NO_FORM = FaultKind(
    "VR-046",
    "no worksheet of a statement, or one that leaves something out",
    "A worksheet is the YAML file that `cradlegate statement new` wrote, with every point answered "
    "(S0-23).",
    "Fill in what is named; the comments in the file say how.",
)
OTHER_MAKER = FaultKind(
    "VR-047",
    "a key of somebody else than the maker",
    "A statement on a machine is signed with a key of its original maker.",
    "Name the maker as its key file does, or sign with its key.",
)
CONTRADICTION = FaultKind(
    "VR-048",
    "a statement that contradicts itself",
    "What is said of functions, data and days holds together.",
    "Change what is named.",
)
NOT_ISSUED_YET = FaultKind(
    "VR-051",
    "a statement signed before its day",
    "A signature is put under what is issued, on its day or later.",
    "Correct `issued`, or sign on that day.",
)
