"""Every kind of fault that the linter of claims can find in free text."""

from cradlegate.core.fault import FaultKind, Severity

GENERIC_CLAIM = FaultKind(
    "DC-101",
    "a general claim that names no declaration",
    "A claim names the declaration that quantifies it; a number is not enough (S3-21).",
    "Name the digest (sha256: and 64 digits) in the same sentence, or state the figure alone.",
)
OTHER_DECLARATION = FaultKind(
    "DC-102",
    "a claim that names another declaration",
    "The digest beside a claim is that of the declaration it stands in or beside (house rule).",
    "Name the digest of this declaration, or move the claim to the other one.",
)
NEUTRALITY_CLAIM = FaultKind(
    "DC-103",
    "neutrality, zero or offsetting claimed",
    "Offsetting is outside ISO 14067:2018 (1), and a footprint is no balance of zero (house rule).",
    "State the figure with unit, boundary and interval; leave out neutrality, zero and offsets.",
)
VERDICT_CLAIM = FaultKind(
    "DC-104",
    "a verdict in the maker's own words",
    "A declaration states figures; a body or an authority says what is met (house rule).",
    "Name the method that was used, or say by which body and in which document it was certified.",
)
ENDORSEMENT_CLAIM = FaultKind(
    "DC-105",
    "an endorsement claimed",
    "A claimed endorsement is never printed as a fact (S3-4).",
    "Leave it out; name the document and where it can be read.",
)
COMPARISON_CLAIM = FaultKind(
    "DC-106",
    "a comparison without two declarations",
    "A comparison needs two declarations of the same rules (ISO 14067, Annex B; house rule).",
    "Name the digests of both declarations in the sentence, or leave the comparison out.",
    Severity.WARNING,
)
