"""Dossiers that share members are judged each by its own bytes, whatever was judged before."""

import pytest

from cradlegate.core.outcome import Outcome
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.study import LINES_FILE
from cradlegate.dossier.verify import verify_dossier
from tests.dossier.dossiers import ask, forger, sealed, trust

CASES = (
    ("case/bom.csv", b"weighed", b"drawing", CheckId.CASE),
    ("case/energy.csv", b"2025", b"2024", CheckId.CASE),
    ("background/library/materials.csv", b"2.0", b"1.0", CheckId.SOURCES),
    (LINES_FILE, b"A1", b"A3", CheckId.FIGURES),
)


@pytest.mark.parametrize(("path", "old", "new", "check"), CASES)
def test_a_changed_member_counts_though_the_others_were_read_before(
    path: str, old: bytes, new: bytes, check: CheckId
):
    first = verify_dossier(sealed(), "first", ask())
    member = forger().files[path]
    assert old in member
    spoiled = forger().reseal(trust().key, {path: member.replace(old, new, 1)})
    second = verify_dossier(spoiled, "second", ask())
    third = verify_dossier(sealed(), "third", ask())
    assert first.outcome(check) is Outcome.MET
    assert second.outcome(check) is Outcome.NOT_MET
    assert third.checks == first.checks


def test_sources_that_lack_a_file_are_not_those_read_before():
    verify_dossier(sealed(), "whole", ask())
    lacking = forger().reseal(trust().key, {"background/library/families.csv": None})
    verdict = verify_dossier(lacking, "lacking", ask())
    assert verdict.outcome(CheckId.SOURCES) is Outcome.NOT_MET
    assert verdict.contents.sources is None
