"""Documents are opened, those that do not hold are left out of hand, and all of it is said."""

from dataclasses import replace
from datetime import date

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
from cradlegate.dossier.checks.questions import Questions
from cradlegate.regimes.facts import Standing
from cradlegate.regimes.vocabulary import Asked
from cradlegate.work.inspect import inspect_documents
from cradlegate.work.prepare import prepare
from tests.border.shipments import (
    DOSSIER,
    KNOWN,
    VN,
    consignment,
    listed,
    read_one,
    register,
    shipment,
    terms,
    trust_list,
    twelve,
)

NAME = DOSSIER.removeprefix("documents/")
DAY = KNOWN.date()


def opened(data=None, trust=None):
    """The consignment of the maker's own dossier, with other bytes in it."""
    read = consignment("C05")
    return replace(read, files={NAME: data or twelve()[DOSSIER]})


def flipped(data, at=2000):
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def with_row(read, **changes):
    """The same with another row for its dossier."""
    rows = [
        replace(each, values={**each.values, **changes}) if each.id == "R05" else each
        for each in read.documents
    ]
    return replace(read, documents=tuple(rows))


def test_a_sound_dossier_of_a_trusted_maker_is_met():
    inspection = inspect_documents(opened(), Questions(DAY, trust_list()))["R05"]
    assert inspection.verdict.outcome is Outcome.MET
    assert inspection.verdict.found == "every check of the dossier is met"
    assert str(inspection.signed_on) == "2026-03-31"
    assert inspection.languages == ("en",)
    assert inspection.has_process_energy is True
    assert inspection.has_origins is False
    assert inspection.has_upstream_data is False
    assert inspection.is_verified is False


def test_papers_and_files_that_are_not_there_are_not_opened():
    assert inspect_documents(consignment("C01"), Questions(DAY, trust_list())).keys() == {"R05"}
    assert inspect_documents(replace(opened(), files={}), Questions(DAY, trust_list())) == {}
    assert inspect_documents(replace(opened(), documents=None), Questions(DAY, trust_list())) == {}


@pytest.mark.requirement("S1-4", part="a document that does not hold counts for nothing")
@pytest.mark.parametrize("at", [0, 2000, -1])
def test_a_dossier_with_a_flipped_bit_cannot_be_shown(at):
    found = prepare(opened(flipped(twelve()[DOSSIER], at)), terms())
    assert [each.code for each in found.warnings] == ["BD-009"]
    assert found.warnings[0].place.row == 6
    assert found.warnings[0].found.startswith(f"{NAME}: check ")
    (document,) = listed(found.readiness.decision.base)
    assert document.standing is Standing.GONE
    (judgement,) = found.readiness.decision.judgements
    assert judgement.finding("report").status.outcome is Outcome.NOT_MET
    assert judgement.finding("report").documents == {}
    assert judgement.finding("report.lca").status.outcome is Outcome.WAITING


def test_something_else_under_the_name_of_a_dossier_does_not_hold():
    found = prepare(opened(b"not an archive"), terms())
    assert [each.code for each in found.warnings] == ["BD-009"]


def test_without_a_trust_list_nobody_knows_who_signed_and_when():
    found = prepare(opened(), terms(trust_list=None))
    (judgement,) = found.readiness.decision.judgements
    assert (judgement.verdict.outcome, judgement.verdict.because[0]) == (
        Outcome.UNDETERMINED,
        Cause.FACT,
    )
    (document,) = listed(found.readiness.decision.base)
    for name in ("document.issuer", "document.issuer_role", "document.signed_at"):
        assert str(document.facts[name].value) == "?"
        assert "no trust list was given" in document.facts[name].source
    assert document.facts["document.is_lca_based"].value is True
    (ask,) = [each for each in found.readiness.asks[VN] if each.is_binding]
    assert (ask.role, ask.about) == (Asked.VERIFIER, "R05")
    assert found.readiness.trust_list == ""


