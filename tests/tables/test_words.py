"""Words that mean the same in every table."""

from cradlegate.core.quantity import is_unit
from cradlegate.tables.words import countries, unit_by_other_spelling


def test_countries_are_the_249_of_iso_3166_1():
    assert len(countries()) == 249
    assert all(len(code) == 2 and code.isupper() for code in countries())


def test_every_other_spelling_stands_for_a_unit():
    assert all(is_unit(unit) for unit in unit_by_other_spelling().values())
    assert unit_by_other_spelling()["公斤"] == "kg"
