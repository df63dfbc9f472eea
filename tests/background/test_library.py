from decimal import Decimal

import pytest

from cradlegate.background.library import load_library, shipped_files, shipped_library
from cradlegate.core.category import Category
from cradlegate.core.fault import FaultsError
from cradlegate.core.grade import DataGrade

SHIPPED = shipped_files()


def codes_of(files: dict[str, bytes]) -> list[tuple[str, str, int | None, str]]:
    with pytest.raises(FaultsError) as caught:
        load_library(files)
    return [
        (fault.code, fault.place.file, fault.place.row, fault.place.column)
        for fault in caught.value.faults
    ]


def changed(file: str, old: str, new: str) -> dict[str, bytes]:
    text = SHIPPED[file].decode()
    assert old in text
    return {**SHIPPED, file: text.replace(old, new, 1).encode()}


def test_shipped_library_is_read_once() -> None:
    assert shipped_library() is shipped_library()


def test_rows_are_typed() -> None:
    factor = shipped_library().factors["bc-26729"]
    assert factor.values == {Category.UNSPLIT: Decimal("2.211")}
    assert (factor.unit, factor.region.code, factor.region.scheme) == ("kg", "FR", "iso3166-1")
    assert (factor.year_from, factor.year_to, factor.gwp_set) == (2018, 2021, "AR5")
    assert factor.spread.value == Decimal("0.1")
    assert factor.grade is DataGrade.DATABASE
    assert factor.source.licence == "Etalab-2.0"


def test_a_row_without_spread_takes_the_marked_default_of_its_class() -> None:
    library = shipped_library()
    factor = library.factors["mat-uslci-bc251c04"]
    assert factor.spread.is_default
    assert factor.spread.value == library.spread_rules[factor.kind, factor.grade].gsd
    assert not library.factors["bc-26729"].spread.is_default


def test_library_works_without_the_share_alike_folder() -> None:
    files = {name: data for name, data in SHIPPED.items() if not name.startswith("cc_by_sa/")}
    library = load_library(files)
    assert "grid-cn-ember" not in library.factors
    assert "grid-cn-lca-2024" in library.factors
    assert library.digest != shipped_library().digest


def test_every_share_alike_row_stands_in_the_separable_folder() -> None:
    library = shipped_library()
    apart = {
        line.partition(",")[0]
        for name, data in SHIPPED.items()
        if name.startswith("cc_by_sa/") and name.endswith(".csv")
        for line in data.decode().splitlines()[1:]
    }
    share_alike = {
        factor.id
        for factor in library.factors.values()
        if library.licences[factor.source.licence].is_share_alike
    }
    assert share_alike == apart
    assert len(share_alike) == 33 + 54


def test_share_alike_row_in_the_open_tables_is_refused() -> None:
    files = {**SHIPPED, "more.csv": SHIPPED["cc_by_sa/spend.csv"]}
    del files["cc_by_sa/spend.csv"]
    found = codes_of(files)
    assert {(code, file, column) for code, file, _, column in found} == {
        ("BG-015", "more.csv", "licence")
    }
    assert len(found) == 54


def test_non_commercial_row_is_refused() -> None:
    files = changed("spend.csv", "Etalab-2.0", "CC-BY-NC-4.0")
    assert codes_of(files) == [("BG-015", "spend.csv", 2, "licence")]


