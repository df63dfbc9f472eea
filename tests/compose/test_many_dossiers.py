"""Many dossiers checked side by side give what each gives alone."""

from pathlib import Path
from typing import Any

import pytest

from cradlegate import api
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.layout import DECLARATION_FILE
from cradlegate.verification.registers.files import shipped_registers
from tests.dossier import dossiers
from tests.dossier.test_opinion_check import READ_ON, give, list_of, with_opinion


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good dossier, a spoiled one, a file that is none, and the trust list."""
    path = tmp_path_factory.mktemp("many")
    (path / "good.dossier").write_bytes(dossiers.sealed())
    (path / "spoiled.dossier").write_bytes(dossiers.forger().repack({DECLARATION_FILE: b"{}"}))
    (path / "none.dossier").write_bytes(b"no archive")
    (path / "trust-list.json").write_bytes(dossiers.trust().trust_list)
    return path


def names(folder: Path) -> list[Path]:
    order = ("good", "missing", "spoiled", "none", "good")
    return [folder / f"{name}.dossier" for name in order]


@pytest.mark.parametrize("workers", [1, 2])
def test_each_gives_what_it_gives_alone_in_the_order_of_the_paths(folder: Path, workers: int):
    trust = folder / "trust-list.json"
    many = list(
        api.verify_dossiers(names(folder), trust=trust, as_of=dossiers.DAY, workers=workers)
    )
    assert [each.path for each in many] == names(folder)
    for each in many:
        if each.path.exists():
            alone = api.verify_dossier(each.path, trust=trust, as_of=dossiers.DAY)
            assert each.checks == alone.checks
            assert not each.faults


def test_a_file_that_is_not_there_has_faults_and_stops_no_other(folder: Path):
    good, missing, *_, last = api.verify_dossiers(names(folder), as_of=dossiers.DAY)
    assert not missing.checks
    assert [fault.code for fault in missing.faults] == ["ST-001"]
    assert good.checks[0].outcome is last.checks[0].outcome is Outcome.MET


def test_a_trust_list_that_cannot_be_read_is_refused_before_any_dossier(folder: Path):
    with pytest.raises(FaultsError):
        api.verify_dossiers([], trust=folder / "none.dossier", as_of=dossiers.DAY)


def test_registers_status_lists_and_the_destination_decide_on_an_opinion(tmp_path: Path):
    given = give(destinations=("VN",))
    path, trust = tmp_path / "opined.dossier", tmp_path / "list.json"
    path.write_bytes(with_opinion(given))
    trust.write_bytes(canonical_bytes(dict(list_of("verifier").document)))
    snapshot = tmp_path / "register"
    snapshot.mkdir()
    for name, data in shipped_registers()["register-example-2026-q2"].items():
        (snapshot / name).write_bytes(data)

    def judge(**asked: Any) -> Outcome:
        alone = api.verify_dossier(path, trust=trust, as_of=READ_ON, **asked)
        (many,) = api.verify_dossiers([path], trust=trust, as_of=READ_ON, **asked)
        assert many.checks == alone.checks
        return alone.outcome(CheckId.OPINION)

    assert judge() is Outcome.UNDETERMINED
    assert judge(registers=[snapshot]) is Outcome.MET
    assert judge(registers=[snapshot], destination="VN") is Outcome.MET
    assert judge(registers=[snapshot], destination="TH") is Outcome.NOT_MET
    with pytest.raises(FaultsError, match="DS-048"):
        judge(destination="Vietnam")
    with pytest.raises(FaultsError, match="VR-070"):
        judge(status_lists=[trust])


def test_a_list_that_was_exchanged_is_read_again(folder: Path, tmp_path: Path):
    trust = tmp_path / "list.json"
    trust.write_bytes(dossiers.trust().trust_list)
    (known,) = api.verify_dossiers([folder / "good.dossier"], trust=trust, as_of=dossiers.DAY)
    trust.write_bytes(canonical_bytes(dict(list_of("verifier").document)))
    (other,) = api.verify_dossiers([folder / "good.dossier"], trust=trust, as_of=dossiers.DAY)
    assert known.checks != other.checks
