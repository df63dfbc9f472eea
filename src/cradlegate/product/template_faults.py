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
    "Spindle, drives and cabinet must leave most of the mass to the structure.",
    "Check net mass, axes and spindle power against the data sheet of the machine.",
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
)
"""Every kind above, in the order of the codes."""
