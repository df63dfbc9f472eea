"""Every kind of fault that computing a footprint can find."""

from cradlegate.core.fault import FaultKind, Severity

MASS_NOT_CLOSING = FaultKind(
    "FP-001",
    "mass does not close",
    "described parts and template together stay within 2 % of the machine's net mass (method 8)",
    "add the missing lines, correct masses, or set the subassembly to `partial`",
)
ABOVE_SHARE = FaultKind(
    "FP-002",
    "parts heavier than the template's share",
    "parts above a subassembly's share raise its mass (method 8)",
    "set the subassembly to `complete` if all its parts are listed",
    Severity.WARNING,
)
UNASSIGNED_MASS = FaultKind(
    "FP-003",
    "mass that nobody described",
    "net mass without a line is shown and counted as unknown (method 8)",
    "add the missing lines",
    Severity.WARNING,
)
STEP_INSIDE_FACTOR = FaultKind(
    "FP-004",
    "a step that the factor already contains",
    "a step is counted once: in the factor or as a line of its own (method 7)",
    "choose a factor without the step, or set the yield to 1 and remove the step",
)
OUTBOUND_TWICE = FaultKind(
    "FP-005",
    "outbound transport counted twice",
    "a supplier footprint with outbound transport excludes a modelled A2 leg (method 7)",
    "ask the supplier for a footprint up to its gate, or remove the leg",
)
NOTHING_DESCRIBES = FaultKind(
    "FP-006",
    "a subassembly that nothing describes",
    "`none` and `partial` need a template; `complete` needs lines (method 8)",
    "name a template in machine.yaml or list the parts",
)
NET_ON_GROSS = FaultKind(
    "FP-007",
    "net-calorific factor on a gross bill",
    "energy content and factor share one calorific basis (method 7)",
    "enter the bill in m3 or kg, or its energy on the net basis with cv_basis `net`",
)
METERS_ABOVE_BILL = FaultKind(
    "FP-008",
    "process meters above the site's bill",
    "process rows refine the site total and cannot exceed it (method 10)",
    "correct the meters, or add the missing bill",
)
BILLS_OVERLAP = FaultKind(
    "FP-009",
    "bills of one meter overlap",
    "each day of a meter is billed once",
    "correct `from` and `to` of the rows",
)
BILLS_NOT_A_YEAR = FaultKind(
    "FP-010",
    "bills that do not make a year",
    "twelve months of bills stand against an annual output (method 10)",
    "add the missing months; until then the amount is scaled by days",
    Severity.WARNING,
)
NO_OUTPUT = FaultKind(
    "FP-011",
    "no annual output",
    "a site's energy is shared by its annual output (method 10)",
    "state annual_output in machine.yaml",
)
NO_ENERGY = FaultKind(
    "FP-012",
    "no energy of the maker's own sites",
    "processes under the maker's control need site data (ISO 14067:2018, 6.3.5)",
    "enter twelve site bills in energy.csv",
    Severity.WARNING,
)
INSTRUMENT_REFUSED = FaultKind(
    "FP-013",
    "an instrument that cannot carry the claim",
    "an instrument is retired, in the market of consumption, and covers the amount (method 5)",
    "correct instruments.csv or enter the electricity as supply `grid`",
)
NO_ELECTRONICS = FaultKind(
    "FP-015",
    "electrical subassembly without electronics",
    "a complete cabinet or drive has electronics; little mass, much footprint (method 9)",
    "list drives, controls and boards, or set the subassembly to `partial`",
    Severity.WARNING,
)
OUTSIDE_BAND = FaultKind(
    "FP-016",
    "outside the plausible band",
    "kg CO2e per kg up to the gate lies in the band of its kind of machine (method 20)",
    "read the largest lines with `cradlegate explain`; a band is never a pass",
    Severity.WARNING,
)
SPEND_CHECK = FaultKind(
    "FP-017",
    "cross-check by price",
    "a spend-based estimate is a check of magnitude, nothing more (method 20)",
    "compare the order of magnitude",
    Severity.WARNING,
)
CREDIT_UNDER_CUT_OFF = FaultKind(
    "FP-018",
    "credit or secondary production under cut-off",
    "under cut-off the burden of recycling stops at the scrap gate (method 11)",
    "choose a treatment factor without credit",
)
MOSTLY_ESTIMATES = FaultKind(
    "FP-019",
    "mostly estimates that nobody outside checked",
    "a result that rests on internal estimates draws scrutiny (S3-7)",
    "replace the lines listed under 'improve first'",
    Severity.WARNING,
)
WRONG_SUPPLIER_UNIT = FaultKind(
    "FP-020",
    "a supplier footprint that does not fit its line",
    "declared unit, line and validity of a supplier footprint fit the line",
    "ask the supplier for a footprint per kg or per item that is still valid",
)
NO_TECHNOLOGY = FaultKind(
    "FP-021",
    "own or direct supply without a technology",
    "own plants and direct lines take the life-cycle figure of their technology (method 5)",
    "name an instrument row with its technology, such as `pv`, `wind` or `hydro`",
)
NO_OUTBOUND = FaultKind(
    "FP-022",
    "no transport to the declared end point",
    "this view covers transport to its end point; nothing is not zero (S1-5)",
    "add the A4 legs to transport.csv, or ask for --view cradle_to_gate",
)
MIXED_GWP = FaultKind(
    "FP-023",
    "figures of several GWP sets",
    "the case names one GWP set; figures of another set are listed with their share (method 6)",
    "replace the largest figures of another set",
    Severity.WARNING,
)
DISTANCE_DERIVED = FaultKind(
    "FP-024",
    "a distance that was derived",
    "a distance that nobody stated is derived and marked estimate",
    "enter the carrier's distance",
    Severity.WARNING,
)
GAP_ESTIMATED = FaultKind(
    "FP-025",
    "a gap at a conservative estimate",
    "a draft shows what could not be read as a gap (method 18)",
    "mend the row",
    Severity.WARNING,
)
KEY_WITHOUT_THIS_MACHINE = FaultKind(
    "FP-026",
    "an allocation key that gives this machine nothing",
    "a key lists all co-products, and one of them is this machine (method 10)",
    "mark the row of this machine with is_this_machine",
)
VIEW_EMPTY = FaultKind(
    "FP-027",
    "a view with nothing in it",
    "a whole life needs a use profile and an end of life",
    "add use.yaml and eol.yaml, or ask for another view",
)
EXPORT_ABOVE_SUPPLY = FaultKind(
    "FP-028",
    "more electricity exported than generated",
    "exported electricity comes out of own generation (ISO 14067:2018, 6.4.9.4)",
    "correct the rows with supply `export`",
)

UNKNOWN_PATH = FaultKind(
    "FP-029",
    "a path that leads to no number",
    "every number has a path, such as total, stage/A1, line/bom/BED-01 or coverage/ghg",
    "choose one of the paths that `cradlegate explain CASE` lists",
)
NOT_COMPARABLE = FaultKind(
    "FP-030",
    "two footprints that cannot be compared",
    "a comparison needs one view, method, GWP set, allocation and data period (ISO 14067, Annex B)",
    "compute both with the same settings",
    Severity.WARNING,
)
