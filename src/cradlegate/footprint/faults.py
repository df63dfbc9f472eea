"""Every kind of fault that computing a footprint can find."""

from cradlegate.core.fault import FaultKind, Severity

MASS_NOT_CLOSING = FaultKind(
    "FP-001",
    "mass does not close",
    "Described parts and template together stay within 2 % of the machine's net mass (method 8).",
    "Add the missing lines, correct masses, or set the subassembly to `partial`.",
)
ABOVE_SHARE = FaultKind(
    "FP-002",
    "parts heavier than the template's share",
    "Parts above a subassembly's share raise its mass (method 8).",
    "Set the subassembly to `complete` if all its parts are listed.",
    Severity.WARNING,
)
UNASSIGNED_MASS = FaultKind(
    "FP-003",
    "mass that nobody described",
    "Net mass without a line is shown and counted as unknown (method 8).",
    "Add the missing lines.",
    Severity.WARNING,
)
STEP_INSIDE_FACTOR = FaultKind(
    "FP-004",
    "a step that the factor already contains",
    "A step is counted once: in the factor or as a line of its own (method 7).",
    "Choose a factor without the step, or set the yield to 1 and remove the step.",
)
OUTBOUND_TWICE = FaultKind(
    "FP-005",
    "outbound transport counted twice",
    "A supplier footprint with outbound transport excludes a modelled A2 leg (method 7).",
    "Ask the supplier for a footprint up to its gate, or remove the leg.",
)
NOTHING_DESCRIBES = FaultKind(
    "FP-006",
    "a subassembly that nothing describes",
    "`none` and `partial` need a template; `complete` needs lines (method 8).",
    "Name a template in machine.yaml or list the parts.",
)
NET_ON_GROSS = FaultKind(
    "FP-007",
    "net-calorific factor on a gross bill",
    "Energy content and factor share one calorific basis (method 7).",
    "Enter the bill in m3 or kg, or its energy on the net basis with cv_basis `net`.",
)
METERS_ABOVE_BILL = FaultKind(
    "FP-008",
    "process meters above the site's bill",
    "Process rows refine the site total and cannot exceed it (method 10).",
    "Correct the meters, or add the missing bill.",
)
BILLS_OVERLAP = FaultKind(
    "FP-009",
    "bills of one meter overlap",
    "Each day of a meter is billed once.",
    "Correct `from` and `to` of the rows.",
)
BILLS_NOT_A_YEAR = FaultKind(
    "FP-010",
    "bills that do not make a year",
    "Twelve months of bills stand against an annual output (method 10).",
    "Add the missing months; until then the amount is scaled by days.",
    Severity.WARNING,
)
NO_OUTPUT = FaultKind(
    "FP-011",
    "no annual output",
    "A site's energy is shared by its annual output (method 10).",
    "State annual_output in machine.yaml.",
)
NO_ENERGY = FaultKind(
    "FP-012",
    "no energy of the maker's own sites",
    "Processes under the maker's control need site data (ISO 14067:2018, 6.3.5).",
    "Enter twelve site bills in energy.csv.",
    Severity.WARNING,
)
INSTRUMENT_REFUSED = FaultKind(
    "FP-013",
    "an instrument that cannot carry the claim",
    "An instrument is retired, in the market of consumption, and covers the amount (method 5).",
    "Correct instruments.csv or enter the electricity as supply `grid`.",
)
NO_ELECTRONICS = FaultKind(
    "FP-015",
    "electrical subassembly without electronics",
    "A complete cabinet or drive has electronics; little mass, much footprint (method 9).",
    "List drives, controls and boards, or set the subassembly to `partial`.",
    Severity.WARNING,
)
OUTSIDE_BAND = FaultKind(
    "FP-016",
    "outside the plausible band",
    "Kg CO2e per kg up to the gate lies in the band of its kind of machine (method 20).",
    "Read the largest lines with `cradlegate explain`; a band is never a pass.",
    Severity.WARNING,
)
SPEND_CHECK = FaultKind(
    "FP-017",
    "cross-check by price",
    "A spend-based estimate is a check of magnitude, nothing more (method 20).",
    "Compare the order of magnitude.",
    Severity.WARNING,
)
CREDIT_UNDER_CUT_OFF = FaultKind(
    "FP-018",
    "credit or secondary production under cut-off",
    "Under cut-off the burden of recycling stops at the scrap gate (method 11).",
    "Choose a treatment factor without credit.",
)
MOSTLY_ESTIMATES = FaultKind(
    "FP-019",
    "mostly estimates that nobody outside checked",
    "A result that rests on internal estimates draws scrutiny (S3-7).",
    "Replace the lines listed under 'improve first'.",
    Severity.WARNING,
)
WRONG_SUPPLIER_UNIT = FaultKind(
    "FP-020",
    "a supplier footprint that does not fit its line",
    "Declared unit, line and validity of a supplier footprint fit the line.",
    "Ask the supplier for a footprint per kg or per item that is still valid.",
)
NO_TECHNOLOGY = FaultKind(
    "FP-021",
    "own or direct supply without a technology",
    "Own plants and direct lines take the life-cycle figure of their technology (method 5).",
    "Name an instrument row with its technology, such as `pv`, `wind` or `hydro`.",
)
NO_OUTBOUND = FaultKind(
    "FP-022",
    "no transport to the declared end point",
    "This view covers transport to its end point; nothing is not zero (S1-5).",
    "Add the A4 legs to transport.csv, or ask for --view cradle_to_gate.",
)
MIXED_GWP = FaultKind(
    "FP-023",
    "figures of several GWP sets",
    "The case names one GWP set; figures of another set are listed with their share (method 6).",
    "Replace the largest figures of another set.",
    Severity.WARNING,
)
DISTANCE_DERIVED = FaultKind(
    "FP-024",
    "a distance that was derived",
    "A distance that nobody stated is derived and marked estimate.",
    "Enter the carrier's distance.",
    Severity.WARNING,
)
GAP_ESTIMATED = FaultKind(
    "FP-025",
    "a gap at a conservative estimate",
    "A draft shows what could not be read as a gap (method 18).",
    "Mend the row.",
    Severity.WARNING,
)
KEY_WITHOUT_THIS_MACHINE = FaultKind(
    "FP-026",
    "an allocation key that gives this machine nothing",
    "A key lists all co-products, and one of them is this machine (method 10).",
    "Mark the row of this machine with is_this_machine.",
)
VIEW_EMPTY = FaultKind(
    "FP-027",
    "a view with nothing in it",
    "A whole life needs a use profile and an end of life.",
    "Add use.yaml and eol.yaml, or ask for another view.",
)
EXPORT_ABOVE_SUPPLY = FaultKind(
    "FP-028",
    "more electricity exported than generated",
    "Exported electricity comes out of own generation (ISO 14067:2018, 6.4.9.4).",
    "Correct the rows with supply `export`.",
)

