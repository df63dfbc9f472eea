"""What a document confirms of diagnostic functions, from the row of evidence that belongs to it."""

from cradlegate.border.shipments.cells import read_cell
from cradlegate.border.shipments.consignment import Row
from cradlegate.core.blank import Blank
from cradlegate.regimes.facts import Fact, Facts

EVIDENCE_COLUMNS = {
    f"evidence.{name}": name
    for name in (
        "remote_diagnostics",
        "predictive_maintenance",
        "ai_basis",
        "test_log",
        "fitted",
        "runs",
        "activation",
        "active_on",
        "retrofit_date",
        "retrofit_authorised",
        "authority_proof",
        "cnc_version",
        "ai_version",
        "sensors",
        "protocol",
        "data_sent",
        "endpoint",
        "host_country",
        "licence_to",
    )
}


def supply_evidence(evidence: Row | None, document: Row) -> Facts:
    """Supply what a document confirms.

    Args:
        evidence: its row of the table `oem_evidence`; None where there is none.
    """
    if evidence is None:
        found = f"{document.place}: no row of oem_evidence says what it confirms"
        return {name: Fact(Blank.UNKNOWN, found) for name in EVIDENCE_COLUMNS}
    return {name: read_cell(evidence, column) for name, column in EVIDENCE_COLUMNS.items()}
