"""A signed statement of the original maker counts in `readiness` as far as a trust list carries it."""

import json
import shutil
from pathlib import Path

import pytest

from cradlegate.cli.main import run
from tests.border.shipments import table
from tests.cli.test_statement_commands import OWNER, desk, edit, sign, trust

pytestmark = pytest.mark.through("command line")

__all__ = ["desk"]

MACHINE = {
    "id": "M1",
    "consignment_id": "C1",
    "kind": "cnc_lathe",
    "cnc": "yes",
    "condition": "used",
    "built": "2018-03",
    "maker_id": "maker",
    "model": "TL-200",
    "serials": "SN-1",
    "qty": "1",
    "hs": "845811",
    "hs_edition": "2022",
    "dispatch": "CN",
    "destination": "VN",
    "procedure": "consumption",
    "exporter_id": "maker",
    "from": "CNTAO",
    "to": "VNSGN",
    "ship_date": "2026-08-05",
    "entry_date": "2026-08-25",
}
LETTER = {
    "doc_id": "L1",
    "number": "",
    "type": "oem_letter",
    "issuer_id": "maker",
    "issuer_role": "oem",
    "file": "s.json",
    "state": "received",
    "received_at": "2026-07-22",
}
PACK = "asean-joint-guidelines-2026"
REMOTE, PREDICTIVE = "it confirms remote diagnostics", "it confirms predictive maintenance"
ISSUER, PROVEN = "the original maker issued it", "it proves that the functions work"
SIGNED = "it is signed when the machine is entered"
LETTER_ROW = "evidence of the original maker accompanies the machine"
TRUST = ("--trust", "list.json")
MET, OPEN, NO = "met", "undetermined", "not met"


def ship(desk: Path, **changes: str) -> None:
    """A shipment with the signed statement as its only document."""
    folder = desk / "shipment"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "documents").mkdir(parents=True)
    shutil.copy(desk / "s.json", folder / "documents" / "s.json")
    shutil.copy(desk / "test.csv", folder / "documents" / "test.csv")
    machine = {name: changes.get(name, value) for name, value in MACHINE.items()}
    letter = {name: changes.get(name, value) for name, value in LETTER.items()}
    maker = {"id": "maker", "name": "Invented Maker", "declares_as": changes.get("signs", OWNER)}
    for name, row in {"shipments": machine, "documents": letter, "parties": maker}.items():
        (folder / f"{name}.csv").write_bytes(table([row]))


def judge(
    capsys: pytest.CaptureFixture[str], *options: str, day: str = "2026-08-01"
) -> dict[str, str]:
    """Outcomes of what binds, by what is asked for; the printed output under an empty name."""
    capsys.readouterr()
    asked = ("readiness", "shipment", "--only", PACK, "--known-as-of", f"{day}T09:00Z", "--json")
    assert run((*asked, *options)) in {1, 3}
    out = capsys.readouterr().out
    tables = json.loads(out)["result"]["tables"]
    (binding,) = [each["rows"] for each in tables if each["id"].startswith("binding_")]
    judged = {row["what"]["text"]: str(row["status"]["outcome"]) for row in binding}
    return {**judged, "": out}


@pytest.mark.requirement("S0-7", part="a signed statement as evidence")
def test_a_signed_statement_of_a_trusted_maker_counts_without_a_row_of_evidence(desk, capsys):
    assert sign() == 0
    ship(desk)
    found = judge(capsys, *TRUST)
    asked = (ISSUER, REMOTE, PREDICTIVE, PROVEN, SIGNED)
    assert {name: found[name] for name in asked} == dict.fromkeys(asked, MET)
    assert "2026-07-20" in found[""]
    assert f'"text": "{OWNER}"' in found[""]
    assert "BD-" not in found[""]


def test_without_a_trust_list_nothing_of_it_is_met(desk, capsys):
    assert sign() == 0
    ship(desk)
    found = judge(capsys)
    asked = (ISSUER, REMOTE, PREDICTIVE, PROVEN, SIGNED, LETTER_ROW)
    assert {name: found[name] for name in asked} == dict.fromkeys(asked, OPEN)
    assert "no trust list was given" in found[""]
    assert "name a trust list with --trust" in found[""]


