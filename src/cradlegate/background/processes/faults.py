"""Every kind of fault that naming and linking imported databases can show."""

from cradlegate.core.fault import FaultKind, Severity

NO_DATABASE = FaultKind(
    "BG-170",
    "database that is not there",
    "A database is named by its name, or by the first digits of its id, as `library list` has it.",
    "Import it with `cradlegate library import`, or correct the name.",
)
SEVERAL_DATABASES = FaultKind(
    "BG-171",
    "name of several databases",
    "A name stands for one database.",
    "Name it by the first digits of its id.",
)
NO_PROCESS = FaultKind(
    "BG-172",
    "process that is not there",
    "A process is named by its id, or by the first digits of it, after the name of its database.",
    "Find its id with `cradlegate library search`.",
)
SEVERAL_PROCESSES = FaultKind(
    "BG-173",
    "name of several processes",
    "A name stands for one process of one database.",
    "Write the name of the database before it, or more digits of its id.",
)
NO_FIGURE = FaultKind(
    "BG-174",
    "process without a figure",
    "A process that has no figure is never counted as 0.",
    "Choose another process, or mend the database and import it again.",
)
OTHER_SET = FaultKind(
    "BG-175",
    "databases scored by different factors",
    "A database takes figures of others only where they count by the same set of factors.",
    "Import all of them with the same --factors.",
)
NEEDED_BOTH_WAYS = FaultKind(
    "BG-176",
    "databases that need each other",
    "A database is linked to others that were complete without it.",
    "Put the files of both into one folder, and import that.",
)
NOT_TAKEN = FaultKind(
    "BG-177",
    "database from which nothing was taken",
    "A database is named with --with to supply what another one lacks.",
    "Leave it out, or look at the list of open inputs.",
    Severity.WARNING,
)
SPOILED_FIGURES = FaultKind(
    "BG-178",
    "stored processes that cannot be read",
    "Stored processes are read as they were written.",
    "Take them from the dossier again.",
)
