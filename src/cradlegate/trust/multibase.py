"""Bytes as text: base58btc behind the multibase sign `z`.

Source: W3C Controlled Identifiers 1.0, section Multibase.
"""

import re

import base58

from cradlegate.core.errors import CradlegateError

_FORM = re.compile(r"z[1-9A-HJ-NP-Za-km-z]+")
_BITS_OF_A_SIGN = 5
"""Every sign of the alphabet of 58 carries more than these."""


class MultibaseError(CradlegateError):
    """A text that does not stand for the bytes it should."""

    code = "TR-001"


def encode_multibase(data: bytes) -> str:
    """Write bytes as `z` and base58btc."""
    return "z" + base58.b58encode(data).decode("ascii")


def decode_multibase(text: str, size: int) -> bytes:
    """Read exactly `size` bytes; every byte string has one text, and no other text is taken.

    Raises:
        MultibaseError: a sign outside the alphabet, blanks, or another number of bytes.
    """
    # The length is looked at first, since decoding takes time with its square.
    if len(text) > 1 + 8 * size // _BITS_OF_A_SIGN + 1 or not _FORM.fullmatch(text):
        raise MultibaseError(f"no base58btc text of {size} bytes with the sign z before it")
    data = base58.b58decode(text[1:])
    if len(data) != size:
        raise MultibaseError(f"{len(data)} bytes in base58btc where {size} belong")
    return data
