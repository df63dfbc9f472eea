"""Cover sheets of a declaration, for both readings of who issues the statement.

Whether the body issues it or verifies the maker's is the open question `cf_issued_by` (S0-6, S1-6).
A cover says only what a document says, which it names by digest; the rest is left to be written by
hand.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from cradlegate.core.grade import LawGrade
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.reports.report import (
    Answer,
    Bounds,
    Column,
    Cover,
    Figure,
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
) -> Report:
    """Draw a cover sheet.

    Args:
        issuer: the reading that it serves.
        opinion: on this declaration, if there is one.
        annexed: digests of the files that go with it, by name.
    """
    declared = read.declaration
    view = declared.headline
    figure = Figure(view.total.kgco2e, "kg CO2e", bounds=Bounds(view.low, view.high))
    unit = declared.blocks.declared_unit
    documents = tuple(_list_documents(read, opinion, annexed))
    return Report(
        title=_TITLES[issuer].format(model=declared.machine.model),
        kind="cover",
        answer=Answer(_SAYS[issuer], figure, f"{view.view}, per {unit.unit}, by the declaration"),
        tables=(_tabulate_documents(documents), _tabulate_hand(issuer)),
        notes=tuple(_list_notes()),
        provenance=documents,
        disclaimer=DISCLAIMER,
        sections=tuple(_list_sections(issuer)),
        cover=Cover(
            identity=tuple(_list_identity(read)),
            seal_title="What the documents say of signature and verification",
            seal=tuple(_list_seal(read, opinion)),
            reference=declared.id,
            digest=read.digest,
        ),
    )


def _list_identity(read: DeclarationDocument) -> Iterator[tuple[str, str]]:
    machine, maker = read.declaration.machine, read.declaration.maker
    yield "Maker", f"{maker.name} ({maker.country})"
    yield "Machine", f"{machine.model}, {machine.kind.replace('_', ' ')}"
    yield "Serial numbers", ", ".join(machine.serials) or f"none named; declared for {_scope(read)}"
    yield "Works", "; ".join(f"{one.name} ({one.country})" for one in machine.works)
    yield "Declaration issued", read.declaration.issued.isoformat()


def _scope(read: DeclarationDocument) -> str:
    return read.declaration.machine.declared_for.replace("_", " ")


def _list_seal(read: DeclarationDocument, opinion: OpinionDocument | None) -> Iterator[str]:
    proofs = [proof for proof in read.proofs if isinstance(proof, dict)]
    if not proofs:
        yield "The declaration carries no signature."
    for proof in proofs:
        method = str(proof.get("verificationMethod", "?")).rpartition("#")[2]
        day = str(proof.get("created", "?"))[:10]
        yield f"The declaration states a signature of {day}, key {method}."
    if opinion is None:
        yield "No opinion is annexed: no document here says that anybody verified the declaration."
        return
    said = opinion.opinion
    yield (
        f"The opinion says {said.type}; it names {said.body.name} ({said.body.country}), "
        f"{said.body.standard}, number {said.body.body_no}, accredited by "
        f"{said.body.accreditation_body}; issued {said.issued}."
    )
    if not opinion.proofs:
        yield "The opinion carries no signature."
    yield "Signatures and accreditation were not checked here: cradlegate dossier verify does."


def _list_sections(issuer: Issuer) -> Iterator[Section]:
    asked = (
        "Reported rules ask for a statement issued by a verification body. Whether the body must "
        "issue it, or may verify the maker's, nobody has answered (cf_issued_by)."
    )
    served = f"This cover serves the reading {_ANSWERS[issuer]}, and decides nothing."
    yield Section("reading", "Which reading this cover serves", (asked, served))
    yield Section(
        "documents",
        "Documents that belong to this cover",
        ("Compare the digests; a document with another digest does not belong here.",),
    )
    yield Section("hand", "To be written by hand")
    yield Section(Part.HOW_SURE, "How sure")


def _list_documents(
    read: DeclarationDocument, opinion: OpinionDocument | None, annexed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    yield "declaration", read.digest
    if opinion is not None:
        yield "opinion", opinion.digest
    yield from annexed.items()


def _tabulate_documents(documents: Iterable[tuple[str, str]]) -> Table:
    columns = (Column("document", "document"), Column("digest", "digest, in two halves"))
    rows = tuple((Text(name), Text(_halve(digest))) for name, digest in documents)
    note = (
        "Digests of declaration and opinion are those of their canonical form without signatures; "
        "those of pages are of their files."
    )
    return Table("documents", "Documents", columns, rows, part="documents", note=note)


def _halve(digest: str) -> str:
    """Write a digest so that a narrow page breaks it in the middle and cuts nothing off."""
    return f"{digest[:_HALF]} {digest[_HALF:]}"


def _tabulate_hand(issuer: Issuer) -> Table:
    columns = (Column("field", "what"), Column("hand", "by hand"))
    rows = tuple((Text(name), Text(BLANK_LINE)) for name in _BY_HAND[issuer])
    return Table("hand", "By hand", columns, rows, part="hand")


def _list_notes() -> Iterator[Note]:
    yield Note(
        "The rules that ask for such a statement are reported by trade press, not confirmed in an "
        "official text.",
        Grade(LawGrade.REPORTED),
    )
    yield Note(
        "A cover is no proof of the day, the body or the stamp on it; a paper counts once somebody "
        "has confirmed it with its issuer."
    )
