"""An opinion written by hand, on the declaration of the shipped machine; the body is invented."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from cradlegate import __version__
from cradlegate.compose import study
from cradlegate.core.party import Party
from cradlegate.core.stage import Stage
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.footprint.calculate import Settings
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.opinions.opinion import (
    Assurance,
    Engagement,
    FindingState,
    Opinion,
    OpinionFinding,
    OpinionType,
    StageAssurance,
    VerificationBody,
)
from cradlegate.work.declare import declare

DAY = date(2026, 3, 31)
NOON = datetime(2026, 4, 20, 12, tzinfo=UTC)
KEY = SigningKey(b"\x05" * 32)
BODY = VerificationBody(
    "did:web:body.example",
    "Invented Body",
    "VN",
    "urn:example:register",
    "V-1",
    "Invented Accreditor",
    "ISO 14065",
)
OWNER = Party(BODY.id, BODY.name)
MAKING = StageAssurance(
    (Stage.A1, Stage.A2, Stage.A3, Stage.A4), Engagement.VERIFICATION, Assurance.LIMITED
)


@lru_cache(maxsize=1)
def declared() -> DeclarationDocument:
    """The declaration of the shipped machine, by few draws."""
    files = {
        path.removeprefix("vmc-850/"): data
        for path, data in study.read_examples().items()
        if path.startswith("vmc-850/")
    }
    made = declare(files, study.open_stock(), Settings(draws=100), DAY, product=__version__)
    return made.document


def opinion(**changes: object) -> Opinion:
    """An unmodified opinion, with some fields changed."""
    read = declared()
    made = Opinion(
        subject=read.digest,
        declaration_id=read.declaration.id,
        maker_id=read.declaration.maker.id,
        maker_name=read.declaration.maker.name,
        body=BODY,
        type=OpinionType.UNMODIFIED,
        reasons="",
        stages=(MAKING,),
        materiality=Decimal("0.05"),
        headline_kgco2e=read.declaration.headline.total.kgco2e,
        criteria=("ISO 14067:2018",),
        scope_terms=("metalworking machinery",),
        findings=(),
        is_recomputed=True,
        sampled_lines=("bom/BED-101",),
        site_visits=(),
        has_prepared=False,
        issued=date(2026, 4, 20),
        valid_until=None,
        destinations=("VN",),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def finding(name: str, state: FindingState, kgco2e: str) -> OpinionFinding:
    """A finding with a misstatement."""
    return OpinionFinding(name, "a yield from an older drawing", state, Decimal(kgco2e))


OPEN, CORRECTED, _ = FindingState
CONTRADICTIONS: tuple[tuple[dict[str, object], str], ...] = (
    ({"stages": (MAKING, MAKING)}, "stages"),
    ({"stages": (StageAssurance((Stage.B6,), Engagement.VERIFICATION, Assurance.LIMITED),)},
     "stages"),
    ({"stages": (StageAssurance((Stage.A1,), Engagement.VALIDATION, Assurance.LIMITED),)},
     "stages"),
    ({"materiality": Decimal(0)}, "materiality"),
    ({"materiality": Decimal("0.2")}, "materiality"),
    ({"reasons": "because"}, "reasons"),
    ({"type": OpinionType.ADVERSE}, "reasons"),
    ({"criteria": ()}, "criteria"),
    ({"has_prepared": True}, "body"),
    ({"maker_id": BODY.id}, "body"),
    ({"valid_until": date(2026, 4, 19)}, "valid_until"),
    ({"site_visits": ("Wuxi, 2026-04-20", "Qingdao, 2026-04-21")}, "site_visits"),
    ({"site_visits": ("Qingdao, 2026-04-19 to 2026-04-22",)}, "site_visits"),
    ({"findings": (finding("F1", OPEN, "0"),)}, "findings/F1"),
    ({"findings": (finding("F1", CORRECTED, "5"),)}, "findings/F1"),
    ({"findings": (finding("F1", CORRECTED, "0"),) * 2}, "findings"),
)  # fmt: skip
"""Changes of an opinion, and the field in which it contradicts itself then."""
