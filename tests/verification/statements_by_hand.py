"""A maker's statement written by hand; maker and machine are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cradlegate.core.form import build
from cradlegate.core.party import Party
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.statements.statement import (
    Activation,
    Basis,
    Fitted,
    Runs,
    StatedFunction,
    Statement,
    StatingMaker,
)

NOON = datetime(2026, 7, 20, 12, tzinfo=UTC)
KEY = SigningKey(b"\x07" * 32)
MAKER = StatingMaker("did:web:maker.example", "Invented Maker", "CN")
OWNER = Party(MAKER.id, MAKER.name)
DIGEST = "sha256:" + "ab" * 32
_KINDS = {"ai_basis": Basis, "fitted": Fitted, "runs": Runs, "activation": Activation}


def works(**changes: Any) -> StatedFunction:
    """A function that works, shown by a log."""
    return replace(StatedFunction(works=True, evidence="a log", evidence_sha256=DIGEST), **changes)


def statement(**changes: Any) -> Statement:
    """A whole statement, with some fields changed."""
    typed = {
        name: build(_KINDS[name], each) if name in _KINDS else each
        for name, each in changes.items()
    }
    return replace(
        Statement(
            maker=MAKER,
            machine_model="TL-200",
            covers_serials=("SN-1",),
            cnc_model="Example CNC 5",
            cnc_version="5.1",
            remote_diagnostics=works(),
            predictive_maintenance=works(),
            ai_basis=Basis.LEARNED_MODEL,
            ai_version="2.0",
            fitted=Fitted.FACTORY,
            runs=Runs.CLOUD,
            activation=Activation.ACTIVE,
            active_on=date(2026, 7, 18),
            retrofit_date=None,
            retrofit_firm="",
            retrofit_authorised=None,
            licence_to=None,
            sensors=("vibration", "current"),
            protocol="OPC UA",
            data_sent="spindle load",
            endpoint="diag.maker.example",
            host_country="CN",
            test_log_sha256=DIGEST,
            issued=date(2026, 7, 20),
            valid_until=date(2027, 7, 20),
        ),
        **typed,
    )
