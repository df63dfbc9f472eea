"""Keys and a trust list that everybody can make: they show the way, and prove nothing."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.party import Party
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.trust_lists.organisation import Organisation, TrustedKey
from cradlegate.verification.trust_lists.trust_list import draw_up_trust_list

PUBLISHER = Party("urn:cradlegate:party:demo", "Demo (self-made, proves nothing)")


@dataclass(frozen=True, slots=True)
class SelfMadeTrust:
    """A maker's key, and a trust list that names it."""

    maker: Party
    key: SigningKey
    trust_list: bytes


def make_trust(maker: Party, on: date) -> SelfMadeTrust:
    """Make a key for a maker and a trust list with it; the same maker and day give the same.

    Args:
        on: first day of the list and of the key.
    """
    key, publisher = _derive_key("maker"), _derive_key("publisher")
    entry = TrustedKey(key.public.method, key.public, on)
    owner = Organisation(maker.id, maker.name, maker.country, ("maker",), (entry,))
    document = draw_up_trust_list(PUBLISHER, (owner,), version=1, issued=on)
    signed = sign_document(document, publisher, created=datetime.combine(on, time(), UTC))
    return SelfMadeTrust(maker, key, canonical_bytes(signed))


def _derive_key(role: str) -> SigningKey:
    return SigningKey(hashlib.sha256(f"cradlegate demo, {role}".encode()).digest())
