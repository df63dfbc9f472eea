"""Entering a key into a list of organisations, and carrying a list on into its next version."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate

from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.outcome import Outcome
from cradlegate.core.party import Party
from cradlegate.trust.keys import PublicKey
from cradlegate.verification.faults import OTHER_PUBLISHER, UNSOUND_BASE
from cradlegate.verification.trust_lists.checks import LOG_ROLE, STAMP_ROLE
from cradlegate.verification.trust_lists.organisation import LogPlace, Organisation, TrustedKey
from cradlegate.verification.trust_lists.trust_list import TrustList, judge_list_signature

DEFAULT_ROLES = ("maker",)
MEMBER_ROLES = (
    "maker", "verifier", "builder", "supplier", "exporter", "importer", "forwarder", "broker",
    "authority", "register", LOG_ROLE,
)  # fmt: skip
"""Roles that can be given; a slip of the pen would make a verifier nobody that a check asks for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a key is entered; what is None is not stated.

    Args:
        country: of the organisation, ISO 3166-1 alpha-2.
        roles: that the organisation has, added to those it had.
        valid_from: first day of the key.
        valid_until: last day of the key, included.
        log_origin: name of the log whose checkpoints the key signs; empty for other keys.
        last_valid: of a compromised key, the last leaf of a log that is surely of its owner.
    """

    country: str | None = None
    roles: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    log_origin: str = ""
    last_valid: LogPlace | None = None


def enter_key(
    organisations: Sequence[Organisation],
    owner: Party,
    key: PublicKey,
    terms: Terms,
    first_day: date,
) -> tuple[Organisation, ...]:
    """Enter a key under its owner, who is added where it is new.

    An owner or key that stands there already keeps what the terms do not state; so a key is
    retired by entering it again with its last day.  That a key is compromised holds under every
    id that it has, and entering it again does not take it back.

    Args:
        first_day: of a new key for which the terms state none.
    """
    known = [item for item in organisations if item.id == owner.id]
    before = known[0] if known else Organisation(owner.id, owner.name, "", (), ())
    country = before.country if terms.country is None else terms.country
    roles = tuple(dict.fromkeys((*before.roles, *terms.roles))) or DEFAULT_ROLES
    keys = _enter(before.keys, key, terms, first_day)
    after = replace(before, country=country, roles=roles, keys=keys)
    if not known:
        return (*organisations, after)
    return tuple(after if item is before else item for item in organisations)


def enter_authority(
    organisations: Sequence[Organisation], certificates: Sequence[Certificate]
) -> tuple[Organisation, ...]:
    """Enter a time stamping authority by the certificate with which it stamps.

    Its id is made from that certificate, its name is the subject; a new certificate is another one.

    Args:
        certificates: the authority's own first, then those of its issuers up to the root.
    """
    held = tuple(each.public_bytes(Encoding.DER) for each in certificates)
    name = certificates[0].subject.rfc4514_string() or "without a name"
    made = Organisation(f"urn:{digest_bytes(held[0])}", name, "", (STAMP_ROLE,), (), held)
    return (*(item for item in organisations if item.id != made.id), made)


def demand_base(base: TrustList, publisher: Party, key: PublicKey, file: str) -> TrustList:
    """Give a trust list that its publisher may extend.

    Raises:
        FaultsError: a list whose proof does not fit, one of another publisher, or one that was
            signed with another key, which only its publisher could tell from a forged one.
    """
    signature = judge_list_signature(base)
    faults = []
    if signature.outcome is not Outcome.MET:
        faults.append(Fault(UNSOUND_BASE, signature.found, Place(file)))
    if base.publisher.id != publisher.id:
        found = f"{base.publisher.id} published the list, and the key is one of {publisher.id}"
        faults.append(Fault(OTHER_PUBLISHER, found, Place(file)))
    elif base.publisher_method != key.method:
        found = f"the list was signed with {base.publisher_method}, not with {key.method}"
        faults.append(Fault(OTHER_PUBLISHER, found, Place(file)))
    if faults:
        raise FaultsError(faults)
    return base


def _enter(
    keys: tuple[TrustedKey, ...], key: PublicKey, terms: Terms, first_day: date
) -> tuple[TrustedKey, ...]:
    known = {item.id: item for item in keys}
    before = known.get(key.method) or TrustedKey(key.method, key, first_day)
    known[key.method] = replace(
        before,
        valid_from=terms.valid_from or before.valid_from,
        valid_until=terms.valid_until or before.valid_until,
        log_origin=terms.log_origin or before.log_origin,
    )
    stated = (terms.last_valid, *(item.last_valid for item in keys if item.key == key))
    last_valid = next((place for place in stated if place is not None), None)
    return tuple(
        replace(item, last_valid=last_valid) if item.key == key else item for item in known.values()
    )
