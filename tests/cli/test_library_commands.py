"""The commands on the factor library and on parts lists."""

import json

import pytest


@pytest.fixture
def cradlegate(own_process):
    return own_process


def test_search_finds_by_words_region_and_kind(cradlegate):
    done = cradlegate("library", "search", "cast", "iron")
    assert done.returncode == 0
    assert "est-cast-iron" in done.stdout
    grid = cradlegate("library", "search", "--region", "VN", "--kind", "electricity", "--json")
    rows = json.loads(grid.stdout)["result"]["tables"][0]["rows"]
    assert all(row["region"]["text"] == "VN" for row in rows)
    assert cradlegate("library", "search", "unobtainium").returncode == 1


@pytest.mark.requirement("S3-15")
@pytest.mark.requirement("S2-21", part="regional grid with source")
def test_show_gives_source_grade_licence_and_review(cradlegate):
    done = cradlegate("library", "show", "grid-cn-lca-2024")
    for words in ("0.5777", "MEE", "licence", "life_cycle", "default for", "electricity in CN"):
        assert words in done.stdout
    barred = cradlegate("library", "show", "grid-vn-2023")
    assert "may not enter a total" in barred.stdout


def test_an_unknown_factor_names_the_nearest(cradlegate):
    done = cradlegate("library", "show", "grid-cn-lca-2042")
    assert done.returncode == 2
    assert "grid-cn-lca-2024" in done.stderr
    assert "[CL-002]" in done.stderr


def test_the_shipped_library_passes_its_own_check(cradlegate):
    done = cradlegate("library", "check")
    assert done.returncode == 0, done.stdout


def test_bom_map_proposes_families_and_writes_the_map_to_be_confirmed(cradlegate):
    (cradlegate.folder / "erp.csv").write_text(
        "行号,名称,材料代码,数量,单重\n1,床身,HT250,1,2000\n2,罩壳,SPCC,1,200\n3,什么,ZZ-77,1,5\n",
        encoding="gb18030",
    )
    done = cradlegate("bom", "map", "erp.csv", "--out", "maps")
    assert done.returncode == 3, done.stderr
    assert "2 of 3 codes have a proposal" in done.stdout
    table = (cradlegate.folder / "maps/material_map.csv").read_text()
    assert "HT250,grey_iron" in table
    assert "SPCC,steel_sheet" in table
    assert "ZZ-77,," in table
