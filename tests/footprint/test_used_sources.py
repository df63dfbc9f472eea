"""What a footprint took from its sources gives the same footprint again, and nothing else."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.library import load_library
from cradlegate.core.canonical import digest_files
from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from cradlegate.footprint.calculate import Settings
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.sources import Sources, Use
from cradlegate.footprint.used_sources import (
    Stock,
    read_used_sources,
    write_used_sources,
)
from cradlegate.lca.elementary import Floats
from tests.declaration.shipped_case import Computed, compute, example_files, shipped_stock
from tests.worked.worked_cases import HERE, read_files

VMC = "vmc-850"
WORKED = ("six-lines", "twelve-lines", "crate", "two-sites", "electronics-missing")
SETTINGS = Settings(draws=200)
WORKED_SETTINGS = Settings(View.CRADLE_TO_GATE, draws=200)
NOTICE = "library/cc_by_sa/LICENCE-NOTICE.txt"


def worked_stock(more: dict[str, bytes] | None = None) -> Stock:
    files = read_files(HERE / "library") | (more or {})
    return Stock(Sources(load_library(files)), files, {})


def compute_case(name: str, stock: Stock) -> Computed:
    if name == VMC:
        return compute(example_files(), stock, SETTINGS)
    return compute(read_files(HERE / name), stock, WORKED_SETTINGS)


@cache
def shipped(name: str) -> Computed:
    return compute_case(name, shipped_stock() if name == VMC else worked_stock())


@cache
def stored(name: str) -> dict[str, bytes]:
    stock = shipped_stock() if name == VMC else worked_stock()
    return write_used_sources(shipped(name).use, stock)


@cache
def again(name: str) -> Computed:
    return compute_case(name, Stock(read_used_sources(stored(name)), {}, {}))


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def ids_in(files: dict[str, bytes]) -> set[str]:
    """The factors of all tables; only these have units and a kind."""
    tables = (rows_of(data) for name, data in files.items() if name.endswith(".csv"))
    return {row["id"] for rows in tables for row in rows if "region_scheme" in row}


def codes(error: pytest.ExceptionInfo[FaultsError]) -> list[str]:
    return [fault.code for fault in error.value.faults]


# --- The same footprint -------------------------------------------------------------------------


@pytest.mark.parametrize("name", [VMC, *WORKED])
def test_every_line_is_the_same_to_the_last_bit(name: str):
    one, other = shipped(name).footprint, again(name).footprint
    assert [(line.id, line.values, line.quality) for line in one.lines] == [
        (line.id, line.values, line.quality) for line in other.lines
    ]
    assert [line.activity.choice.chosen for line in one.lines] == [
        line.activity.choice.chosen for line in other.lines
    ]
    assert len(one.lines) > 1


@pytest.mark.parametrize("name", [VMC, *WORKED])
def test_totals_and_intervals_are_the_same_to_the_last_bit(name: str):
    one, other = shipped(name).footprint, again(name).footprint
    assert one.views == other.views
    for view in one.views:
        assert one.total(view) == other.total(view)
        assert one.total_with_uptake(view) == other.total_with_uptake(view)
        assert one.interval(view) == other.interval(view)


@pytest.mark.parametrize("name", [VMC, *WORKED])
def test_every_draw_is_the_same_to_the_last_bit(name: str):
    one, other = draws_of(shipped(name).footprint), draws_of(again(name).footprint)
    assert one.keys() == other.keys()
    assert all(np.array_equal(one[key], other[key]) for key in one)
    assert len(next(iter(one.values()))) == 200


def draws_of(footprint: Footprint) -> dict[str, Floats]:
    draws = footprint.draws
    groups: dict[str, Mapping[Any, Floats]] = {
        "view": draws.by_view,
        "stage": draws.by_stage,
        "part": draws.by_subassembly,
    }
    return {f"{name}/{key}": row for name, group in groups.items() for key, row in group.items()}


@pytest.mark.parametrize("name", [VMC, *WORKED])
def test_everything_that_is_said_beside_the_number_is_the_same(name: str):
    """The library is a smaller one: its digest and the alternatives in it are others."""
    one, other = shipped(name).footprint, again(name).footprint
    compared = {item.name for item in fields(Footprint)} - {
        "library_digest", "lines", "draws", "priorities",
    }  # fmt: skip
    assert len(compared) == 21
    for field in compared:
        assert getattr(one, field) == getattr(other, field), field
    assert one.library_digest != other.library_digest
    assert [item.score for item in one.priorities] == [item.score for item in other.priorities]


@pytest.mark.parametrize("name", [VMC, *WORKED])
def test_stored_sources_are_asked_the_same_and_store_themselves(name: str):
    files = stored(name)
    use = again(name).use
    library = {
        path.removeprefix("library/"): data
        for path, data in files.items()
        if path.startswith("library/")
    }
    templates = {
        path.removeprefix("templates/"): data
        for path, data in files.items()
        if path.startswith("templates/")
    }
    once_more = write_used_sources(use, Stock(read_used_sources(files), library, templates))
    assert once_more == files
    assert use == shipped(name).use


# --- What was asked for, and nothing else -------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # each part has one default factor, boards a second one per item under the same key; the
        # supplier's machining and the works take the grid; f-machine is the published range
        ("six-lines", {"f-iron", "f-steel", "f-copper", "f-board", "f-board-item", "f-grid", "f-machine"}),
        # the grids of both works, and iron
        ("two-sites", {"f-iron", "f-grid", "f-grid-vn", "f-machine"}),
        # the crate with both sides of its balance, the grid of use, and the way to the landfill
        ("crate", {"f-iron", "f-wood", "f-uptake", "f-release", "f-machine", "f-grid-vn", "f-rigid", "f-landfill"}),
    ],
)  # fmt: skip
def test_only_the_factors_of_the_case_are_stored(name: str, expected: set[str]):
    assert ids_in(stored(name)) == expected


@pytest.mark.parametrize("name", [VMC, *WORKED])
def test_no_factor_is_stored_that_was_not_looked_up_or_referred_to(name: str):
    """A default refers to its factor, and one side of a balance to the other."""
    files, lines = stored(name), shipped(name).footprint.lines
    defaults = rows_of(files["library/defaults.csv"])
    choices = [line.activity.choice for line in lines]
    chosen = {choice.chosen.id for choice in choices if choice.rule != "supplier"}
    others = {line.activity.without_instrument for line in lines}
    chosen |= {choice.chosen.id for choice in others if choice}
    referred = {row["factor_id"] for row in defaults}
    factors = [
        row
        for name, data in files.items()
        if name.endswith(".csv")
        for row in rows_of(data)
        if "region_scheme" in row
    ]
    pairs = {row["pair"] for row in factors if row["pair"]}
    assert chosen <= ids_in(files) <= chosen | referred | pairs
    assert {(row["key"], row["region"]) for row in defaults} <= shipped(name).use.defaults


def test_a_factor_is_stored_for_what_a_default_of_another_unit_says():
    """Both defaults of a key are kept, so that the same one is taken again."""
    rows = rows_of(stored("six-lines")["library/defaults.csv"])
    assert [row["unit"] for row in rows if row["key"] == "circuit_board"] == ["kg", "item"]


def test_a_case_without_derived_distances_stores_none_and_one_without_template_none():
    files = stored("six-lines")
    assert files["distances.csv"].count(b"\n") == 1
    assert not [name for name in files if name.startswith("templates/")]


def test_the_template_and_the_four_distances_of_the_example_are_stored():
    files = stored(VMC)
    assert [name for name in files if name.startswith("templates/")] == ["templates/vmc-3axis.yaml"]
    assert files["templates/vmc-3axis.yaml"] == shipped_stock().template_files["vmc-3axis.yaml"]
    legs = [(row["start"], row["end"], row["mode"]) for row in rows_of(files["distances.csv"])]
    assert legs == [
        ("CNTAO", "VNSGN", "sea"),
        ("CNTGZ", "CNTAO", "road"),
        ("JPNGO", "CNTAO", "sea"),
        ("VNSGN", "VNTHD", "road"),
    ]


def test_rows_stand_as_they_stood_in_the_library():
    for name, data in stored(VMC).items():
        if name.startswith("library/"):
            whole = shipped_stock().library_files[name.removeprefix("library/")]
            rows = [tuple(row.items()) for row in rows_of(whole)]
            places = [rows.index(tuple(row.items())) for row in rows_of(data)]
            assert all(before < after for before, after in pairwise(places))


# --- A folder with a licence of its own ---------------------------------------------------------


def with_share_alike(*, copper_from_there: bool) -> Stock:
    """The worked library, with a copper of a share-alike licence in the folder for such."""
    files = read_files(HERE / "library")
    table = files["factors.csv"].decode().splitlines()
    [copper] = [row for row in table if row.startswith("f-copper,")]
    shared = copper.replace("f-copper", "sa-copper").replace(",own,", ",CC-BY-SA-4.0,")
    licences = (
        files["licences.csv"].decode() + "CC-BY-SA-4.0,share alike,separate,yes,no,A. Author,\n"
    )
    more = {
        "licences.csv": licences.encode(),
        "cc_by_sa/metals.csv": f"{table[0]}\n{shared}\n".encode(),
        "cc_by_sa/LICENCE-NOTICE.txt": b"The files of this folder are CC BY-SA 4.0.\n",
    }
    if copper_from_there:
        more["defaults.csv"] = files["defaults.csv"].replace(b"f-copper", b"sa-copper")
    return worked_stock(more)


def store_six_lines(stock: Stock) -> dict[str, bytes]:
    return write_used_sources(compute_case("six-lines", stock).use, stock)


def test_a_row_of_a_folder_with_its_own_licence_takes_the_notice_along():
    stock = with_share_alike(copper_from_there=True)
    files = store_six_lines(stock)
    assert ids_in({"metals.csv": files["library/cc_by_sa/metals.csv"]}) == {"sa-copper"}
    assert files[NOTICE] == stock.library_files["cc_by_sa/LICENCE-NOTICE.txt"]
    library = read_used_sources(files).library
    assert library.licences["CC-BY-SA-4.0"].attribution == "A. Author"
    one, other = (
        compute_case("six-lines", stock).footprint,
        compute_case("six-lines", Stock(read_used_sources(files), {}, {})).footprint,
    )
    assert one.total() == other.total()


def test_a_folder_of_which_nothing_was_used_stays_behind_with_its_notice():
    files = store_six_lines(with_share_alike(copper_from_there=False))
    assert not [name for name in files if "cc_by_sa" in name]
    assert "f-copper" in ids_in(files)


# --- What is not there --------------------------------------------------------------------------


def without(name: str) -> dict[str, bytes]:
    return {path: data for path, data in stored(VMC).items() if path != name}


def test_a_template_that_is_not_stored_is_a_fault():
    sources = read_used_sources(without("templates/vmc-3axis.yaml"))
    with pytest.raises(FaultsError) as error:
        sources.find_template("vmc-3axis")
    assert codes(error) == ["FP-034"]
    assert "vmc-3axis" in error.value.faults[0].found
    assert str(error.value.faults[0].place) == "templates/"


@pytest.mark.parametrize("leg", [("CNTAO", "VNSGN", "road"), ("VNSGN", "CNTAO", "sea"), ("CNTAO", "VNHPH", "sea")])  # fmt: skip
def test_a_distance_that_is_not_stored_is_a_fault_although_it_could_be_derived(
    leg: tuple[str, str, str],
):
    with pytest.raises(FaultsError) as error:
        read_used_sources(stored(VMC)).derive_distance(*leg)
    assert codes(error) == ["FP-034"]
    assert all(part in error.value.faults[0].found for part in leg)


def test_a_case_that_asks_for_what_is_not_stored_has_no_footprint():
    stock = Stock(read_used_sources(without("templates/vmc-3axis.yaml")), {}, {})
    with pytest.raises(FaultsError) as error:
        compute_case(VMC, stock)
    assert "FP-034" in codes(error)
    rows = stored(VMC)["distances.csv"].decode().splitlines(keepends=True)
    fewer = stored(VMC) | {"distances.csv": "".join(rows[:1] + rows[2:]).encode()}
    with pytest.raises(FaultsError) as error:
        compute_case(VMC, Stock(read_used_sources(fewer), {}, {}))
    assert "FP-034" in codes(error)


@pytest.mark.parametrize("name", ["families.csv", "defaults.csv", "spreads.csv", "licences.csv", "reference_values.csv"])  # fmt: skip
def test_a_table_of_the_library_that_is_missing_is_a_fault(name: str):
    with pytest.raises(FaultsError) as error:
        read_used_sources(without(f"library/{name}"))
    assert f"{name} is not there" in [fault.found for fault in error.value.faults]


def test_a_factor_that_is_missing_is_a_fault_of_the_default_that_names_it():
    rows = stored("six-lines")["library/factors.csv"].decode().splitlines(keepends=True)
    kept = "".join(row for row in rows if not row.startswith("f-iron,"))
    with pytest.raises(FaultsError, match="`f-iron` is no factor of the library"):
        read_used_sources(stored("six-lines") | {"library/factors.csv": kept.encode()})


# --- What is spoiled ----------------------------------------------------------------------------

SPOILS: dict[str, Callable[[str], bytes | str]] = {
    "no file": lambda _: "",
    "no head": lambda _: "\n",
    "head alone": lambda _: "start\n",
    "another column": lambda table: table.replace(",km,", ",miles,"),
    "no column": lambda table: table.replace(",km,", ",", 1),
    "UTF-16": lambda table: table.encode("utf-16"),
    "byte order mark": lambda table: table.encode("utf-8-sig"),
    "no UTF-8": lambda table: table.encode() + b"\xff",
    "end cut off": lambda table: table[:-1],
    "empty line": lambda table: table + "\n",
    "row twice": lambda table: table + table.splitlines(keepends=True)[-1],
    "another order": lambda table: "".join(
        table.splitlines(keepends=True)[index] for index in (0, 4, 3, 2, 1)
    ),
    "other line ends": lambda table: table.replace("\n", "\r\n"),
    "cell more": lambda table: table[:-1] + ",more\n",
    "cell less": lambda table: table.rpartition(",")[0] + "\n",
    "open quote": lambda table: table + '"',
    "text": lambda table: table.replace(",3724,", ",far,"),
    "nothing": lambda table: table.replace(",3724,", ",,"),
    "no number": lambda table: table.replace(",3724,", ",NaN,"),
    "no end": lambda table: table.replace(",3724,", ",Infinity,"),
    "negative": lambda table: table.replace(",3724,", ",-3724,"),
    "underscore": lambda table: table.replace(",3724,", ",3_724,"),
    "blank": lambda table: table.replace(",3724,", ", 3724,"),
    "another grade": lambda table: table.replace(",estimate,", ",guess,"),
    "no grade": lambda table: table.replace(",estimate,", ",,"),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_spoiled_distances_are_a_fault(spoil: Callable[[str], bytes | str]):
    table = stored(VMC)["distances.csv"].decode()
    spoiled = spoil(table)
    data = spoiled.encode() if isinstance(spoiled, str) else spoiled
    assert data != table.encode()
    with pytest.raises(FaultsError) as error:
        read_used_sources(stored(VMC) | {"distances.csv": data})
    assert codes(error) == ["FP-035"]
    assert str(error.value.faults[0].place) == "distances.csv"


def test_distances_that_are_missing_are_a_fault():
    with pytest.raises(FaultsError) as error:
        read_used_sources(without("distances.csv"))
    assert codes(error) == ["FP-035"]


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_other_distances_are_a_fault_and_nothing_else(data: bytes):
    with pytest.raises(FaultsError) as error:
        read_used_sources(stored("six-lines") | {"distances.csv": data})
    assert codes(error) == ["FP-035"]


# --- Their digest -------------------------------------------------------------------------------


@given(st.data())
def test_any_changed_byte_or_name_of_the_example_changes_the_digest(data):
    files = dict(stored(VMC))
    name = data.draw(st.sampled_from(sorted(files)))
    content = files[name]
    place = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= data.draw(st.integers(1, 255))
    before = digest_files(files)
    assert digest_files(files | {name: bytes(changed)}) != before
    assert digest_files(without(name) | {f"{name}x": content}) != before
    assert digest_files(without(name)) != before


def test_the_use_of_another_case_has_another_digest():
    digests = {digest_files(stored(name)) for name in (VMC, *WORKED)}
    assert len(digests) == 1 + len(WORKED)


def test_nothing_used_still_stores_what_a_library_needs():
    stock = worked_stock()
    files = write_used_sources(Use(), stock)
    assert ids_in(files) == set()
    assert read_used_sources(files).library.families == stock.sources.library.families
