"""Every fact of the vocabulary has its supplier, its kind, and the cell that it comes from."""

from decimal import Decimal

import pytest

from cradlegate.border.facts.document import list_contradictions
from cradlegate.border.facts.supply import supply_facts
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.fact_values import read_fact_value, write_fact_value
from cradlegate.regimes.facts import Standing
from cradlegate.regimes.values import ValueKind
from cradlegate.regimes.vocabulary import Subject, shipped_vocabulary
from tests.border.shipments import (
    NAMES,
    base_of,
    document_fact,
    judged,
    listed,
    read_one,
    register,
    shipment,
)

VOCABULARY = shipped_vocabulary().facts
TYPES: dict[ValueKind, type] = {
    ValueKind.YES_NO: bool,
    ValueKind.TEXT: str,
    ValueKind.NUMBER: Decimal,
    ValueKind.DATE: Interval,
    ValueKind.LIST: tuple,
}


def base(name):
    return judged(name).readiness.decision.base


def facts_of(name):
    """All facts of a consignment with what each is about."""
    whole = base(name)
    yield Subject.CONSIGNMENT, whole.facts
    for machine in whole.machines:
        yield Subject.MACHINE, machine.facts
        yield from ((Subject.FIT, fit) for fit in machine.fits.values())
    yield from ((Subject.DOCUMENT, each.facts) for each in whole.documents)


def names_about(subject):
    return {name for name, spec in VOCABULARY.items() if spec.subject is subject}


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_of_the_vocabulary_has_a_supplier_and_no_other_is_supplied(name):
    for subject, facts in facts_of(name):
        assert set(facts) == names_about(subject)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_has_the_kind_and_the_words_of_the_vocabulary(name):
    known = 0
    for _, facts in facts_of(name):
        for fact_name, fact in facts.items():
            spec = VOCABULARY[fact_name]
            if isinstance(fact.value, Blank):
                continue
            known += 1
            written = write_fact_value(fact.value)
            assert read_fact_value(written, spec) == fact.value, fact_name
            assert isinstance(fact.value, TYPES[spec.kind]), fact_name
    assert known > 20


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_says_where_it_stands_or_why_it_is_not_known(name):
    assert all(fact.source for _, facts in facts_of(name) for fact in facts.values())


def test_a_fact_names_its_cell():
    facts = base("C01").machines[0].facts
    assert facts["machine.hs"].source == "shipments.csv, row 2, id M1, column hs"
    assert facts["machine.hs6"].source == "shipments.csv, row 2, id M1, column hs"
    document = base("C01").documents[0].facts
    assert document["document.stages"].source == "documents.csv, row 2, id R01, column stages"


def test_the_commodity_code_counts_to_six_digits_and_to_its_chapter():
    facts = base_of(shipment({"hs": "84571010"})).machines[0].facts
    assert (facts["machine.hs"].value, facts["machine.hs6"].value) == ("84571010", "845710")
    assert facts["machine.hs2"].value == "84"


def test_an_empty_list_says_nothing_and_a_number_is_exact():
    machine = base_of(shipment({"serials": "", "qty": "3"})).machines[0].facts
    assert machine["machine.serials"].value is Blank.UNKNOWN
    assert machine["machine.quantity"].value == Decimal(3)
    files = shipment(documents=[{"cf_value": "22403.40"}])
    assert document_fact(files, "document.cf_value").value == Decimal("22403.40")


def test_the_table_of_documents_names_them_and_without_it_they_are_unknown():
    assert base_of(shipment()).facts["consignment.documents"].value == ("R1",)
    missing = base_of(shipment(documents=None))
    assert missing.facts["consignment.documents"].value is Blank.UNKNOWN
    assert missing.documents is None


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        ("received", Standing.IN_HAND), ("checked", Standing.IN_HAND), ("asked", Standing.COMING),
        ("promised", Standing.COMING), ("needed", Standing.GONE), ("declined", Standing.GONE),
        ("unsupported", Standing.GONE), ("expired", Standing.GONE),
    ],
)  # fmt: skip
def test_a_document_stands_as_its_state_says(state, standing):
    (document,) = listed(base_of(shipment(documents=[{"state": state}])))
    assert document.standing is standing


@pytest.mark.parametrize("column", ["signed_at", "valid_from", "valid_to"])
def test_a_day_on_a_paper_counts_when_somebody_has_confirmed_it(column):
    changes = {column: "2026-07-15", "state": "received"}
    open_fact = document_fact(shipment(documents=[changes]), f"document.{column}")
    assert open_fact.value is Blank.UNKNOWN
    assert "2026-07-15 stands on it; nobody has confirmed it" in open_fact.source
    files = shipment(documents=[{**changes, "state": "checked"}])
    assert document_fact(files, f"document.{column}").value == Interval.parse("2026-07-15")


@pytest.mark.parametrize("column", ["checked_by", "checked_at", "checked_how"])
def test_a_paper_confirmed_by_nobody_leaves_its_day_open(column):
    files = shipment(documents=[{column: ""}])
    assert document_fact(files, "document.signed_at").value is Blank.UNKNOWN


def test_that_a_paper_has_no_last_day_needs_no_proof():
    files = shipment(documents=[{"valid_to": "none", "state": "received"}])
    assert document_fact(files, "document.valid_to").value is Blank.ABSENT


@pytest.mark.requirement("S1-19", "S1-20", part="looked up on the day of the signature")
def test_how_the_body_stood_is_looked_up_on_two_days():
    files = shipment(documents=[{"body_no": "EX-VB-03", "signed_at": "2026-06-20"}])
    assert document_fact(files, "body.accredited_by").value == ("VinaCert",)
    assert document_fact(files, "body.recognised_by").value == ()
    assert document_fact(files, "body.status_at_entry").value == "suspended"
    age = document_fact(files, "register.age_at_entry")
    assert age.value == Decimal(56)
    assert age.source.endswith("as of 2026-06-30, 56 days before 2026-08-25")


