"""Kinds of fault that the package of a database can show before it is read."""

from cradlegate.core.fault import FaultKind

NO_PACKAGE = FaultKind(
    "BG-140",
    "database that is neither zip nor folder",
    "A database comes as a zip archive or as a folder of its files.",
    "Unpack it, and import the folder.",
)
DAMAGED_PACKAGE = FaultKind(
    "BG-141",
    "database archive that cannot be opened",
    "Archives are whole, and packed in a way that every program can unpack.",
    "Download the archive again, or unpack it and import the folder.",
)
PACKAGE_TOO_LARGE = FaultKind(
    "BG-142",
    "database too large",
    "An archive has at most 300 MB, 300,000 files, 2 GB unpacked and 200 times its own size.",
    "Export the processes that are needed with what they refer to.",
)
UNSAFE_MEMBER = FaultKind(
    "BG-143",
    "database file with an unsafe name",
    "Names are relative, without drives and without `..`.",
    "Do not unpack the archive; download it again from its publisher.",
)
SPECIAL_MEMBER = FaultKind(
    "BG-144",
    "database file that is none",
    "Archives hold plain files and folders: no links and no devices.",
    "Do not unpack the archive; download it again from its publisher.",
)
MEMBER_TWICE = FaultKind(
    "BG-145",
    "file twice in a database archive",
    "Every name stands once, so that every program reads the same file.",
    "Download the archive again, or pack it anew.",
)
ENCRYPTED_PACKAGE = FaultKind(
    "BG-146",
    "encrypted database archive",
    "Archives are read without a password.",
    "Unpack it with its password, and import the folder.",
)
UNKNOWN_FORMAT = FaultKind(
    "BG-147",
    "no database in a known format",
    "Databases are read in openLCA JSON-LD, ILCD 1.1, ecoSpold 2 and factor CSV, told by content.",
    "Export the database in one of these formats; unpack archives that lie inside the archive.",
)
SEVERAL_FORMATS = FaultKind(
    "BG-148",
    "database in several formats at once",
    "One package holds one database in one format.",
    "Import the parts one by one.",
)

FAULT_KINDS = (
    NO_PACKAGE,
    DAMAGED_PACKAGE,
    PACKAGE_TOO_LARGE,
    UNSAFE_MEMBER,
    SPECIAL_MEMBER,
    MEMBER_TWICE,
    ENCRYPTED_PACKAGE,
    UNKNOWN_FORMAT,
    SEVERAL_FORMATS,
)
"""Every kind, in the order of the codes."""
