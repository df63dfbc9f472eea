"""Kinds of fault of tables."""

from cradlegate.tables.faults import FAULT_KINDS


def test_codes_of_tables_are_in_order():
    assert [kind.code for kind in FAULT_KINDS] == sorted({kind.code for kind in FAULT_KINDS})
