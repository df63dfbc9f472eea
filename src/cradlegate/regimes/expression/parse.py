"""From the text of an expression to its tree.

Grammar, loosest first: `||`, `&&`, one comparison (`== != < <= > >= in`), `date + span`, `!`.
Written so that CEL reads every expression the same way, where its names are bound: source
https://github.com/google/cel-spec, language definition, "Syntax".  There `!` belongs to the
operand beside it: the opposite of a comparison stands in brackets, `!(a == b)`.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal

from cradlegate.core.period import Interval
from cradlegate.regimes.expression.errors import ExpressionError
from cradlegate.regimes.expression.syntax import (
    All,
    Any,
    Comparison,
    Expression,
    FactName,
    Has,
    Literal,
    Not,
    Operator,
    ParameterName,
    QuestionName,
    Shifted,
)
from cradlegate.regimes.expression.tokens import Token, TokenKind, split_tokens
from cradlegate.regimes.faults import BAD_EXPRESSION
from cradlegate.regimes.values import Span, Value

DEEPEST = 50
"""How deep brackets and signs may stand in each other."""

_OPERATORS = {operator.value: operator for operator in Operator}
_TRUTHS = {"true": True, "false": False}
_SPANS = {"years": 12, "months": 1}


def parse_expression(text: str) -> Expression:
    """Parse an expression.

    Raises:
        ExpressionError: no expression, with the place where it stops being one.
    """
    parser = _Parser(split_tokens(text))
    expression = parser.read_any()
    parser.expect_end()
    return expression


class _Parser:
    """Reads tokens from left to right; each method reads one level of the grammar."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def read_any(self) -> Expression:
        first, operands = self._next.first, [self._read_all()]
        while self._takes("||"):
            operands.append(self._read_all())
        return operands[0] if len(operands) == 1 else Any(tuple(operands), first, self._end)

    def expect_end(self) -> None:
        if self._next.kind is not TokenKind.END:
            raise _unexpected(self._next)

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    @property
    def _end(self) -> int:
        """Where the token before this one ends."""
        return self._tokens[self._at - 1].end

    def _take(self) -> Token:
        token = self._next
        self._at += token.kind is not TokenKind.END
        return token

    def _takes(self, *signs: str) -> bool:
        if self._next.kind is TokenKind.SIGN and self._next.text in signs:
            self._at += 1
            return True
        return False

    def _expect(self, sign: str) -> Token:
        token = self._take()
        if token.text != sign or token.kind is not TokenKind.SIGN:
            raise _unexpected(token, f"{sign!r} is missing")
        return token

    def _read_all(self) -> Expression:
        first, operands = self._next.first, [self._read_comparison()]
        while self._takes("&&"):
            operands.append(self._read_comparison())
        return operands[0] if len(operands) == 1 else All(tuple(operands), first, self._end)

    def _read_comparison(self) -> Expression:
        first, left = self._next.first, self._read_sum()
        operator = _OPERATORS.get(self._next.text)
        if operator is None:
            return left
        self._take()
        right = self._read_sum()
        if self._next.text in _OPERATORS:
            raise _unexpected(self._next, "comparisons cannot be chained")
        return Comparison(left, operator, right, first, self._end)

    def _read_sum(self) -> Expression:
        depth, first, left = self._depth, self._next.first, self._read_operand()
        while self._next.text in {"+", "-"}:
            self._enter()
            is_back = self._take().text == "-"
            right = self._read_operand()
            left = Shifted(left, right, is_back, first, self._end)
        self._depth = depth
        return left

    def _read_operand(self) -> Expression:
        token = self._take()
        if token.kind is TokenKind.NUMBER:
            return Literal(Decimal(token.text), token.first, token.end)
        if token.kind is TokenKind.TEXT:
            return Literal(token.text[1:-1], token.first, token.end)
        if token.kind is TokenKind.NAME:
            return self._read_named(token)
        if token.text == "!":
            operand = self._read_inside(self._read_operand)
            return Not(operand, token.first, self._end)
        if token.text == "(":
            inner = self._read_inside(self.read_any)
            self._expect(")")
            return inner
        if token.text == "[":
            return self._read_list(token)
        raise _unexpected(token)

    def _read_inside(self, read: Callable[[], Expression]) -> Expression:
        """Read something that stands one level deeper."""
        self._enter()
        inner = read()
        self._depth -= 1
        return inner

    def _read_named(self, token: Token) -> Expression:
        if token.text in _TRUTHS:
            return Literal(_TRUTHS[token.text], token.first, token.end)
        if self._takes("("):
            return self._read_call(token)
        family, _, name = token.text.partition(".")
        keys, end = self._read_keys() if family in {"open", "table"} else ((), token.end)
        if family == "open" and name and len(keys) <= 1:
            return QuestionName(name, keys[0] if keys else None, token.first, end or token.end)
        if family == "param" and name:
            return ParameterName(name, (), token.first, token.end)
        if family == "table" and name and keys:
            return ParameterName(name, keys, token.first, end)
        if family in {"open", "param", "table", "in"}:
            raise _unexpected(token)
        return FactName(token.text, token.first, token.end)

    def _read_keys(self) -> tuple[tuple[Expression, ...], int]:
        if not self._takes("["):
            return (), 0
        keys = [self._read_inside(self._read_sum)]
        while self._takes(","):
            keys.append(self._read_inside(self._read_sum))
        return tuple(keys), self._expect("]").end

    def _read_call(self, name: Token) -> Expression:
        argument = self._read_inside(self._read_sum)
        end = self._expect(")").end
        if name.text == "has" and isinstance(argument, FactName):
            return Has(argument, name.first, end)
        value = _make_value(name, argument)
        return Literal(value, name.first, end)

    def _read_list(self, opening: Token) -> Expression:
        items: list[str] = []
        while not self._takes("]"):
            token = self._take()
            if token.kind is not TokenKind.TEXT:
                raise _unexpected(token, "a list holds texts alone")
            items.append(token.text[1:-1])
            if not self._takes(","):
                self._expect("]")
                break
        return Literal(tuple(items), opening.first, self._end)

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _unexpected(self._next, f"brackets and signs stand more than {DEEPEST} deep")


def _make_value(name: Token, argument: Expression) -> Value:
    """Make the value of `date('2026-07-01')`, `years(5)`, `months(3)` or `days(92)`."""
    given = argument.value if isinstance(argument, Literal) else None
    if name.text == "date" and isinstance(given, str):
        return _make_day(given, argument.first)
    if isinstance(given, Decimal) and given == given.to_integral_value():
        if name.text in _SPANS:
            return Span(months=int(given) * _SPANS[name.text])
        if name.text == "days":
            return Span(days=int(given))
    raise _unexpected(name, f"{name.text}(…) is no function, or not with this argument")


def _make_day(text: str, first: int) -> Interval:
    # The length keeps out weeks and days written without dashes, which Python would read too.
    if len(text) == len("2026-07-01") and "W" not in text:
        with suppress(ValueError):
            day = date.fromisoformat(text)
            return Interval(day, day)
    found = f"{text!r} is no day such as 2026-07-01"
    raise ExpressionError(BAD_EXPRESSION, found, first + 1)


def _unexpected(token: Token, why: str = "") -> ExpressionError:
    stands = f"{token.text!r}" if token.text else "the end"
    found = f"{stands} stands where nothing of the kind can" + (f": {why}" if why else "")
    return ExpressionError(BAD_EXPRESSION, found, token.first + 1)
