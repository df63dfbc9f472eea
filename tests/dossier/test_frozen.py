"""A dossier that was sealed once: every later version checks and recomputes it, everywhere alike.

`frozen/` holds a dossier of the shipped machine, with its declaration as a spreadsheet, and the
self-made trust list, both as version 0.1.0 wrote them on Python 3.11.  These files are never
written again.
"""

import json
import zipfile
from pathlib import Path

import pytest

from cradlegate.core.canonical import digest_bytes
from cradlegate.footprint.footprint import METHOD

HERE = Path(__file__).parent / "frozen"
DOSSIER, TRUST = HERE / "vmc-850.dossier", HERE / "trust-list.json"
ASKED = ("dossier", "verify", DOSSIER, "--trust", TRUST, "--at", "2026-03-31")
SHA256 = "sha256:97c25a5617dc9387cc2a0dad534b9b96dfe346c053944315d1e87f8062ae2f9c"
METHOD_OF_THE_FROZEN = "cradlegate-2026.1"


def test_the_frozen_dossier_is_the_one_that_was_committed():
    assert digest_bytes(DOSSIER.read_bytes()) == SHA256


def test_the_frozen_dossier_is_good_in_this_version(cradlegate):
    done = cradlegate(*ASKED)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("✓ met")


@pytest.mark.skipif(METHOD != METHOD_OF_THE_FROZEN, reason="this version has another method")
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "1"},
        {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "2"},
        {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
        {"TZ": "America/Adak", "LANG": "vi_VN", "LC_ALL": "", "PYTHONHASHSEED": "1"},
        {"TZ": ":nonsense", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "2"},
    ],
    ids=["as usual", "old kernel", "new kernel", "Turkish", "Adak", "ASCII"],
)
def test_recomputing_gives_the_signed_figures_everywhere(cradlegate, environment):
    done = cradlegate(*ASKED, "--recompute", "--json", environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    tables = {table["id"]: table for table in json.loads(done.stdout)["result"]["tables"]}
    row = next(r for r in tables["checks"]["rows"] if r["check"]["text"] == "recomputation")
    assert row["outcome"]["outcome"] == "met"
    with zipfile.ZipFile(DOSSIER) as archive:
        lines = archive.read("study/lines.csv").decode().splitlines()
    assert f"figures equal as text, {len(lines) - 1} lines within 1e-12" in row["found"]["text"]


def test_a_hostile_environment_changes_no_word_of_the_verdict(cradlegate, own_process):
    usual = own_process(*ASKED, "--json")
    hostile = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}
    assert cradlegate(*ASKED, "--json", environment=hostile).stdout == usual.stdout
