"""Terms that a checked pack never has are refused, not read as something else."""

from decimal import Decimal

import pytest

from cradlegate.regimes.expression.syntax import Literal
from cradlegate.regimes.lines.terms import Column, Constant, give_constant_ends, move_term
from cradlegate.regimes.values import Span, ValueKind


def test_only_dates_are_moved_and_only_by_spans():
    by = Literal(Span(days=1), 0, 1)
    day = Column("machine.built", ValueKind.DATE)
    assert move_term(day, by, is_back=True) == Column(
        "machine.built", ValueKind.DATE, None, ((Span(days=1), True),)
    )
    with pytest.raises(TypeError, match="is not moved"):
        move_term(Constant("2026"), by, is_back=False)
    with pytest.raises(TypeError, match="is not moved"):
        move_term(day, Literal(Decimal(1), 0, 1), is_back=False)


def test_a_text_has_no_order():
    with pytest.raises(TypeError, match="has no order"):
        give_constant_ends("VN")
