"""What can be wrong with the archive and the manifest of a dossier (DS-0nn)."""

from cradlegate.core.fault import FaultKind

# The archive as a whole.
NOT_AN_ARCHIVE = FaultKind(
    "DS-001",
    "not a zip archive",
    "A dossier is one zip archive.",
    "Check that this is the file that was sent to you.",
)
DAMAGED = FaultKind(
    "DS-002",
    "a damaged archive",
    "Directory, headers and contents of the archive fit together.",
    "Ask the sender for the file again; it was cut, changed or spoiled on its way.",
)
OTHER_ARCHIVE = FaultKind(
    "DS-003",
    "a zip archive of another kind",
    "A dossier is one file without zip64 records and without parts on other disks.",
    "Ask the builder for the dossier as `cradlegate dossier build` wrote it.",
)
TOO_MANY = FaultKind(
    "DS-004",
    "too many members",
    "A dossier has at most 5,000 members.",
    "Leave out what does not belong to the dossier.",
)
TOO_LARGE = FaultKind(
    "DS-005",
    "too large",
    "A member has at most 100 MB, all members together have at most 200 MB.",
    "Leave out what does not belong to the dossier, or add large evidence by its digest alone.",
)

# Its members.
NAME_TWICE = FaultKind(
    "DS-010",
    "one name twice",
    "Every name stands once, so that every reader reads the same file.",
    "Do not use the archive; ask the sender for the file again.",
)
NAMES_COLLIDE = FaultKind(
    "DS-011",
    "two names for one place",
    "Names differ by more than Unicode form or case, and none is both file and folder.",
    "Rename one of the two and build the dossier again.",
)
UNSAFE_NAME = FaultKind(
    "DS-012",
    "an unsafe name",
    "Names are relative, in Unicode form NFC, of at most 200 bytes in UTF-8, parted by /.",
    "Rename the file and build the dossier again; do not unpack the archive.",
)
SPECIAL_FILE = FaultKind(
    "DS-013",
    "something else than a plain file",
    "Members are plain files: no links, folders, devices or special permissions.",
    "Put the file itself into the dossier.",
)
COMPRESSED = FaultKind(
    "DS-014",
    "a compressed member",
    "A dossier stores its members as they are, so that its bytes are the same everywhere.",
    "Somebody packed it again; ask for the dossier as `cradlegate dossier build` wrote it.",
)
ENCRYPTED = FaultKind(
    "DS-015",
    "an encrypted member",
    "Anybody can read a dossier.",
    "Ask the sender for the dossier without a password.",
)
OVERLAPPING = FaultKind(
    "DS-016",
    "members that share bytes",
    "Every byte of the archive belongs to one member at most.",
    "Do not unpack the archive: this is how zip bombs are made.",
)
TWO_ACCOUNTS = FaultKind(
    "DS-017",
    "two accounts of one member",
    "The header of a member says what the directory says, so that every reader reads the same.",
    "Do not use the archive; ask the sender for the file again.",
)

# The manifest.
BROKEN_MANIFEST = FaultKind(
    "DS-020",
    "a manifest that cannot be read",
    "The manifest is JSON as in RFC 8259, in UTF-8, of at most 10 MB, with every key once.",
    "Ask the builder for the dossier again.",
)
UNKNOWN_SPEC = FaultKind(
    "DS-021",
    "a manifest of another edition",
    "This program reads dossiers of the edition urn:cradlegate:dossier:1.",
    "Check the dossier with a newer release.",
)
WRONG_FORM = FaultKind(
    "DS-022",
    "a manifest of another form",
    "The manifest has the published form and no other field.",
    "Ask the builder for the dossier again.",
)
OTHER_ID = FaultKind(
    "DS-023",
    "a manifest under the id of another",
    "The id of a manifest is the digest of its subject and its list of files.",
    "Do not rely on the dossier; ask the builder for it again.",
)
BROKEN_STUDY = FaultKind(
    "DS-024",
    "lines of the study that cannot be read",
    "The lines stand as CSV with a figure for every category.",
    "Ask the builder for the dossier again.",
)
NOT_DECLARED = FaultKind(
    "DS-025",
    "a case that is not the one declared",
    "A dossier holds the case, the sources and the figures that its declaration states.",
    "Take the case as it was declared, or declare it again.",
)
NOT_SIGNED = FaultKind(
    "DS-026",
    "a declaration without a signature that fits",
    "A dossier is built around a declaration as its maker signed it.",
    "Sign it with `cradlegate declaration sign`.",
)
NO_SUCH_MEMBER = FaultKind(
    "DS-027",
    "a member that every dossier has",
    "A dossier holds manifest, declaration, case, sources and lines.",
    "Ask the builder for the dossier again.",
)
STRAY_LOG_PROOF = FaultKind(
    "DS-028",
    "a log proof of something else",
    "A log proof in a dossier is about its declaration or its opinion, as they stand there.",
    "Prove the signed declaration.json or the opinion: `cradlegate log prove FILE --out FOLDER`.",
)
BROKEN_LOG_PROOF = FaultKind(
    "DS-029",
    "a log proof that does not hold",
    "A folder holds leaf.json and leaf.tlog-proof, and the path leads from the one to the root.",
    "Write it again with `cradlegate log prove`.",
)
LOG_PROOF_TWICE = FaultKind(
    "DS-030",
    "two log proofs of one document",
    "A document stands in a dossier with one proof.",
    "Leave one out; the earlier stamp proves more.",
)
STRAY_STAMP = FaultKind(
    "DS-031",
    "a time stamp that is not over this checkpoint",
    "leaf.tsr is the granted answer of a time stamping authority, over the checkpoint beside it.",
    "Take the answer in with `cradlegate log stamp`, and write the proof again.",
)
STRAY_STATUS_LIST = FaultKind(
    "DS-032",
    "a status list that nothing names",
    "A dossier encloses the status list that its opinion names, and no other.",
    "Leave it out, or enclose the list whose id stands in the opinion.",
)
UNSIGNED_STATUS_LIST = FaultKind(
    "DS-033",
    "a status list without a signature that fits",
    "A status list is enclosed as its issuer signed it.",
    "Get it again from whoever publishes it.",
)
OTHER_KEEPER = FaultKind(
    "DS-034",
    "a status list of somebody else",
    "The body that gave the opinion keeps the list in which it can be revoked.",
    "Get the list of the body; tell it what this one calls itself.",
)

