"""A status list as a document: a credential with a bit for each document that it speaks of.

Source: W3C Bitstring Status List v1.0, 2.2; W3C Verifiable Credentials Data Model 2.0; RFC 8785.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

import jsonschema

from cradlegate.core.canonical import digest
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.finding import Finding
from cradlegate.core.moment import is_date_time_stamp, write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.core.party import Party
from cradlegate.core.strict_json import Json, JsonError, read_json
from cradlegate.trust.data_integrity import without_proofs
from cradlegate.trust.signed import Signed
from cradlegate.trust.status_list import StatusBits, StatusListError, decode_bits, encode_bits
from cradlegate.verification.statuses.faults import NO_STATUS_LIST, WRONG_DAYS

LONGEST_DAYS = 366
"""House rule: nothing is said for longer, and a list without an end is stale after these."""

USUAL_DAYS = 31
"""For how long a list speaks unless its issuer says otherwise."""

_CONTEXT = "https://www.w3.org/ns/credentials/v2"
_ID = "urn:cradlegate:status-list"
_LAST_SECOND = "T23:59:59Z"
_MOST_FAULTS, _LONGEST = 20, 200


class StatusPurpose(StrEnum):
    """What a set bit means."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


@dataclass(frozen=True, slots=True)
class StatusList(Signed):
    """One version of a status list; reading it has not yet checked its signature.

    Args:
        id: the same in every version; documents name it.
        issuer: who keeps it; the name is empty where the list states none.
        purposes: what a set bit means; other words than ours are kept.
        begun: the moment from which it speaks, UTC.
        last_day: the last day that it covers wholly, UTC; None for a list without end.
        digest: of the canonical form without proof.
        document: as read, with the proofs on it.
    """

    id: str
    issuer: Party
    purposes: tuple[str, ...]
    begun: datetime
    last_day: date | None
    bits: StatusBits
    digest: str
    document: Mapping[str, Any]

    @property
    def first_day(self) -> date:
        """The day on which it begins, UTC."""
        return self.begun.date()


@dataclass(frozen=True, slots=True)
class Version:
    """What stays and what changes from one version of a list to the next.

    Args:
        id: of the list.
        purpose: of the list.
        begun: the moment from which the version speaks, with its zone.
        last_day: the last day, UTC.
    """

    id: str
    purpose: StatusPurpose
    begun: datetime
    last_day: date


def name_list(issuer: Party, purpose: StatusPurpose, begun: datetime) -> str:
    """Make the id of a new list out of who keeps it, what for, and since when."""
    made = digest({"issuer": issuer.id, "purpose": purpose, "begun": write_utc(begun)})
    return f"{_ID}:{made.removeprefix('sha256:')[:32]}"


def draw_up_status_list(issuer: Party, version: Version, bits: StatusBits) -> dict[str, Json]:
    """Write the unsigned document of a version, which the issuer then signs.

    Raises:
        FaultsError: a version that ends before it begins or speaks for more than a year (VR-079),
            or an id that is no URL (VR-070).
    """
    first_day = version.begun.astimezone(UTC).date()
    if not first_day <= version.last_day <= first_day + timedelta(days=LONGEST_DAYS):
        found = f"a list from {first_day} to {version.last_day}"
        raise FaultsError([Fault(WRONG_DAYS, found)])
    document: dict[str, Json] = {
        "@context": [_CONTEXT],
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "id": version.id,
        "issuer": {"id": issuer.id, "name": issuer.name},
        "validFrom": write_utc(version.begun),
        "validUntil": f"{version.last_day}{_LAST_SECOND}",
        "credentialSubject": {
            "id": f"{version.id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": str(version.purpose),
            "encodedList": encode_bits(bits),
        },
    }
    if faults := _find_faults(document, ""):
        raise FaultsError(faults)
    return document


