import doctest

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


def test_a_name_that_the_package_does_not_have_is_refused(cg):
    with pytest.raises(AttributeError, match="calculat0r"):
        cg.calculat0r  # noqa: B018 - the access is what is tested
