"""Letters of makers, asked for, checked and followed up as users do it."""

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest

from cradlegate.reports.json_envelope import envelope_schema
from tests.border.evidence.letters import files
from tests.border.shipments import table
from tests.foundation.test_docs import matches

pytestmark = pytest.mark.through("command line")

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "ask-a-maker-for-evidence.md"
KNOWN = ("--known-as-of", "2026-08-01T09:00Z")
PARTIES = [
    {"id": "maker", "name": "Example Works (invented)", "contact": "service@maker.example"},
    {"id": "trader", "name": "Example Trading (invented)", "contact": ""},
    {"id": "agent", "name": "Example Agent (invented)", "contact": ""},
]
RETROFIT = {
    "fitted": "retrofit",
    "retrofit_date": "2026-05-04",
    "retrofit_firm": "Example Retrofit (invented)",
    "retrofit_authorised": "yes",
}


def said(text):
    return " ".join(text.split())


@pytest.fixture
def write(tmp_path):
    """Write a shipment of one letter; rows change the usual ones."""

    def make(**rows):
        written = files(**rows)
        written["parties.csv"] = table(PARTIES)
        folder = tmp_path / "shipment"
        folder.mkdir(exist_ok=True)
        for name, data in written.items():
            (folder / name).write_bytes(data)
        return folder

    return make


@pytest.mark.requirement("S0-23", part="a letter with every point of the technical scope")
def test_a_letter_asks_for_every_point(own_process, write):
    write(documents=None)
    done = own_process("evidence", "letter", "shipment", "--machine", "M1", *KNOWN)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "To: Example Works (invented) (service@maker.example)"
    assert lines[1].endswith("predictive maintenance: TL-200 [OEM-M1]")
    text = said(done.stdout)
    assert "1 × TL-200; serial numbers SN-1; built 2018; control Example CNC 5; software ?" in text
    for asked in ("[protocol]", "[sensors]", "[cnc_version]", "[ai_version]", "[endpoint]"):
        assert asked in text
    assert "[issuer_role: oem, successor, subsidiary, agent, control_maker]" in text
    assert "no official text that we have read confirms it" in text
    assert "Send both before 25 August 2026" in text
    assert lines[-1] == "Example Trading (invented)"
    assert not any(word in text for word in ("please", "compliant"))


def test_letter_and_form_are_written_and_nothing_is_replaced(own_process, write, tmp_path):
    write()
    ask = ("evidence", "letter", "shipment", "--document", "L1", *KNOWN, "--out", "l1")
    done = own_process(*ask)
    assert (done.returncode, done.stdout) == (0, "")
    assert {each.name for each in (tmp_path / "l1").iterdir()} == {
        "letter-L1.en.txt",
        "answer-L1.xlsx",
        "documents.csv",
        "oem_evidence.csv",
    }
    assert own_process(*ask).returncode == 2
    assert own_process(*ask, "--force", "--language", "en", "vi").returncode == 0
    assert (tmp_path / "l1" / "letter-L1.vi.txt").is_file()


def test_the_envelope_holds_letter_and_form(own_process, write):
    write()
    done = own_process("evidence", "letter", "shipment", "--document", "L1", *KNOWN, "--json")
    (table,) = json.loads(done.stdout)["result"]["tables"]
    words = {row["file"]["text"]: row["words"]["text"] for row in table["rows"]}
    plain = own_process("evidence", "letter", "shipment", "--document", "L1", *KNOWN).stdout
    assert words["letter-L1.en.txt"] == plain
    assert words["answer-L1.xlsx"] == ""


def test_a_letter_without_a_maker_a_day_or_a_contact_says_so(own_process, write):
    write(machines=({"maker_id": "", "entry_date": "", "serials": ""},), documents=None)
    text = own_process("evidence", "letter", "shipment", "--machine", "M1", *KNOWN).stdout
    assert text.startswith("To: the original maker\n")
    assert "serial numbers ?" in text
    assert "Send both" not in text


def test_before_a_regime_is_known_the_letter_names_none(own_process, write):
    write(documents=None)
    early = ("--known-as-of", "2026-05-21T00:00Z")
    text = own_process("evidence", "letter", "shipment", "--machine", "M1", *early).stdout
    assert "Guidelines" not in text


@pytest.mark.parametrize("options", [(), ("--machine", "M9"), ("--document", "X")])
def test_nothing_to_write_about_is_refused(own_process, write, options):
    write()
    done = own_process("evidence", "letter", "shipment", *options, *KNOWN)
    assert (done.returncode, done.stdout) == (2, "")
    assert "BD-160" in done.stderr


