"""A statement: what the original maker says of the diagnostic functions of a machine.

The fields are those of the table `oem_evidence`, under its names, so that letter and statement say
the same.  Remote diagnostics and predictive maintenance are two functions, each stated for itself
(S0-7).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cradlegate.core.blank import Blank

FUNCTIONS = ("remote_diagnostics", "predictive_maintenance")
"""Both of them are asked for."""


class Basis(StrEnum):
    """What the functions rest on."""

    LEARNED_MODEL = "learned_model"
    STATISTICAL = "statistical"
    RULES = "rules"
    OTHER = "other"


class Fitted(StrEnum):
    """When the functions came onto the machine."""

    FACTORY = "factory"
    RETROFIT = "retrofit"


class Runs(StrEnum):
    """Where the functions run."""

    ONBOARD = "onboard"
    CLOUD = "cloud"


class Activation(StrEnum):
    """Whether the functions are active, only installed, or only on offer."""

    ACTIVE = "active"
    INSTALLED = "installed"
    LICENCE_AVAILABLE = "licence_available"


@dataclass(frozen=True, slots=True)
class StatedFunction:
    """One function.

    Args:
        works: whether it works on the machines; unknown where the maker cannot say.
        evidence: what shows it, in words.
        evidence_sha256: of the file that shows it.
    """

    works: bool | Blank
    evidence: str
    evidence_sha256: str


@dataclass(frozen=True, slots=True)
class StatingMaker:
    """Who states it; the id is the one that signatures and trust lists name."""

    id: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement.

    Args:
        covers_serials: machines that it is about.
        active_on: day on which the functions were seen at work.
        retrofit_firm: empty where there was no retrofit.
        licence_to: last day of the licence; None where it does not end.
        sensors: that the functions use.
        data_sent, endpoint: what leaves the machine, and to which service; `none` where nothing
            does, in both.
        host_country: of that service; empty where nothing leaves the machine.
        test_log_sha256: of the log of a test that shows both functions at work.
        issued: no proof of that day.
        valid_until: last day, included; None where it has none.
    """

    maker: StatingMaker
    machine_model: str
    covers_serials: tuple[str, ...]
    cnc_model: str
    cnc_version: str
    remote_diagnostics: StatedFunction
    predictive_maintenance: StatedFunction
    ai_basis: Basis
    ai_version: str
    fitted: Fitted
    runs: Runs
    activation: Activation
    active_on: date | None
    retrofit_date: date | None
    retrofit_firm: str
    retrofit_authorised: bool | None
    licence_to: date | None
    sensors: tuple[str, ...]
    protocol: str
    data_sent: str
    endpoint: str
    host_country: str
    test_log_sha256: str
    issued: date
    valid_until: date | None

    def function(self, name: str) -> StatedFunction:
        """Give what is stated of a function, by its name in `FUNCTIONS`."""
        stated: StatedFunction = getattr(self, name)
        return stated