NOT_COMMITTED = FaultKind(
    "DS-035",
    "a declaration that commits to no lines",
    "Lines are kept back or opened where the declaration carries the root of their commitments.",
    "Declare with --commit-lines and --secret, and sign that declaration.",
)
OTHER_CASE_SECRET = FaultKind(
    "DS-036",
    "lines and a secret that do not give the signed root",
    "Case and secret are those with which the declaration was made.",
    "Take the case as it was declared, and the secret that was used then.",
)
NO_CASE_SECRET = FaultKind(
    "DS-037",
    "a committed declaration without the secret of its case",
    "The commitments of the lines are enclosed, and the secret of the case gives them.",
    "Name the secret with --secret.",
)
BROKEN_COMMITMENTS = FaultKind(
    "DS-038",
    "a list of commitments that cannot be read",
    "The commitments stand as strict JSON of a known form, 64 hexadecimal digits a line.",
    "Ask the builder for the dossier again.",
)
BROKEN_OPENING = FaultKind(
    "DS-039",
    "an opening that cannot be read",
    "An opening is strict JSON of the form urn:cradlegate:opening:1.",
    "Ask the maker for the opening as `cradlegate dossier open` wrote it.",
)
NO_SUCH_LINE = FaultKind(
    "DS-040",
    "no line of that id",
    "A line of the bill is opened by its id.",
    "Take an id out of bom.csv; for a position take the line at that place.",
)
CASE_KEPT_BACK = FaultKind(
    "DS-041",
    "a dossier whose maker keeps the case",
    "Who opens a line or computes again holds the lines.",
    "Name the case with --case.",
)
CASE_INSIDE = FaultKind(
    "DS-042",
    "a second case",
    "A dossier that holds its case is judged by that one.",
    "Leave out --case.",
)
STRAY_REGISTER = FaultKind(
    "DS-043",
    "a register that no opinion names",
    "A dossier encloses snapshots of the register in which the body of its opinion stands.",
    "Leave it out, or enclose the register whose id stands in the opinion.",
)
NO_PAPER_SHEET = FaultKind(
    "DS-044",
    "no record of a paper, or one that leaves something out",
    "The record of a paper is YAML with kind, issuer and digest of the scan, and who confirmed it "
    "with its issuer, when and how.",
    "Fill in what is named; the page on dossiers shows a record.",
)
NO_SCAN_DIGEST = FaultKind(
    "DS-045",
    "a paper without scan and without digest",
    "A paper is told from others by the digest of its scan.",
    "Name the file of the scan, or write its digest.",
)
OTHER_SCAN = FaultKind(
    "DS-046",
    "a scan that is not the one recorded",
    "The scan has the digest that its record states.",
    "Take the scan that was confirmed; a new one is confirmed anew.",
)
BROKEN_PAPER = FaultKind(
    "DS-047",
    "a record of a paper in a dossier that cannot be read",
    "Records stand as strict JSON of the form urn:cradlegate:paper:1.",
    "Ask the builder for the dossier again.",
)
NO_SUCH_COUNTRY = FaultKind(
    "DS-048",
    "a destination that is no country",
    "A destination is a code of ISO 3166-1 in two letters.",
    "Write it as VN.",
)

SEALED_BEFORE = FaultKind(
    "DS-049",
    "a dossier sealed before what it holds",
    "A dossier is sealed on the day of its declaration and opinion, or later.",
    "Seal it with a later `--at`, or with none.",
)

FAULT_KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FaultKind))
"""Every kind of this file, in the order of their codes."""
