"""Processes of a database are drawn from what is saved of it, by hand and by real databases."""

import io
import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cradlegate.background.datasets.background import build_background
from cradlegate.background.datasets.characterise import open_gwp_set, open_method
from cradlegate.background.datasets.dataset import Distribution, DistributionKind
from cradlegate.background.datasets.drawable import open_packed, read_arrays, take_compiled
from cradlegate.background.datasets.draws import draw_processes, take_headline
from cradlegate.background.datasets.link import DEFAULT_RULES, FIRST_RULES
from cradlegate.background.datasets.packed import INDEX, pack_background, read_index
from cradlegate.background.datasets.spread_table import Kept
from cradlegate.background.formats.package import open_package
from cradlegate.background.ilcd.read import read_ilcd
from cradlegate.background.library import shipped_library
from cradlegate.background.openlca.read import read_openlca
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import FaultsError
from cradlegate.lca.monte_carlo.keyed import identify_exchange
from cradlegate.lca.monte_carlo.spreads import draw_one
from tests.background.datasets.databases import (
    CO2,
    CO2_IN,
    database,
    emits,
    process,
    takes,
)

FOREIGN = Path(__file__).parents[4] / "shared" / "foreign" / "lci"
needs_foreign = pytest.mark.skipif(not FOREIGN.is_dir(), reason="the shared databases are not here")
AR6 = open_gwp_set(shipped_library(), "AR6")
LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM = DistributionKind


def spread(process, *distributions):
    """Give exchanges of a process distributions: the first is that of its reference."""
    exchanges = [
        replace(exchange, distribution=each)
        for exchange, each in zip(process.exchanges, distributions, strict=False)
    ]
    rest = process.exchanges[len(exchanges) :]
    return replace(process, exchanges=(*exchanges, *rest))


def make(*processes, **kinds):
    return build_background(database(*processes, **kinds), AR6, DEFAULT_RULES)


STEEL = spread(
    process("steel", emits(CO2, 1800.0), takes(CO2_IN, 50.0), gives=1000.0),
    None,
    Distribution(LOGNORMAL, 1800.0, 1.1),
    Distribution(LOGNORMAL, 50.0, 1.5),
)
BED = spread(
    process("bed", takes("steel", 12.0), emits(CO2, 5.0), gives=10.0),
    Distribution(UNIFORM, 10.0, 0.0, 9.0, 11.0),
    Distribution(TRIANGULAR, 12.0, 0.0, 10.0, 15.0),
    Distribution(NORMAL, 5.0, 0.5),
)
BACKGROUND = make(STEEL, BED, process("idle"), replace(process("broken"), reference=None))
DATABASE = take_compiled("two", BACKGROUND.compiled, BACKGROUND.scored)


def saved(background):
    _, files = pack_background(background)
    return read_index(files[INDEX]), files


def codes(caught):
    return [fault.code for fault in caught.value.faults]


def test_processes_are_drawn_amount_by_amount():
    """Removals are not in the headline: 1.8 and (5 + 12 · 1.8) / 10 nominal, and so in each draw."""
    found = draw_processes(DATABASE, ["bed", "steel"], seed=11, count=20)
    np.testing.assert_allclose(found.nominal, [2.66, 1.8], rtol=1e-14)
    headline = take_headline(DATABASE)
    row = {int(name): at for at, name in enumerate(headline.spreads.ids)}
    drawn = {
        name: draw_one(headline.spreads, row[identify_exchange(*name)], 11, 20)
        for name in [("steel", "1"), ("bed", "0"), ("bed", "1"), ("bed", "2")]
    }
    steel = drawn["steel", "1"] / 1000
    bed = (drawn["bed", "2"] + drawn["bed", "1"] * steel) / drawn["bed", "0"]
    np.testing.assert_allclose(found.values, [bed, steel], rtol=1e-7)
    assert found.uncertain == 4
    assert found.kept == {Kept.MEDIAN: 1, Kept.BOTH: 2, Kept.MODE: 1}
    assert (found.without_figure, found.faults) == ((), ())


def test_what_is_saved_draws_as_what_was_made(tmp_path):
    packed, files = saved(BACKGROUND)
    assert packed.counts["uncertain"] == 5
    first = draw_processes(DATABASE, ["bed"], 3, 7)
    again = draw_processes(open_packed(packed, read_arrays(files)), ["bed"], 3, 7)
    assert np.array_equal(first.values, again.values)
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    mapped = {each.stem: np.load(each, mmap_mode="r") for each in tmp_path.glob("*.npy")}
    again = draw_processes(open_packed(packed, mapped), ["bed"], 3, 7)
    assert np.array_equal(first.values, again.values)


def test_a_process_is_drawn_alike_in_a_database_that_holds_more():
    larger = make(process("other", takes("bed", 1.0)), STEEL, BED)
    found = draw_processes(take_compiled("", larger.compiled, larger.scored), ["bed"], 3, 7)
    before = draw_processes(DATABASE, ["bed"], 3, 7)
    np.testing.assert_allclose(found.values, before.values, rtol=2e-7)


