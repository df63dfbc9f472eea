"""Every kind of fault that a pack, its facts or a decision can show (RG-0nn)."""

from cradlegate.core.fault import FaultKind

NOT_YAML = FaultKind(
    "RG-001",
    "a pack that is no YAML",
    "A pack is one UTF-8 YAML file of at most 2 MB, without names that stand twice.",
    "Correct the file at the place that is named.",
)
AGAINST_SCHEMA = FaultKind(
    "RG-002",
    "a pack of another form",
    "A pack has exactly the fields of its published schema, pack.schema.json.",
    "Correct the field that is named.",
)
BAD_EXPRESSION = FaultKind(
    "RG-003",
    "an expression that cannot be read",
    "Expressions are facts, open questions, parameters and values joined by the signs of the "
    "reference page on packs.",
    "Correct the expression at the character that is named.",
)
UNKNOWN_NAME = FaultKind(
    "RG-004",
    "a name that stands for nothing",
    "Expressions name facts of the vocabulary, and questions, parameters and tables of their pack.",
    "Take a name from `cradlegate regime show`, or add what it stands for.",
)
WRONG_TYPE = FaultKind(
    "RG-005",
    "a value of the wrong kind",
    "Texts, numbers, dates, lists and yes or no are each compared with their own kind.",
    "Compare it with a value of its kind.",
)
IMPOSSIBLE_VALUE = FaultKind(
    "RG-006",
    "a comparison that can never hold",
    "A fact with a list of possible values is compared with one of them.",
    "Write one of the possible values.",
)
OTHER_SUBJECT = FaultKind(
    "RG-007",
    "a fact of another subject",
    "A provision about a machine knows its facts and those of the consignment; those of documents "
    "are known to provisions `of` a document.",
    "Add `of`, or ask another fact.",
)
NO_SOURCE = FaultKind(
    "RG-008",
    "a pack or provision without a source",
    "Every provision cites a source of its pack; only house rules rest on nothing but themselves.",
    "Cite a source with its paragraph, or give it the voice `house`.",
)
RAISED_VOICE = FaultKind(
    "RG-009",
    "a duty made of advice",
    "Only what an instrument says, or is reported to say, can be mandatory or contractual.",
    "Lower the modality to recommended, or cite what binds.",
)
EXCLUSIONS_IN_CONFLICT = FaultKind(
    "RG-010",
    "two exclusions in conflict",
    "Two exclusions from one provision that differ in effect are ordered: one overrides the other.",
    "Let the narrower one name the other under `overrides`.",
)
UNKNOWN_REFERENCE = FaultKind(
    "RG-011",
    "a reference to what the pack does not hold",
    "Provisions, documents, sources, questions and cases name each other by id.",
    "Correct the id, or add what it names.",
)
TWICE = FaultKind(
    "RG-012",
    "an id that stands twice",
    "An id names one thing of its pack.",
    "Rename one of them.",
)
REVERSED_DATES = FaultKind(
    "RG-013",
    "dates that cannot be",
    "What is in force begins before it ends; what was published was signed before.",
    "Correct the dates.",
)
TOO_MANY_READINGS = FaultKind(
    "RG-014",
    "too many readings",
    "One provision rests on at most 4,096 combinations of answers.",
    "Cut the provision, or let one question cover what always goes together.",
)
CASE_FAILED = FaultKind(
    "RG-015",
    "a case with another outcome",
    "Every case of a pack gives the outcome that it expects.",
    "Correct the provision, or the expectation with its source.",
)
UNTESTED = FaultKind(
    "RG-016",
    "a provision without a case",
    "Every provision has cases that are met, not met and undetermined by each cause it can have, "
    "and the pack one on the day before it is in force and one on the first day.",
    "Add the cases that are named.",
)
NO_SUCH_PACK = FaultKind(
    "RG-017",
    "a pack that is not there",
    "Packs are named by their id.",
    "See `cradlegate regime list`.",
)
NOT_AN_ANSWER = FaultKind(
    "RG-018",
    "an answer that the question does not have",
    "An answer is one of those that the question lists, and cites where it was given.",
    "Choose one of them, or write a new version of the question.",
)
FACT_OUTSIDE_VOCABULARY = FaultKind(
    "RG-019",
    "a fact outside the vocabulary",
    "Facts have names, kinds and values of the vocabulary.",
    "Correct the name or the value.",
)
NOT_A_DECISION = FaultKind(
    "RG-020",
    "a decision that cannot be read",
    "A decision is canonical JSON of the form urn:cradlegate:decision:1 whose digest fits it.",
    "Take the file as it was written.",
)
OTHER_PACK = FaultKind(
    "RG-021",
    "an amendment of another pack",
    "An amendment names the pack that it amends, and that pack is given with it.",
    "Give the pack too, or correct `amends`.",
)
NEVER_APPLIES = FaultKind(
    "RG-022",
    "a pack that never applies",
    "A pack has a provision of kind `applies` that says where it does.",
    "Add the provision, with the words that it rests on.",
)
NO_SUCH_DAYS = FaultKind(
    "RG-023",
    "days that cannot be read",
    "Days are written 2026, 2026-07, 2026-07-01, or two of these joined by a slash, the earlier "
    "first.",
    "Write them in this way, such as 2026-06-30/2026-07-01.",
)
NOTHING_TO_COMPARE = FaultKind(
    "RG-024",
    "no two things to compare",
    "Either two versions of packs are compared, or the law of two days.",
    "Give the file of an earlier version, or --between with two days, and not both.",
)
