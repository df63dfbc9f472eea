"""Every kind of fault of work that runs in pieces (ST-020 to ST-027)."""

from cradlegate.core.fault import FaultKind, Severity

PIECE_LOST = FaultKind(
    "ST-020",
    "a piece of work that ends its worker",
    "A worker that is gone costs its piece only, and the piece runs again, a few times.",
    "Look whether memory runs out; use fewer workers, or fewer draws.",
)
STOPPED = FaultKind(
    "ST-021",
    "a run that was stopped",
    "A run that is stopped writes no result.",
    "Run it again; with --resume DIR it goes on where it was.",
)
KEPT_UNUSABLE = FaultKind(
    "ST-022",
    "a kept result that cannot be used",
    "A kept result is used only where it is whole and of the same piece, data and version.",
    "None is needed: it was worked out again. Find out what changed the file.",
    Severity.WARNING,
)
NOT_KEPT = FaultKind(
    "ST-023",
    "a folder that keeps no results",
    "The folder of --resume can be made, read and written.",
    "Name another folder, or make room in it.",
)
NO_EXTRA = FaultKind(
    "ST-024",
    "a cluster without the extra for it",
    "Working in a Dask cluster takes the extra cluster.",
    "Install cradlegate[cluster], or work here with --workers.",
)
NOT_REACHED = FaultKind(
    "ST-025",
    "a cluster that cannot be reached",
    "A Dask scheduler answers at the address, and has a worker.",
    "Check the address, such as tcp://127.0.0.1:8786, and that scheduler and workers run.",
)
OTHER_VERSIONS = FaultKind(
    "ST-026",
    "a cluster of other versions",
    "All workers have the versions of this computer, so that figures are the same bit for bit.",
    "Install the same lock file on every worker, and start them anew.",
)
CLUSTER_LOST = FaultKind(
    "ST-027",
    "a cluster that went away",
    "Scheduler and workers stay until the last piece is done.",
    "Start them anew and run again; with --resume DIR what is done stays done.",
)
