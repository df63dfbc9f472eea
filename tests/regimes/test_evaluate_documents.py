"""One and the same document passes every binding test; the one that does, or comes next, is shown."""

import pytest

from cradlegate.core.cause import Cause
from cradlegate.regimes.evaluate.documents import DOCUMENTS
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from tests.regimes.packs import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    REPORT,
    UNDETERMINED,
    VOCABULARY,
    WAITING,
    document,
    exclusion,
    hand_in,
    judge,
    make_base,
    make_pack,
    name_points,
    provision,
    question,
)

PACK = make_pack(
    provision("report", document="R"),
    provision("lca", of="R", test="document.is_lca_based"),
    provision("verified", of="R", test="document.is_verified"),
    provision("parts", of="R", test="document.by_subassembly", modality="recommended"),
    documents={"R": document(relates="fit.machine")},
)
GOOD = {
    "document.is_lca_based": True,
    "document.is_verified": True,
    "document.by_subassembly": True,
    "fit.machine": True,
}
NO_LCA, NOT_VERIFIED = {"document.is_lca_based": False}, {"document.is_verified": False}


def hand(facts=None, **fields):
    return {**hand_in(**fields), "facts": facts or {}}


def outcomes(pack, base):
    return {each.provision.id: each.status.outcome for each in judge(pack, base).findings}


def test_one_document_that_passes_everything_is_the_witness():
    documents = {"bad": hand(NO_LCA), "good": hand(), "worse": hand({**NO_LCA, **NOT_VERIFIED})}
    judged = judge(PACK, make_base(GOOD, documents=documents))
    assert {each.status.outcome for each in judged.findings} == {MET}
    assert judged.finding("report").documents == {"machine": "good"}


def test_two_documents_that_each_pass_half_do_not_make_one():
    base = make_base(GOOD, documents={"one": hand(NO_LCA), "two": hand(NOT_VERIFIED)})
    judged = judge(PACK, base)
    assert outcomes(PACK, base) == {"report": NOT_MET, "lca": MET, "verified": MET, "parts": MET}
    assert judged.verdict.outcome is NOT_MET
    # The document that is shown for a test is one that passes it.
    assert judged.finding("lca").documents == {"machine": "two"}
    assert judged.finding("verified").documents == {"machine": "one"}


def test_among_documents_that_fail_the_one_that_passes_most_is_shown():
    worst = hand({**NO_LCA, **NOT_VERIFIED})
    base = make_base(GOOD, documents={"worst": worst, "bad": hand(NO_LCA)})
    assert judge(PACK, base).finding("report").documents == {"machine": "bad"}


def test_a_recommended_test_keeps_no_document_from_being_the_one():
    base = make_base(
        GOOD, documents={"plain": hand({"document.by_subassembly": False}), "bad": hand(NO_LCA)}
    )
    assert outcomes(PACK, base) == {"report": MET, "lca": MET, "verified": MET, "parts": MET}
    judged = judge(PACK, base)
    assert judged.finding("report").documents == {"machine": "plain"}
    assert judged.finding("parts").documents == {"machine": "bad"}


@pytest.mark.parametrize(
    ("documents", "report", "lca"),
    [
        ({}, NOT_MET, WAITING),
        ({"d": hand(standing="coming")}, WAITING, WAITING),
        ({"d": hand(standing="gone")}, NOT_MET, WAITING),
        ({"d": hand(kind="invoice")}, NOT_MET, WAITING),
        ({"d": hand(kind="invoice", standing="coming")}, NOT_MET, WAITING),
        ({"d": hand(NO_LCA), "e": hand(standing="coming")}, WAITING, WAITING),
        ({"d": hand(), "e": hand(standing="coming")}, MET, MET),
        ({"d": hand(machine={"fit.machine": False})}, NOT_MET, WAITING),
        ({"d": hand(machine={"fit.machine": False}, standing="coming")}, NOT_MET, WAITING),
        ({"d": hand(machine={"fit.machine": None}, standing="coming")}, WAITING, WAITING),
        ({"d": hand(machine={"fit.machine": None})}, UNDETERMINED, UNDETERMINED),
        ({"d": hand({**NO_LCA}, machine={"fit.machine": None})}, NOT_MET, NOT_MET),
    ],
)
def test_a_document_is_there_or_coming_or_missing(documents, report, lca):
    found = outcomes(PACK, make_base(GOOD, documents=documents))
    assert (found["report"], found["lca"]) == (report, lca)


