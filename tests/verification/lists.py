"""A publisher, two makers and their trust list, for the tests of this room."""

import json
from datetime import UTC, date, datetime
from typing import Any

from cradlegate.core.party import Party
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.trust_lists.organisation import Organisation, TrustedKey
from cradlegate.verification.trust_lists.trust_list import (
    TrustList,
    draw_up_trust_list,
    read_trust_list,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ISSUED = date(2026, 11, 22)
PUBLISHER = Party("did:web:customs.example", "Customs")
PUBLISHER_KEY = SigningKey(b"\x01" * 32)
# RFC 8032, 7.1, test 1, with the name that other implementations publish for it.
MAKER_KEY = SigningKey(
    bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
)
MULTIKEY = "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"
METHOD = f"did:key:{MULTIKEY}#{MULTIKEY}"
OTHER_KEY = SigningKey(b"\x03" * 32)

MAKER = Organisation(
    "did:web:maker.example",
    "青岛机床",
    "CN",
    ("maker",),
    (TrustedKey(METHOD, MAKER_KEY.public, date(2026, 1, 1), date(2028, 12, 31)),),
)
OTHER = Organisation(
    "urn:example:other",
    "Other",
    "",
    ("maker", "verifier"),
    (TrustedKey("did:web:other.example#1", OTHER_KEY.public, date(2026, 1, 1)),),
)


def draw_up(**changes: Any) -> dict[str, Any]:
    """The document of both makers, unsigned."""
    parts: dict[str, Any] = {"version": 3, "issued": ISSUED, **changes}
    return draw_up_trust_list(PUBLISHER, [MAKER, OTHER], **parts)


def sign(document: dict[str, Any], key: SigningKey = PUBLISHER_KEY) -> dict[str, Any]:
    return sign_document(document, key, created=NOON)


def read(document: dict[str, Any]) -> TrustList:
    return read_trust_list(json.dumps(document).encode(), "list.json")


def read_signed(**changes: Any) -> TrustList:
    return read(sign(draw_up(**changes)))
