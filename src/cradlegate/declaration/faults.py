"""Every kind of fault that declaring can find; claims have faults of their own."""

from cradlegate.core.fault import FaultKind

DRAFT = FaultKind(
    "DC-001",
    "a draft that cannot be declared",
    "A declaration states a footprint without gaps (method 18).",
    "Mend the case until `cradlegate check` finds no error.",
)
NOT_FINAL = FaultKind(
    "DC-002",
    "a case that is not final",
    "Open values are filled in and every section is signed off before a declaration (S2-23).",
    "Close the point in the case.",
)
NOT_JSON = FaultKind(
    "DC-003",
    "a declaration that cannot be read",
    "A declaration is JSON that has one meaning: unique names, no floating point, UTF-8.",
    "Take the file as `cradlegate declare` wrote it.",
)
WRONG_FORM = FaultKind(
    "DC-004",
    "a declaration with a missing or malformed part",
    "Every block is mandatory, and nothing stands in a declaration that its form does not name "
    "(S3-20).",
    "Take the file as `cradlegate declare` wrote it.",
)
NOT_CANONICAL = FaultKind(
    "DC-005",
    "a declaration that is not in canonical form",
    "A declaration is stored as its canonical bytes (RFC 8785), so that a digest has one meaning.",
    "Take the file as `cradlegate declare` wrote it.",
)
OTHER_KEY = FaultKind(
    "DC-006",
    "a key of somebody else",
    "A declaration is signed by its maker.",
    "Sign with a key whose owner is the maker that the declaration names.",
)
SIGNED_ALREADY = FaultKind(
    "DC-007",
    "a declaration that this key has signed already",
    "One signature of a key says all that it can say.",
    "Use the signed declaration as it is.",
)
NO_TEXT = FaultKind(
    "DC-008",
    "a file that is no text",
    "Claims are sought in declarations and in UTF-8 text.",
    "Save the text as UTF-8, without formatting.",
)
NO_WORDS = FaultKind(
    "DC-009",
    "a language whose packages are missing",
    "Languages other than English need the extra `report`.",
    'Install it with `pip install "cradlegate[report]"`, or ask for `--language en`.',
)
NO_SUCCESSOR = FaultKind(
    "DC-010",
    "a declaration that cannot take the place of another",
    "A maker corrects its own declarations, by later ones.",
    "Name the declaration that is corrected, or leave out --supersedes.",
)
NO_DECLARATION = FaultKind(
    "DC-011",
    "no declaration to judge",
    "A method judges what a declaration says of its study; texts are searched for claims alone.",
    "Name a declaration: a .json file, or the folder that `declare` wrote.",
)
TOO_LATE = FaultKind(
    "DC-012",
    "a status for a declaration that is signed",
    "A signature covers where the status stands, so that it cannot be named later.",
    "Name the list when you sign the declaration as `declare` wrote it.",
)
LATER_DAY = FaultKind(
    "DC-013",
    "a day after the day of issue",
    "A declaration tells what was measured, received and signed off before it was issued (S2-23).",
    "State the days that are over, such as 2026-01/2026-10, or issue the declaration later.",
)
NOT_ISSUED_YET = FaultKind(
    "DC-014",
    "a declaration signed before its day of issue",
    "A signature is put under what is issued, on its day or later.",
    "Sign on the day of issue, or declare again with an earlier --issued.",
)
