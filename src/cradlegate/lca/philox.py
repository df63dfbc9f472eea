"""Counter-based random numbers: a draw depends on seed, parameter, draw number, and nothing else.

Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel random numbers: as easy as
1, 2, 3, SC'11 (2011): Philox4x32 with 10 rounds.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
WEYL = (0x9E3779B9, 0xBB67AE85)
MASK = np.uint64(0xFFFFFFFF)
ROUNDS = 10


def philox4x32(counter: Words, key: tuple[int, int]) -> Words:
    """Turn counters into random words.

    Args:
        counter: shape (4, n), each below 2^32.
        key: two words below 2^32.

    Returns:
        Shape (4, n), each below 2^32.
    """
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(ROUNDS):
        product0, product1 = MULTIPLIERS[0] * c0, MULTIPLIERS[1] * c2
        high0, low0 = product0 >> np.uint64(32), product0 & MASK
        high1, low1 = product1 >> np.uint64(32), product1 & MASK
        c0, c1, c2, c3 = high1 ^ c1 ^ np.uint64(k0), low1, high0 ^ c3 ^ np.uint64(k1), low0
        k0, k1 = (k0 + WEYL[0]) & 0xFFFFFFFF, (k1 + WEYL[1]) & 0xFFFFFFFF
    return np.stack([c0, c1, c2, c3])


def draw_uniforms(parameter: str, seed: int, count: int, stream: int = 0) -> NDArray[np.float64]:
    """Draw numbers strictly between 0 and 1 for one parameter.

    Args:
        parameter: its id; hashed to 64 bits (BLAKE2b), which with draw number and stream is the
            counter.
        seed: the key, 0 ≤ seed < 2^64.
        count: how many draws; draw i is the same whatever the count.
        stream: another number gives independent draws of the same parameter.

    Returns:
        Shape (count,), 53-bit uniforms offset by half a step, so never 0 or 1.
    """
    identity = int.from_bytes(hashlib.blake2b(parameter.encode(), digest_size=8).digest(), "big")
    counter = np.empty((4, count), dtype=np.uint64)
    counter[0], counter[1] = identity & 0xFFFFFFFF, identity >> 32
    counter[2], counter[3] = np.arange(count, dtype=np.uint64), stream
    words = philox4x32(counter, (seed & 0xFFFFFFFF, seed >> 32))
    bits = (words[0] << np.uint64(21)) | (words[1] >> np.uint64(11))
    uniforms: NDArray[np.float64] = (bits.astype(np.float64) + 0.5) / float(1 << 53)
    return uniforms
