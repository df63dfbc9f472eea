"""Sailings planned as users plan them."""

import json
from datetime import date

import icalendar
import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from cradlegate.compose.border.plan import read_change
from cradlegate.core.fault import FaultsError
from cradlegate.reports.json_envelope import envelope_schema
from tests.border.shipments import MACHINE, VN, table

KNOWN = ("--known-as-of", "2026-06-01T09:00Z")
ONLY = ("--only", VN)
ROW = {**MACHINE, "tool_changer": "yes", "order_date": "2026-05-04"}
FILES = ["plan.html", "plan.ics", "plan.json", "plan.xlsx"]
LEADS = (
    {"step": "verify", "min": "28", "likely": "28", "max": "28", "unit": "calendar_days",
     "source": "offer of 2026-05-20", "cost": "4000", "currency": "EUR"},
)  # fmt: skip

pytestmark = pytest.mark.through("command line")


@pytest.fixture
def ask(own_process):
    """Plan one consignment that has nothing in hand."""
    (own_process.folder / "shipment").mkdir()
    (own_process.folder / "shipment" / "shipments.csv").write_bytes(table([ROW]))
    (own_process.folder / "shipment" / "documents.csv").write_text(
        "doc_id,type,issuer_id,issuer_role,state\n"
    )
    (own_process.folder / "leads.csv").write_bytes(table(LEADS))

    def run(*options, known=KNOWN):
        return own_process("plan", "shipment", "--out", "out", *ONLY, *known, *options)

    return run


def written(own_process):
    return sorted(path.name for path in (own_process.folder / "out").iterdir())


@pytest.mark.requirement("S0-21", "S0-22", "S1-8", part="as a command, with files")
def test_a_plan_is_written_and_printed(ask, own_process):
    done = ask()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("✗ not met · 1 sailing: 1 more likely missed than met; ")
    assert "late by" in done.stdout
    assert "wrote out/plan.html" in done.stderr
    assert written(own_process) == FILES
    assert CalamineWorkbook.from_path(str(own_process.folder / "out/plan.xlsx")).sheet_names
    events = icalendar.Calendar.from_ical((own_process.folder / "out/plan.ics").read_bytes())
    assert len(events.walk("VEVENT")) == 2 * 6 + 2 + 1, (
        "six steps, an advised translation, one sailing"
    )


def test_a_plan_runs_as_installed_on_the_table_of_machines_alone(cradlegate):
    (cradlegate.folder / "shipments.csv").write_bytes(table([ROW]))
    done = cradlegate("plan", "shipments.csv", "--out", "out", *ONLY, *KNOWN)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("? fact · 1 sailing: 1 open")
    assert "Which documents" in done.stdout


@pytest.mark.requirement("S1-18", part="half as much again, as an option")
def test_more_time_of_verifiers_is_a_scenario(ask, own_process):
    def start():
        text = (own_process.folder / "out/plan.json").read_text()
        rows = next(each for each in json.loads(text)["result"]["tables"] if each["id"] == "steps")[
            "rows"
        ]
        return next(row for row in rows if "verify" in row["step"]["text"])["begin_80"]["text"]

    ask("--leads", "leads.csv")
    plain = start()
    done = ask("--leads", "leads.csv", "--verifier-time", "+50%", "--force")
    assert "changed by +50 %" in " ".join(done.stdout.split())
    assert (date.fromisoformat(plain) - date.fromisoformat(start())).days in range(14, 18)


def test_lead_times_of_the_user_are_taken_and_their_prices_added_up(ask):
    done = ask("--leads", "leads.csv", "--json")
    tables = {each["id"]: each["rows"] for each in json.loads(done.stdout)["result"]["tables"]}
    assert "offer of 2026-05-20" in {row["source"]["text"] for row in tables["times"]}
    assert [row["cost"]["value"] for row in tables["costs"]] == ["4000"]


def test_json_is_one_envelope_of_the_published_schema(ask, own_process):
    done = ask("--json")
    envelope = json.loads(done.stdout)
    jsonschema.validate(envelope, envelope_schema())
    assert envelope["result"]["kind"] == "plan"
    assert envelope["inputs"] == {"shipments": "shipment", "seed": "24122"}
    kept = json.loads((own_process.folder / "out/plan.json").read_text())
    assert kept["result"] == envelope["result"]