def test_what_waits_names_the_document_that_does_not_exist_yet():
    base = make_base(GOOD, documents={"d": hand(standing="coming")})
    found = judge(PACK, base).finding("report").status
    assert found.points == (OpenPoint(OpenKind.DOCUMENT, "R"),)
    assert (found.because, found.questions) == ((), ())


def test_where_nobody_has_said_which_documents_there_are_that_is_what_is_asked():
    judged = judge(PACK, make_base(GOOD, is_listed=False))
    for finding in judged.findings:
        assert (finding.status.outcome, finding.status.because) == (UNDETERMINED, (Cause.FACT,))
        assert finding.status.points == (OpenPoint(OpenKind.FACT, DOCUMENTS, "shipment"),)
        assert finding.documents == {}
    assert DOCUMENTS in VOCABULARY.facts


def test_every_machine_is_covered_by_a_document_of_its_own_or_a_shared_one():
    machines: dict[str, dict[str, object]] = {"m1": {}, "m2": {}}
    one = hand(m1={"fit.machine": True}, m2={"fit.machine": False})
    other = hand(m1={"fit.machine": False}, m2={"fit.machine": True})
    shared, each = (
        make_base(GOOD, machines=machines, documents=documents)
        for documents in ({"d": hand()}, {"d": one, "e": other})
    )
    assert outcomes(PACK, shared)["report"] is MET
    assert outcomes(PACK, each)["report"] is MET
    assert judge(PACK, each).finding("report").documents == {"m1": "d", "m2": "e"}
    lone = make_base(GOOD, machines=machines, documents={"d": one})
    finding = judge(PACK, lone).finding("report")
    assert finding.status.outcome is NOT_MET
    assert {name: status.outcome for name, status in finding.by_machine.items()} == {
        "m1": MET,
        "m2": NOT_MET,
    }


def test_points_of_a_test_name_the_document():
    base = make_base({**GOOD, "document.is_verified": None}, documents={"d": hand()})
    found = judge(PACK, base).finding("verified").status
    assert found.points == (OpenPoint(OpenKind.FACT, "document.is_verified", "d"),)
    unfit = make_base({**GOOD, "fit.machine": None}, documents={"d": hand()})
    assert judge(PACK, unfit).finding("verified").status.points == (
        OpenPoint(OpenKind.FACT, "fit.machine", "d"),
    )


# Tests that are asked of some documents, or machines, only.


def test_when_asks_the_document_whether_the_test_is_for_it():
    pack = make_pack(
        provision("report", document="R"),
        provision(
            "verified",
            of="R",
            when="document.issuer_role == 'maker'",
            test="document.is_verified",
        ),
        documents={"R": document()},
    )
    by_body = {"document.issuer_role": "verification_body", **NOT_VERIFIED}
    by_maker = {"document.issuer_role": "maker", **NOT_VERIFIED}
    for facts, outcome in ((by_maker, NOT_MET), (NOT_VERIFIED, UNDETERMINED)):
        base = make_base(documents={"d": hand(facts)})
        assert outcomes(pack, base) == {"report": outcome, "verified": outcome}
    free = make_base(documents={"d": hand(by_body)})
    assert outcomes(pack, free) == {"report": MET, "verified": NOT_APPLICABLE}
    both = make_base(documents={"d": hand(by_body), "e": hand(by_maker)})
    assert outcomes(pack, both) == {"report": MET, "verified": MET}


