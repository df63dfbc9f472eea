"""Every row of a table of variants has its figures or its faults, and no row stops another."""

import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from cradlegate.compose.variants import Catalogue, Order, work_out_catalogue, write_catalogue
from cradlegate.compute.in_process import InProcess
from cradlegate.compute.process_pool import ProcessPool
from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from cradlegate.footprint.variants.model import Asked
from cradlegate.product.templates.expansion import find_template
from cradlegate.product.variants.reading import VariantTable, read_variants

HEAD = "id,net_mass [kg],axes,spindle_power [kW],tools,pallets,base_material,country,destination"
AS_OF = date(2026, 11, 22)
MOST_PLAIN = ["A,5800,3,11,,,grey_iron,CN,VNSGN", "B,7000,4,15,40,2,grey_iron,CN,VNSGN"]


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows, ""]).encode()


def read(*rows: str, head: str = HEAD, settings: tuple[str, ...] = ()) -> VariantTable:
    return read_variants("v.csv", table(*rows, head=head), find_template("vmc-3axis"), settings)


def codes(read_: VariantTable) -> list[tuple[int, str | None, str, str]]:
    return read_.errors.select("row", "id", "column", "code").rows()


def test_what_is_usual_stands_in_for_empty_cells():
    rows = read(*MOST_PLAIN).rows
    assert rows.value(0)["tools"] == 24
    assert rows.value(0)["pallets"] == 0
    assert rows.value(1)["tools"] == 40
    assert rows.value(0)["life_years"] == 12
    assert rows.is_usable.all()


def test_known_to_have_none_is_zero_and_not_the_usual():
    rows = read("A,5800,3,11,none,-,grey_iron,,").rows
    assert rows.value(0)["tools"] == 0


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("A,,3,11,,,grey_iron,CN,VNSGN", "net_mass", "PR-070"),
        ("A,5800,3,none,,,grey_iron,CN,VNSGN", "spindle_power", "PR-002"),
        ("A,5800,3,11,,,,CN,VNSGN", "base_material", "PR-070"),
        ("A,5800,3,11,,,unobtainium,CN,VNSGN", "base_material", "PR-004"),
        ("A,580000,3,11,,,grey_iron,CN,VNSGN", "net_mass", "PR-002"),
        ("A,2100,5,45,100,,grey_iron,CN,VNSGN", "net_mass", "PR-003"),
        ("A,heavy,3,11,,,grey_iron,CN,VNSGN", "net_mass", "CF-032"),
        ("A,5800,3.5,11,,,grey_iron,CN,VNSGN", "axes", "CF-032"),
        ("A,5800,3,11,,,grey_iron,ZZ,VNSGN", "country", "CF-042"),
        ("B,5800,3,11,,,grey_iron,CN,VNSGN", "id", "CF-050"),
        (",5800,3,11,,,grey_iron,CN,VNSGN", "id", "CF-030"),
    ],
)
def test_a_bad_row_is_named_and_the_others_stand(row: str, column: str, code: str):
    found = read("B,7000,4,15,40,2,grey_iron,CN,VNSGN", row)
    assert [(at, each, its) for at, _, each, its in codes(found)] == [(3, column, code)]
    assert found.rows.is_usable.tolist() == [True, False]


def test_a_row_of_another_length_is_named_by_its_line():
    found = read("A,5800", *MOST_PLAIN[1:])
    assert codes(found) == [(2, None, "", "CF-013")]
    assert found.ids.to_list() == [None, "B"]
    assert found.rows.is_usable.tolist() == [False, True]