def test_the_trust_list_that_was_used_is_named():
    assert prepare(opened(), terms()).readiness.trust_list == trust_list().digest


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"transport_end": "site"}, "transport_end is site, signed is port_of_entry"),
        ({"is_verified": True}, "is_verified is yes, signed is no"),
        ({"languages": ("en", "vi")}, "languages is en, vi, signed is en"),
        ({"issuer_role": "verification_body"}, "issuer_role is verification_body, signed is maker"),
    ],
)
def test_a_row_that_says_otherwise_than_its_dossier_is_warned_of(changes, said):
    found = prepare(with_row(opened(), **changes), terms())
    assert [(each.code, each.found) for each in found.warnings] == [("BD-010", said)]
    assert all(not each.is_error for each in found.warnings)


def test_the_signed_document_counts_and_not_its_row():
    found = prepare(with_row(opened(), transport_end="site", is_verified=True), terms())
    (document,) = listed(found.readiness.decision.base)
    assert document.facts["document.transport_end"].value == "port_of_entry"
    assert document.facts["document.is_verified"].value is False


def test_a_list_in_another_order_says_the_same():
    signed = ("manufacturing", "raw_material", "transport", "end_of_life", "use")
    assert prepare(with_row(opened(), stages=signed), terms()).warnings == ()


def test_a_document_that_covers_another_serial_is_warned_of():
    found = prepare(read_one(shipment(documents=[{"covers_serials": "SN-7"}])), terms())
    (warning,) = found.warnings
    assert (warning.code, warning.found) == ("BD-008", "it covers serial SN-7, not SN-1")
    assert (warning.place.file, warning.place.row) == ("documents.csv", 2)


def test_a_document_that_covers_another_consignment_of_the_file_is_none_of_its_business():
    from cradlegate.border.shipments.files import read_shipment_files

    second = {"id": "M2", "serials": "SN-2", "consignment_id": "C2"}
    files = shipment({}, second, documents=[{}, {"doc_id": "R2", "covers_serials": "SN-2"}])
    for read, own in zip(read_shipment_files(files).consignments, ("R1", "R2"), strict=True):
        found = prepare(read, terms())
        assert found.warnings == ()
        assert [each.id for each in listed(found.readiness.consignment)] == [own]


def test_nothing_is_warned_of_where_nobody_said_which_documents_there_are():
    assert prepare(read_one(shipment(documents=None)), terms()).warnings == ()


def test_what_is_judged_twice_comes_out_the_same():
    from cradlegate.regimes.decision import write_decision

    one, other = (prepare(opened(), terms()).readiness.decision for _ in range(2))
    assert write_decision(one) == write_decision(other)
    assert register() in prepare(opened(), terms()).readiness.registers


@pytest.mark.parametrize(
    ("proof", "day"),
    [
        ({"created": "2026-03-31T23:30:00-02:00"}, "2026-04-01"),
        ({"created": "0001-01-01T00:00:00+14:00"}, "None"),
        ({"created": "yesterday"}, "None"),
        ({}, "None"),
        ([{"created": "2026-03-31T08:00:00Z"}, {"created": "2026-04-01T08:00:00Z"}], "None"),
        ([], "None"),
    ],
)
def test_the_day_of_the_signature_is_the_one_that_a_single_proof_states(proof, day):
    from cradlegate.work.inspect import _find_signing_day
    from tests.dossier.dossiers import signed

    changed = replace(signed(), document={**signed().document, "proof": proof})
    assert str(_find_signing_day(changed)) == day


def test_two_signatures_leave_open_when_it_was_signed():
    from cradlegate.core.canonical import canonical_bytes
    from cradlegate.trust.data_integrity import sign_document
    from tests.dossier import dossiers

    twice = sign_document(dossiers.signed().document, dossiers.STRANGER, created=dossiers.MOMENT)
    changed = {"declaration.json": canonical_bytes(twice)}
    data = dossiers.forger().reseal(dossiers.trust().key, changed)
    inspection = inspect_documents(opened(data), Questions(DAY, dossiers.trust_list()))["R05"]
    assert inspection.verdict.outcome is Outcome.MET
    assert inspection.signed_on is None


