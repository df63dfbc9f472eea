"""What a letter of the original maker must say, point by point."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cradlegate.core.blank import Blank

MAKERS = frozenset({"oem", "maker"})
"""Issuers that are the original maker itself."""
SPEAKERS = frozenset({"successor", "subsidiary", "agent", "control_maker"})
"""Issuers that may speak for it, with proof of their authority."""


class Topic(StrEnum):
    """The headings under which a letter answers."""

    MACHINE = "The machine"
    FUNCTIONS = "The functions"
    WAY = "How they came onto the machine, where they run, whether they are active"
    DATA = "The data"
    LETTER = "The letter itself"


class When(StrEnum):
    """In which letters a point must stand."""

    ALWAYS = "always"
    ACTIVE = "the functions are active"
    RETROFITTED = "the functions were retrofitted"
    SENDS = "data go to a service"
    SPEAKS = "the issuer is not the original maker"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the scope.

    Args:
        table: in which the answer stands: shipments, documents or oem_evidence.
        column: of that table.
        name: what it is called in faults.
        ask: the sentence of the letter.
        when: in which letters it must stand.
        may_be_none: whether `none` is an answer.
    """

    topic: Topic
    table: str
    column: str
    name: str
    ask: str
    when: When = When.ALWAYS
    may_be_none: bool = False


def _confirm(column: str, name: str, ask: str, topic: Topic, **how: Any) -> Point:  # noqa: ANN401
    return Point(topic, "oem_evidence", column, name, ask, **how)


POINTS = (
    Point(
        Topic.MACHINE,
        "documents",
        "covers_serials",
        "serial numbers",
        "List the serial numbers that the letter is about.",
    ),
    Point(
        Topic.MACHINE,
        "shipments",
        "cnc_model",
        "model of the control",
        "Name the model of the numerical control.",
    ),
    _confirm(
        "cnc_version",
        "version of the control",
        "Name the version of the software of the control.",
        Topic.MACHINE,
    ),
    _confirm(
        "remote_diagnostics",
        "remote diagnostics",
        "Say whether remote diagnostics works on the machine.",
        Topic.FUNCTIONS,
    ),
    _confirm(
        "predictive_maintenance",
        "predictive maintenance",
        "Say, apart from that, whether predictive maintenance works on the machine.",
        Topic.FUNCTIONS,
    ),
    _confirm(
        "ai_basis", "what the functions rest on", "Say what the functions rest on.", Topic.FUNCTIONS
    ),
    _confirm(
        "ai_version",
        "version of the diagnostic software",
        "Name the version of the diagnostic software, or of its model.",
        Topic.FUNCTIONS,
    ),
    _confirm(
        "test_log",
        "log of a test",
        "Say whether a log of a test that shows both functions at work goes with the letter.",
        Topic.FUNCTIONS,
    ),
    _confirm("fitted", "how they were fitted", "Say how the functions came onto it.", Topic.WAY),
    _confirm("runs", "where they run", "Say where the functions run.", Topic.WAY),
    _confirm(
        "activation", "whether they are active", "Say whether the functions are active.", Topic.WAY
    ),
    _confirm(
        "active_on",
        "day on which they were seen at work",
        "Where they are active: name the day on which they were last seen at work.",
        Topic.WAY,
        when=When.ACTIVE,
    ),
    _confirm(
        "retrofit_date",
        "day of the retrofit",
        "Where they were retrofitted: name the day.",
        Topic.WAY,
        when=When.RETROFITTED,
    ),
    _confirm(
        "retrofit_firm",
        "firm of the retrofit",
        "Where they were retrofitted: name the firm.",
        Topic.WAY,
        when=When.RETROFITTED,
    ),
    _confirm(
        "retrofit_authorised",
        "authority of the firm of the retrofit",
        "Where they were retrofitted: say whether the original maker authorised that firm.",
        Topic.WAY,
        when=When.RETROFITTED,
    ),
    _confirm(
        "licence_to",
        "end of the licence",
        "Name the last day of their licence; none where it does not end.",
        Topic.WAY,
        may_be_none=True,
    ),
    _confirm("sensors", "sensors", "List the sensors that the functions use.", Topic.DATA),
    _confirm(
        "protocol",
        "protocol of data transmission",
        "Name the protocol of data transmission.",
        Topic.DATA,
    ),
    _confirm(
        "data_sent",
        "data that leave the machine",
        "Say which data leave the machine; none where none do.",
        Topic.DATA,
        may_be_none=True,
    ),
    _confirm(
        "endpoint",
        "service that the data go to",
        "Name the service that they go to; none where none leave it.",
        Topic.DATA,
        may_be_none=True,
    ),
    _confirm(
        "host_country",
        "country of that service",
        "Where data go to a service: name the country in which it is run.",
        Topic.DATA,
        when=When.SENDS,
    ),
    Point(
        Topic.LETTER,
        "documents",
        "issuer_role",
        "role of the issuer",
        "Say in which role you issue the letter.",
    ),
    _confirm(
        "authority_proof",
        "authority of the issuer",
        "Where you are not the original maker: add proof that you speak for it.",
        Topic.LETTER,
        when=When.SPEAKS,
    ),
    Point(
        Topic.LETTER, "documents", "signed_at", "day of the signature", "Date and sign the letter."
    ),
)


def is_needed(point: Point, document: Mapping[str, Any], evidence: Mapping[str, Any]) -> bool:
    """Tell whether a letter must say a point, by what it says besides.

    Args:
        document, evidence: values of its rows by column.
    """
    needed: Mapping[When, bool] = {
        When.ALWAYS: True,
        When.ACTIVE: evidence["activation"] == "active",
        When.RETROFITTED: evidence["fitted"] == "retrofit",
        When.SENDS: not isinstance(evidence["endpoint"], Blank),
        When.SPEAKS: document["issuer_role"] in SPEAKERS,
    }
    return needed[point.when]


def is_said(point: Point, value: object) -> bool:
    """Tell whether a cell answers a point; an empty one never does."""
    if value is Blank.ABSENT:
        return point.may_be_none
    return value != () and not isinstance(value, Blank)