def test_all_faults_of_all_tables_are_gathered_with_their_places() -> None:
    files = changed("gases.csv", ",22800,", ",twenty,")
    files |= {"spreads.csv": changed("spreads.csv", "1.25", "0.5")["spreads.csv"]}
    files |= {"families.csv": changed("families.csv", ",no,", ",maybe,")["families.csv"]}
    files |= {"defaults.csv": changed("defaults.csv", "est-cast-iron", "est-iron")["defaults.csv"]}
    found = codes_of(files)
    assert ("BG-012", "gases.csv", 5, "fossil_other") in found
    assert ("BG-012", "spreads.csv", 2, "gsd") in found
    assert ("BG-012", "families.csv", 2, "is_machine_component") in found
    assert ("BG-014", "defaults.csv", 2, "factor_id") in found


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-inf", "1,5", "1e9999999"])
def test_a_figure_that_is_no_finite_number_is_refused(text: str) -> None:
    cell = f'"{text}"'
    files = changed("transport.csv", ",0.6313,", f",{cell},")
    found = codes_of(files)
    assert ("BG-012", "transport.csv", 2, "unsplit") in found


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",t.km,", ",tkm,", "unit"),
        (",tank_to_wheel,", ",ttw,", "family"),
        (",empty_running,", ",empty_running|full,", "scope"),
        (",burden,", ",load,", "role"),
        (",iso3166-1,", ",iso,", "region_scheme"),
        (",2025,2025,", ",2O25,2025,", "year_from"),
        (",AR5,", ",AR7,", "gwp_set"),
        (",median,", ",mode,", "centre"),
        (",0,0,database,", ",9,0,database,", "technology"),
        (",database,", ",good,", "grade"),
        (",transport,", ",freight,", "kind"),
    ],
)
def test_a_cell_outside_its_closed_list_is_named(old: str, new: str, column: str) -> None:
    assert ("BG-012", "transport.csv", 2, column) in codes_of(changed("transport.csv", old, new))


def test_a_row_without_any_figure_is_refused() -> None:
    files = changed("transport.csv", ",0.6313,", ",,")
    assert codes_of(files) == [("BG-012", "transport.csv", 2, "unsplit")]


def test_one_id_in_two_tables_is_refused() -> None:
    files = changed("gases.csv", "gwp-ar4-gwp100-co2,", "bc-26729,")
    assert ("BG-013", "materials.csv", 2, "id") in codes_of(files)


def test_two_defaults_for_the_same_need_are_refused() -> None:
    files = changed("defaults.csv", "ductile_iron,", "grey_iron,")
    assert ("BG-013", "defaults.csv", 3, "key") in codes_of(files)


def test_unknown_licence_and_missing_pair_are_refused() -> None:
    files = changed("materials.csv", "bio-timber-release,GLO", "nobody,GLO")
    files |= {"fuels.csv": changed("fuels.csv", "OGL-3.0", "OGL-9")["fuels.csv"]}
    found = codes_of(files)
    assert ("BG-014", "fuels.csv", 2, "licence") in found
    assert any(code == "BG-014" and column == "pair" for code, _, _, column in found)


@pytest.mark.parametrize("name", ["families.csv", "defaults.csv", "spreads.csv", "licences.csv"])
def test_a_missing_table_is_named(name: str) -> None:
    files = {key: data for key, data in SHIPPED.items() if key != name}
    assert ("BG-010", name, None, "") in codes_of(files)


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe\x00", b"", b"id,name\nx,y\n", b'id,"name\n'],
    ids=["not UTF-8", "empty", "columns missing", "open quote"],
)
def test_an_unreadable_table_is_named(data: bytes) -> None:
    found = codes_of({**SHIPPED, "extra.csv": data})
    assert [(code, file) for code, file, _, _ in found] == [("BG-011", "extra.csv")]


def test_a_row_of_another_width_is_named() -> None:
    files = {**SHIPPED, "gases.csv": SHIPPED["gases.csv"] + b"one,two\n"}
    last = len(files["gases.csv"].splitlines())
    assert codes_of(files) == [("BG-011", "gases.csv", last, "")]


def test_digest_does_not_depend_on_files_order_or_line_ends() -> None:
    files = dict(reversed(SHIPPED.items()))
    files["renamed.csv"] = files.pop("fuels.csv").replace(b"\n", b"\r\n")
    assert load_library(files).digest == shipped_library().digest


def test_digest_changes_with_one_digit() -> None:
    files = changed("fuels.csv", "0.34430947", "0.34430948")
    assert load_library(files).digest != shipped_library().digest


def test_reference_values_are_no_factors() -> None:
    library = shipped_library()
    share = library.references["mfg-share-materials"]
    assert (share.value, share.unit, share.low, share.high) == (
        Decimal("54.5"),
        "%",
        Decimal(46),
        Decimal(63),
    )
    assert library.references["co2-per-carbon"].low is None
    assert not set(library.references) & set(library.factors)
