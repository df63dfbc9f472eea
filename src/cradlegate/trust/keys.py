"""Ed25519 keys and their text forms.

Source: RFC 8032; W3C Controlled Identifiers 1.0, section Multikey; W3C CCG, the did:key method.
"""

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cradlegate.core.errors import CradlegateError
from cradlegate.trust.multibase import MultibaseError, decode_multibase, encode_multibase

KEY_BYTES = 32
SIGNATURE_BYTES = 64
DID_KEY = "did:key:"
_PUBLIC_PREFIX = bytes.fromhex("ed01")
_SECRET_PREFIX = bytes.fromhex("8026")


class KeyFormatError(CradlegateError):
    """A text or byte string that is no Ed25519 key."""

    code = "TR-002"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half of a key that everybody may know.

    Args:
        raw: 32 bytes.

    Raises:
        KeyFormatError: another number of bytes.
    """

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise KeyFormatError(f"a public key of {len(self.raw)} bytes where 32 belong")

    @staticmethod
    def parse(multikey: str) -> "PublicKey":
        """Read a public key from its multikey text `z6Mk…`.

        Raises:
            KeyFormatError: any other text.
        """
        return PublicKey(_decode(multikey, _PUBLIC_PREFIX))

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
    def multikey(self) -> str:
        """`z` and the base58btc text of the prefix 0xed01 and the key."""
        return encode_multibase(_PUBLIC_PREFIX + self.raw)

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

        Source: RFC 8032, 5.1.7.
        """
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, data)
        except InvalidSignature:
            return False
        return True


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
        return SigningKey(_decode(secret_multikey, _SECRET_PREFIX))

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


def _decode(multikey: str, prefix: bytes) -> bytes:
    try:
        data = decode_multibase(multikey, len(prefix) + KEY_BYTES)
    except MultibaseError as error:
        raise KeyFormatError(f"no Ed25519 multikey: {error}") from None
    if not data.startswith(prefix):
        raise KeyFormatError(f"no Ed25519 multikey: the prefix 0x{prefix.hex()} is missing")
    return data.removeprefix(prefix)
