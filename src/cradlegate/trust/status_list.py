"""Status lists: one bit for each document that may be revoked, and the text that they travel in.

Source: W3C Bitstring Status List v1.0, 2.1 (entries), 3.3 and 3.4 (bitstrings); RFC 1952, gzip.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from cradlegate.core.errors import CradlegateError
from cradlegate.core.strict_json import Json

ENTRY_TYPE = "BitstringStatusListEntry"
FEWEST_ENTRIES = 131_072
"""Fewer would tell too much about whose entry it is: 16 KiB of bits."""

MOST_ENTRIES = 64 * FEWEST_ENTRIES
"""House rule: 1 MiB of bits, and nothing larger is unpacked."""

BITS_OF_A_BYTE = 8
_MOST_BYTES = MOST_ENTRIES // BITS_OF_A_BYTE
_MOST_SIGNS = 2 * _MOST_BYTES
"""More signs than any list of the largest size needs, packed or not."""

_FORM = re.compile(r"u[A-Za-z0-9_-]+")
INDEX_FORM = "0|[1-9][0-9]{0,15}"
_INDEX = re.compile(INDEX_FORM)
_GZIP = 16 + zlib.MAX_WBITS
_HIGHEST_BIT = 7


class StatusListError(CradlegateError):
    """A text that is no list of bits: multibase `u`, base64url without padding, gzip."""

    code = "TR-010"


class StatusLengthError(StatusListError):
    """A list with fewer than 131,072 entries, or more than 8,388,608."""

    code = "TR-011"


class StatusIndexError(CradlegateError):
    """An index outside the list."""

    code = "TR-012"


class StatusEntryError(CradlegateError):
    """A credentialStatus that is no entry of a bitstring status list."""

    code = "TR-013"


class StatusSizeError(StatusEntryError):
    """An entry of more than one bit; statusSize 1 alone is read."""

    code = "TR-014"


@dataclass(frozen=True, slots=True)
class StatusBits:
    """The bits of a list, index 0 leftmost.

    Args:
        raw: eight entries a byte, the first in its highest bit.

    Raises:
        StatusLengthError: too few or too many.
    """

    raw: bytes

    def __post_init__(self) -> None:
        if not FEWEST_ENTRIES <= len(self) <= MOST_ENTRIES:
            found = f"a list of {len(self):,} entries"
            raise StatusLengthError(
                f"{found}, where {FEWEST_ENTRIES:,} to {MOST_ENTRIES:,} are read"
            )

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self.raw) * BITS_OF_A_BYTE

    @staticmethod
    def of(indexes: Iterable[int], size: int = FEWEST_ENTRIES) -> "StatusBits":
        """Make a list with the bits of these indexes set, and no other.

        Args:
            size: number of entries; of a number that fills no whole byte the rest is added.

        Raises:
            StatusLengthError: too few or too many entries.
            StatusIndexError: an index outside the list.
        """
        raw = bytearray(-(-min(size, MOST_ENTRIES + BITS_OF_A_BYTE) // BITS_OF_A_BYTE))
        blank = StatusBits(bytes(raw))
        for index in indexes:
            place, mask = blank.locate(index)
            raw[place] |= mask
        return StatusBits(bytes(raw))

    def is_set(self, index: int) -> bool:
        """Tell whether the bit of an index is set.

        Raises:
            StatusIndexError: an index outside the list.
        """
        place, mask = self.locate(index)
        return bool(self.raw[place] & mask)

    def change(self, index: int, *, is_set: bool) -> "StatusBits":
        """Give the list with one bit set or cleared, and all others as they are.

        Raises:
            StatusIndexError: an index outside the list.
        """
        place, mask = self.locate(index)
        raw = bytearray(self.raw)
        raw[place] = raw[place] | mask if is_set else raw[place] & ~mask
        return StatusBits(bytes(raw))

    def list_set(self) -> Iterator[int]:
        """List the indexes whose bits are set, in ascending order."""
        for place, byte in enumerate(self.raw):
            if byte:
                first = place * BITS_OF_A_BYTE
                yield from (
                    first + at for at in range(BITS_OF_A_BYTE) if byte & 1 << _HIGHEST_BIT - at
                )

    def locate(self, index: int) -> tuple[int, int]:
        """Give the byte of an index and the mask of its bit.

        Raises:
            StatusIndexError: an index outside the list.
        """
        if not 0 <= index < len(self):
            raise StatusIndexError(f"index {index} of a list with {len(self):,} entries")
        return index // BITS_OF_A_BYTE, 1 << _HIGHEST_BIT - index % BITS_OF_A_BYTE


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Where the status of a document stands.

    Args:
        list_id: URL of the list, which is its id.
        index: of its bit.
        purpose: what a set bit means, such as `revocation`.
    """

    list_id: str
    index: int
    purpose: str


