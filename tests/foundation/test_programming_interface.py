import doctest
from datetime import date
from pathlib import Path

import pytest

from cradlegate import api
from cradlegate.core.fault import FaultsError


@pytest.mark.through("cg")
def test_the_examples_of_the_programming_interface_run():
    result = doctest.testmod(api)
    assert result.attempted > 10
    assert result.failed == 0


def test_a_faulty_case_raises_all_its_faults(cg, tmp_path):
    (tmp_path / "machine.yaml").write_text("kind: spaceship\nnet_mass: -1 kg\n")
    with pytest.raises(FaultsError) as caught:
        cg.read_case(tmp_path)
    assert len(caught.value.faults) > 10
    assert {fault.place.column for fault in caught.value.faults} >= {"kind", "net_mass", "model"}


def test_a_dossier_is_checked_from_python(cg):
    frozen = Path(__file__).parents[1] / "dossier" / "frozen"
    day = date(2026, 3, 31)
    verdict = cg.verify_dossier(
        frozen / "vmc-850.dossier", trust=frozen / "trust-list.json", recompute=True, as_of=day
    )
    outcomes = {str(check.id): str(check.outcome) for check in verdict.checks}
    not_asked = {"opinion", "renderings", "log", "time", "status", "commitments", "papers"} & {
        *outcomes
    }
    assert {outcomes.pop(name) for name in not_asked} == {"not applicable"}
    assert set(outcomes.values()) == {"met"}
    unknown = cg.verify_dossier(str(frozen / "vmc-850.dossier"))
    assert "undetermined" in {str(check.outcome) for check in unknown.checks}


def test_a_dossier_that_is_not_there_is_a_fault(cg, tmp_path):
    with pytest.raises(FaultsError) as caught:
        cg.verify_dossier(tmp_path / "none.dossier")
    assert [fault.code for fault in caught.value.faults] == ["ST-001"]


def test_a_name_that_the_package_does_not_have_is_refused(cg):
    with pytest.raises(AttributeError, match="calculat0r"):
        cg.calculat0r  # noqa: B018 - the access is what is tested
