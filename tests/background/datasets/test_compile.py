"""A linked database becomes arrays, a run of each process as it was published."""

from dataclasses import replace

import numpy as np

from cradlegate.background.datasets.characterise import characterise, open_gwp_set
from cradlegate.background.datasets.compile import Unusable, compile_database
from cradlegate.background.datasets.dataset import FlowKind
from cradlegate.background.datasets.link import link_database
from cradlegate.background.library import shipped_library
from cradlegate.core.category import CATEGORIES, Category
from tests.background.datasets.databases import (
    CH4,
    CO2,
    CO2_BIO,
    CO2_IN,
    database,
    emits,
    process,
    takes,
)


def compiled(*processes):
    whole = database(*processes)
    scores = characterise(whole, open_gwp_set(shipped_library(), "AR6"))
    return compile_database(whole, link_database(whole), scores)


def column(found, category):
    return found.direct[:, CATEGORIES.index(category)].tolist()


def test_amounts_are_those_of_a_run_with_what_it_gives_off():
    """10 kg of bed take 12 kg of steel; steel is made 1,000 kg at a time."""
    found = compiled(
        process("steel", emits(CO2, 1800.0), gives=1000.0),
        process("bed", takes("steel", 12.0), emits(CO2, 5.0), gives=10.0),
    )
    assert found.process_ids == ("steel", "bed")
    links = zip(found.consumers, found.suppliers, found.amounts, strict=True)
    assert list(links) == [(1, 0, 12.0)]
    assert found.outputs.tolist() == [1000.0, 10.0]
    assert column(found, Category.FOSSIL_OTHER) == [1800.0, 5.0]
    assert found.climate_flows.tolist() == [1, 1]


def test_categories_stay_apart_and_the_method_has_its_own_sum():
    """1 kg CO2, 2 kg biogenic CO2, 0.1 kg biogenic CH4 of 27 and 3 kg taken up."""
    found = compiled(
        process("pulp", emits(CO2, 1.0), emits(CO2_BIO, 2.0), emits(CH4, 0.1), takes(CO2_IN, 3.0))
    )
    assert column(found, Category.FOSSIL_OTHER) == [1.0]
    np.testing.assert_allclose(column(found, Category.BIOGENIC_EMISSIONS), [4.7])
    assert column(found, Category.BIOGENIC_REMOVALS) == [-3.0]
    np.testing.assert_allclose(found.direct_by_method, [3.7])


def test_an_emission_that_is_taken_in_and_an_uptake_that_is_given_off_do_not_count():
    found = compiled(process("p", takes(CO2, 4.0), emits(CO2_IN, 4.0)))
    assert found.direct.tolist() == [[0.0] * len(CATEGORIES)]
    assert found.climate_flows.tolist() == [0]


def test_a_process_without_a_usable_reference_has_no_row_and_a_reason():
    steel = process("steel")
    found = compiled(
        process("bed", takes("steel", 1.0)),
        replace(steel, id="none", reference=None),
        process("zero", gives=0.0),
        process("turned", takes_in=True),
    )
    assert found.process_ids == ("bed",)
    assert found.unusable == {
        "none": Unusable.NO_REFERENCE,
        "zero": Unusable.ZERO_REFERENCE,
        "turned": Unusable.WRONG_WAY,
    }


def test_a_reference_that_is_no_product_says_what_it_is():
    odd = replace(process("vent", emits("a", 1.0)), exchanges=(emits(CO2, 1.0),), reference=0)
    mill = process("mill", product="scrap")
    whole = database(odd, mill, kinds={"scrap": FlowKind.WASTE})
    scores = characterise(whole, open_gwp_set(shipped_library(), "AR6"))
    found = compile_database(whole, link_database(whole), scores)
    assert found.unusable == {"vent": Unusable.NATURE, "mill": Unusable.WASTE_OUT}
