"""Variants whose factors stand on processes share the draws of the database, as their cases do."""

from dataclasses import replace
from functools import cache

import pytest

from cradlegate.background.library import shipped_library
from cradlegate.background.processes.find import find_figure
from cradlegate.core.stage import View
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.variants.cases import Drafter
from cradlegate.footprint.variants.figures import work_out
from cradlegate.footprint.variants.leaves import read_leaf_lines
from cradlegate.footprint.variants.model import Asked, compile_model
from cradlegate.product.templates.expansion import find_template
from cradlegate.product.variants.rows import Group
from tests.footprint.drawn_databases import FORGE, Database, open_sources
from tests.footprint.test_dataset_draws import SELDOM_NEGATIVE
from tests.footprint.test_variants import AS_OF, CHINA, VMC, Room, stated

ASKED = Asked(View.WHOLE_LIFE, 200, 24122)
IRON = "est-cast-iron"


@cache
def room(process):
    """The shipped library, whose grey iron stands on a process; only its spread differs."""
    database = Database(*FORGE, SELDOM_NEGATIVE)
    figure = find_figure((database.packed,), f"forge/{process}")
    library = shipped_library()
    factors = {**library.factors, IRON: replace(library.factors[IRON], origin=figure)}
    sources = replace(open_sources(database), library=replace(library, factors=factors))
    return Drafter(find_template("vmc-3axis"), sources, AS_OF)


@cache
def compiled(process):
    drafter = room(process)
    leaves = read_leaf_lines(drafter, Group(CHINA.base_material, "", ""))
    return compile_model(drafter, leaves, CHINA, ASKED, [VMC])


@pytest.mark.parametrize("process", ["steel", "slag"])
def test_a_row_has_the_interval_of_its_case(process):
    rows = Room("vmc-3axis").stack([VMC, VMC | stated(net_mass_kg=7000)])
    found = work_out(compiled(process), rows)
    case = room(process).draft(CHINA, VMC)
    footprint = calculate(case, room(process).sources, Settings(*ASKED))
    assert footprint.draws.of_databases.drawn > 0
    assert (process == "slag") == bool(footprint.draws.of_databases.left_out)
    interval = footprint.interval()
    assert found.total[0] == pytest.approx(footprint.total(), rel=1e-9)
    assert found.low is not None
    assert found.high is not None
    assert found.low[0] == pytest.approx(interval.low, rel=1e-9)
    assert found.high[0] == pytest.approx(interval.high, rel=1e-9)


def test_draws_that_are_left_out_are_told_of_the_formulas():
    assert compiled("steel").warnings == ()
    assert [fault.code for fault in compiled("slag").warnings] == ["FP-091"]
    assert compiled("slag").draws.plain.shape[1] < ASKED.draws
