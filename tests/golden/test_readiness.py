"""What a user reads of the maker's own dossier; a change is read as a diff."""

import re

import pytest

from cradlegate.verification.registers.files import shipped_registers
from tests.border.shipments import FROZEN, twelve

REGISTER = "register-example-2026-q2"


@pytest.mark.through("command line")
@pytest.mark.parametrize("language", ["en", "vi"])
def test_readiness_of_the_dossier_of_a_maker(own_process, golden, language):
    for name, data in {
        **twelve(),
        "../list.json": (FROZEN / "trust-list.json").read_bytes(),
    }.items():
        path = own_process.folder / "shipment" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for name, data in shipped_registers()[REGISTER].items():
        path = own_process.folder / REGISTER / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    done = own_process(
        "readiness", "shipment", "--consignment", "C05", "--trust", "list.json", "--register", REGISTER,
        "--known-as-of", "2026-08-20T09:00Z", "--language", language,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    golden(f"readiness.{language}.txt", re.sub("sha256:[0-9a-f]{64}", "sha256:…", done.stdout))
