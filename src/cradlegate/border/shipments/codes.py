"""Model names, serial numbers and routes, spelled in one way."""

import unicodedata

_SEPARATORS = frozenset("-_/.\N{MINUS SIGN}")
_UNSEEN = ("Pd", "Zs", "Cc", "Cf")
"""Unicode categories of dashes, blanks, and signs that nobody sees."""


def spell_code(text: str) -> str:
    """Spell a code so that case, width, blanks, dashes, slashes and dots make no difference.

    Letters and figures that look alike, such as O and 0, stay different.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(sign for sign in folded if not _is_left_out(sign))
    # What stood apart may form one sign with its neighbour now.
    return unicodedata.normalize("NFKC", kept)


def _is_left_out(sign: str) -> bool:
    return sign in _SEPARATORS or unicodedata.category(sign) in _UNSEEN