def test_rows_of_another_length_keep_their_place_among_the_others():
    """One too long, one too short and one with a fault of its own, between two good ones."""
    one, other = MOST_PLAIN
    bad = ("L,5800,3,11,,,grey_iron,CN,VNSGN,more", "S,5800", other.replace("B,7000", "H,heavy"))
    computed = ("spindle_power = 4 kW * axes",)
    head = HEAD.replace("spindle_power [kW]", "note")
    for settings, headings in (((), HEAD), (computed, head)):
        found = read(one, *bad, other, head=headings, settings=settings)
        assert codes(found) == [
            (3, None, "", "CF-013"),
            (4, None, "", "CF-013"),
            (5, "H", "net_mass", "CF-032"),
        ]
        assert found.ids.to_list() == ["A", None, None, "H", "B"]
        assert found.places.to_list() == [2, 3, 4, 5, 6]
        assert found.rows.is_usable.tolist() == [True, False, False, False, True]
        whole = read(one, other, head=headings, settings=settings).rows
        assert [found.rows.value(0), found.rows.value(4)] == [whole.value(0), whole.value(1)]


def test_units_of_headings_and_of_cells_are_understood():
    head = "id,net_mass [t],axes,spindle_power,base_material"
    rows = read("A,5.8,3,11000 W,grey_iron", "B,5800 kg,3,11 kW,grey_iron", head=head).rows
    assert rows.value(0) == rows.value(1)


def test_workbook_and_parquet_give_what_csv_gives():
    head, cells = HEAD.split(","), [row.split(",") for row in MOST_PLAIN]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("variants")
        for at, row in enumerate([head, *cells]):
            sheet.write_row(at, 0, row)
    parquet = io.BytesIO()
    pl.DataFrame(cells, schema=head, orient="row").write_parquet(parquet)
    expected = read(*MOST_PLAIN).rows
    for name, data in (("v.xlsx", stream.getvalue()), ("v.parquet", parquet.getvalue())):
        rows = read_variants(name, data, find_template("vmc-3axis")).rows
        assert [rows.value(at) for at in (0, 1)] == [expected.value(at) for at in (0, 1)]


def test_computed_columns_take_columns_of_the_table_s_own():
    settings = ("net_mass = 5000 kg + 12 kg * tools + 3 kg * rails", "axes = 2 + 1")
    head = "id,tools,rails,spindle_power [kW],base_material"
    rows = read("A,40,100,11,grey_iron", head=head, settings=settings).rows
    assert rows.value(0)["net_mass_kg"] == 5780
    assert rows.value(0)["axes"] == 3


def test_a_computed_number_that_is_none_is_a_fault_of_its_row():
    settings = ("net_mass = 5000 kg / (tools - 24)", "axes = tools / 10")
    head = "id,tools,spindle_power [kW],base_material"
    found = read(
        "A,24,11,grey_iron",
        "B,25,11,grey_iron",
        "C,heap,11,grey_iron",
        head=head,
        settings=settings,
    )
    assert codes(found) == [
        (2, "A", "net_mass", "PR-065"),
        (3, "B", "axes", "PR-071"),
        (4, "C", "tools", "CF-032"),
    ]


