"""The numbered checks that a dossier goes through, each with the clause it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from cradlegate.core.outcome import Outcome


class CheckId(StrEnum):
    """Stable ids, in the order in which they are judged; numbers count from 1."""

    ARCHIVE = "archive"
    MANIFEST = "manifest"
    MEMBERS = "members"
    SEAL = "seal"
    BUILDER = "builder"
    DECLARATION = "declaration"
    SUBJECT = "subject"
    SIGNATURE = "signature"
    SIGNER = "signer"
    TRUST_LIST = "trust-list"
    CASE = "case"
    SOURCES = "sources"
    FIGURES = "figures"
    RECOMPUTATION = "recomputation"
    RENDERINGS = "renderings"
    OPINION = "opinion"
    LOG = "log"
    TIME = "time"
    STATUS = "status"
    COMMITMENTS = "commitments"
    PAPERS = "papers"


EXPECTED = {
    CheckId.ARCHIVE: "one archive in sealed form, with nothing beside its members",
    CheckId.MANIFEST: "a manifest of a known form in canonical bytes",
    CheckId.MEMBERS: "every member listed once, with its size and digest",
    CheckId.SEAL: "a builder's signature that fits the manifest and the key it names",
    CheckId.BUILDER: "the builder's key in the reader's trust list, in its window",
    CheckId.DECLARATION: "a declaration with every mandatory block in canonical bytes",
    CheckId.SUBJECT: "the declaration that the manifest names",
    CheckId.SIGNATURE: "a maker's signature that fits the declaration and the key it names",
    CheckId.SIGNER: "the maker's key in the reader's trust list, in its window",
    CheckId.TRUST_LIST: "a trust list as its publisher signed it, valid on the day of the check",
    CheckId.CASE: "the case that the declaration was made from",
    CheckId.SOURCES: "the rows, templates and distances that the declaration was made from",
    CheckId.FIGURES: "lines that add up to the signed figures",
    CheckId.RECOMPUTATION: "the signed figures once more, from case and sources",
    CheckId.RENDERINGS: "pages that say what the declaration says",
    CheckId.OPINION: "the opinion of an accredited body on this declaration",
    CheckId.LOG: "a leaf of each signed document under a checkpoint of a log that the reader knows",
    CheckId.TIME: "a time stamp over the checkpoint by an authority that the reader believes",
    CheckId.STATUS: "status lists of those who signed in which nothing is set, valid on the day",
    CheckId.COMMITMENTS: "commitments and opened lines that lead to the signed root",
    CheckId.PAPERS: "papers with the recorded scan, and who confirmed each with its issuer",
}

CLAUSES = {
    CheckId.ARCHIVE: "house rule: sealed form",
    CheckId.MANIFEST: "RFC 8259; RFC 8785",
    CheckId.MEMBERS: "FIPS 180-4, SHA-256",
    CheckId.SEAL: "W3C EdDSA Cryptosuites, eddsa-jcs-2022; RFC 8032",
    CheckId.BUILDER: "house rule: keys are believed by trust list alone",
    CheckId.DECLARATION: "ISO 14067:2018, 7.3; ISO/TR 24122 as reported (S3-20)",
    CheckId.SUBJECT: "FIPS 180-4, SHA-256; RFC 8785",
    CheckId.SIGNATURE: "W3C EdDSA Cryptosuites, eddsa-jcs-2022; RFC 8032",
    CheckId.SIGNER: "house rule: keys are believed by trust list alone",
    CheckId.TRUST_LIST: "house rule: a list is chosen by its reader",
    CheckId.CASE: "FIPS 180-4, SHA-256; RFC 8785",
    CheckId.SOURCES: "FIPS 180-4, SHA-256; RFC 8785",
    CheckId.FIGURES: "method 17",
    CheckId.RECOMPUTATION: "method 17",
    CheckId.RENDERINGS: "house rule: one document, many renderings (X-3)",
    CheckId.OPINION: "reported: a verified declaration (S0-9, S1-6, S2-3)",
    CheckId.LOG: "RFC 6962, 2.1.1; C2SP tlog-proof v1.0.0, signed-note v1.0.0",
    CheckId.TIME: "RFC 3161, 2.4.2",
    CheckId.STATUS: "W3C Bitstring Status List v1.0",
    CheckId.COMMITMENTS: "RFC 6962, 2.1; FIPS 180-4, SHA-256",
    CheckId.PAPERS: "FIPS 180-4, SHA-256; house rule: a paper proves neither signer nor day",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One check and what it gave.

    Args:
        found: what was found, in words.
    """

    id: CheckId
    outcome: Outcome
    found: str

    @property
    def number(self) -> int:
        """Its place among the checks, from 1."""
        return list(CheckId).index(self.id) + 1

    @property
    def clause(self) -> str:
        """What it rests on."""
        return CLAUSES[self.id]

    @property
    def expected(self) -> str:
        """What a good dossier has."""
        return EXPECTED[self.id]
