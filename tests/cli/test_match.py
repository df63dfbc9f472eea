"""A customs entry compared, as brokers ask for it."""

import json
import re
import shlex
import shutil
from pathlib import Path

import jsonschema
import pytest

from cradlegate.border.entries.tables import read_example
from cradlegate.compose import gate
from cradlegate.reports.json_envelope import envelope_schema
from tests.border.matching.entries import FROZEN, draft, table
from tests.foundation.test_docs import matches

TERMS = ("--known-as-of", "2026-08-20T09:00Z", "--trust", "trust-list.json")
LODGED = {"state": "registered", "registered_at": "2026-08-26T10:00+07:00"}
pytestmark = pytest.mark.through("command line")


@pytest.fixture
def files(tmp_path):
    """The frozen dossier, its trust list, the example shipment and the example entry."""
    for path in FROZEN.iterdir():
        shutil.copy(path, tmp_path)
    shipment = tmp_path / "shipment"
    (shipment / "documents").mkdir(parents=True)
    for name, data in gate.read_example_shipment().items():
        (shipment / name).write_bytes(data)
    shutil.copy(FROZEN / "vmc-850.dossier", shipment / "documents")
    for name, data in read_example().items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def ask(own_process, files):
    """Compare an entry with everything that belongs to it."""

    def run(*options, declaration="vmc-850.dossier", entry="draft.csv", terms=TERMS):
        return own_process(
            "match", declaration, entry, "--shipment", "shipment", "--submission",
            "submission.csv", *terms, *options,
        )  # fmt: skip

    return run


@pytest.mark.requirement("S2-7", "S2-8", "S2-10", "S2-25", part="exit code and mismatch list")
@pytest.mark.parametrize(
    ("cells", "code", "said"),
    [
        ({}, 0, "all 24 fields equal or compatible"),
        ({"serials": "VMC850-26-0118"}, 1, "in conflict: serial numbers"),
        ({"hs_edition": ""}, 3, "unknown: HS code"),
        (LODGED, 0, "registered: all 24 fields"),
        ({**LODGED, "origin": "JP"}, 1, "would void the benefit of the RCEP green customs channel"),
        ({"state": "sent"}, 2, ""),
    ],
)
def test_an_entry_is_judged_with_0_1_2_or_3(ask, files, cells, code, said):
    (files / "draft.csv").write_bytes(draft(cells))
    done = ask()
    assert done.returncode == code, done.stderr
    assert said in " ".join(done.stdout.split())
    assert (done.stderr == "") is (code != 2)


def test_match_runs_as_installed(cradlegate, files):
    done = cradlegate("match", "vmc-850.dossier", "draft.csv", "--shipment", "shipment", *TERMS)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("✓ met · entry 109999000017")


def test_json_is_one_envelope_of_the_published_schema(ask):
    done = ask("--json")
    envelope = json.loads(done.stdout)
    jsonschema.validate(envelope, envelope_schema())
    result = envelope["result"]
    assert result["kind"] == "match"
    assert {each["id"] for each in result["tables"]} == {"fields", "places"}
    assert envelope["inputs"]["entry"].startswith("draft.csv, sha256:")


@pytest.mark.requirement("S2-14", part="a changed byte is found before anything is compared")
def test_a_dossier_that_does_not_hold_is_compared_with_nothing(ask, files):
    path = files / "vmc-850.dossier"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    done = ask()
    assert done.returncode == 1
    assert "do not rely on this dossier" in done.stdout
    assert "serial numbers" not in done.stdout


def test_without_a_trust_list_the_signer_stays_open(ask):
    done = ask(terms=("--known-as-of", "2026-08-20T09:00Z"))
    assert done.returncode == 3
    assert "whose declaration it is stays open" in " ".join(done.stdout.split())


def test_a_declaration_outside_a_dossier_is_checked_by_its_signature(ask, files):
    shutil.unpack_archive(files / "vmc-850.dossier", files / "opened", "zip")
    assert ask(declaration="opened").returncode == 0
    assert ask(declaration="opened/declaration.json").returncode == 0
    document = json.loads((files / "opened/declaration.json").read_text("utf-8"))
    document["proof"]["proofValue"] = document["proof"]["proofValue"][:-1] + "2"
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (files / "opened/declaration.json").write_text(text, "utf-8")
    done = ask("--broker-sheet", "sheet.txt", declaration="opened")
    assert done.returncode == 1, done.stderr
    assert "do not rely on this declaration" in done.stdout
    assert not (files / "sheet.txt").exists()


@pytest.mark.parametrize("created", [None, "2026-03-31T24:00:00Z", "lately"])
def test_a_signature_whose_moment_was_changed_does_not_hold(ask, files, created):
    shutil.unpack_archive(files / "vmc-850.dossier", files / "opened", "zip")
    path = files / "opened/declaration.json"
    document = json.loads(path.read_text("utf-8"))
    document["proof"] = {**document["proof"], "created": created}
    if created is None:
        del document["proof"]["created"]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(text, "utf-8")
    done = ask(declaration="opened")
    assert done.returncode == 1
    assert "do not rely on this declaration" in done.stdout


def test_a_draft_is_compared_with_what_was_registered(ask, files):
    (files / "registered.csv").write_bytes(draft({**LODGED, "net_mass [kg]": "5810"}))
    done = ask("--registered", "registered.csv")
    assert done.returncode == 1
    assert "registered as drafted (net_mass)" in " ".join(done.stdout.split())
    (files / "registered.csv").write_bytes(draft())
    done = ask("--registered", "registered.csv")
    assert done.returncode == 2
    assert "BD-107" in done.stderr


