"""Draws by view, by stage and by subassembly are sums of the same lines, whatever they are called."""

import numpy as np

from cradlegate.core.stage import Stage, View
from tests.worked.worked_cases import HERE


def compute_renamed(compute, name):
    files = {
        file: (HERE / "six-lines" / file).read_text().replace("bed", name).encode()
        for file in ("bom.csv", "machine.yaml")
    }
    return compute("six-lines", files, view=View.CRADLE_TO_GATE)


def test_a_subassembly_called_like_a_stage_is_counted_once_in_each(compute):
    plain, named = compute_renamed(compute, "base").draws, compute_renamed(compute, "A1").draws
    assert np.array_equal(named.by_subassembly["A1"], plain.by_subassembly["base"])
    assert np.array_equal(named.by_stage[Stage.A1], plain.by_stage[Stage.A1])


def test_stages_and_subassemblies_of_a_view_each_sum_to_its_draws(compute):
    footprint = compute("six-lines", view=View.CRADLE_TO_GATE)
    draws = footprint.draws
    whole = draws.by_view[View.CRADLE_TO_GATE]
    stages = (Stage.A1, Stage.A2, Stage.A3)
    by_stage = [draws.by_stage[stage] for stage in stages if stage in draws.by_stage]
    assert np.allclose(np.sum(by_stage, axis=0), whole)
    assert np.allclose(np.sum(list(draws.by_subassembly.values()), axis=0), whole)