@pytest.mark.parametrize(
    ("evidence", "document", "code"),
    [
        ({}, {}, 0),
        ({"protocol": ""}, {}, 1),
        ({"runs": "onboard"}, {}, 3),
        ({"predictive_maintenance": "no"}, {}, 1),
        ({}, {"issuer_role": "agent"}, 1),
    ],
)
@pytest.mark.requirement("S0-7", "S0-23", part="lint of letters")
def test_lint_exits_0_1_or_3(own_process, write, evidence, document, code):
    write(evidence=(evidence,), documents=(document,))
    done = own_process("evidence", "lint", "shipment", *KNOWN)
    assert (done.returncode, done.stderr) == (code, "")


def test_lint_names_what_is_missing_and_whom_to_ask(own_process, write):
    write(evidence=({"protocol": "", **RETROFIT},), documents=({"asked_of": "agent"},))
    text = said(own_process("evidence", "lint", "shipment", *KNOWN).stdout)
    assert text.startswith("✗ not met · 0 of 1 letters say everything; 1 point to mend")
    assert "Example Agent (invented): mend or answer in L1: protocol" in text
    assert "BD-161 protocol protocol of data" in text


@pytest.mark.requirement("S0-14", part="a retrofit is warned of as not recognised yet")
def test_lint_warns_of_a_retrofit(own_process, write):
    write(evidence=(RETROFIT,))
    text = said(own_process("evidence", "lint", "shipment", *KNOWN).stdout)
    assert "L1: the functions were retrofitted, which is not recognised yet" in text
    assert "retrofit_before_import" in text
    write(evidence=({},))
    assert "not recognised" not in own_process("evidence", "lint", "shipment", *KNOWN).stdout


def test_lint_follows_up_what_is_asked_for(own_process, write):
    write(documents=({"state": "asked"},), evidence=())
    done = own_process("evidence", "lint", "shipment", *KNOWN)
    assert done.returncode == 3
    assert "follow up L1, which is asked" in said(done.stdout)


def test_without_a_letter_nothing_can_be_said(own_process, write):
    write(documents=({"type": "ce_declaration", "state": "checked"},), evidence=())
    done = own_process("evidence", "lint", "shipment", *KNOWN)
    assert done.returncode == 3
    assert "no letter of an original maker is listed" in done.stdout


def test_lint_of_a_letter_on_no_machine_and_of_an_unread_one(own_process, write):
    write(documents=({"covers_serials": "SN-9"}, {"doc_id": "L2"}), evidence=({"fitted": ""},))
    done = own_process("evidence", "lint", "shipment", *KNOWN, "--json")
    assert done.returncode == 1
    envelope = json.loads(done.stdout)
    jsonschema.validate(envelope, envelope_schema())
    codes = [each["code"] for each in (*envelope["faults"], *envelope["warnings"])]
    assert sorted(codes) == ["BD-161", "BD-169"]
    modes = next(each for each in envelope["result"]["tables"] if each["id"] == "modes")
    assert modes["rows"][0]["fitted"]["blank"] == "unknown"


def test_a_warning_on_the_shipment_is_printed_beside(own_process, write):
    write(documents=({"number": ""},))
    done = own_process("evidence", "lint", "shipment", *KNOWN)
    assert (done.returncode, "BD-011" in done.stderr) == (0, True)


@pytest.mark.parametrize("command", [("lint",), ("log",)])
def test_a_faulty_shipment_is_refused(own_process, write, command):
    write(machines=({"destination": "XX"},))
    done = own_process("evidence", *command, "shipment")
    assert (done.returncode, done.stdout) == (2, "")
    assert own_process("evidence", *command, "nowhere").returncode == 2


@pytest.mark.requirement("S0-19", "S0-20", part="modes and assumptions as users see them")
def test_modes_are_shown_with_what_is_assumed(own_process):
    done = own_process("evidence", "modes", *KNOWN, "--entry-date", "2026-08-15")
    assert done.returncode == 0
    text = said(done.stdout)
    assert text.startswith("1 of 24 ways count under every reading")
    assert "cloud ? law cloud_counts = yes" in text
    assert "retrofit after import ? law upgrade_after_import = yes" in text
    assert "what nobody has answered" in text


def test_modes_of_today_are_shown(own_process):
    done = own_process("evidence", "modes")
    assert done.returncode == 0
    assert "each axis alone" in done.stdout