def encode_bits(bits: StatusBits) -> str:
    """Write bits as `u` and the base64url text of their gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    packed = packer.compress(bits.raw) + packer.flush()
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode_bits(text: str) -> StatusBits:
    """Read bits; never more is unpacked than the largest list has.

    Raises:
        StatusListError: another prefix or alphabet, padding, no gzip, one that is cut off or has
            something behind it.
        StatusLengthError: too few or too many entries.
    """
    if len(text) > _MOST_SIGNS:
        raise StatusLengthError(f"a text of {len(text):,} signs, where {_MOST_SIGNS:,} are read")
    packed = _decode_base64url(text)
    unpacker = zlib.decompressobj(_GZIP)
    try:
        raw = unpacker.decompress(packed, _MOST_BYTES + 1)
    except zlib.error as error:
        raise StatusListError(f"no gzip: {error}") from None
    if len(raw) > _MOST_BYTES:
        raise StatusLengthError(f"more than {MOST_ENTRIES:,} entries come out of the gzip")
    if not unpacker.eof:
        raise StatusListError("the gzip is cut off")
    if unpacker.unused_data:
        raise StatusListError("something stands behind the gzip")
    return StatusBits(raw)


def read_entry(value: Json) -> StatusEntry:
    """Read a credentialStatus; the index is a text as W3C wants it, or a number as UNTP does.

    Raises:
        StatusEntryError: another type, or members that are missing or of another form.
        StatusSizeError: an entry of more than one bit.
    """
    if not isinstance(value, dict) or value.get("type") != ENTRY_TYPE:
        raise StatusEntryError(f"a credentialStatus that is no one {ENTRY_TYPE}")
    # To Python True is 1, and as a number of bits it is none.
    size = value.get("statusSize", 1)
    if type(size) is not int or size != 1:
        raise StatusSizeError(f"an entry with the statusSize {size!r:.40}; 1 alone is read")
    purpose, list_id = value.get("statusPurpose"), value.get("statusListCredential")
    if not isinstance(purpose, str) or not purpose:
        raise StatusEntryError("statusPurpose is missing or no text")
    if not isinstance(list_id, str) or not list_id:
        raise StatusEntryError("statusListCredential is missing or no text")
    return StatusEntry(list_id, _read_index(value.get("statusListIndex")), purpose)


def write_entry(entry: StatusEntry) -> dict[str, Json]:
    """Write an entry as W3C wants it: the index is a text."""
    return {
        "type": ENTRY_TYPE,
        "statusPurpose": entry.purpose,
        "statusListIndex": f"{entry.index}",
        "statusListCredential": entry.list_id,
    }


def draw_index(taken: Collection[int], size: int, seed: bytes) -> int:
    """Draw an index that is free, so that nobody can tell from it who came before or after.

    Args:
        taken: those that were given away.
        size: number of entries.
        seed: 32 bytes that nobody can guess, new for every draw.

    Raises:
        StatusIndexError: a list whose entries are all taken.

    Source: W3C Bitstring Status List v1.0, privacy considerations: indexes are assigned at random.
    """
    if len(taken) >= size:
        raise StatusIndexError(f"each of the {size:,} entries is taken")
    digests = (hashlib.sha256(seed + at.to_bytes(8, "big")).digest() for at in count())
    drawn = (int.from_bytes(each, "big") % size for each in digests)
    return next(index for index in drawn if index not in taken)


def _decode_base64url(text: str) -> bytes:
    if not _FORM.fullmatch(text):
        raise StatusListError("no base64url text without padding with the sign u before it")
    signs = text[1:]
    try:
        data = base64.urlsafe_b64decode(signs + "=" * (-len(signs) % 4))
    except ValueError as error:
        raise StatusListError(f"no base64url: {error}") from None
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != signs:
        raise StatusListError("base64url with bits left over in its last sign")
    return data


def _read_index(value: Json) -> int:
    if isinstance(value, str) and _INDEX.fullmatch(value):
        return int(value)
    if type(value) is int and value >= 0:
        return value
    raise StatusEntryError("statusListIndex is no whole number from 0 on")
