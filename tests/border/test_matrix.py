"""Which regimes apply to which consignment: written down by hand, then asked (X-1)."""

import csv
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.compose import gate
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.judgement import Judgement, Status
from cradlegate.regimes.pack.provision import ProvisionKind
from cradlegate.work.prepare import Prepared, Terms, prepare
from tests.border.shipments import table

FOLDER = Path(__file__).parent / "matrix"
KNOWN = datetime(2026, 11, 23, 9, tzinfo=UTC)
REGIMES = {
    "vn12": "vn-circular-12-2026",
    "jga": "asean-joint-guidelines-2026",
    "rcep": "rcep-green-customs-channel-2026",
    "vn18": "vn-decision-18-2019",
    "id": "id-used-capital-goods",
    "th": "th-boi-used-machinery",
}


def read_table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EXPECTED = {row["consignment"]: row for row in read_table("expected.csv")}


def terms() -> Terms:
    return gate.draw_up_terms((), (), gate.Believed(), None, KNOWN)


@cache
def judged(name: str, *documents: tuple[str, ...]) -> Prepared:
    """A consignment of the matrix, with documents if any are named: type and doc id."""
    files = {"shipments.csv": (FOLDER / "shipments.csv").read_bytes()}
    papers = [
        {"doc_id": doc_id, "type": kind, "issuer_id": "issuer", "issuer_role": role, "state": state}
        | {"covers_consignments": name}
        for doc_id, kind, role, state in documents
    ]
    none = [{"doc_id": "", "type": "", "issuer_id": "", "issuer_role": "", "state": ""}]
    written = table(papers or none)
    files["documents.csv"] = written if papers else written.splitlines()[0] + b"\n"
    consignments = read_shipment_files(files).consignments
    return prepare(next(each for each in consignments if each.id == name), terms())


def judgements(prepared: Prepared) -> dict[str, Judgement]:
    return {each.pack.id: each for each in prepared.readiness.decision.judgements}


def say(status: Status) -> str:
    if status.outcome is Outcome.UNDETERMINED:
        return " ".join(["?", *map(str, status.because)])
    return {Outcome.MET: "applies", Outcome.NOT_MET: "-"}[status.outcome]


@pytest.mark.requirement("X-1", part="the applicability matrix")
@pytest.mark.parametrize("name", EXPECTED)
def test_the_regimes_apply_as_was_written_down(name):
    found = judgements(judged(name))
    told = {short: say(found[regime].applies) for short, regime in REGIMES.items()}
    assert told == {short: EXPECTED[name][short] for short in REGIMES}


def test_every_trade_regime_stands_in_the_matrix_and_every_consignment_in_both_files():
    assert set(judgements(judged("X01"))) == set(REGIMES.values())
    assert [row["id"] for row in read_table("shipments.csv")] == list(EXPECTED)


@pytest.mark.requirement("S0-28", part="the age rule of Vietnam beside the joint guidelines")
@pytest.mark.requirement("X-1", part="the union of the documents")
def test_a_used_centre_meets_two_regimes_and_a_national_rule_with_one_footprint_document():
    """The circular and the joint guidelines ask for the same document; the maker's is another."""
    from cradlegate.border.obligations.overlap import find_shared
    from cradlegate.regimes.vocabulary import shipped_vocabulary

    decision = judged("X02").readiness.decision
    shared = find_shared(decision, shipped_vocabulary())
    by_type = {kind: each for each in shared for kind in each.types}
    footprint = by_type["carbon_footprint_report"]
    assert {each.judgement.pack.id for each in footprint.demands} == {
        REGIMES["vn12"],
        REGIMES["jga"],
    }
    assert footprint.outcome is Outcome.NOT_MET
    letter = by_type["oem_letter"]
    assert [each.judgement.pack.id for each in letter.demands] == [REGIMES["jga"]]
    assert str(footprint.needed_by) == "2026-08-15"


@pytest.mark.requirement("X-1", part="the strictest rule")
def test_the_strictest_regime_of_a_document_is_the_one_that_is_satisfied_least():
    """The circular binds for certain; of the guidelines it is open whether they do, so they
    come second as long as nothing is in hand."""
    from cradlegate.border.obligations.overlap import find_shared
    from cradlegate.regimes.vocabulary import shipped_vocabulary

    decision = judged("X02").readiness.decision
    (footprint,) = (
        each
        for each in find_shared(decision, shipped_vocabulary())
        if "carbon_footprint_report" in each.types
    )
    outcomes = [each.finding.status.outcome for each in footprint.demands]
    assert outcomes == sorted(outcomes, key=[Outcome.NOT_MET, Outcome.UNDETERMINED].index)


@pytest.mark.requirement("S0-6", part="one verification serves two regimes")
def test_what_two_regimes_ask_of_one_party_is_one_step_and_stands_once_in_its_letter():
    from cradlegate.declaration.languages import Language
    from cradlegate.reports.readiness.document import report_readiness
    from cradlegate.reports.readiness.letters import write_letters

    readiness = judged("X02").readiness
    asked = "issue a carbon footprint report that covers this machine"
    steps = [each.what for each in report_readiness(readiness).next_steps if asked in each.what]
    assert [each.count(asked) for each in steps] == [1]
    letter = write_letters(readiness, Language.ENGLISH)["request-verifier.en.txt"]
    assert letter.count(asked) == 1
    because = next(line for line in letter.splitlines() if "Because: " in line)
    assert "12/2026/TT-BCT" in because
    assert "Joint Green Access Guidelines" in because


@pytest.mark.requirement("S0-12", part="checklist rows equal pack requirements one to one")
@pytest.mark.parametrize("language", ["en", "vi", "zh", "th", "id"])
def test_the_rows_of_the_checklist_are_the_requirements_of_the_packs_one_to_one(language):
    from cradlegate.declaration.languages import Language
    from cradlegate.reports.readiness.rows import write_rows

    prepared = judged("X02")
    text = write_rows(prepared.readiness, Language(language)).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    asked = [
        (each.pack.id, provision.id)
        for each in prepared.readiness.decision.judgements
        if each.applies.outcome is not Outcome.NOT_MET
        for provision in each.pack.provisions
        if provision.kind is not ProvisionKind.APPLIES and not provision.is_exclusion
    ]
    assert [(row["regime"], row["requirement"]) for row in rows] == asked
    assert len(rows) > 60
    assert all(row["what"] and row["status"] and row["source"] for row in rows)
    statuses = {row["requirement"]: row for row in rows if row["regime"] == REGIMES["vn12"]}
    assert statuses["report"]["status"] == "not met"
    assert statuses["report"]["by_when"] == "2026-06-20"
