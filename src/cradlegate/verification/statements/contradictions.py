"""What a statement of the right form may still leave out, or say that cannot be."""

from collections.abc import Iterator

from cradlegate.verification.statements.statement import (
    FUNCTIONS,
    Activation,
    Fitted,
    Runs,
    Statement,
)

NOTHING = "none"
"""Of data and endpoint: nothing leaves the machine."""
_TEXTS = (
    "machine_model",
    "cnc_model",
    "cnc_version",
    "ai_version",
    "protocol",
    "data_sent",
    "endpoint",
    "test_log_sha256",
)


def find_gaps(statement: Statement) -> Iterator[tuple[str, str]]:
    """Name every point that a statement leaves out, with its field."""
    for name in ("id", "name", "country"):
        if not getattr(statement.maker, name):
            yield f"maker/{name}", "it names none"
    for name in _TEXTS:
        if not getattr(statement, name):
            yield name, "it names none"
    for name in ("covers_serials", "sensors"):
        if not any(getattr(statement, name)):
            yield name, "it lists none"
    for name in FUNCTIONS:
        stated = statement.function(name)
        if stated.works is True and not (stated.evidence and stated.evidence_sha256):
            yield name, "it works, and no evidence with its digest shows it"
    yield from _find_conditional_gaps(statement)


def find_contradictions(statement: Statement) -> Iterator[tuple[str, str]]:
    """Name what a statement contradicts itself in, with the field where it stands."""
    sends_nothing = statement.endpoint == NOTHING
    if sends_nothing is not (statement.data_sent == NOTHING):
        yield "endpoint", "data leave the machine if and only if there is a service they go to"
    if sends_nothing and statement.host_country:
        yield "host_country", f"{statement.host_country}, and no data go to a service"
    if sends_nothing and statement.runs is Runs.CLOUD:
        yield "runs", "in a cloud, and no data go to a service"
    if statement.fitted is Fitted.FACTORY and (statement.retrofit_date or statement.retrofit_firm):
        yield "retrofit_date", "fitted at the factory, and retrofitted"
    if statement.activation is Activation.LICENCE_AVAILABLE and statement.active_on:
        yield "active_on", f"only on offer, and seen at work on {statement.active_on}"
    for name in ("active_on", "retrofit_date"):
        day = getattr(statement, name)
        if day and day > statement.issued:
            yield name, f"{day} lies after {statement.issued}, the day of the statement"
    for name in ("valid_until", "licence_to"):
        day = getattr(statement, name)
        if day and day < statement.issued:
            yield name, f"{day} lies before {statement.issued}, the day of the statement"


def _find_conditional_gaps(statement: Statement) -> Iterator[tuple[str, str]]:
    if statement.activation is Activation.ACTIVE and statement.active_on is None:
        yield "active_on", "the functions are active, and no day is named on which they were seen"
    if statement.fitted is Fitted.RETROFIT:
        for name in ("retrofit_date", "retrofit_firm", "retrofit_authorised"):
            if getattr(statement, name) in {None, ""}:
                yield name, "the functions were retrofitted, and it is not said"
    if statement.endpoint not in {"", NOTHING} and not statement.host_country:
        yield "host_country", "data go to a service, and its country is not named"
