"""Cover sheets of a declaration, for both readings of who issues the statement.

Whether the body issues it or verifies the maker's is the open question `cf_issued_by` (S0-6, S1-6).
A cover says only what a document says, which it names by digest; the rest is left to be written by
hand.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from cradlegate.core.grade import LawGrade
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.languages import Language
from cradlegate.reports.declared import results
from cradlegate.reports.declared.document import draw_identity
from cradlegate.reports.declared.results import Say
from cradlegate.reports.display import signs_of
from cradlegate.reports.report import (
    Answer,
    Column,
    Cover,
    Grade,
    Note,
    Part,
    Report,
    Section,
    Table,
    Text,
)
from cradlegate.verification.opinions.document import OpinionDocument

BLANK_LINE = "_" * 28
"""Where somebody writes by hand."""
_HALF = len("sha256:") + 32
DISCLAIMER = (
    "A cover sheet, made by software. It certifies nothing: what counts are the documents that it "
    "names, and the hand and stamp of the body where it asks for them. It is not legal advice."
)


class Issuer(StrEnum):
    """Who issues the statement, by either reading."""

    BODY = "body"
    MAKER = "maker"


_ANSWERS = {Issuer.BODY: "body_issues", Issuer.MAKER: "body_verifies"}
"""Of the question `cf_issued_by` in the packs."""
_TITLES = {
    Issuer.BODY: "Cover of a certificate by a verification body: carbon footprint of {model}",
    Issuer.MAKER: "Cover of the declaration by the maker: carbon footprint of {model}",
}
_SAYS = {
    Issuer.BODY: "To be issued by the body that signs below, with the maker's report annexed",
    Issuer.MAKER: "Declared by the maker; what a body says of it is a document of its own",
}
_BY_HAND = {
    Issuer.BODY: (
        "name of the body",
        "accreditation: number, and who gave it",
        "number of the certificate",
        "what the body confirms, in its own words",
        "day of issue, last day",
        "name and office of the signatory",
        "signature",
        "stamp",
    ),
    Issuer.MAKER: (
        "for the maker: name and office of the signatory",
        "for the maker: day, signature, stamp",
        "for the body, if it countersigns: name and number",
        "for the body: day, signature, stamp",
    ),
}


def draw_cover(
    read: DeclarationDocument,
    issuer: Issuer,
    opinion: OpinionDocument | None,
    annexed: Mapping[str, str],
    language: Language = Language.ENGLISH,
) -> Report:
    """Draw a cover sheet.

    Args:
        issuer: the reading that it serves.
        opinion: on this declaration, if there is one.
        annexed: digests of the files that go with it, by name.

    Raises:
        FaultsError: an opinion on another declaration (RP-011).
    """
    declared, say = read.declaration, signs_of(language).say
    documents = tuple(_list_documents(read, opinion, annexed, say))
    view = results.describe_view(declared, declared.results.headline, say)
    return Report(
        title=say(_TITLES[issuer]).format(model=declared.machine.model),
        kind="cover",
        answer=Answer(
            say(_SAYS[issuer]),
            results.state_headline(declared),
            f"{view}; {say('95 % interval, biogenic uptake left out')}",
        ),
        tables=(_tabulate_documents(documents, say), _tabulate_hand(issuer, say)),
        notes=tuple(_list_notes(say)),
        provenance=documents,
        disclaimer=say(DISCLAIMER),
        sections=tuple(_list_sections(issuer, say)),
        language=language,
        cover=_draw_cover(read, opinion, language),
    )


def _draw_cover(
    read: DeclarationDocument, opinion: OpinionDocument | None, language: Language
) -> Cover:
    signs = signs_of(language)
    cover = draw_identity(read, opinion, signs)
    if opinion is None:
        return cover
    body = opinion.opinion.body
    accredited = signs.say(
        "The opinion names {standard} and the number {number}, accredited by {accreditation}."
    ).format(standard=body.standard, number=body.body_no, accreditation=body.accreditation_body)
    return replace(cover, seal=(*cover.seal, accredited))


def _list_sections(issuer: Issuer, say: Say) -> Iterator[Section]:
    asked = say(
        "Reported rules ask for a statement issued by a verification body. Whether the body must "
        "issue it, or may verify the maker's, nobody has answered (cf_issued_by)."
    )
    served = say("This cover serves the reading {reading}, and decides nothing.")
    yield Section(
        "reading",
        say("Which reading this cover serves"),
        (asked, served.format(reading=_ANSWERS[issuer])),
    )
    compared = say("Compare the digests; a document with another digest does not belong here.")
    yield Section("documents", say("Documents that belong to this cover"), (compared,))
    yield Section("hand", say("To be written by hand"))
    yield Section(Part.HOW_SURE, say("How sure"))


def _list_documents(
    read: DeclarationDocument,
    opinion: OpinionDocument | None,
    annexed: Mapping[str, str],
    say: Say,
) -> Iterator[tuple[str, str]]:
    yield say("declaration"), read.digest
    if opinion is not None:
        yield say("opinion"), opinion.digest
    yield from annexed.items()


def _tabulate_documents(documents: Iterable[tuple[str, str]], say: Say) -> Table:
    columns = (
        Column("document", say("document")),
        Column("digest", say("digest, in two halves")),
    )
    rows = tuple((Text(name), Text(_halve(digest))) for name, digest in documents)
    note = say(
        "Digests of declaration and opinion are those of their canonical form without signatures; "
        "those of pages are of their files."
    )
    return Table("documents", say("Documents"), columns, rows, part="documents", note=note)


def _halve(digest: str) -> str:
    """Write a digest so that a narrow page breaks it in the middle and cuts nothing off."""
    return f"{digest[:_HALF]} {digest[_HALF:]}"


def _tabulate_hand(issuer: Issuer, say: Say) -> Table:
    columns = (Column("field", say("what")), Column("hand", say("by hand")))
    rows = tuple((Text(say(field)), Text(BLANK_LINE)) for field in _BY_HAND[issuer])
    return Table("hand", say("To be written by hand"), columns, rows, part="hand")


def _list_notes(say: Say) -> Iterator[Note]:
    yield Note(
        say(
            "The rules that ask for such a declaration are reported by trade press, not confirmed "
            "in an official text."
        ),
        Grade(LawGrade.REPORTED),
    )
    yield Note(
        say(
            "A cover is no proof of the day, the body or the stamp on it; a paper counts once "
            "somebody has confirmed it with its issuer."
        )
    )
