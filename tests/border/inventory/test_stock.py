"""Stock lists are read row by row, and no row is lost."""

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.fault import FaultsError
from cradlegate.tables.columnar.mapping import ColumnMapping
from tests.border.inventory.lists import LOTS, read, write_list


def item(text, mapping=None):
    (only,) = read(text, mapping or ColumnMapping()).items
    return only


@pytest.mark.requirement("S0-17", part="no row is dropped in silence")
def test_every_row_is_read_or_named():
    stock = read(write_list())
    rows = [each.row for each in stock.items] + [each.row for each in stock.unread]
    assert sorted(rows) == list(range(2, 202))
    assert [each.code for each in stock.unread] == ["CF-042"] * 5
    assert stock.ignored == ("Price",)


def test_ragged_rows_are_named_with_their_line():
    stock = read("kind,year\nlathe\nVMC,2018\nVMC,2019,x,y\n")
    assert [each.row for each in stock.items] == [3]
    assert [(each.row, each.code) for each in stock.unread] == [(2, "CF-013"), (4, "CF-013")]


def test_headings_of_other_languages_are_understood():
    stock = read("序号,设备名称,出厂年份,成色\n7,数控车床,2018年,二手\n")
    (only,) = stock.items
    assert (only.id, only.kind.value, str(only.built.span)) == ("7", "cnc_lathe", "2018")
    assert only.condition.value == "used"


def test_a_row_without_a_number_is_called_by_its_line():
    assert item("kind\nVMC\n").id == "row 2"


@pytest.mark.parametrize(
    ("kind", "cnc", "told"),
    [
        ("VMC", "", "yes"),
        ("CNC lathe", "", "yes"),
        ("lathe", "", ""),
        ("lathe", "no", "no"),
        ("manual lathe", "", "no"),
        ("CNC lathe", "no", "no"),
        ("grinder", "", ""),
    ],
)
def test_the_cell_on_the_control_goes_before_the_words(kind, cnc, told):
    assert item(f"kind,cnc\n{kind},{cnc}\n").values["cnc"] == told


def test_a_laser_that_cuts_says_what_its_laser_does():
    assert item("kind\nlaser cutting machine\n").values["laser_function"] == "cutting"
    assert item("kind,laser_function\nlaser cutter,other\n").values["laser_function"] == "other"


def test_what_is_not_said_of_procedure_and_quantity_has_its_default():
    assert item("kind\nVMC\n").values["procedure"] == "consumption"
    assert item("kind,procedure,qty\nVMC,transit,3\n").values["qty"] == "3"


def test_a_mapping_gives_headings_words_and_constants():
    mapping = ColumnMapping(
        {"What": "kind", "Born": "built"},
        {"kind": {"BZ": "machining centre"}},
        {"condition": "used", "dispatch": "CN"},
    )
    only = item("What,Born\nBZ,2018\n", mapping)
    assert (only.kind.value, only.condition.value) == ("machining_centre", "used")
    assert only.values["dispatch"] == "CN"


def test_texts_that_leave_something_unknown_are_told_once():
    stock = read("kind,year,condition\nlathe,soon,\nlathe,2018,used\nVMC,soon,fine\n")
    doubts = {(each.fault.code, each.text): each.rows for each in stock.doubts}
    assert doubts == {
        ("BD-170", "lathe"): (2, 3),
        ("BD-171", "soon"): (2, 4),
        ("BD-172", ""): (2,),
        ("BD-172", "fine"): (4,),
    }
    found = {each.text: each.fault.found for each in stock.doubts}
    assert found["lathe"] == "'lathe' may be cnc_lathe or lathe"
    assert found["fine"] == "'fine' says nothing that is known"
    assert found[""] == "the cell is empty"
    assert stock.items[0].built.span is Blank.UNKNOWN


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("year\n2018\n", ["BD-173"]),
        ("foo\n1\n", ["BD-173"]),
        ("kind,hs\nVMC,1\n", ["BD-173", "BD-173"]),
        ("kind\n", ["BD-173"]),
        ("kind,machine\nVMC,VMC\n", ["CF-016"]),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(text, codes):
    with pytest.raises(FaultsError) as caught:
        read(text)
    assert [fault.code for fault in caught.value.faults] == codes


def test_the_lots_are_two_hundred():
    assert sum(lot.count for lot in LOTS) == 200
