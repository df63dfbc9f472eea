"""Which party of a consignment plays a role."""

from collections.abc import Mapping

from cradlegate.border.shipments.consignment import Consignment, Row
from cradlegate.core.blank import Blank
from cradlegate.regimes.vocabulary import Asked

PARTY_COLUMNS: Mapping[Asked, str] = {
    Asked.EXPORTER: "exporter_id",
    Asked.IMPORTER: "importer_id",
    Asked.FORWARDER: "forwarder_id",
    Asked.BROKER: "broker_id",
    Asked.MAKER: "maker_id",
}
"""The column of the table `shipments` that names who plays a role."""
_BODY = "verification_body"


def find_party(consignment: Consignment, role: Asked, about: str) -> str:
    """Find who plays a role, by the row of the machine, or else of the first one.

    Args:
        about: id of the machine or document that somebody is asked about.

    Returns:
        its id; empty where nobody is named.
    """
    document = find_document(consignment, about)
    if role is Asked.VERIFIER:
        return _name(_find_body(document)) if document else ""
    column = PARTY_COLUMNS.get(role)
    machine = _find(consignment.machines, about) or consignment.machines[0]
    return _name(machine.values[column]) if column else ""


def find_author(consignment: Consignment, document_id: str) -> str:
    """Find who issued a document and can say what stands in it."""
    document = find_document(consignment, document_id)
    return _name(document.values["issuer_id"]) if document else ""


def find_document(consignment: Consignment, name: str) -> Row | None:
    """Find the row of a document."""
    return _find(consignment.documents or (), name)


def _find_body(document: Row) -> object:
    """Give the verification body that issued a document or was asked for it."""
    is_own = document.values["issuer_role"] == _BODY
    return document.values["issuer_id" if is_own else "asked_of"]


def _find(rows: tuple[Row, ...], name: str) -> Row | None:
    return next((row for row in rows if row.id == name), None)


def _name(party: object) -> str:
    return "" if isinstance(party, Blank) else str(party)
