"""Who signs, and with which keys on which days."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cradlegate.core.strict_json import Json
from cradlegate.trust.keys import PublicKey


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where a leaf stands in a log; the order of the leaves never changes.

    Args:
        origin: name of the log.
        index: of the leaf, from 0.
    """

    origin: str
    index: int

    def __str__(self) -> str:
        return f"leaf {self.index} of the log {self.origin}"


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key with the days on which its owner may sign with it.

    Args:
        id: the name under which proofs state the key, such as `did:key:z…#z…`.
        key: the public key.
        valid_from: first day.
        valid_until: last day, included; None while the window is open.
        log_origin: name of the log whose checkpoints it signs, and nothing else; else empty.
        last_valid: of a compromised key, the last leaf that is surely of its owner; else None.
    """

    id: str
    key: PublicKey
    valid_from: date
    valid_until: date | None = None
    log_origin: str = ""
    last_valid: LogPlace | None = None

    @property
    def multikey(self) -> str:
        """The key as text, for people to compare."""
        return self.key.multikey

    @property
    def window(self) -> str:
        """The window in words."""
        end = f"to {self.valid_until}" if self.valid_until else "on, without end"
        return f"valid from {self.valid_from} {end}"

    def covers(self, day: date) -> bool:
        """Tell whether a day lies in the window, both its ends included."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A firm, body or authority with its keys.

    Args:
        id: the name under which documents state it, without blanks.
        name: for people.
        country: ISO 3166-1 alpha-2, or empty.
        roles: what it does, such as `maker`, `verifier`, `log` or `tsa`.
        keys: those it signs with, and retired ones with their windows.
        certificates: with which it stamps times, its own first, then those of its issuers; DER.
    """

    id: str
    name: str
    country: str
    roles: tuple[str, ...]
    keys: tuple[TrustedKey, ...]
    certificates: tuple[bytes, ...] = ()


def read_organisation(item: Mapping[str, Any]) -> Organisation:
    """Take an organisation out of a trust list whose form has been checked."""
    return Organisation(
        item["id"],
        item["name"],
        item["country"],
        tuple(item["roles"]),
        tuple(_read_key(key) for key in item["keys"]),
        tuple(base64.b64decode(each) for each in item.get("certificates", ())),
    )


def write_organisation(organisation: Organisation) -> dict[str, Json]:
    """Write an organisation as it stands in a trust list."""
    certificates: list[Json] = [
        base64.b64encode(each).decode() for each in organisation.certificates
    ]
    return {
        "id": organisation.id,
        "name": organisation.name,
        "country": organisation.country,
        "roles": list(organisation.roles),
        "keys": [_write_key(key) for key in organisation.keys],
        **({"certificates": certificates} if certificates else {}),
    }


def _read_key(item: Mapping[str, Any]) -> TrustedKey:
    until, compromised = item.get("validUntil"), item.get("compromised")
    return TrustedKey(
        item["id"],
        PublicKey.parse(item["publicKeyMultibase"]),
        date.fromisoformat(item["validFrom"]),
        date.fromisoformat(until) if until else None,
        item.get("logOrigin", ""),
        LogPlace(compromised["logOrigin"], compromised["lastValidIndex"]) if compromised else None,
    )


def _write_key(key: TrustedKey) -> dict[str, Json]:
    document: dict[str, Json] = {
        "id": key.id,
        "publicKeyMultibase": key.key.multikey,
        "validFrom": key.valid_from.isoformat(),
    }
    if key.valid_until is not None:
        document["validUntil"] = key.valid_until.isoformat()
    if key.log_origin:
        document["logOrigin"] = key.log_origin
    if key.last_valid is not None:
        document["compromised"] = {
            "logOrigin": key.last_valid.origin,
            "lastValidIndex": key.last_valid.index,
        }
    return document