def ask_as(*lists, registers=()):
    """What a reader asks who knows maker and body."""
    from tests.dossier.test_opinion_check import READ_ON, list_of

    return Questions(READ_ON, list_of("verifier"), registers=registers, status_lists=lists)


@pytest.mark.requirement("S0-9", part="verified by a body of the reader's register")
def test_a_declaration_counts_as_verified_by_the_register_of_the_reader():
    from tests.dossier.test_opinion_check import give, with_opinion
    from tests.dossier.test_opinion_check import register as accredited

    data = with_opinion(give())
    inspection = inspect_documents(opened(data), ask_as(registers=(accredited(),)))["R05"]
    assert inspection.is_verified is True
    assert inspection.verdict.outcome is Outcome.MET
    assert inspect_documents(opened(data), ask_as())["R05"].is_verified is None


@pytest.mark.parametrize(
    ("changes", "outcome", "found"),
    [
        ({"valid_until": date(2026, 8, 25), "destinations": ("VN",)}, Outcome.MET, ""),
        ({"valid_until": date(2026, 8, 24)}, Outcome.NOT_MET, "held until 2026-08-24"),
        ({"destinations": ("TH", "ID")}, Outcome.NOT_MET, "meant for TH, ID, not for VN"),
    ],
)
def test_an_opinion_has_to_hold_at_the_entry_and_for_its_country(changes, outcome, found):
    from tests.dossier.test_opinion_check import give, with_opinion
    from tests.dossier.test_opinion_check import register as accredited

    asked = ask_as(registers=(accredited(),))
    inspection = inspect_documents(opened(with_opinion(give(**changes))), asked)["R05"]
    assert inspection.verdict.outcome is outcome
    assert found in inspection.verdict.found
    assert inspection.is_verified is (True if outcome is Outcome.MET else None)


def test_for_an_entry_of_no_known_day_an_opinion_that_ends_is_open():
    from tests.dossier.test_opinion_check import give, with_opinion
    from tests.dossier.test_opinion_check import register as accredited

    read = opened(with_opinion(give(valid_until=date(2030, 12, 31))))
    (machine,) = read.machines
    blank = {"entry_date": Blank.UNKNOWN, "destination": Blank.UNKNOWN}
    undated = replace(read, machines=(replace(machine, values={**machine.values, **blank}),))
    inspection = inspect_documents(undated, ask_as(registers=(accredited(),)))["R05"]
    assert inspection.is_verified is None


@pytest.mark.requirement("S0-9", part="what was revoked counts for nothing")
def test_a_dossier_whose_opinion_was_revoked_counts_for_nothing():
    from tests.dossier.test_opinion_check import register as accredited
    from tests.dossier.test_status_check import INDEX, enclose, name_status, publish

    read = opened(enclose(name_status(), publish(10)))
    registers = (accredited(),)
    clear = inspect_documents(read, ask_as(registers=registers))["R05"]
    assert clear.verdict.outcome is Outcome.MET
    revoked = inspect_documents(read, ask_as(publish(15, INDEX), registers=registers))["R05"]
    assert revoked.verdict.outcome is Outcome.NOT_MET
    assert revoked.verdict.found.startswith("check 19 status: opinion: revoked")
    assert revoked.is_verified is None


def test_terms_ask_documents_by_what_was_there_on_the_day():
    from tests.dossier.test_status_check import publish

    asked = replace(terms(), status_lists=(publish(10),)).ask()
    assert asked.status_lists == (publish(10),)
    assert asked.registers == (register(),)
    earlier = replace(terms(), known_as_of=KNOWN.replace(year=2020)).ask()
    assert earlier.registers == ()


def test_the_answer_names_the_status_lists_it_was_given():
    from cradlegate.declaration.languages import Language
    from cradlegate.reports.readiness.document import report_readiness
    from tests.dossier.test_status_check import publish

    given = publish(10)
    judged = prepare(opened(), replace(terms(), status_lists=(given,))).readiness
    assert ("status list", given.digest) in report_readiness(judged, Language.ENGLISH).provenance