def read_status_list(data: bytes, file: str) -> StatusList:
    """Read a status list of anybody, signed or not.

    Members that the form does not name are kept, and a `ttl` says nothing: until when a list
    speaks stands in its `validUntil`.

    Raises:
        FaultsError: no strict JSON, another form, or bits that cannot be unpacked (VR-070).
    """
    try:
        document = read_json(data)
    except JsonError as error:
        raise FaultsError([Fault(NO_STATUS_LIST, str(error), Place(file))]) from None
    faults = _find_faults(document, file)
    if faults or not isinstance(document, dict):
        raise FaultsError(faults)
    try:
        return _build(document)
    except (StatusListError, ValueError) as error:
        code = f" [{error.code}]" if isinstance(error, StatusListError) else ""
        raise FaultsError([Fault(NO_STATUS_LIST, f"{error}{code}", Place(file))]) from None


def judge_status_days(status_list: StatusList, as_of: date) -> Finding:
    """Tell whether a list speaks for a day, and how old it is then.

    Returns:
        undetermined before its first and after its last day; a list without end is believed for
        366 days.
    """
    age = (as_of - status_list.first_day).days
    if age < 0:
        found = f"the list begins on {status_list.first_day}, after {as_of}"
        return Finding(Outcome.UNDETERMINED, found)
    aged = f"{age} day{'' if age == 1 else 's'} old on {as_of}"
    last_day = status_list.last_day
    if last_day is None and age > LONGEST_DAYS:
        found = f"the list has no last day and is stale: {aged}"
        return Finding(Outcome.UNDETERMINED, found)
    if last_day is not None and as_of > last_day:
        found = f"the list is stale: {aged}, its last day was {last_day}"
        return Finding(Outcome.UNDETERMINED, found)
    return Finding(Outcome.MET, f"the list of {status_list.first_day} is {aged}")


@lru_cache(maxsize=1)
def status_list_validator() -> jsonschema.Draft202012Validator:
    """Give the validator of the published schema."""
    path = resources.files("cradlegate.verification") / "data" / "status-list.schema.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def _find_faults(document: Json, file: str) -> tuple[Fault, ...]:
    errors = list(status_list_validator().iter_errors(document))[:_MOST_FAULTS]
    return tuple(
        Fault(NO_STATUS_LIST, error.message[:_LONGEST], Place(file, id=error.json_path))
        for error in errors
    )


def _build(document: dict[str, Any]) -> StatusList:
    """Take a document apart whose form was checked.

    Raises:
        ValueError: a moment that is none.
        StatusListError: bits that cannot be unpacked.
    """
    subject, issuer = document["credentialSubject"], document["issuer"]
    party = Party(issuer, "") if isinstance(issuer, str) else _name(issuer)
    until, purposes = document.get("validUntil"), subject["statusPurpose"]
    return StatusList(
        id=document["id"],
        issuer=party,
        purposes=(purposes,) if isinstance(purposes, str) else tuple(purposes),
        begun=_read_moment(document["validFrom"]),
        last_day=_find_last_day(_read_moment(until)) if until is not None else None,
        bits=decode_bits(subject["encodedList"]),
        digest=digest(without_proofs(document)),
        document=document,
    )


def _name(issuer: Mapping[str, Any]) -> Party:
    name = issuer.get("name")
    return Party(issuer["id"], name if isinstance(name, str) else "")


def _read_moment(stamp: str) -> datetime:
    """Give a moment in UTC.

    Raises:
        ValueError: no dateTimeStamp, or one outside the calendar.
    """
    if not is_date_time_stamp(stamp):
        raise ValueError(f"{stamp!r} is no dateTimeStamp")
    is_end_of_day = "T24:" in stamp
    moment = datetime.fromisoformat(stamp.replace("T24:", "T00:"))
    try:
        return moment.astimezone(UTC) + timedelta(days=int(is_end_of_day))
    except OverflowError:
        raise ValueError(f"{stamp!r} lies outside the calendar in UTC") from None


def _find_last_day(end: datetime) -> date:
    """Give the last day that ends before or at a moment, to the second."""
    last_second = timedelta(hours=23, minutes=59, seconds=59)
    return (end - last_second).date()
