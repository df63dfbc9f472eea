"""Every kind of fault of opinions (VR-04n)."""

from cradlegate.core.fault import FaultKind

NO_OPINION = FaultKind(
    "VR-040",
    "no opinion of a form that is known",
    "An opinion is canonical JSON of the form urn:cradlegate:opinion:1 inside a UNTP credential.",
    "Get it from the body as it was signed; begin a new one with `cradlegate opinion new`.",
)
CONTRADICTION = FaultKind(
    "VR-041",
    "an opinion that contradicts itself",
    "Stages of making are verified and later ones validated, findings are settled, misstatements "
    "of an unmodified opinion stay within the materiality, and nobody verifies his own work.",
    "Change what is named, or the type of the opinion with its reasons.",
)
OTHER_DECLARATION = FaultKind(
    "VR-042",
    "an opinion on something else",
    "An opinion names digest, id, maker and figure of the declaration, and covers its headline.",
    "Begin again with `cradlegate opinion new` and the dossier of the declaration.",
)
OTHER_BODY = FaultKind(
    "VR-043",
    "a key of somebody else than the body",
    "An opinion is signed with a key of the body that it names.",
    "Name the body as its key file does, or sign with its key.",
)
NO_WORKSHEET = FaultKind(
    "VR-044",
    "no worksheet of an opinion",
    "A worksheet is the YAML file that `cradlegate opinion new` wrote, filled in.",
    "Fill in what is named; the comments in the file say how.",
)
NOT_ISSUED_YET = FaultKind(
    "VR-049",
    "an opinion signed before its day",
    "A signature is put under what is issued, on its day or later.",
    "Correct `issued`, or sign on that day.",
)
UNKNOWN_LINE = FaultKind(
    "VR-050",
    "a line that the study does not have",
    "The lines whose evidence a body looked at are lines of the declaration.",
    "Write the ids as `study/lines.csv` of the dossier has them.",
)
