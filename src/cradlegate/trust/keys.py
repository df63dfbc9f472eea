"""Keys and their text forms: Ed25519 to sign and to check, ECDSA over P-256 to check alone.

Accreditation bodies and hardware that keeps keys often have P-256 only.

Source: RFC 8032; FIPS 186-5; W3C Controlled Identifiers 1.0, section Multikey; W3C CCG, the did:key
method.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from cradlegate.core.errors import CradlegateError
from cradlegate.trust.multibase import MultibaseError, decode_multibase, encode_multibase

KEY_BYTES = 32
SIGNATURE_BYTES = 64
DID_KEY = "did:key:"
ED25519, P256 = "Ed25519", "P-256"
_PREFIXES = {ED25519: bytes.fromhex("ed01"), P256: bytes.fromhex("8024")}
_KINDS = {KEY_BYTES: ED25519, KEY_BYTES + 1: P256}
_SECRET_PREFIX = bytes.fromhex("8026")


class KeyFormatError(CradlegateError):
    """A text or byte string that is no key of a kind that this version knows."""

    code = "TR-002"


_LOW_ORDER = frozenset(
    bytes.fromhex(each)
    for each in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        *(f"{first}{'ff' * 30}7f" for first in ("ec", "ed", "ee")),
    )
)
"""Encodings of the points of Ed25519 whose order divides 8, without the bit of the sign of x.

Source: RFC 8032, 5.1; the curve equation, solved in the tests.
"""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half of a key that everybody may know.

    Args:
        raw: 32 bytes of Ed25519, or 33 of a point of P-256 in its compressed form.

    Raises:
        KeyFormatError: another number of bytes, no point of P-256, or a point of low order of
            Ed25519, under which a signature fits that nobody made.
    """

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) not in _KINDS:
            raise KeyFormatError(f"a public key of {len(self.raw)} bytes where 32 or 33 belong")
        if self.kind == ED25519 and _without_sign(self.raw) in _LOW_ORDER:
            raise KeyFormatError("a point of low order, which is nobody's key")
        if self.kind == P256:
            try:
                EllipticCurvePublicKey.from_encoded_point(SECP256R1(), self.raw)
            except ValueError:
                raise KeyFormatError("33 bytes that are no point of P-256") from None

    @staticmethod
    def parse(multikey: str) -> "PublicKey":
        """Read a public key from its multikey text, `z6Mk…` of Ed25519 or `zDn…` of P-256.

        Raises:
            KeyFormatError: any other text.
        """
        try:
            return PublicKey(_decode(multikey, _PREFIXES[P256], KEY_BYTES + 1))
        except KeyFormatError:
            return PublicKey(_decode(multikey, _PREFIXES[ED25519], KEY_BYTES))

    @staticmethod
    def of_method(method: str) -> "PublicKey":
        """Read a public key from a method `did:key:z…#z…`, which holds it twice.

        Raises:
            KeyFormatError: another method, or two keys that differ.
        """
        multikey = method.removeprefix(DID_KEY).partition("#")[0]
        key = PublicKey.parse(multikey)
        if method != key.method:
            raise KeyFormatError("no method of the form did:key:z…#z… that holds one key twice")
        return key

    @property
    def kind(self) -> str:
        """`Ed25519` or `P-256`."""
        return _KINDS[len(self.raw)]

    @property
    def multikey(self) -> str:
        """`z` and the base58btc text of the prefix of its kind and the key."""
        return _write_public(self)

    @property
    def did(self) -> str:
        """The identifier `did:key:z…` of whoever holds the key."""
        return DID_KEY + self.multikey

    @property
    def method(self) -> str:
        """The name `did:key:z…#z…` under which a proof states the key."""
        return f"{self.did}#{self.multikey}"

    def has_signed(self, data: bytes, signature: bytes) -> bool:
        """Tell whether the signature over the data was made with the secret half of this key.

        Args:
            signature: 64 bytes; of P-256 the numbers r and s, each 32 bytes.

        Source: RFC 8032, 5.1.7; FIPS 186-5, 6.4.2, with SHA-256.
        """
        try:
            if self.kind == ED25519:
                Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, data)
            else:
                _verify_p256(self.raw, signature, data)
        except InvalidSignature:
            return False
        return True


# A key is named with every finding about it.  Secret keys are written elsewhere: none is kept here.
@lru_cache(maxsize=256)
def _write_public(key: PublicKey) -> str:
    return encode_multibase(_PREFIXES[key.kind] + key.raw)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs.

    Args:
        secret: 32 bytes out of a good source of randomness, which the caller reads.

    Raises:
        KeyFormatError: another number of bytes.
    """

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise KeyFormatError(f"a secret key of {len(self.secret)} bytes where 32 belong")

    @staticmethod
    def parse(secret_multikey: str) -> "SigningKey":
        """Read a secret key from its multikey text `z3u2…`.

        Raises:
            KeyFormatError: any other text; the message never quotes it.
        """
        return SigningKey(_decode(secret_multikey, _SECRET_PREFIX, KEY_BYTES))

    @property
    def secret_multikey(self) -> str:
        """`z` and the base58btc text of the prefix 0x8026 and the secret; for key files alone."""
        return encode_multibase(_SECRET_PREFIX + self.secret)

    @property
    def public(self) -> PublicKey:
        """The public half."""
        return PublicKey(self._private_key.public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """Sign bytes; the same bytes always give the same 64 bytes.

        Source: RFC 8032, 5.1.6.
        """
        return self._private_key.sign(data)

    @property
    def _private_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)


def _verify_p256(raw: bytes, signature: bytes, data: bytes) -> None:
    if len(signature) != SIGNATURE_BYTES:
        raise InvalidSignature
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), raw)
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    key.verify(encode_dss_signature(r, s), data, ECDSA(SHA256()))


def _decode(multikey: str, prefix: bytes, size: int) -> bytes:
    try:
        data = decode_multibase(multikey, len(prefix) + size)
    except MultibaseError as error:
        raise KeyFormatError(f"no multikey of a kind that is known here: {error}") from None
    if not data.startswith(prefix):
        raise KeyFormatError(f"no multikey: the prefix 0x{prefix.hex()} is missing")
    return data.removeprefix(prefix)


def _without_sign(raw: bytes) -> bytes:
    return raw[:-1] + bytes([raw[-1] & 0x7F])
