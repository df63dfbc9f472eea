from cradlegate.background.factor import FactorKind
from cradlegate.background.library import shipped_library
from cradlegate.background.search import near_matches, search_factors

LIBRARY = shipped_library()


def ids_of(words: str, region: str = "", kind: FactorKind | None = None) -> list[str]:
    hits = search_factors(LIBRARY, words, region=region, kind=kind, limit=2000)
    return [hit.factor.id for hit in hits]


def test_every_word_must_occur() -> None:
    found = ids_of("galvanized steel")
    assert found[0] == "mat-uslci-d6510d2d"
    assert ids_of("galvanized unicorn") == []


def test_families_are_found_in_chinese_japanese_and_korean() -> None:
    assert "est-cast-iron" in ids_of("灰铸铁")
    assert "est-cast-iron" in ids_of("ねずみ鋳鉄")
    assert "est-cast-iron" in ids_of("회주철")


def test_usable_rows_come_before_barred_ones() -> None:
    barred = [bool(LIBRARY.factors[id_].barred) for id_ in ids_of("electricity", region="CN")]
    assert barred == sorted(barred)
    assert any(barred)
    assert not barred[0]


def test_a_barred_row_asked_for_by_id_comes_first() -> None:
    assert ids_of("grid-cn-sd-2023")[0] == "grid-cn-sd-2023"


def test_region_finds_its_subdivisions() -> None:
    found = ids_of("", region="CN", kind=FactorKind.ELECTRICITY)
    assert {"grid-cn-lca-2024", "grid-cn-gd-2023", "grid-cn-east-china-2023"} <= set(found)
    assert ids_of("", region="CN-GD") == ["grid-cn-gd-2021", "grid-cn-gd-2022", "grid-cn-gd-2023"]


def test_kind_narrows_the_search() -> None:
    assert all(id_.startswith("gwp-") for id_ in ids_of("hfc", kind=FactorKind.GAS))


def test_limit_holds() -> None:
    assert len(search_factors(LIBRARY, "", limit=7)) == 7


def test_near_matches_are_at_most_three_and_none_for_nonsense() -> None:
    assert near_matches("bc-2672", LIBRARY.factors)[0].startswith("bc-267")
    assert len(near_matches("bc-2672", LIBRARY.factors)) == 3
    assert near_matches("§§§", LIBRARY.factors) == ()
