"""Pure functions of bytes that answer equal bytes once, as where many files hold the same member.

What is asked is compared whole, not by a digest, so that an answer is never given for other bytes.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")


def remembered(
    most: int, largest: int
) -> Callable[[Callable[[*Asked], Answer]], Callable[[*Asked], Answer]]:
    """Keep the last answers of a pure function that nobody changes; errors are not kept.

    Args:
        most: answers that are kept.
        largest: characters and bytes in all arguments of one that is kept, so that what a hostile
            file can fill is bounded.
    """

    def decorate(answer: Callable[[*Asked], Answer]) -> Callable[[*Asked], Answer]:
        known = lru_cache(maxsize=most)(answer)

        @wraps(answer)
        def recall(*asked: *Asked) -> Answer:
            is_kept = _count_signs(asked) <= largest
            return known(*asked) if is_kept else answer(*asked)

        return recall

    return decorate


def _count_signs(asked: object) -> int:
    if isinstance(asked, str | bytes):
        return len(asked)
    return sum(map(_count_signs, asked), 0) if isinstance(asked, tuple) else 0
