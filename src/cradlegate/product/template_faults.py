"""Faults of templates, new cases, material maps and derived distances."""

from cradlegate.core.fault import FaultKind, Severity

UNKNOWN_TEMPLATE = FaultKind(
    "PR-001",
    "unknown template",
    "A template is named by its id.",
    "Name one of the shipped templates.",
)
PARAMETER_OUT_OF_RANGE = FaultKind(
    "PR-002",
    "template parameter out of range",
    "A template holds only inside the ranges it was drawn up for.",
    "Check the value and its unit; for a machine outside the range enter a bill of materials.",
)
PARAMETERS_DO_NOT_FIT = FaultKind(
    "PR-003",
    "template parameters do not fit together",
    "What follows parameters, such as drives and cabinet, leaves its share to the structure.",
    "Check net mass, axes, power, tools and pallets against the data sheet of the machine.",
)
UNKNOWN_BASE_MATERIAL = FaultKind(
    "PR-004",
    "base material that the template does not offer",
    "Bed and column are made of one of the materials that the template lists.",
    "Name one of the listed materials.",
)
FAULTY_TEMPLATE = FaultKind(
    "PR-005",
    "faulty template file",
    "A template file has the documented form, and the shares of every subassembly add up to 1.",
    "Correct the file at the place named.",
)
UNKNOWN_PLACE = FaultKind(
    "PR-010",
    "unknown place",
    "A place is a UN/LOCODE whose position is known.",
    "Name a listed place close by, or state the distance of the leg.",
)
NO_SEAPORT = FaultKind(
    "PR-011",
    "no seaport",
    "A sea leg starts and ends where a ship can call.",
    "Split the leg: by road, rail or barge to a seaport, then by sea.",
)
NO_DERIVATION = FaultKind(
    "PR-012",
    "distance that cannot be derived",
    "Distances are derived between two places, and for road, rail, sea and air alone.",
    "State the distance of the leg.",
)
UNKNOWN_KIND = FaultKind(
    "PR-020",
    "machine kind without a template",
    "A new case starts from the template of its kind of machine.",
    "Use a kind that has a template, or copy an example case.",
)
UNUSABLE_REQUEST = FaultKind(
    "PR-021",
    "unusable entry for a new case",
    "A new case starts from entries that can be true of a machine.",
    "Correct the entry.",
)
NO_MATERIAL_COLUMN = FaultKind(
    "PR-030",
    "no column with material codes",
    "A table to map has one column of material codes with a heading that is known.",
    "Name the column, or give it the heading own_material_code.",
)
UNMAPPED_MATERIAL = FaultKind(
    "PR-031",
    "material code that no alias knows",
    "Every material code is mapped to a family of the library once.",
    "Write the family into the map and your name beside it.",
    Severity.WARNING,
)
EXPERIMENTAL_TEMPLATE = FaultKind(
    "PR-040",
    "experimental template",
    "A template is established once data stand behind the parts that decide its figure.",
    "Replace the parts that the reason names by lines of the maker before the figure is used.",
    Severity.WARNING,
)
UNKNOWN_PARENT = FaultKind(
    "PR-041",
    "template that extends an unknown one",
    "A template extends another whose file is there.",
    "Name one of the listed templates, or add its file.",
)
CIRCULAR_TEMPLATES = FaultKind(
    "PR-042",
    "templates that extend each other",
    "Following `extends` ends at a template that extends none.",
    "Mend `extends` in one of the files named.",
)
NOTHING_TO_REMOVE = FaultKind(
    "PR-043",
    "removal of what is not there",
    "A template removes what the template that it extends has.",
    "Correct the name under `removes`, or leave it out.",
)
SOURCE_GIVEN_TWICE = FaultKind(
    "PR-044",
    "source that the extended template gives already",
    "Inherited values keep their source, so that no source changes under them.",
    "Give the source another name, and name it in the values that rest on it.",
)
SEVERAL_TEMPLATES = FaultKind(
    "PR-045",
    "no single template decided",
    "A new case starts from one template; where several stand for a kind, what is stated decides.",
    "Name one with --template, or state what tells them apart.",
)
UNUSED_PARAMETER = FaultKind(
    "PR-046",
    "parameter that the template does not have",
    "What is stated of a machine counts; a template says which parameters it takes.",
    "Leave the entry out, or name another template.",
)
TEMPLATE_DISAGREES = FaultKind(
    "PR-047",
    "template that is not of what was asked",
    "A template stands for one kind of machine, and a laser template for one type of laser.",
    "Leave out the kind or type, or name another template.",
)

FAULT_KINDS = (
    UNKNOWN_TEMPLATE,
    PARAMETER_OUT_OF_RANGE,
    PARAMETERS_DO_NOT_FIT,
    UNKNOWN_BASE_MATERIAL,
    FAULTY_TEMPLATE,
    UNKNOWN_PLACE,
    NO_SEAPORT,
    NO_DERIVATION,
    UNKNOWN_KIND,
    UNUSABLE_REQUEST,
    NO_MATERIAL_COLUMN,
    UNMAPPED_MATERIAL,
    EXPERIMENTAL_TEMPLATE,
    UNKNOWN_PARENT,
    CIRCULAR_TEMPLATES,
    NOTHING_TO_REMOVE,
    SOURCE_GIVEN_TWICE,
    SEVERAL_TEMPLATES,
    UNUSED_PARAMETER,
    TEMPLATE_DISAGREES,
)
"""Every kind above, in the order of the codes."""