@pytest.mark.requirement("S0-11", part="a request recorded, shown, reminded of, blocked")
def test_requests_are_recorded_and_followed_up(own_process, write, tmp_path):
    papers = (
        {"state": "asked", "asked_of": "agent"},
        {"doc_id": "L2", "state": "unsupported"},
        {"doc_id": "L3", "state": "needed"},
        {"doc_id": "L4", "state": "received"},
        {"doc_id": "L5", "state": "promised", "due": "2026-07-20"},
        {"doc_id": "L6", "state": "asked"},
    )
    write(documents=papers, evidence=())
    by = ("--by", "A. Example")
    for document, state, at in (
        ("L1", "asked", "2026-06-01"),
        ("L2", "asked", "2026-06-01"),
        ("L2", "unsupported", "2026-06-09"),
        ("L5", "asked", "2026-07-01"),
        ("L5", "promised", "2026-07-02"),
    ):
        done = own_process("evidence", "record", "shipment", document, state, "--at", at, *by)
        assert (done.returncode, done.stdout) == (0, "")
    log = tmp_path / "requests_log.csv"
    log.write_text(log.read_text() + "X9,asked,2026-06,B. Example,\n")
    done = own_process("evidence", "log", "shipment", "--on", "2026-07-21")
    assert (done.returncode, done.stderr) == (0, "")
    text = said(done.stdout)
    assert text.startswith("4 open, 2 reminders due, 1 will not come")
    assert "remind Example Agent (invented) of L1, by 2026-06-15" in text
    assert "remind Example Works (invented) of L5, by 2026-07-21" in text
    assert "ask Example Works (invented) for L3" in text
    assert "confirm L4 with its issuer" in text
    assert "find another way for L2, which is unsupported (BD-166)" in text
    assert "Example Agent (invented) L1 oem_letter asked 50 ? due" in text
    assert "other shipments too: X9" in text


def test_ages_may_be_rough_and_reminders_may_lie_ahead(own_process, write, tmp_path):
    write(documents=({"state": "asked"},), evidence=())
    (tmp_path / "log.csv").write_text("document,state,at,by,note\nL1,asked,2026-06,x,mailed\n")
    ask = ("evidence", "log", "shipment", "--log", "log.csv", "--remind-after", "30")
    text = said(own_process(*ask, "--on", "2026-06-30").stdout)
    assert "L1 oem_letter asked 0–29 ? from 2026-07-01 mailed" in text


def test_what_was_recorded_later_is_not_known_yet(own_process, write, tmp_path):
    write(documents=({"state": "asked"},), evidence=())
    (tmp_path / "requests_log.csv").write_text(
        "document,state,at,by,note\nL1,asked,2026-06-01,x,\nL1,received,2026-07-01,x,\n"
    )
    before = own_process("evidence", "log", "shipment", "--on", "2026-06-30")
    assert (before.returncode, before.stderr) == (0, "")
    after = own_process("evidence", "log", "shipment", "--on", "2026-07-01")
    assert (after.returncode, "BD-168" in after.stderr) == (0, True)


def test_a_step_that_cannot_be_leaves_the_log_as_it_was(own_process, write, tmp_path):
    write(documents=({"state": "asked"},), evidence=())
    by = ("--by", "A. Example")
    assert own_process("evidence", "record", "shipment", "L1", "asked", *by).returncode == 0
    before = (tmp_path / "requests_log.csv").read_bytes()
    for document, state, code in (("L1", "checked", "BD-167"), ("L9", "asked", "BD-160")):
        done = own_process("evidence", "record", "shipment", document, state, *by)
        assert (done.returncode, code in done.stderr) == (2, True)
    assert (tmp_path / "requests_log.csv").read_bytes() == before


def test_the_envelope_says_what_was_recorded(own_process, write):
    write(documents=({"state": "asked"},), evidence=())
    told = ("--by", "A. Example", "--at", "2026-07-01", "--json")
    done = own_process("evidence", "record", "shipment", "L1", "asked", *told)
    envelope = json.loads(done.stdout)
    jsonschema.validate(envelope, envelope_schema())
    assert envelope["result"]["answer"]["headline"] == "L1 is asked on 2026-07-01"


def test_the_page_shows_what_its_command_prints(own_process, tmp_path):
    page = PAGE.read_text(encoding="utf-8")
    tables = re.findall(r"^`(\w+\.csv)`:\n\n```csv\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "shipment").mkdir()
    for name, data in tables:
        (tmp_path / "shipment" / name).write_text(data, encoding="utf-8")
    ((command, output),) = re.findall(
        r"^```text\n\$ cradlegate (.*?)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    printed = own_process(*shlex.split(command)).stdout
    assert matches(tuple(output.splitlines()), printed), printed
