"""Random numbers of many exchanges at once: each hangs on seed, exchange, draw and stream alone."""

import hashlib

import numpy as np

from cradlegate.lca.elementary import Floats
from cradlegate.lca.philox import Words, philox4x32

_LOW, _HALF_STEP, _STEPS = np.uint64(0xFFFFFFFF), 0.5, float(1 << 53)


def identify_exchange(process: str, exchange: str) -> int:
    """Give the 64-bit id of an exchange (BLAKE2b), the same in every import of every database.

    Args:
        process: its stable id, such as a UUID.
        exchange: its id, unique in the process.
    """
    text = f"{process}/{exchange}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")


def draw_pair(ids: Words, seed: int, pairs: Words, stream: int = 0) -> Floats:
    """Draw two numbers strictly between 0 and 1: draws 2 · pair and 2 · pair + 1.

    One block of Philox gives 128 bits, enough for two numbers of 53 bits.

    Args:
        ids: shape (n,), 64-bit ids.
        seed: the key, 0 ≤ seed < 2^64.
        pairs: shape (n,) or (1,), each below 2^32.
        stream: another number gives independent draws.

    Returns:
        Shape (2, n), offset by half a step, so never 0 or 1.
    """
    counter = np.empty((4, max(ids.size, pairs.size)), dtype=np.uint64)
    counter[0], counter[1], counter[2], counter[3] = ids & _LOW, ids >> np.uint64(32), pairs, stream
    words = philox4x32(counter, (seed & 0xFFFFFFFF, seed >> 32))
    bits = (words[0::2] << np.uint64(21)) | (words[1::2] >> np.uint64(11))
    uniforms: Floats = (bits.astype(np.float64) + _HALF_STEP) / _STEPS
    return uniforms