def test_the_same_seed_gives_the_same_files(ask, own_process):
    ask("--seed", "5")
    first = {
        name: (own_process.folder / "out" / name).read_bytes()
        for name in ("plan.json", "plan.ics", "plan.html")
    }
    ask("--seed", "5", "--force")
    assert first == {name: (own_process.folder / "out" / name).read_bytes() for name in first}
    ask("--seed", "6", "--force")
    assert first["plan.json"] != (own_process.folder / "out/plan.json").read_bytes()


@pytest.mark.parametrize(
    ("change", "fail_on", "code"),
    [
        ({}, "not-met", 1),
        ({}, "undetermined", 1),
        ({"procedure": "temporary"}, "not-met", 0),
        ({"procedure": "temporary"}, "undetermined", 3),
        ({"destination": "DE"}, "undetermined", 0),
    ],
)
def test_a_plan_judges_where_it_is_asked_to(ask, own_process, change, fail_on, code):
    (own_process.folder / "shipment/shipments.csv").write_bytes(table([{**ROW, **change}]))
    assert ask("--fail-on", fail_on).returncode == code
    assert ask("--force").returncode == 0


def test_files_that_exist_are_kept_and_nothing_is_printed(ask, own_process):
    ask()
    before = (own_process.folder / "out/plan.json").read_bytes()
    again = ask("--seed", "9")
    assert (again.returncode, again.stdout) == (2, "")
    assert (own_process.folder / "out/plan.json").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--runs", "5"), "CL-005"),
        (("--seed", "-1"), "CL-005"),
        (("--verifier-time", "double"), "BD-205"),
        (("--leads", "nowhere.csv"), "CF-"),
        (("--leads", "bad.csv"), "BD-200"),
        (("--leads", "empty.csv"), "BD-232"),
        (("--pack", "no-such-pack"), "RG-"),
        (("--want", "green"), "BD-014"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(ask, own_process, options, code):
    bad = {**LEADS[0], "likely": "20"}
    (own_process.folder / "bad.csv").write_bytes(table([bad]))
    (own_process.folder / "empty.csv").write_bytes(b"")
    done = ask(*options)
    assert done.returncode == 2, done.stdout
    assert code in done.stderr
    assert not (own_process.folder / "out").exists()


def test_a_shipment_with_faults_is_refused_with_all_of_them(ask, own_process):
    rows = [{**ROW, "qty": "0"}, {**ROW, "id": "M2", "hs": "84"}]
    (own_process.folder / "shipment/shipments.csv").write_bytes(table(rows))
    done = ask()
    assert done.returncode == 2
    assert done.stderr.count("shipments.csv, row") == 2
    assert not (own_process.folder / "out").exists()


def test_warnings_are_printed_beside_the_plan(ask, own_process):
    (own_process.folder / "shipment/shipments.csv").write_bytes(
        table([{**ROW, "ship_date": "", "entry_date": ""}])
    )
    done = ask("--law-as-of", "2026-08-01")
    assert done.returncode == 0
    assert "BD-204" in done.stderr
    envelope = json.loads(ask("--law-as-of", "2026-08-01", "--json", "--force").stdout)
    assert [each["code"] for each in envelope["warnings"]] == ["BD-204"]


@pytest.mark.parametrize(
    ("text", "factor"), [("+50%", 1.5), ("-10 %", 0.9), ("+900%", 10), ("+12.5", 1.125), ("+0%", 1)]
)
def test_a_change_in_per_cent_is_read(text, factor):
    assert read_change(text) == pytest.approx(factor)


@pytest.mark.parametrize("text", ["50%", "-100%", "+901%", "half", "", "+5e1%", "+٥٠%"])
def test_what_is_no_change_in_per_cent_is_refused(text):
    with pytest.raises(FaultsError) as error:
        read_change(text)
    assert [fault.code for fault in error.value.faults] == ["BD-205"]
