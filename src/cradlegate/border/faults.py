"""Every kind of fault that shipments and their documents can show (BD-0nn)."""

from cradlegate.core.fault import FaultKind, Severity

_WARNING = Severity.WARNING

NO_SHIPMENT = FaultKind(
    "BD-001",
    "no machine that can be shipped",
    "A shipment has a table of machines, shipments.csv or a sheet of that name, with one row each.",
    "Add the row, or mend the faults named beside this one.",
)
NO_SUCH_CONSIGNMENT = FaultKind(
    "BD-002",
    "a consignment that is not there, or one of several",
    "One consignment is judged at a time.",
    "Name it with --consignment.",
)
ROWS_DISAGREE = FaultKind(
    "BD-003",
    "rows of one consignment that disagree",
    "Machines of one consignment share its route, dates, parties and procedure.",
    "Correct the row, or give it a consignment of its own.",
)
IMPOSSIBLE_DATES = FaultKind(
    "BD-004",
    "dates that cannot be",
    "A machine is built before it leaves and leaves before it arrives; validity ends after it "
    "begins.",
    "Correct the date.",
)
SERIALS_DO_NOT_COUNT = FaultKind(
    "BD-005",
    "serial numbers that do not fit the quantity",
    "Where serial numbers are given there is one for each machine, and each stands once.",
    "List every serial number once, or correct the quantity.",
)
NO_SUCH_FILE = FaultKind(
    "BD-006",
    "a document whose file is not there",
    "The column `file` names a file below the folder `documents`.",
    "Add the file, or empty the cell.",
)
OTHER_DIGEST = FaultKind(
    "BD-007",
    "a document with another digest",
    "The digest in the table is that of the file.",
    "Find out who changed the file, and take it from its issuer again.",
)
COVERS_OTHERS = FaultKind(
    "BD-008",
    "a document that covers other machines",
    "A document speaks for the machines that it names, by consignment, serial number, model or "
    "series.",
    "Check the serial numbers on both sides, or ask for a document of this machine.",
    _WARNING,
)
NOT_SOUND = FaultKind(
    "BD-009",
    "a signed document that does not hold",
    "A dossier counts when none of its checks fails.",
    "Ask its builder for the file as it was sealed.",
    _WARNING,
)
SAYS_OTHERWISE = FaultKind(
    "BD-010",
    "a row that says otherwise than its document",
    "Where a signed document says something, it counts, and the row says the same.",
    "Correct the row, or check which document belongs to it.",
    _WARNING,
)
NOTHING_TO_SHOW = FaultKind(
    "BD-011",
    "a received document that nobody can show",
    "A document that was received has a number or a file.",
    "Enter its number, or add the file.",
    _WARNING,
)
NO_SUCH_READING = FaultKind(
    "BD-012",
    "a decision on a reading that is none",
    "A decision to ship accepts one of the answers that an open question of a pack can have.",
    "Take pack, question and answer from `cradlegate regime questions`.",
)
NO_SUCH_STAGE = FaultKind(
    "BD-013",
    "a word that is not in the list",
    "Stages and totals of a document have the names of the reference page on shipments.",
    "Correct the word.",
)
NOT_TO_BE_WANTED = FaultKind(
    "BD-014",
    "something wanted that is not there",
    "What closes no way counts where it is wanted: facilitation, recommended, a regime or one "
    "provision.",
    "Take the id from `cradlegate regime show`.",
)
FORMULA = FaultKind(
    "BD-015",
    "a formula in the place of a value",
    "Cells hold values; a text that begins with = is a formula that nobody has worked out.",
    "Write the value, or leave out the sign.",
)
NO_SUCH_EDITION = FaultKind(
    "BD-016",
    "an edition of the Harmonized System that is none",
    "Editions are those of 1988, 1992, 1996, 2002, 2007, 2012, 2017, 2022 and 2028.",
    "Find out of which edition the code is, and write its year.",
)
CAME_LATER = FaultKind(
    "BD-017",
    "papers of days after the day for which you ask",
    "What came, was confirmed or was decided later was not known then, and is left out.",
    "Ask for a later day, or correct the date.",
    _WARNING,
)
CONFIRMED_BY_NOBODY = FaultKind(
    "BD-215",
    "a checked document that nobody has confirmed",
    "The dates of a checked document count when who confirmed it, when and how are stated.",
    "Confirm it with the issuer, and enter who, when and how.",
    _WARNING,
)
STATEMENT_NOT_SOUND = FaultKind(
    "BD-216",
    "a signed statement that does not hold",
    "A statement counts when its signature fits, its signer is the maker it names, and its days "
    "include this one.",
    "Ask the maker for the file as it was signed; see `cradlegate statement check`.",
    _WARNING,
)
NO_SUCH_SUBHEADING = FaultKind(
    "BD-230",
    "a commodity code that its edition does not have",
    "The first six digits of a code are a subheading of the edition named beside it; machine tools "
    "of 2022, headings 8456 to 8466, are looked up.",
    "Take the code of that edition, or name the edition that the code is of.",
)
NOTHING_IN_FILE = FaultKind(
    "BD-232",
    "a file without anything in it",
    "A table that a command names has a heading at least; without one, nothing would be read and "
    "nothing said.",
    "Name the file that is meant, or export it again.",
)
