"""Tables described as data."""

from decimal import Decimal

from cradlegate.tables.columns import CellType, Shape, near_matches, read_specs
from tests.tables.workshop import SPECS


def test_tables_and_columns_keep_the_order_of_their_description():
    assert list(SPECS) == ["workshop", "rooms", "tools", "loans", "cards"]
    assert list(SPECS["tools"].columns) == ["id", "mass", "room"]


def test_a_table_is_what_its_description_says():
    tools = SPECS["tools"]
    assert (tools.name, tools.file, tools.at, tools.shape) == ("tools", "tools.csv", "", Shape.ROWS)
    assert (tools.key, tools.need, tools.also, tools.section) == ("id", "!", ("equipment",), "")
    assert SPECS["rooms"].at == "rooms"


def test_a_column_is_what_its_description_says():
    mass = SPECS["tools"].columns["mass"]
    assert (mass.type, mass.unit, mass.above) == (CellType.QUANTITY, "kg", Decimal(0))
    assert mass.heading == "mass [kg]"
    assert not mass.is_required
    assert SPECS["loans"].columns["tools"].is_many
    assert SPECS["loans"].columns["tools"].refers == "tools"


def test_a_heading_is_understood_in_every_spelling_that_is_named():
    assert SPECS["tools"].column_by_heading == {
        "id": "id",
        "mass": "mass",
        "room": "room",
        "weight": "mass",
    }


def test_a_section_is_kept_where_one_is_named():
    text = "tables: {a: {title: A, file: a.csv, shape: rows, section: front, columns: {}}}"
    assert read_specs(text)["a"].section == "front"


def test_near_matches_are_the_nearest_first():
    assert near_matches("Net Mas", ["net_mass", "gross_mass", "model"])[0] == "net_mass"