@pytest.mark.requirement("S1-20", part="a later withdrawal is told with its day")
def test_a_withdrawal_after_the_signature_is_told_with_its_day():
    known = (register("q2"), register("q3"))
    for body, day in (("EX-VB-06", Interval.parse("2026-09-01")), ("EX-VB-05", Blank.ABSENT)):
        files = shipment(documents=[{"body_no": body, "signed_at": "2026-07-15"}])
        (document,) = listed(supply_facts(read_one(files), {}, known))
        fact = document.facts["body.withdrawn_on"]
        assert fact.value == day
        assert fact.source.startswith(f"{body} in register Example edition 2026-Q3")


@pytest.mark.parametrize(
    "name", ["body.accredited_by", "body.recognised_by", "body.scope", "body.withdrawn_on"]
)
def test_without_the_day_of_the_signature_nothing_is_looked_up(name):
    files = shipment(documents=[{"state": "received"}])
    fact, signed = (document_fact(files, each) for each in (name, "document.signed_at"))
    assert (fact.value, fact.source) == (Blank.UNKNOWN, signed.source)


@pytest.mark.parametrize("name", ["body.status_at_entry", "register.age_at_entry"])
def test_without_the_day_of_entry_nothing_is_looked_up(name):
    files = shipment({"entry_date": ""})
    fact = document_fact(files, name)
    assert fact.value is Blank.UNKNOWN
    assert fact.source == "shipments.csv, row 2, id M1, column entry_date"


def test_a_body_that_is_not_in_the_register_is_accredited_by_nobody():
    files = shipment(documents=[{"body_no": "EX-VB-99", "signed_at": "2026-07-15"}])
    assert document_fact(files, "body.accredited_by").value == ()
    assert document_fact(files, "body.status_at_entry").value is Blank.ABSENT


def test_a_day_that_no_register_reaches_leaves_it_open():
    files = shipment({"entry_date": "2026-12-01"}, documents=[{"signed_at": "2026-11-01"}])
    assert document_fact(files, "body.accredited_by").value is Blank.UNKNOWN
    assert document_fact(files, "body.status_at_entry").value is Blank.UNKNOWN
    assert document_fact(files, "register.age_at_entry").value == Decimal(154)


def test_without_a_register_nothing_is_known_of_the_body():
    (document,) = listed(supply_facts(read_one(shipment()), {}, ()))
    for name in names_about(Subject.DOCUMENT):
        if name.startswith(("body.", "register.")):
            assert document.facts[name].value is Blank.UNKNOWN
            assert document.facts[name].source == "there is no register"


def test_without_the_number_of_the_body_nothing_is_known_of_it():
    fact = document_fact(shipment(documents=[{"body_no": ""}]), "body.accredited_by")
    assert fact.value is Blank.UNKNOWN
    assert fact.source.endswith("column body_no: the number of the body is not known")


def test_a_paper_of_the_maker_that_nobody_verified_has_no_body():
    files = shipment(documents=[{"issuer_role": "maker", "body_no": "", "is_verified": "no"}])
    for name in ("body.accredited_by", "body.status_at_entry", "register.age_at_entry"):
        assert document_fact(files, name).value is Blank.ABSENT


def test_a_paper_of_the_maker_of_which_nobody_says_whether_it_was_verified_leaves_it_open():
    files = shipment(documents=[{"issuer_role": "maker", "body_no": ""}])
    assert document_fact(files, "body.accredited_by").value is Blank.UNKNOWN


def test_a_signed_document_speaks_for_itself():
    (document,) = listed(base("C05"))
    said = {name: fact.value for name, fact in document.facts.items()}
    assert said["document.issuer_role"] == "maker"
    assert said["document.issuer"] == "urn:cradlegate:party:CN:example"
    assert said["document.signed_at"] == Interval.parse("2026-03-31")
    assert said["document.transport_end"] == "port_of_entry"
    assert set(said["document.stages"]) >= {"raw_material", "manufacturing", "transport"}
    assert set(said["document.views"]) >= {"cradle_to_gate", "with_transport"}
    assert said["document.is_verified"] is False
    assert said["document.valid_to"] is Blank.ABSENT
    assert said["document.cf_value"] > 0
    assert document.facts["document.unit"].source == "vmc-850.dossier: signed declaration"


def test_a_paper_contradicts_nothing():
    from cradlegate.border.facts.inspection import Inspection
    from cradlegate.core.finding import Finding
    from cradlegate.core.outcome import Outcome

    (document,) = listed(read_one(shipment()))
    assert list_contradictions(document, Inspection(Finding(Outcome.NOT_MET, "broken"))) == ()


@pytest.mark.requirement("S1-21", part="aliases of the terms of a scope count")
def test_the_scope_of_a_body_is_told_under_the_names_that_packs_look_for():
    """Another spelling in the register is the same term; what is no alias stays as it is."""
    from dataclasses import replace

    from cradlegate.verification.registers.scope import scope_aliases

    alias = scope_aliases()["metalworking machinery"][0]
    snapshot = register()
    accreditations = tuple(
        replace(each, scope_terms=(alias, "odd term")) for each in snapshot.bodies
    )
    known = (replace(snapshot, bodies=accreditations),)
    files = shipment(documents=[{"body_no": "EX-VB-01", "signed_at": "2026-06-20"}])
    (document,) = listed(supply_facts(read_one(files), {}, known))
    assert document.facts["body.scope"].value == ("metalworking machinery", "odd term")