def test_a_seed_is_not_like_another():
    first, second = (draw_processes(DATABASE, ["bed"], seed, 5).values for seed in (1, 2))
    assert not (first == second).any()


def test_processes_without_a_figure_are_named():
    with pytest.raises(FaultsError) as caught:
        draw_processes(DATABASE, ["bed", "idle", "broken", "nobody"], 1, 1)
    assert codes(caught) == ["BG-162"] * 3


@pytest.mark.parametrize(
    ("distribution", "amount"),
    [
        (Distribution(LOGNORMAL, 5.0, 0.9), 5.0),
        (Distribution(LOGNORMAL, 5.0, 101.0), 5.0),
        (Distribution(LOGNORMAL, 5.0, math.nan), 5.0),
        (Distribution(LOGNORMAL, 5.0, math.inf), 5.0),
        (Distribution(LOGNORMAL, -5.0, 1.1), 5.0),
        (Distribution(NORMAL, 5.0, -1.0), 5.0),
        (Distribution(NORMAL, 5.0, 501.0), 5.0),
        (Distribution(TRIANGULAR, 5.0, 0.0, 6.0, 7.0), 5.0),
        (Distribution(UNIFORM, 5.0, 0.0, 7.0, 6.0), 5.0),
        (Distribution(LOGNORMAL, 5000.0, 1.2), 5.0),
        (Distribution(LOGNORMAL, 1e300, 1.2), 1e-300),
        (Distribution(NORMAL, 5000.0, 1.0), 5.0),
        (Distribution(TRIANGULAR, 30.0, 0.0, 20.0, 40.0), 5.0),
        (Distribution(UNIFORM, 3.0, 0.0, 2.0, 4.0), 5.0),
    ],
)
def test_a_spread_that_cannot_be_drawn_is_named_and_its_amount_stays(distribution, amount):
    background = make(spread(process("steel", emits(CO2, amount)), None, distribution))
    (fault,) = background.scored.faults
    assert (fault.code, fault.is_error) == ("BG-160", False)
    assert "exchange 1 of process steel" in fault.found
    found = draw_processes(
        take_compiled("", background.compiled, background.scored), ["steel"], 1, 4
    )
    assert (found.values == amount).all()
    assert found.uncertain == 0


@pytest.mark.parametrize(
    "distribution",
    [
        Distribution(LOGNORMAL, 5.0, 1.0),
        Distribution(NORMAL, 5.0, 0.0),
        Distribution(TRIANGULAR, 5.0, 0.0, 5.0, 5.0),
        Distribution(UNIFORM, 5.0, 0.0, 5.0, 5.0),
    ],
)
def test_a_spread_of_nothing_is_no_spread(distribution):
    background = make(spread(process("steel", emits(CO2, 5.0)), None, distribution))
    assert background.compiled.spreads.rows.size == 0
    assert background.scored.faults == ()


@pytest.mark.parametrize(
    ("distribution", "kept"),
    [
        (Distribution(LOGNORMAL, 5.0, 1.2), Kept.MEDIAN),
        (Distribution(LOGNORMAL, 5.0 / math.exp(math.log(1.2) ** 2 / 2), 1.2), Kept.MEAN),
        (Distribution(LOGNORMAL, 4.0, 1.2), Kept.NEITHER),
        (Distribution(LOGNORMAL, 5.0, 1.0000001), Kept.BOTH),
        (Distribution(NORMAL, 5.0, 1.0), Kept.BOTH),
        (Distribution(UNIFORM, 5.5, 0.0, 5.0, 6.0), Kept.NEITHER),
    ],
)
def test_it_is_told_what_of_a_distribution_the_nominal_amount_is(distribution, kept):
    background = make(spread(process("steel", emits(CO2, 5.0)), None, distribution))
    found = draw_processes(
        take_compiled("", background.compiled, background.scored), ["steel"], 1, 1
    )
    assert found.kept == {kept: 1}


def test_draws_without_a_figure_are_counted_and_named():
    """Bed takes 0.5 of steel, and steel from 0 to 4 of bed: too much from 2 on."""
    wide = Distribution(UNIFORM, 1.0, 0.0, 0.0, 4.0)
    background = make(
        spread(process("steel", takes("bed", 1.0), emits(CO2, 1.0)), None, wide),
        process("bed", takes("steel", 0.5)),
    )
    found = draw_processes(
        take_compiled("loop", background.compiled, background.scored), ["bed"], 1, 40
    )
    bad = np.isnan(found.values[0])
    assert 10 < bad.sum() < 30
    assert found.without_figure == tuple(np.flatnonzero(bad).tolist())
    (fault,) = found.faults
    assert (fault.code, fault.is_error) == ("BG-164", False)
    assert fault.found.startswith(f"{bad.sum()} of 40 draws of loop: ")
    assert fault.found.endswith(" …")


def test_a_database_saved_in_an_older_form_asks_to_be_imported_again():
    _, files = saved(BACKGROUND)
    index = json.loads(files[INDEX]) | {"schema": "cradlegate.background/1"}
    with pytest.raises(FaultsError) as caught:
        open_packed(read_index(canonical_bytes(index)), read_arrays(files))
    assert codes(caught) == ["BG-161"]


