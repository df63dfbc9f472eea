"""Every kind of fault that linking and scoring a database can show."""

from cradlegate.core.fault import FaultKind, Severity

FEEDS_ON_ITSELF = FaultKind(
    "BG-150",
    "processes that feed on themselves",
    "Going round a loop of processes, less is taken than is made; else no amount would be enough.",
    "Correct the amounts at their source; nothing that needs these processes has a figure.",
    Severity.WARNING,
)
NOT_SCALABLE = FaultKind(
    "BG-151",
    "process whose amounts are no numbers per unit",
    "What a process takes and causes can be told per unit of what it makes, in figures below 1e30.",
    "Correct the amounts of the process at their source.",
    Severity.WARNING,
)
UNKNOWN_SUPPLIER = FaultKind(
    "BG-152",
    "supplier that does not supply",
    "A supplier that is named for an input is a process that gives that flow off as its reference.",
    "Name one of the processes that do, or leave the supplier empty to cut the input off.",
)
NO_SUCH_SET = FaultKind(
    "BG-153",
    "set of factors that is not there",
    "Gases count by AR6 or AR5 GWP100, or by a method for climate change that is in the package.",
    "Name one of them.",
)
BAD_SPREAD = FaultKind(
    "BG-160",
    "spread that cannot be drawn",
    "A spread is a finite number, not negative, lies about the amount that it belongs to, and is "
    "not so large that most draws would be absurd.",
    "Correct it at its source; until then the amount is drawn as fixed, which is counted.",
    Severity.WARNING,
)
SAVED_WITHOUT_SPREADS = FaultKind(
    "BG-161",
    "database saved in another form",
    "Draws need the spreads of all exchanges, which are saved since form 2.",
    "Import the package again.",
)
NO_FIGURE_TO_DRAW = FaultKind(
    "BG-162",
    "process that cannot be drawn",
    "A process is drawn where it is in the database and has a figure.",
    "Name a process that `cradlegate library find` lists with a figure.",
)
DAMAGED_ARRAYS = FaultKind(
    "BG-163",
    "saved arrays that do not fit together",
    "The arrays of a saved database are as they were written.",
    "Import the package again.",
)
DRAWS_WITHOUT_FIGURE = FaultKind(
    "BG-164",
    "draws without a figure",
    "Going round a loop of processes, less is taken than is made, in every draw.",
    "Look at the widest spreads in the loops; such draws enter no mean and no interval.",
    Severity.WARNING,
)

KNOWN_ROUGHLY = FaultKind(
    "BG-184",
    "figures that are known only roughly",
    "The rounding of a few figures cannot change a result by more than a millionth of itself.",
    "Look at loops of which almost nothing leaves; the report of a process says how far it can be "
    "off.",
    Severity.WARNING,
)
TURNED_NEED = FaultKind(
    "BG-185",
    "needs with side and sign turned",
    "What a process needs is an input of a product or an output of waste; what it gives off beside "
    "its reference is not below 0.",
    "Look whether the process needs them: they are not linked and count for nothing. Turn side and "
    "sign at their source.",
    Severity.WARNING,
)
OTHER_SIDE = FaultKind(
    "BG-186",
    "greenhouse gases on the other side",
    "A gas counts where it leaves a process, and uptake where it is taken in.",
    "Look whether they are emissions or uptake: they count for nothing.",
    Severity.WARNING,
)
NEGATIVE_GAS = FaultKind(
    "BG-187",
    "greenhouse gases in negative amounts",
    "What is emitted or taken up is not below 0.",
    "Look whether they are uptake or storage: they count as stated, and lower the result.",
    Severity.WARNING,
)

FAULT_KINDS = (
    FEEDS_ON_ITSELF,
    NOT_SCALABLE,
    UNKNOWN_SUPPLIER,
    NO_SUCH_SET,
    BAD_SPREAD,
    SAVED_WITHOUT_SPREADS,
    NO_FIGURE_TO_DRAW,
    DAMAGED_ARRAYS,
    DRAWS_WITHOUT_FIGURE,
    KNOWN_ROUGHLY,
    TURNED_NEED,
    OTHER_SIDE,
    NEGATIVE_GAS,
)
"""Every kind, in the order of the codes."""