UNKNOWN_PATH = FaultKind(
    "FP-029",
    "a path that leads to no number",
    "Every number has a path, such as total, stage/A1, line/bom/BED-01 or coverage/ghg.",
    "Choose one of the paths that `cradlegate explain CASE` lists.",
)
NOT_COMPARABLE = FaultKind(
    "FP-030",
    "two footprints that cannot be compared",
    "A comparison needs one view, method, GWP set and data period (ISO 14067, Annex B).",
    "Compute both with the same settings.",
    Severity.WARNING,
)

PACKING_UNDESCRIBED = FaultKind(
    "FP-031",
    "packing that no line describes",
    "What a machine is shipped in is part of stage A3 (method 3).",
    "Add the packaging to bom.csv with kind `packaging`.",
    Severity.WARNING,
)

RECYCLED_NOT_USED = FaultKind(
    "FP-032",
    "recycled content that the factor does not know",
    "The burden of recycled input is that of its factor; a share alone changes none (method 11).",
    "Name the factor of the recycled material in source_id, or of the mix that is bought.",
    Severity.WARNING,
)

NOT_OF_BUILD_YEAR = FaultKind(
    "FP-033",
    "data of another time than the machine's",
    "The first life of a used machine takes data of the year it was built (method 12).",
    "Take bills and factors of the build year, or say in choices why others stand in.",
    Severity.WARNING,
)

NOT_STORED = FaultKind(
    "FP-034",
    "something that these sources do not hold",
    "Stored sources answer what was asked when they were written, and nothing else.",
    "Recompute the case they were stored with, by the version that wrote them.",
)

SPOILED_SOURCES = FaultKind(
    "FP-035",
    "stored sources that cannot be read",
    "Stored sources are read as they were written.",
    "Take them from the dossier again.",
)

CARGO_UNKNOWN = FaultKind(
    "FP-036",
    "a part on a leg of its own without its mass",
    "Legs of the machine carry it as shipped; a part or packing beside it has a mass of its own.",
    "State cargo_mass on this leg, and on those of the machine if they carry less for it.",
)

NO_ROUTE = FaultKind(
    "FP-038",
    "mass without a way to its end of life",
    "Machine and accessories take the routes of the scenario, `rest` all that no other names.",
    "Add routes for `rest` to eol.yaml.",
)

HOURS_NOT_OF_STATES = FaultKind(
    "FP-039",
    "hours of service that are not those of the states",
    "A figure per hour divides by hours_per_year, in which the machine is on (6.3.7).",
    "Bring hours_per_year to the hours of all states but off, or the states to it.",
    Severity.WARNING,
)
