"""What the articles ask of the gate, row by row, asked as a trader or broker asks it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cradlegate.verification.registers.files import shipped_registers
from tests.border.evidence.letters import EVIDENCE, LETTER
from tests.border.shipments import DOCUMENT, MACHINE, VN, table
from tests.conftest import OwnProcess

pytestmark = pytest.mark.through("command line")

JGA, RCEP = "asean-joint-guidelines-2026", "rcep-green-customs-channel-2026"
REGISTER = "register-example-2026-q2"
USED = {"kind": "cnc_lathe", "condition": "used", "built": "2018-03", "origin": "CN"}
LASER = {"kind": "laser_cutting_machine", "laser_type": "fibre", "laser_function": "cutting"} | {
    "condition": "new", "hs": "845611", "origin": "CN"
}  # fmt: skip
STATEMENT = {"boundary": "cradle_to_gate", "valid_to": "2028-07-15"}
CERTIFICATE = {
    **dict.fromkeys(DOCUMENT, ""),
    "doc_id": "CE1",
    "type": "ce_declaration",
    "issuer_id": "maker",
    "issuer_role": "oem",
    "covers_serials": "SN-1",
    "signed_at": "2026-07-01",
    "state": "received",
}
PROVEN = {**EVIDENCE, "runs": "onboard"}
MET, NOT_MET, OPEN = "met", "not met", "undetermined"

Row = Mapping[str, str]


@dataclass(frozen=True)
class Said:
    """What `readiness` printed of one regime."""

    code: int
    result: Mapping[str, Any]
    regime: str

    def rows(self, table_id: str) -> list[dict[str, str]]:
        tables = {each["id"]: each["rows"] for each in self.result["tables"]}
        return [
            {name: str(cell.get("text", cell.get("outcome", ""))) for name, cell in row.items()}
            for row in tables.get(table_id, [])
        ]

    @property
    def applies(self) -> str:
        (row,) = self.rows("regimes")
        return row["applies"]

    @property
    def verdict(self) -> str:
        (row,) = self.rows("regimes")
        return row["verdict"]

    @property
    def statuses(self) -> dict[str, str]:
        """The outcome of every provision, by its title."""
        return {
            row["what"]: row["status"]
            for kind in ("binding", "advised")
            for row in self.rows(f"{kind}_{self.regime}")
        }

    @property
    def questions(self) -> dict[str, str]:
        """Who can answer each open question."""
        return {row["question"]: row["authority"] for row in self.rows(f"questions_{self.regime}")}


@pytest.fixture
def ask(own_process: OwnProcess, tmp_path: Path) -> Any:
    """Ask whether one machine may go, with its papers, under one regime."""
    register = tmp_path / REGISTER
    register.mkdir()
    for name, data in shipped_registers()[REGISTER].items():
        (register / name).write_bytes(data)

    def run(
        machine: Row,
        papers: Sequence[Row] = (),
        evidence: Sequence[Row] = (),
        regime: str = JGA,
        options: Sequence[str] = ("--register", REGISTER),
    ) -> Said:
        folder = tmp_path / "shipment"
        folder.mkdir(exist_ok=True)
        (folder / "shipments.csv").write_bytes(table([{**MACHINE, **machine}]))
        listed = table(papers) if papers else table([DOCUMENT]).splitlines()[0]
        (folder / "documents.csv").write_bytes(listed)
        (folder / "oem_evidence.csv").unlink(missing_ok=True)
        if evidence:
            (folder / "oem_evidence.csv").write_bytes(table(evidence))
        known = ("--known-as-of", "2026-11-23T09:00Z")
        done = own_process("readiness", "shipment", "--only", regime, *known, *options, "--json")
        assert done.returncode in {0, 1, 3}, done.stdout
        return Said(done.returncode, json.loads(done.stdout)["result"], regime)

    return run


# --- The joint guidelines -----------------------------------------------------------------------


@pytest.mark.requirement("S0-1")
@pytest.mark.parametrize("destination", ["VN", "TH", "ID"])
def test_used_machines_over_five_years_need_statement_and_letter_from_the_first_day(
    ask, destination
):
    said = ask({**USED, "destination": destination})
    assert said.applies == "applies"
    assert said.statuses["a carbon footprint statement accompanies the machine"] == NOT_MET
    assert said.statuses["evidence of the original maker accompanies the machine"] == NOT_MET
    before = {"ship_date": "2026-06-01", "entry_date": "2026-06-30"}
    assert ask({**USED, "destination": destination, **before}).applies == "does not apply"


@pytest.mark.requirement("S0-2")
def test_the_origin_of_a_used_machine_changes_no_duty(ask):
    chinese, german = (ask({**USED, "origin": each, "made_in": each}) for each in ("CN", "DE"))
    assert chinese.statuses == german.statuses
    assert (chinese.code, chinese.verdict) == (german.code, german.verdict) == (3, OPEN)


@pytest.mark.requirement("S0-3")
def test_each_destination_has_its_authority_and_the_day_of_issue_stands_apart(ask, own_process):
    named = {
        each: ask({**USED, "destination": each}).questions[f"binding[{each}]"]
        for each in ("VN", "TH", "ID")
    }
    assert "Ministry of Industry and Trade" in named["VN"]
    assert "Thailand" in named["TH"]
    assert "Indonesia Investment Coordinating Board" in named["ID"]
    done = own_process("regime", "timeline", JGA, "--plain")
    days = [line[:10] for line in done.stdout.splitlines() if JGA in line or "signed" in line]
    assert "2026-05-28" in days
    assert "2026-07-01" in days


@pytest.mark.requirement("S0-4")
@pytest.mark.parametrize(
    ("built", "applies"),
    [("2021-08-25", "does not apply"), ("2021", "undetermined"), ("2018-03", "applies")],
)
def test_more_than_five_years_is_counted_in_intervals(ask, built, applies):
    """Entered on 2026-08-25: five years to the day are not more than five."""
    assert ask({**USED, "built": built, "entry_date": "2026-08-25"}).applies == applies


@pytest.mark.requirement("S0-5")
@pytest.mark.parametrize("kind", ["grinding_machine", "milling_machine", "laser_cutting_machine"])
def test_what_may_be_similar_is_undetermined_and_asked(ask, kind):
    said = ask({**USED, "kind": kind, "laser_type": "fibre"})
    assert said.applies == "undetermined"
    assert any(name.startswith("similar") for name in said.questions)


@pytest.mark.requirement("S0-6", "S0-9")
def test_the_statement_comes_from_an_accredited_body_and_never_from_the_maker(ask):
    own = {**DOCUMENT, **STATEMENT, "issuer_id": "maker", "issuer_role": "oem", "body_no": ""}
    said = ask(USED, [own])
    assert said.statuses["a verification body issued it"] == OPEN
    assert said.statuses["a carbon footprint statement accompanies the machine"] == OPEN
    unverified = ask(USED, [{**own, "issuer_role": "maker", "is_verified": "no"}])
    assert unverified.statuses["a verification body issued it"] == NOT_MET
    verified = ask(USED, [{**DOCUMENT, **STATEMENT}])
    assert verified.statuses["a verification body issued it"] == MET
    stranger = ask(USED, [{**DOCUMENT, **STATEMENT, "body_no": "EX-VB-99"}])
    assert stranger.statuses["the body is accredited for ISO 14067"] == NOT_MET


@pytest.mark.requirement("S0-7")
def test_the_letter_confirms_both_functions_and_a_missing_half_is_named(ask):
    half = ask(USED, [LETTER], [{**PROVEN, "predictive_maintenance": "no"}])
    assert half.statuses["it confirms remote diagnostics"] == MET
    assert half.statuses["it confirms predictive maintenance"] == NOT_MET
    both = ask(USED, [LETTER], [PROVEN])
    assert both.statuses["it confirms predictive maintenance"] == MET
    dealer = ask(USED, [{**LETTER, "issuer_role": "other"}], [PROVEN])
    assert dealer.statuses["the original maker issued it"] == NOT_MET


@pytest.mark.requirement("S0-8")
def test_a_certificate_is_asked_for_beside_the_two_papers_and_replaces_neither(ask):
    certificate = "a CE declaration or an ISO certificate accompanies the machine"
    alone = ask(USED, [CERTIFICATE])
    assert alone.statuses[certificate] == MET
    assert alone.statuses["a carbon footprint statement accompanies the machine"] == NOT_MET
    assert alone.statuses["evidence of the original maker accompanies the machine"] == NOT_MET
    without = ask(USED, [{**DOCUMENT, **STATEMENT}, LETTER], [PROVEN])
    assert without.statuses[certificate] == NOT_MET


@pytest.mark.requirement("S0-14")
@pytest.mark.parametrize("day", ["2026-07-01", "2027-01-15"])
def test_a_retrofit_is_open_before_and_after_import(ask, day):
    said = ask(USED, [LETTER], [{**PROVEN, "fitted": "retrofit", "retrofit_date": day}])
    assert said.statuses["the functions were fitted in a way that counts"] == OPEN


@pytest.mark.requirement("S0-19", "S0-20")
@pytest.mark.parametrize("change", [{"runs": "cloud"}, {"activation": "licence_available"}])
def test_a_cloud_or_a_licence_alone_is_open_and_counts_for_nothing_yet(ask, change):
    said = ask(USED, [{**DOCUMENT, **STATEMENT}, LETTER, CERTIFICATE], [{**PROVEN, **change}])
    assert said.statuses["evidence of the original maker accompanies the machine"] == OPEN
    assert said.code == 3
    planned = {row["question"]: row["plan_for"] for row in said.rows(f"questions_{JGA}")}
    assert "no" in planned.values()


@pytest.mark.requirement("S0-24")
def test_a_body_that_one_country_accepts_is_not_carried_to_its_neighbour(ask):
    papers = [{**DOCUMENT, **STATEMENT}]
    accepted = "the country of import accepts the body"
    assert ask({**USED, "destination": "VN"}, papers).statuses[accepted] == MET
    for neighbour in ("TH", "ID"):
        assert ask({**USED, "destination": neighbour}, papers).statuses[accepted] != MET


@pytest.mark.requirement("S0-27")
def test_verified_carbon_and_working_functions_count_only_together(ask):
    carbon = ask(USED, [{**DOCUMENT, **STATEMENT}, CERTIFICATE])
    functions = ask(USED, [LETTER, CERTIFICATE], [PROVEN])
    for said in (carbon, functions):
        readings = {
            (row["q_0"], row["q_1"]): row["outcome"] for row in said.rows(f"readings_{JGA}")
        }
        assert readings["yes", "no"] == NOT_MET
    together = {row["document"]: row["status"] for row in functions.rows("together")}
    assert together["carbon footprint statement of the machine"] == NOT_MET
    assert (
        together["letter of the original maker on remote diagnostics and predictive maintenance"]
        != NOT_MET
    )


# --- The circular -------------------------------------------------------------------------------


@pytest.mark.requirement("S1-1")
def test_signing_printing_and_force_of_the_circular_are_days_apart(own_process):
    done = own_process("regime", "timeline", VN, "--json")
    (events,) = json.loads(done.stdout)["result"]["tables"]
    days = {
        row["kind"]["text"]: (row["when"]["text"], row["what"]["text"]) for row in events["rows"]
    }
    assert days["signed"][0] == "2026-05-14"
    assert days["published"] == ("2026-05-20", "12/2026/TT-BCT, Official Gazette No. 48/2026")
    assert days["in force"][0] == "2026-07-01"


@pytest.mark.requirement("S1-2")
@pytest.mark.parametrize(
    ("entry", "applies"), [("2026-06-30", "does not apply"), ("2026-07-01", "applies")]
)
def test_the_circular_begins_on_its_first_day(ask, entry, applies):
    dates = {"ship_date": entry, "entry_date": entry}
    assert ask(dates, regime=VN).applies == applies


@pytest.mark.requirement("S1-3")
@pytest.mark.parametrize("kind", ["machining_centre", "turn_mill"])
@pytest.mark.parametrize("condition", ["new", "used", "refurbished"])
def test_the_circular_covers_both_kinds_whatever_their_age_or_condition(ask, kind, condition):
    assert ask({"kind": kind, "condition": condition}, regime=VN).applies == "applies"
    assert ask({"kind": "grinding_machine"}, regime=VN).applies == "does not apply"


@pytest.mark.requirement("S1-29")
def test_the_circular_holds_a_consignment_and_adds_no_charge(ask):
    said = ask({}, regime=VN)
    assert said.code == 1
    (row,) = said.rows("regimes")
    assert "held or rejected" in row["consequence"]
    assert "no tariff surcharge is levied" in row["consequence"]


@pytest.mark.requirement("S1-21")
def test_a_scope_that_lacks_machine_or_method_is_named(ask, tmp_path):
    named = "the body's scope names machine and method"
    assert ask({}, [{**DOCUMENT, **STATEMENT}], regime=VN).statuses[named] == MET
    bodies = tmp_path / REGISTER / "bodies.csv"
    whole = bodies.read_text("utf-8")
    for left in ("metalworking machinery", "life cycle carbon accounting"):
        both = "metalworking machinery; life cycle carbon accounting"
        bodies.write_text(whole.replace(both, left), "utf-8")
        assert ask({}, [{**DOCUMENT, **STATEMENT}], regime=VN).statuses[named] == NOT_MET


COPY = """\
id: xa-copy
version: "1"
known_from: 2026-11-01
extends: vn-circular-12-2026
title: {en: A copy by an invented neighbour}
authorities: {office: {name: Invented office, country: LA, role: issues}}
instrument: {issuer: office, number: 1/2026, from: 2026-08-01}
provisions:
  - {id: scope, test: "consignment.destination == 'LA' && machine.kind == 'machining_centre'"}
"""


@pytest.mark.requirement("S1-30")
def test_a_neighbour_that_copies_the_circular_is_a_file_of_data(ask, tmp_path):
    (tmp_path / "copy.yaml").write_text(COPY, "utf-8")
    options = ("--packs", "copy.yaml")
    said = ask({"destination": "LA", "to": "LAVTE"}, regime="xa-copy", options=options)
    assert said.applies == "applies"
    assert said.statuses.keys() == ask({}, regime=VN).statuses.keys()
    other = ask({"destination": "VN"}, regime="xa-copy", options=options)
    assert other.applies == "does not apply"


# --- The channel --------------------------------------------------------------------------------


@pytest.mark.requirement("S2-27")
def test_safety_emc_and_labelling_are_said_to_be_left_out(ask):
    notes = json.dumps(ask(LASER, regime=RCEP).result).lower()
    for duty in ("safety", "electromagnetic compatibility", "label"):
        assert duty in notes
