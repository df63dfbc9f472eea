"""Model names, serial numbers, routes and editions of codes, spelled in one way."""

import unicodedata

_SEPARATORS = frozenset("-_/.\N{MINUS SIGN}")
_UNSEEN = ("Pd", "Zs", "Cc", "Cf")
"""Unicode categories of dashes, blanks, and signs that nobody sees."""

HS_DIGITS = 6
HS_EDITIONS = frozenset(["1988", "1992", "1996", "2002", "2007", "2012", "2017", "2022", "2028"])
"""Years of the editions of the Harmonized System (World Customs Organization)."""
_EDITION_DIGITS = 4


def spell_code(text: str) -> str:
    """Spell a code so that case, width, blanks, dashes, slashes and dots make no difference.

    Letters and figures that look alike, such as O and 0, stay different.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(sign for sign in folded if not _is_left_out(sign))
    # What stood apart may form one sign with its neighbour now.
    return unicodedata.normalize("NFKC", kept)


def plain_edition(text: str) -> str:
    """Give the year of an edition of the Harmonized System; other texts as they are spelled."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return digits if len(digits) == _EDITION_DIGITS else spell_code(text)


def _is_left_out(sign: str) -> bool:
    return sign in _SEPARATORS or unicodedata.category(sign) in _UNSEEN