def write(array):
    data = io.BytesIO()
    np.save(data, array)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("spreads.npy", b""),
        ("amounts.npy", b"no array"),
        ("outputs.npy", write(np.ones(5))),
        ("outputs.npy", write(np.ones(3, np.int64))),
        ("suppliers.npy", write(np.array([7]))),
        ("consumers.npy", write(np.array([-1]))),
        ("consumers.npy", write(np.array([[0]]))),
        ("emissions.npy", write(np.array(["x"], dtype=object)[:0])),
    ],
)
def test_saved_arrays_that_do_not_fit_are_refused(name, data):
    packed, files = saved(BACKGROUND)
    with pytest.raises(FaultsError) as caught:
        open_packed(packed, read_arrays(files | {name: data}))
    assert codes(caught) == ["BG-163"]


def test_saved_arrays_without_a_solution_are_refused():
    packed, files = saved(BACKGROUND)
    spoiled = open_packed(packed, read_arrays(files | {"outputs.npy": write(np.zeros(3))}))
    with pytest.raises(FaultsError) as caught:
        draw_processes(spoiled, ["bed"], 1, 1)
    assert codes(caught) == ["BG-163"]


def test_what_another_database_adds_is_counted_and_not_drawn():
    """Its 3 kg CO2e stand in what the bed emits per run beside its own, 0.7 more are removals."""
    direct = BACKGROUND.compiled.direct.copy()
    direct[1, CATEGORIES.index(Category.UNSPLIT)] += 3.0
    direct[1, CATEGORIES.index(Category.BIOGENIC_REMOVALS)] -= 0.7
    joined = replace(BACKGROUND.compiled, direct=direct)
    found = draw_processes(take_compiled("", joined, BACKGROUND.scored), ["bed"], 3, 2)
    alone = draw_processes(DATABASE, ["bed"], 3, 2)
    headline = take_headline(DATABASE)
    row = headline.spreads.ids.tolist().index(identify_exchange("bed", "0"))
    made = draw_one(headline.spreads, row, 3, 2)
    np.testing.assert_allclose(found.nominal, alone.nominal + 0.3, rtol=1e-14)
    np.testing.assert_allclose(found.values[0], alone.values[0] + 3 / made, rtol=1e-7)


def spread_everything(database):
    """Give every exchange without a spread a geometric standard deviation of 1.1 (invented)."""
    processes = {
        name: replace(
            each,
            exchanges=tuple(
                exchange
                if exchange.distribution or not exchange.amount
                else replace(exchange, distribution=Distribution(LOGNORMAL, exchange.amount, 1.1))
                for exchange in each.exchanges
            ),
        )
        for name, each in database.processes.items()
    }
    return replace(database, processes=processes)


def solve_drawn(headline, seed, count):
    """Solve the same draws with dense matrices: drawn exchange by exchange, nothing shared."""
    system, spreads = headline.system, headline.spreads
    amounts = np.repeat(system.amounts[:, None], count, axis=1)
    for row, position in enumerate(spreads.positions):
        amounts[position] = draw_one(spreads, row, seed, count)
    values = []
    for drawn in amounts.T:
        outputs, taken, emitted = system.part(drawn)
        matrix = np.diag(outputs)
        np.subtract.at(matrix, (system.consumers, system.suppliers), taken)
        direct = np.zeros(system.count)
        np.add.at(direct, system.emitters, emitted * system.factors)
        values.append(np.linalg.solve(matrix, direct))
    return np.array(values).T


def check_against_dense(background, count):
    packed, files = saved(background)
    opened = open_packed(packed, read_arrays(files))
    headline = take_headline(opened)
    found = draw_processes(opened, list(headline.rows), 2026, count)
    dense = solve_drawn(headline, 2026, count)
    sizes = np.abs(dense).max()
    np.testing.assert_allclose(found.values, dense, rtol=1e-6, atol=1e-12 * sizes)
    return found


@needs_foreign
def test_uslci_draws_as_a_dense_solver_does():
    """As published, two amounts spread; with GSD 1.1 on the others, the median stays near nominal."""
    read = read_openlca(
        open_package((FOREIGN / "uslci-jsonld/uslci-subset.zip").read_bytes(), "u.zip"), "USLCI"
    )
    published = build_background(read, AR6, FIRST_RULES)
    assert [fault.code for fault in published.scored.faults if fault.code == "BG-160"] == []
    assert len(published.compiled.spreads.rows) <= 2
    found = check_against_dense(build_background(spread_everything(read), AR6, FIRST_RULES), 60)
    assert found.without_figure == ()
    ratios = np.median(found.values, axis=1) / found.nominal
    assert (np.abs(ratios - 1) < 0.15).mean() > 0.9
    assert found.uncertain > 800


@needs_foreign
def test_tiangong_draws_as_a_dense_solver_does():
    read = read_ilcd(
        open_package((FOREIGN / "tiangong-ilcd/tiangong-subset.zip").read_bytes(), "t.zip"), "T"
    )
    (method,) = read.methods.values()
    background = build_background(spread_everything(read), open_method(method), DEFAULT_RULES)
    found = check_against_dense(background, 40)
    assert found.without_figure == ()