def test_a_list_that_does_not_know_the_key_leaves_it_open(desk, capsys):
    assert sign() == 0
    ship(desk)
    trust("key", "new", "other.key", "--owner", "urn:x:other", "--name", "Other")
    member = ("--member", "other.key.pub", "--issued", "2026-01-01")
    trust("list", "new", "others.json", "--key", "office.key", *member)
    found = judge(capsys, "--trust", "others.json")
    assert (found[ISSUER], found[REMOTE]) == (OPEN, OPEN)


def test_a_maker_that_the_list_knows_as_something_else_does_not_count(desk, capsys):
    assert sign() == 0
    ship(desk)
    member = ("--member", "maker.key.pub", "--issued", "2026-01-01", "--role", "verifier")
    trust("list", "new", "others.json", "--key", "office.key", *member)
    found = judge(capsys, "--trust", "others.json")
    assert found[LETTER_ROW] == NO
    assert "BD-216" in found[""]
    assert "not as maker" in found[""]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"serials": "SN-2"}, "it covers serial SN-1, not SN-2"),
        ({"model": "TL-300"}, "it covers model TL-200, not TL-300"),
        ({"signs": "did:web:another.example"}, "declared by did:web:maker.example, not by"),
    ],
)
def test_a_statement_on_another_machine_does_not_count_and_the_reason_is_named(
    desk, capsys, changes, reason
):
    assert sign() == 0
    ship(desk, **changes)
    found = judge(capsys, *TRUST)
    assert found[LETTER_ROW] == NO
    assert reason in found[""]


def test_a_machine_without_a_serial_number_leaves_it_open(desk, capsys):
    assert sign() == 0
    ship(desk, serials="")
    assert judge(capsys, *TRUST)[LETTER_ROW] == OPEN


def test_one_changed_byte_takes_the_statement_out_of_hand(desk, capsys):
    assert sign() == 0
    data = (desk / "s.json").read_bytes()
    (desk / "s.json").write_bytes(data.replace(b"spindle load", b"spindle lead"))
    ship(desk)
    found = judge(capsys, *TRUST)
    assert found[LETTER_ROW] == NO
    assert "BD-216" in found[""]


@pytest.mark.parametrize("data", [b"", b"{}", b"\x00", b"[1]"])
def test_a_file_that_is_no_statement_is_named_and_counts_for_nothing(desk, capsys, data):
    (desk / "s.json").write_bytes(data)
    ship(desk)
    found = judge(capsys, *TRUST)
    assert found[LETTER_ROW] == NO
    assert "VR-045" in found[""]


def test_a_statement_that_has_ended_does_not_count(desk, capsys):
    assert sign() == 0
    ship(desk)
    found = judge(capsys, *TRUST, day="2027-08-01")
    assert found[LETTER_ROW] == NO
    assert "BD-216" in found[""]


def test_what_the_maker_denies_is_not_met(desk, capsys):
    edit(desk, "works: yes", "works: no ")
    assert sign() == 0
    ship(desk)
    found = judge(capsys, *TRUST)
    assert (found[REMOTE], found[PREDICTIVE]) == (MET, NO)


def test_a_test_log_that_is_not_there_proves_nothing(desk, capsys):
    assert sign() == 0
    ship(desk)
    (desk / "shipment" / "documents" / "test.csv").write_text("t,no\n", "utf-8")
    assert judge(capsys, *TRUST)[PROVEN] == OPEN


def test_a_row_that_says_otherwise_is_warned_of_and_the_signature_counts(desk, capsys):
    assert sign() == 0
    ship(desk)
    row = {"doc_id": "L1", "remote_diagnostics": "no", "fitted": "factory", "runs": "onboard"}
    (desk / "shipment" / "oem_evidence.csv").write_bytes(table([row]))
    found = judge(capsys, *TRUST)
    assert found[REMOTE] == MET
    assert "remote_diagnostics is no, signed is yes" in found[""]
    assert "runs is onboard, signed is cloud" in found[""]
    assert "fitted is" not in found[""]


def test_a_letter_on_paper_stays_what_its_rows_say(desk, capsys):
    assert sign() == 0
    ship(desk, file="", number="X-1")
    found = judge(capsys, *TRUST)
    assert (found[REMOTE], found[SIGNED]) == (OPEN, OPEN)
