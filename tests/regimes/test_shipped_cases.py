"""Every case of every shipped pack comes out as its author wrote it, and nothing goes unshown."""

from collections.abc import Mapping
from functools import cache

import pytest

from cradlegate.compose.gate import open_packs
from cradlegate.regimes.cases import CaseResult, find_untested, read_cases, run_cases
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import ProvisionKind
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from tests.regimes.packs import TODAY, VOCABULARY

PACKS = tuple(sorted(open_packs().packs))
CASES = [
    (pack, case.name) for pack in PACKS for case in read_cases(open_packs().packs[pack], VOCABULARY)
]


def alone(name: str) -> Pack:
    """A shipped pack, read without the others beside it."""
    file = f"{name}.yaml"
    return read_packs({file: shipped_packs()[file]}, VOCABULARY).as_known(name, TODAY)


@cache
def results(name: str) -> Mapping[str, CaseResult]:
    return {each.case.name: each for each in run_cases(alone(name), VOCABULARY)}


@pytest.mark.parametrize(("pack", "case"), CASES)
def test_every_case_gives_what_it_expects(pack, case):
    assert [fault.found for fault in results(pack)[case].faults] == []


@pytest.mark.parametrize("name", PACKS)
def test_no_two_cases_of_a_pack_have_one_name(name):
    assert len(results(name)) == len(read_cases(alone(name), VOCABULARY))


@pytest.mark.parametrize("name", PACKS)
def test_every_outcome_of_every_provision_is_shown_by_a_case(name):
    assert [
        each.found for each in find_untested(alone(name), read_cases(alone(name), VOCABULARY))
    ] == []


@pytest.mark.parametrize("name", PACKS)
def test_only_scopes_and_exclusions_show_in_what_they_let_in_and_take_away(name):
    pack = alone(name)
    shown = {provision for case in read_cases(pack, VOCABULARY) for provision in case.outcomes}
    hidden = {
        each.id
        for each in pack.provisions
        if each.kind is ProvisionKind.APPLIES or each.is_exclusion
    }
    assert {each.id for each in pack.provisions} - shown == hidden
