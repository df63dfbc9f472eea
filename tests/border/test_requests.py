"""Everybody is asked what they alone can settle, once, and in time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cradlegate.border.obligations.asks import Ask, put_together
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.interpret import OpenKind
from cradlegate.regimes.localised import Localised
from cradlegate.regimes.vocabulary import Asked
from cradlegate.work.prepare import prepare
from tests.border.shipments import (
    NAMES,
    VN,
    judged,
    judgement,
    read_one,
    shipment,
    table,
    terms,
)

BARE = {
    "stages": "raw_material; manufacturing; transport",
    "lca_based": "yes",
    "transport_end": "site",
}
WHOLE = {**BARE, "languages": "vi", "upstream_data": "yes", "process_energy": "yes", "origins_tracked": "yes",
         "by_subassembly": "yes", "views": "cradle_to_gate; with_transport", "covers_routes": "CN-VN",
         "valid_to": "none"}  # fmt: skip


def asks(files, **changes):
    return prepare(read_one(files), terms(**changes)).readiness.asks[VN]


def binding(files, **changes):
    return [each for each in asks(files, **changes) if each.is_binding]


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_asked_what_only_the_law_can_answer(name):
    settled_by_law = [
        each.provision.id
        for each in judgement(name).findings
        if each.status.questions
        and not [point for point in each.status.points if point.kind is OpenKind.FACT]
        and each.status.outcome is Outcome.UNDETERMINED
    ]
    asked = {one for each in judged(name).readiness.asks.get(VN, ()) for one in each.unblocks}
    assert not asked & set(settled_by_law)


def test_of_open_law_alone_nobody_is_asked():
    assert [each for each in judged("C02").readiness.asks[VN] if each.is_binding] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_thing_is_asked_once(name):
    things = [
        (each.party or each.role, str(each.what), each.about)
        for each in judged(name).readiness.asks.get(VN, ())
    ]
    assert len(set(things)) == len(things)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_binds_and_is_not_met_is_asked_for_or_hangs_on_law(name):
    readiness = judged(name).readiness
    asked = {one for each in readiness.asks.get(VN, ()) for one in each.unblocks}
    for each in judgement(name).findings:
        if each.modality.binds and each.status.outcome is Outcome.NOT_MET and each.provision.remedy:
            whole = each.provision.document and each.documents
            assert each.provision.id in asked or whole


def test_what_binds_stands_first_and_then_what_is_due_first():
    listed = judged("C05").readiness.asks[VN]
    assert [each.is_binding for each in listed] == sorted(
        (each.is_binding for each in listed), reverse=True
    )
    assert [each.role for each in listed[:2]] == [Asked.EXPORTER, Asked.VERIFIER]


def test_a_new_report_takes_its_longest_lead_before_the_entry():
    engage = judged("C05").readiness.asks[VN][0]
    assert (engage.start, engage.by) == (date(2026, 6, 30), date(2026, 8, 25))
    assert date(2026, 8, 25) - timedelta(days=56) == date(2026, 6, 30)


def test_what_is_sent_from_a_drawer_has_no_day_to_begin():
    languages = [
        each for each in judged("C05").readiness.asks[VN] if "report.languages" in each.unblocks
    ]
    assert [(each.start, each.by) for each in languages] == [(None, date(2026, 8, 25))]


def test_a_party_is_asked_by_its_id_and_else_by_its_role():
    (engage, issue) = [each for each in judged("C05").readiness.asks[VN] if each.is_binding]
    assert (engage.role, engage.party) == (Asked.EXPORTER, "maker")
    assert (issue.role, issue.party) == (Asked.VERIFIER, "")


def test_an_awaited_report_is_asked_of_whoever_promised_it():
    (ask,) = [each for each in judged("C10").readiness.asks[VN] if each.is_binding]
    assert (ask.party, ask.about, str(ask.promised)) == ("body-1", "R10", "2026-08-22")
    assert (ask.start, ask.by) == (None, date(2026, 8, 25))


def test_a_report_that_is_asked_for_without_a_day_is_not_promised():
    files = shipment(documents=[{"state": "asked", "asked_of": "body"}])
    (ask,) = binding(files)
    assert (ask.party, ask.promised) == ("body", None)


def test_several_awaited_reports_are_each_asked_for():
    second = {"id": "M2", "serials": "SN-2"}
    files = shipment(
        {}, second,
        documents=[
            {"state": "promised", "issuer_id": "a"},
            {"doc_id": "R2", "state": "promised", "issuer_id": "b", "covers_serials": "SN-2"},
            {"doc_id": "R3", "state": "promised", "issuer_id": "c", "covers_serials": "SN-3"},
        ],
    )  # fmt: skip
    assert [(each.about, each.party) for each in binding(files)] == [("R1", "a"), ("R2", "b")]


def test_of_several_machines_those_without_a_report_are_named():
    second = {"id": "M2", "serials": "SN-2"}
    files = shipment({}, second, documents=[WHOLE])
    assert [(each.about, each.unblocks) for each in binding(files)] == [("M2", ("report",))]


def test_every_failing_report_is_named():
    second = {"id": "M2", "serials": "SN-2"}
    failing = {**WHOLE, "body_no": "EX-VB-03"}
    files = shipment(
        {}, second, documents=[failing, {**failing, "doc_id": "R2", "covers_serials": "SN-2"}]
    )
    assert [each.about for each in binding(files)] == ["R1", "R2"]


def test_the_commodity_code_of_each_machine_is_asked_of_the_broker():
    second = {"id": "M2", "serials": "SN-2", "hs": "845811"}
    first = {"broker_id": "b"}
    listed = asks(shipment(first, {**second, **first}, documents=[WHOLE]))
    assert [(each.party, each.about) for each in listed if "hs" in each.unblocks] == [("b", "M2")]


def test_a_fact_of_a_machine_is_asked_of_its_own_maker():
    second = {"id": "M2", "serials": "SN-2", "maker_id": "other", "cnc": ""}
    listed = binding(shipment({}, second, documents=[WHOLE]))
    assert [(each.role, each.party, each.about) for each in listed] == [
        (Asked.MAKER, "other", "M2")
    ]


def test_an_open_scope_names_the_provisions_that_open_it():
    (ask,) = [
        each
        for each in binding(shipment({"cnc": ""}, documents=[WHOLE]))
        if "scope" in each.unblocks
    ]
    assert (ask.role, ask.party, ask.about) == (Asked.MAKER, "maker", "M1")


def test_whoever_wrote_a_paper_is_asked_where_no_body_stands_behind_it():
    files = shipment(
        documents=[{**WHOLE, "issuer_role": "maker", "issuer_id": "works", "lca_based": ""}]
    )
    asked = [each for each in asks(files) if "report.lca" in each.unblocks]
    assert [(each.role, each.party) for each in asked] == [(Asked.VERIFIER, "works")]


def test_a_body_that_was_asked_to_verify_is_asked():
    files = shipment(
        documents=[{**WHOLE, "issuer_role": "maker", "asked_of": "body-9", "lca_based": ""}]
    )
    asked = [each for each in asks(files) if "report.lca" in each.unblocks]
    assert [each.party for each in asked] == ["body-9"]


def test_without_documents_the_exporter_is_asked_which_there_are():
    (ask,) = binding(shipment(documents=None))
    assert (ask.role, ask.about) == (Asked.EXPORTER, "")
    assert "Which documents" in str(ask.what)
    assert ask.found == "there is no table of documents"


def test_no_register_is_asked_while_the_day_of_the_signature_is_open():
    roles = {each.role for each in asks(shipment(documents=[{**WHOLE, "state": "received"}]))}
    assert Asked.REGISTER not in roles


def test_no_register_is_asked_while_the_day_is_known_too_roughly():
    """The body was suspended on 25 June: signed in June is before it or after it."""
    files = shipment(documents=[{**WHOLE, "body_no": "EX-VB-03", "signed_at": "2026-06"}])
    (ask,) = binding(files)
    assert (ask.role, ask.about) == (Asked.VERIFIER, "R1")
    assert "When was the document signed" in str(ask.what)
    assert "report.accredited" in ask.unblocks


def test_no_register_is_asked_while_the_day_of_entry_is_open():
    listed = asks(shipment({"entry_date": "", "broker_id": "b"}, documents=[WHOLE]))
    assert [(each.role, each.by) for each in listed] == [(Asked.BROKER, None)]


def test_a_register_is_asked_for_a_day_that_it_does_not_reach():
    files = shipment({"entry_date": "2026-12-01"}, documents=[{**WHOLE, "signed_at": "2026-11-01"}])
    (ask,) = binding(files)
    assert (ask.role, ask.by) == (Asked.REGISTER, date(2026, 12, 1))
    assert "days old on 2026-11-01" in ask.found


def test_one_extract_of_a_register_is_asked_for_once():
    second = {"id": "M2", "serials": "SN-2"}
    files = shipment(
        {}, second, documents=[WHOLE, {**WHOLE, "doc_id": "R2", "covers_serials": "SN-2"}]
    )
    (ask,) = binding(files, registers=())
    assert (ask.role, ask.about, ask.found) == (Asked.REGISTER, "", "there is no register")


def test_parties_without_a_table_are_asked_by_their_ids_and_with_it_too():
    named = table([{"id": each, "name": each.title()} for each in ("maker", "body", "b")])
    bare = shipment({"entry_date": "", "broker_id": "b"}, documents=[WHOLE])
    assert [each.party for each in asks(bare)] == ["b"]
    assert [each.party for each in asks({**bare, "parties.csv": named})] == ["b"]


def test_a_wanted_provision_is_asked_for_as_if_it_bound():
    files = shipment(documents=[{**WHOLE, "languages": "en"}])
    assert binding(files) == []
    (ask,) = binding(files, wanted=("report.languages",))
    assert ask.unblocks == ("report.languages",)


ASK = Ask(
    Asked.MAKER, "m", Localised({"en": "What?"}), "M1", date(2026, 8, 1), ("a",), is_binding=False
)


def test_the_same_question_of_one_party_is_put_together():
    (ask,) = put_together([ASK, replace(ASK, unblocks=("b", "a"), is_binding=True)])
    assert (ask.unblocks, ask.is_binding) == (("a", "b"), True)


def test_two_questions_with_one_reason_are_put_together_for_one_thing():
    other = replace(ASK, what=Localised({"en": "Who?"}), found="lost", unblocks=("b",))
    (ask,) = put_together([replace(ASK, found="lost"), other])
    assert (str(ask.what), ask.unblocks) == ("What?", ("a", "b"))
    assert len(put_together([replace(ASK, found="lost"), replace(other, about="M2")])) == 2


def test_two_parties_are_asked_apart():
    assert len(put_together([ASK, replace(ASK, party="n")])) == 2


def test_nobody_is_asked_where_nothing_can_be_done():
    (pack,) = terms().packs
    helpless = tuple(replace(each, remedy=None) for each in pack.provisions)
    files = shipment(documents=[{**WHOLE, "body_no": "EX-VB-03"}])
    assert binding(files) != []
    assert binding(files, packs=(replace(pack, provisions=helpless),)) == []


def test_nobody_is_asked_for_a_parameter_that_is_no_fact():
    """A value that a pack does not hold is for whoever keeps the pack, even where it is a fact."""
    (pack,) = terms().packs
    from cradlegate.core.cause import Cause

    empty = replace(pack.parameters["directory_days"], values=(), missing=Cause.FACT)
    changed = replace(pack, parameters={"directory_days": empty})
    listed = asks(shipment(documents=[WHOLE]), packs=(changed,))
    assert [each for each in listed if "report.directory" in each.unblocks] == []
