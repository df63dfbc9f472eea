"""Studies behind the declarations of a consignment are judged by the methods that are named."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest

from cradlegate.compose import gate
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.document import make_document
from cradlegate.regimes.pack.provision import Modality
from cradlegate.work.methods import judge_methods
from cradlegate.work.prepare import prepare
from tests.border.shipments import DOSSIER, VN, consignment, read_one, shipment, terms, twelve
from tests.declaration.shipped_case import declaration, declared_example

ISO, TR, JGA = "iso-14067-2018", "iso-tr-24122-2026", "asean-joint-guidelines-2026"
LATER = datetime(2026, 11, 23, 9, tzinfo=UTC)
PAPER = {"doc_id": "R1", "state": "received", "standard": "", "file": "own.json"}
OPEN_IN_THE_EXAMPLE = {
    "cl.6.4.9.2",
    "cl.6.4.9.8",
    "cl.6.6",
    "cl.7.2.categories",
    "cl.7.3",
    "annex.a",
}
"""What nobody can read in the example: one published figure hides its categories, and neither
limits nor conclusions are stated."""


@cache
def pack(name):
    return gate.open_packs().as_known(name, LATER.date())


def ready(read, *names, **changes):
    packs = tuple(map(pack, names or (VN,)))
    return prepare(read, terms(packs=packs, known_as_of=LATER, **changes)).readiness


def small(*documents, cites="", machine=(), **files):
    """A machine like that of the example, with documents."""
    row = {"contract_cites": cites, **dict(machine)}
    written = {"documents/own.json": declared_example().data}
    return read_one(shipment(row, documents=documents or [PAPER], **{**written, **files}))


def judge(readiness):
    return gate.judge_methods_of(readiness, ())


def ids_of(judged):
    return [each.pack.id for study in judged.studies for each in study.judgements]


def test_a_declaration_that_says_by_which_standard_it_was_made_is_judged_by_it():
    judged = judge(ready(consignment("C05")))
    assert (judged.claimed, judged.cited) == ((ISO,), ())
    assert (judged.named_by, judged.left_out, judged.unanswered) == ({ISO: ()}, {}, ())
    (study,) = judged.studies
    (found,) = study.judgements
    assert study.file == "vmc-850.dossier"
    assert found.verdict.outcome is Outcome.UNDETERMINED
    still_open = {
        each.provision.id
        for each in found.findings
        if each.modality.binds and each.status.outcome is Outcome.UNDETERMINED
    }
    assert still_open == OPEN_IN_THE_EXAMPLE


def test_no_status_of_a_regime_hangs_on_a_method():
    read = ready(consignment("C05"))
    before = read.decision
    judge(read)
    assert read.decision is before
    assert [each.pack.id for each in before.judgements] == [VN]


def test_a_method_that_was_not_known_yet_is_not_asked():
    """The pack of ISO 14067 is known since 2026-11-22."""
    read = prepare(consignment("C05"), terms()).readiness
    assert judge(read).studies == ()
    day_before = replace(
        read, decision=replace(read.decision, known_as_of=datetime(2026, 11, 21, 9, tzinfo=UTC))
    )
    on_the_day = replace(
        read, decision=replace(read.decision, known_as_of=datetime(2026, 11, 22, 9, tzinfo=UTC))
    )
    assert [ids_of(judge(each)) for each in (day_before, on_the_day)] == [[], [ISO]]


def test_a_regime_whose_rules_name_a_method_has_studies_judged_by_it():
    used = {"condition": "used", "built": "2015"}
    assert judge(ready(small())).studies == ()
    judged = judge(ready(small(machine=used.items()), VN, JGA))
    assert judged.named_by == {ISO: ("Joint Green Access Guidelines",)}
    assert (judged.claimed, ids_of(judged)) == ((), [ISO])
    assert judge(ready(small(), VN, JGA)).studies == ()


@pytest.mark.requirement("S3-27", part="a method that the contract of a consignment cites")
def test_what_the_contract_cites_is_judged_and_binds_as_a_contract():
    judged = judge(ready(small(cites=f"{TR}; {VN}; buyer-spec-7")))
    assert (judged.cited, ids_of(judged)) == ((TR,), [TR])
    assert judged.unanswered == ("buyer-spec-7",)
    (found,) = judged.studies[0].judgements
    binding = [each.modality for each in found.findings if each.modality.binds]
    assert binding
    assert set(binding) == {Modality.CONTRACTUAL}
    free = judge(ready(small({**PAPER, "standard": "ISO/TR 24122"})))
    assert ids_of(free) == [TR]
    assert not any(each.modality.binds for each in free.studies[0].judgements[0].findings)


def test_the_edition_of_the_day_that_is_asked_for_is_read():
    """The report has been there since 2026-05-21."""
    read = small(cites=TR)
    days = (date(2026, 5, 20), date(2026, 5, 21), None)
    applies = [
        judge(ready(read, law_as_of=day)).studies[0].judgements[0].applies.outcome for day in days
    ]
    assert applies == [Outcome.NOT_MET, Outcome.MET, Outcome.MET]


def test_without_a_declaration_what_the_contract_cites_stays_unanswered():
    read = read_one(shipment({"contract_cites": TR}, documents=None))
    judged = judge(ready(read))
    assert (judged.studies, judged.unanswered) == ((), (TR,))
    unknown = judge(ready(read_one(shipment({"contract_cites": ""}))))
    absent = judge(ready(read_one(shipment({"contract_cites": "none"}))))
    assert unknown.unanswered == absent.unanswered == ()


def test_one_declaration_in_two_documents_is_judged_once():
    again = {**PAPER, "doc_id": "R2", "file": "again.json"}
    files = {"documents/again.json": declared_example().data}
    judged = judge(ready(small(PAPER, again, cites=TR, **files)))
    assert [each.file for each in judged.studies] == ["own.json"]


def test_two_declarations_are_two_studies():
    other = make_document(replace(declaration(), issued=date(2026, 4, 1)))
    again = {**PAPER, "doc_id": "R2", "file": "again.json"}
    judged = judge(ready(small(PAPER, again, cites=TR, **{"documents/again.json": other.data})))
    assert [each.file for each in judged.studies] == ["own.json", "again.json"]


def test_a_file_that_is_no_declaration_is_left_out_with_its_reason():
    judged = judge(ready(small(cites=TR, **{"documents/own.json": b"{"})))
    assert judged.studies == ()
    assert "DC-003" in judged.left_out["own.json"]
    assert judged.unanswered == (TR,)


def test_a_declaration_of_other_machines_is_left_out_with_its_reason():
    serial = replace(declaration().machine, declared_for="serial", serials=("SN-99",))
    other = make_document(replace(declaration(), machine=serial)).data
    judged = judge(ready(small(cites=TR, **{"documents/own.json": other})))
    assert judged.studies == ()
    assert "it covers serial SN-99, not SN-1" in judged.left_out["own.json"]


@pytest.mark.parametrize(
    "changes", [{"state": "promised"}, {"state": "declined"}, {"file": "own.pdf"}, {"file": ""}]
)
def test_what_is_not_in_hand_or_no_declaration_by_its_name_is_not_opened(changes):
    files = {"documents/own.pdf": declared_example().data}
    judged = judge(ready(small({**PAPER, **changes}, cites=TR, **files)))
    assert (judged.studies, judged.left_out, judged.unanswered) == ((), {}, (TR,))


def test_a_dossier_that_does_not_hold_is_not_judged():
    changed = bytearray(twelve()[DOSSIER])
    changed[2000] ^= 1
    read = replace(consignment("C05"), files={"vmc-850.dossier": bytes(changed)})
    assert judge(ready(read)).studies == ()


def test_a_method_of_ones_own_is_asked_by_its_id():
    own = replace(pack(TR), id="ours")
    read = ready(small(cites="ours"))
    judged = judge_methods(read, [pack(ISO), own], {VN})
    assert (judged.cited, judged.unanswered, ids_of(judged)) == (("ours",), (), ["ours"])