def test_an_exclusion_frees_documents_from_a_test():
    pack = make_pack(
        provision("report", document="R"),
        provision("verified", of="R", test="document.is_verified"),
        exclusion("small", "machine.cnc", "verified"),
        documents={"R": document()},
    )
    for facts, report, verified in (
        ({"machine.cnc": True}, MET, NOT_APPLICABLE),
        ({"machine.cnc": False}, NOT_MET, NOT_MET),
        ({}, UNDETERMINED, UNDETERMINED),
    ):
        base = make_base({**NOT_VERIFIED, **facts}, documents={"d": hand()})
        assert outcomes(pack, base) == {"report": report, "verified": verified}


@pytest.mark.parametrize(
    ("facts", "report"),
    [({"machine.cnc": True}, MET), ({"machine.cnc": False}, NOT_MET), ({}, UNDETERMINED)],
)
def test_a_test_that_may_be_lowered_keeps_a_document_out_only_if_it_is_not(facts, report):
    pack = make_pack(
        provision("report", document="R"),
        provision("verified", of="R", test="document.is_verified"),
        exclusion("small", "machine.cnc", "verified", lowers_to="recommended"),
        documents={"R": document()},
    )
    base = make_base({**NOT_VERIFIED, **facts}, documents={"d": hand()})
    assert outcomes(pack, base) == {"report": report, "verified": NOT_MET}
    assert judge(pack, base).verdict.outcome is report


# Choices and sets of documents.

GROUPS = {
    "R": document(),
    "C": document(types=["quality_certificate"]),
    "any": {"name": {"en": "either"}, "any_of": ["R", "C"]},
    "all": {"name": {"en": "both"}, "all_of": ["R", "C"]},
}
GROUPED = make_pack(
    provision("either", document="any"),
    provision("both", document="all"),
    provision("verified", of="R", test="document.is_verified"),
    documents=GROUPS,
)


@pytest.mark.parametrize(
    ("documents", "either", "both"),
    [
        ({}, NOT_MET, NOT_MET),
        ({"r": hand()}, MET, NOT_MET),
        ({"c": hand(kind="quality_certificate")}, MET, NOT_MET),
        ({"r": hand(), "c": hand(kind="quality_certificate")}, MET, MET),
        ({"r": hand(NOT_VERIFIED)}, NOT_MET, NOT_MET),
        ({"r": hand(NOT_VERIFIED), "c": hand(kind="quality_certificate")}, MET, NOT_MET),
        ({"r": hand(standing="coming")}, WAITING, NOT_MET),
        ({"r": hand(standing="coming"), "c": hand(kind="quality_certificate")}, MET, WAITING),
    ],
)
def test_a_choice_asks_for_one_document_and_a_set_for_all(documents, either, both):
    base = make_base({"document.is_verified": True}, documents=documents)
    found = outcomes(GROUPED, base)
    assert (found["either"], found["both"]) == (either, both)


def test_a_choice_shows_the_document_that_is_there():
    base = make_base(documents={"c": hand(kind="quality_certificate")})
    assert judge(GROUPED, base).finding("either").documents == {"machine": "c"}


def test_a_document_of_several_types_is_any_of_them():
    pack = make_pack(
        provision("report", document="R"),
        documents={"R": document(types=[REPORT, "quality_certificate"])},
    )
    base = make_base(documents={"c": hand(kind="quality_certificate")})
    assert outcomes(pack, base) == {"report": MET}


def test_one_reading_for_the_whole_document_counts_and_not_one_for_each_test():
    """A body that satisfies one test under one answer and the other under another passes neither."""
    pack = make_pack(
        provision("report", document="R"),
        provision("one", of="R", test="open.q"),
        provision("other", of="R", test="!open.q"),
        documents={"R": document()},
        questions={"q": question()},
    )
    judged = judge(pack, make_base(documents={"d": hand()}))
    assert judged.finding("report").status.outcome is NOT_MET
    assert judged.finding("one").status.because == (Cause.LAW,)
    assert judged.verdict.outcome is NOT_MET
    assert name_points(judged.finding("other").status) == []