def test_a_correlation_joins_two_editions(ask, files):
    (files / "draft.csv").write_bytes(draft({"hs_edition": "2028", "hs_national": "84571100"}))
    assert ask().returncode == 3
    heading = "hs_edition,hs,other_edition,other_hs,source\n"
    (files / "c.csv").write_text(f"{heading}2022,845710,2028,845711,invented\n")
    assert ask("--correlation", "c.csv").returncode == 0
    (files / "c.csv").write_text(heading + "2022\n")
    assert ask("--correlation", "c.csv").returncode == 2
    (files / "c.csv").write_text(" \n")
    done = ask("--correlation", "c.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "c.csv: 2 bytes" in done.stderr
    assert "[BD-232]" in done.stderr


def test_a_faulty_submission_is_refused(ask, files):
    (files / "submission.csv").write_text("submission_id\nS1\n")
    done = ask()
    assert (done.returncode, done.stdout) == (2, "")
    assert "CF-015" in done.stderr


def test_the_sheet_for_the_broker_is_written_once(ask, files):
    done = ask("--broker-sheet", "out/sheet.txt")
    assert done.returncode == 0
    assert "wrote out/sheet.txt" in done.stderr
    text = (files / "out/sheet.txt").read_text("utf-8")
    assert "carbon footprint report, vmc-850.dossier, sha256:" in text
    assert "mới" in text
    again = ask("--broker-sheet", "out/sheet.txt")
    assert (again.returncode, again.stdout) == (2, "")
    assert ask("--broker-sheet", "out/sheet.txt", "--force").returncode == 0


def test_the_end_of_validity_is_taken_from_the_shipment(ask, files):
    heading = "doc_id,type,number,issuer_id,issuer_role,file,sha256,valid_to,state"
    rows = [
        "CFR-1,carbon_footprint_report,,maker,maker,vmc-850.dossier,,2026-08-25,received",
        "CE-1,ce_declaration,CE-9,maker,maker,,,2026-01-31,received",
        "CE-2,ce_declaration,,maker,maker,,,2026-01-31,asked",
        "CO-1,other,,maker,maker,,sha256:" + "0" * 64 + ",,received",
    ]
    (files / "shipment/documents.csv").write_text("\n".join([heading, *rows]))
    (files / "draft.csv").write_bytes(draft(LODGED))
    done = ask("--broker-sheet", "sheet.txt")
    assert done.returncode == 3  # the 26th in Hanoi begins on the 25th elsewhere
    assert "valid on the day of filing" in " ".join(done.stdout.split())
    text = (files / "sheet.txt").read_text("utf-8")
    assert "ce declaration, CE-9" in text
    assert "other, sha256:0000" in text


def test_a_warning_is_printed_beside_the_answer(ask, files):
    (files / "draft.csv").write_bytes(draft().decode().encode("utf-16-le"))
    (files / "shipment/notes.txt").write_text("not read")
    done = ask()
    assert done.returncode == 0
    assert "CF-008" in done.stderr
    assert [each["code"] for each in json.loads(ask("--json").stdout)["warnings"]]


def test_one_of_several_consignments_is_named(ask, files):
    path = files / "shipment/shipments.csv"
    heading, row = path.read_text().splitlines()
    other = row.replace("M1,C-2026-014", "M2,C-2").replace("VMC850-26-0117", "X-1")
    path.write_text(f"{heading}\n{row}\n{other}")
    assert ask().returncode == 2
    assert ask("--consignment", "C-2026-014").returncode == 0
    assert ask("--consignment", "C-2").returncode == 1


def test_a_shipment_without_documents_is_compared_too(ask, files):
    (files / "shipment/documents.csv").unlink()
    shutil.rmtree(files / "shipment/documents")
    assert ask("--broker-sheet", "sheet.txt").returncode == 0


@pytest.mark.parametrize("given", [("nowhere", "draft.csv"), ("vmc-850.dossier", "nowhere")])
def test_a_file_that_is_not_there_is_refused(own_process, files, given):
    done = own_process("match", *given)
    assert (done.returncode, done.stdout) == (2, "")
    assert "ST-001" in done.stderr


def test_a_moment_without_zone_is_refused(ask):
    done = ask(terms=("--known-as-of", "2026-08-20T09:00"))
    assert done.returncode == 2


def test_several_faults_of_an_entry_come_together(ask, files):
    (files / "draft.csv").write_bytes(table([{"entry_no": "1", "line": "1"}]))
    done = ask("--json")
    assert done.returncode == 2
    assert len(json.loads(done.stdout)["faults"]) > 5


PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "match-a-customs-entry.md"


def test_the_page_shows_what_its_commands_print(own_process, files):
    """Its tables are the files that its commands name; `…` stands for any lines."""
    page = PAGE.read_text(encoding="utf-8")
    tables = re.findall(r"^```csv\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    for name, text in zip(("draft.csv", "draft-2.csv", "submission.csv"), tables, strict=True):
        (files / name).write_text(text, encoding="utf-8")
    shown = re.findall(r"^```text\n\$ cradlegate (.*?)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(shown) == 3
    for command, output in shown:
        assert matches(tuple(output.splitlines()), own_process(*shlex.split(command)).stdout)


def test_without_a_shipment_names_alone_decide_nothing(own_process, files):
    done = own_process("match", "vmc-850.dossier", "draft.csv", *TERMS)
    assert done.returncode == 3
    assert "Not given, and not compared: submission, shipment." in " ".join(done.stdout.split())


def test_the_shipped_example_says_that_it_is_one(files):
    text = (files / "draft.csv").read_text("utf-8") + (files / "README.txt").read_text("utf-8")
    assert text.count("invented") > 3
    assert "layout" in text
