"""What can be wrong with what a supplier sends (CF-08n to CF-10n)."""

from cradlegate.core.fault import FaultKind, Severity

_WARNING = Severity.WARNING

UNKNOWN_FORM = FaultKind(
    "CF-080",
    "a file of no known form",
    "Suppliers send an answered questionnaire (XLSX, JSON), a PCF of PACT 2 or 3, an EPD of "
    "ILCD+EPD as JSON, XML or zip, or a CSV of footprints.",
    "Ask for one of these, or write the figures into the questionnaire.",
)
FIELDS_MISSING = FaultKind(
    "CF-081",
    "minimum fields are missing",
    "A footprint states product, line, unit, mass, boundary, figure, GWP values, period and place.",
    "Ask the supplier for the fields named here; --supplier and --lines fill in who and what.",
)
OTHER_VERSION = FaultKind(
    "CF-082",
    "a questionnaire of another version",
    "The version of a questionnaire is pinned, so that every answer means what was asked.",
    "Send the questionnaire of this version, or import with the release that wrote the other.",
)
OTHER_CASE = FaultKind(
    "CF-083",
    "an answer to another state of the case",
    "A questionnaire carries the digest of the case that asked.",
    "Check that the lines still are what they were when the supplier was asked.",
    _WARNING,
)
TWO_UNITS = FaultKind(
    "CF-084",
    "more than one declared unit",
    "A footprint is per one unit, and its mass agrees with that unit.",
    "Ask the supplier which of them the figures are per.",
)
UNIT_REFUSED = FaultKind(
    "CF-085",
    "a declared unit that no part is counted in",
    "Figures are per kg or per item, or per a unit whose mass is stated.",
    "Ask for the mass of one declared unit.",
)
UNIT_REDUCED = FaultKind(
    "CF-086",
    "a declared unit expressed in kg",
    "A figure per volume, area or length is divided by the mass that its sender states.",
    "Check the mass.",
    _WARNING,
)
BOUNDARY_REFUSED = FaultKind(
    "CF-087",
    "stages that a part does not bring along",
    "A part's footprint is cradle to gate (A1-A3), or A1-A4 with the transport to the maker.",
    "Ask for the figure of A1-A3 alone.",
)
BOUNDARY_REDUCED = FaultKind(
    "CF-088",
    "stages left out",
    "Of an EPD only modules A1 to A3 are taken; what follows is modelled by the case.",
    "Nothing, if the case models transport and end of life itself.",
    _WARNING,
)
OTHER_GWP = FaultKind(
    "CF-089",
    "GWP values other than the case asks for",
    "The case names a target set; what rests on others is listed and never recomputed.",
    "Ask the supplier for the figure with the GWP values of the case.",
    _WARNING,
)
REMOVAL_SIGN = FaultKind(
    "CF-090",
    "a removal of unclear sign",
    "Biogenic uptake is 0 or negative, and the figure with uptake is the other one plus uptake.",
    "Ask the supplier for both figures.",
)
REMOVAL_TURNED = FaultKind(
    "CF-091",
    "a removal whose sign was turned",
    "Where the figure with uptake is the other one less the stated uptake, its sign is a slip.",
    "Tell the supplier.",
    _WARNING,
)
PARTS_EXCEED = FaultKind(
    "CF-092",
    "parts larger than the whole",
    "Fossil, biogenic and land use figures add up to the figure without uptake, or to less.",
    "Ask the supplier which of them is right.",
)
REMAINDER = FaultKind(
    "CF-093",
    "a remainder that no part explains",
    "What the parts leave of the whole is kept as not separable.",
    "Ask the supplier what it consists of.",
    _WARNING,
)
EXEMPTED = FaultKind(
    "CF-094",
    "a large share left out by the supplier",
    "What a supplier exempts stays out of the figure; above 5 % (house rule) it is named.",
    "Ask for a figure that covers more.",
    _WARNING,
)
NOT_VALID = FaultKind(
    "CF-095",
    "not valid for the period of the case",
    "A footprint is valid in the data period of the case.",
    "Ask the supplier for the newer one.",
)
UNKNOWN_LINE = FaultKind(
    "CF-096",
    "a line that the parts list does not have",
    "Answers and footprints name lines of bom.csv.",
    "Name the lines with --lines.",
)
TWO_FOOTPRINTS = FaultKind(
    "CF-097",
    "two footprints of one line",
    "Every line takes its figure from one footprint, and every footprint has a file of its own.",
    "Import one of them, or name the line of each with --lines.",
)
DROPPED = FaultKind(
    "CF-098",
    "fields that our form does not keep",
    "What is not taken over is listed; the file as received keeps it.",
    "Look whether one of them matters.",
    _WARNING,
)
NO_LEVEL = FaultKind(
    "CF-099",
    "verified without a level",
    "An assurance counts with its level, limited or reasonable; without one it counts as none.",
    "Ask the supplier for the verification statement.",
    _WARNING,
)
NO_XML = FaultKind(
    "CF-100",
    "an EPD as XML that needs a package which is missing",
    "XML is read with the extra `formats`.",
    'Install it with `pip install "cradlegate[formats]"`, or ask for the EPD as JSON.',
)
UNREADABLE_XML = FaultKind(
    "CF-101",
    "a data set that is no XML, or too large",
    "An EPD is well-formed XML of at most 20 MB.",
    "Download the data set again.",
)
HOSTILE_XML = FaultKind(
    "CF-102",
    "a data set that declares entities",
    "An EPD has no document type declaration; one could make a small file very large.",
    "Download the data set again from its publisher, and keep away from this one.",
)
NO_FLOW = FaultKind(
    "CF-103",
    "an EPD without the flow that it is per",
    "As XML, the unit of an EPD stands in the data sets of its flow, flow properties and units.",
    "Send the zip archive of the register with all data sets, or the EPD as JSON.",
)
STATED_TWICE = FaultKind(
    "CF-104",
    "one result of a module stated twice",
    "An indicator has one figure a module; figures of two scenarios do not add up.",
    "Ask the supplier which scenario the delivered part is of, and for its data set alone.",
)
MANY_LANGUAGES = FaultKind(
    "CF-105",
    "a questionnaire in more than two languages",
    "A questionnaire is written in one language, or in two side by side.",
    "Name one or two languages.",
)
WITHDRAWN = FaultKind(
    "CF-106",
    "a footprint that its publisher has withdrawn",
    "A footprint of PACT or Catena-X is in use while its status is Active.",
    "Ask the supplier for the one that took its place.",
)
NEGATIVE_EMISSIONS = FaultKind(
    "CF-108",
    "emissions below zero",
    "Fossil, biogenic and aircraft emissions are 0 or more; only an uptake is negative.",
    "Ask the supplier for gross emissions, with what is taken up apart.",
)
AMOUNT_BESIDE_UNIT = FaultKind(
    "CF-109",
    "an amount of product beside figures per declared unit",
    "Figures of PACT 2 and Catena-X 7 are per declared unit; those of PACT 3 are per amount of it.",
    "Ask the supplier whether the figures are per declared unit.",
    _WARNING,
)

FAULT_KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FaultKind))
"""Every kind of this file, in the order of their codes."""
