"""The words and signs of an expression."""

import re
from dataclasses import dataclass
from enum import StrEnum

from cradlegate.regimes.expression.errors import ExpressionError
from cradlegate.regimes.faults import BAD_EXPRESSION

LONGEST_EXPRESSION = 4000
_TOKEN = re.compile(
    r"(?P<blank>[ \t\n]+)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<text>'[^'\\\n]*'|\"[^\"\\\n]*\")"
    r"|(?P<name>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)"
    r"|(?P<sign>&&|\|\||==|!=|<=|>=|[-+<>!()\[\],])"
)


class TokenKind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign, and where it stands."""

    kind: TokenKind
    text: str
    first: int
    end: int


def split_tokens(text: str) -> tuple[Token, ...]:
    """Split an expression; the last token is its end.

    Raises:
        ExpressionError: a character that belongs to nothing, or a text that is too long.
    """
    if len(text) > LONGEST_EXPRESSION:
        found = f"an expression of {len(text):,} characters"
        raise ExpressionError(BAD_EXPRESSION, found, 1, "Cut it into several provisions.")
    tokens, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise ExpressionError(BAD_EXPRESSION, f"{text[at : at + 12]!r} has no meaning", at + 1)
        if match.lastgroup != "blank":
            tokens.append(Token(TokenKind(str(match.lastgroup)), match[0], at, match.end()))
        at = match.end()
    return (*tokens, Token(TokenKind.END, "", len(text), len(text)))