def test_columns_that_nothing_is_made_from_are_named():
    head = f"{HEAD},colour,beam_power [kW]"
    found = read("A,5800,3,11,,,grey_iron,CN,VNSGN,red,3", head=head)
    assert [fault.code for fault in found.warnings] == ["PR-073", "PR-073"]
    assert "colour" in found.warnings[0].found
    assert "beam_power" in found.warnings[1].found


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (table(), "PR-072"),
        (b"", "CF-024"),
        (b"net_mass\n5800 kg\n", "CF-015"),
        (b"PK\x03\x04nothing", "CF-005"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(data: bytes, code: str):
    with pytest.raises(FaultsError) as caught:
        read_variants("v.csv", data, find_template("vmc-3axis"))
    assert [fault.code for fault in caught.value.faults] == [code]


def compute(
    path: Path, *, workers: int = 1, rows_at_once: int = 8192, draws: int = 50
) -> Catalogue:
    asked = Asked(None, draws, 24122)
    order = Order("vmc-3axis", asked, AS_OF, (), workers, rows_at_once)
    return work_out_catalogue(path, order, with_cube=True)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows of four groups, one of which nobody can compute, between rows with faults."""
    rows = [
        "A,5800,3,11,,,grey_iron,CN,VNSGN",
        "B,580000,3,11,,,grey_iron,CN,VNSGN",
        "C,7000,4,15,40,2,grey_iron,JP,THBKK",
        "D,6000,3,11,,,grey_iron,AQ,VNSGN",
        "E,9000,5,15,40,2,steel_plate,CN,VNSGN",
        "F,6400,3,7.5,24,,grey_iron,CN,VNSGN",
    ]
    path = tmp_path_factory.mktemp("variants") / "mixed.csv"
    path.write_bytes(table(*rows))
    return path


@pytest.fixture(scope="module")
def found(mixed: Path) -> Catalogue:
    return compute(mixed)


def test_rows_keep_their_order_and_their_place(found: Catalogue):
    assert found.frame["id"].to_list() == ["A", "B", "C", "D", "E", "F"]
    assert found.frame["kgco2e"].is_null().to_list() == [False, True, False, True, False, False]
    assert found.computed == 4
    assert found.groups == 3
    assert found.errors.select("id", "code").rows() == [("B", "PR-002"), ("D", "PR-021")]
    assert [fault.code for fault in found.warnings] == ["PR-074"]


def test_sums_over_stages_subassemblies_and_cells_are_the_total(found: Catalogue):
    done = found.frame.filter(pl.col("kgco2e").is_not_null())
    for prefix in ("stage_", "subassembly_"):
        columns = [name for name in done.columns if name.startswith(prefix)]
        sums = done.select(pl.sum_horizontal(columns)).to_series()
        assert sums.to_list() == pytest.approx(done["kgco2e"].to_list(), rel=1e-12)
    assert found.cube is not None
    by_id = found.cube.group_by("id", maintain_order=True).agg(pl.col("kgco2e").sum())
    assert by_id["kgco2e"].to_list() == pytest.approx(done["kgco2e"].to_list(), rel=1e-12)
    assert found.frame["view"].to_list()[:3] == [View.CIRCULAR_12, None, View.CRADLE_TO_GATE]
    assert found.frame["stage_A4"].is_null().to_list() == [False, True, True, True, False, False]


def test_workers_and_chunks_change_no_bit(mixed: Path, found: Catalogue):
    beside = compute(mixed, workers=2, rows_at_once=1)
    assert beside.frame.equals(found.frame)
    assert beside.errors.equals(found.errors)


def test_a_table_without_faults_has_no_warnings_and_without_draws_no_interval(tmp_path: Path):
    path = tmp_path / "plain.csv"
    path.write_bytes(table(*MOST_PLAIN))
    plain = compute(path, draws=0)
    assert "low" not in plain.frame.columns
    assert plain.errors.is_empty()
    assert plain.warnings == ()


def test_a_table_without_one_good_row_writes_nothing(tmp_path: Path):
    path = tmp_path / "bad.csv"
    path.write_bytes(table("B,580000,3,11,,,grey_iron,CN,VNSGN"))
    with pytest.raises(FaultsError) as caught:
        compute(path)
    assert [fault.code for fault in caught.value.faults] == ["PR-002"]


def test_files_say_what_they_were_made_from(found: Catalogue, tmp_path: Path):
    names = write_catalogue(found, tmp_path / "out.parquet", force=False)
    assert names == ("out.parquet", "out.errors.csv", "out.cube.parquet")
    kept = pl.read_parquet_metadata(tmp_path / "out.parquet")
    assert kept["cradlegate.template"] == "vmc-3axis"
    assert kept["cradlegate.seed"] == "24122"
    assert kept["cradlegate.library_digest"].startswith("sha256:")
    assert pl.read_parquet(tmp_path / "out.parquet").equals(found.frame)
    with pytest.raises(FaultsError, match="CF-006"):
        write_catalogue(found, tmp_path / "out.parquet", force=False)


def test_results_come_in_the_order_of_the_pieces():
    pieces = list(range(40))
    expected = [str(piece) for piece in pieces]
    assert list(InProcess().run(str, pieces)) == expected
    with ProcessPool(2) as pool:
        assert list(pool.run(str, pieces)) == expected
        with pytest.raises(ValueError, match="invalid literal"):
            list(pool.run(int, ["1", "one", "2"]))
