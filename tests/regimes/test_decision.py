"""A decision carries what it was made from, comes out the same again, and shows any tampering."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cradlegate.core.canonical import canonical_bytes, digest
from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.decision import decide, replay, write_decision
from tests.regimes.packs import (
    CITE,
    MET,
    NOT_MET,
    TODAY,
    VOCABULARY,
    document,
    exclusion,
    hand_in,
    make_base,
    make_entry,
    make_pack,
    provision,
    question,
    shelve,
    shipped_pack,
)

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
PACK = make_pack(
    provision("a", test="machine.quantity < param.most"),
    provision("b", test="open.q == 5.5"),
    provision("r", document="R"),
    documents={"R": document()},
    questions={"q": question(5, 5.5)},
    parameters={"most": {"kind": "number", "values": [{"value": 7.25}]}},
    answers=[{"question": "q", "answer": 5.5, "from": "2026-07-01", "cite": CITE}],
    benefit={"text": {"en": "fast"}, "cite": CITE},
)
BASE = make_base(
    {
        "machine.quantity": "7.1–7.2",
        "machine.built": "none",
        "machine.serials": ["1", "2"],
        "machine.cnc": None,
        "machine.model": "VMC 850",
        "consignment.ship_date": "2026-07",
    },
    documents={"d": hand_in()},
)


def make(packs=(PACK,), base=BASE, law_as_of=None):
    return decide(
        packs,
        base,
        law_as_of=law_as_of,
        known_as_of=MOMENT,
        engine="cradlegate 1",
        vocabulary=VOCABULARY,
    )


DATA = write_decision(make())


def again(data):
    return replay(data, "decision.json", VOCABULARY)


def tamper(change, *, is_sealed=True):
    """Change a decision; whoever seals it again has made it look untouched."""
    content: Any = json.loads(DATA)
    change(content)
    if is_sealed:
        del content["digest"]
        content["digest"] = digest(content)
    return canonical_bytes(content)


def refuse(data):
    with pytest.raises(FaultsError) as caught:
        again(data)
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.file) == ("RG-020", "decision.json")
    return fault.found


@pytest.mark.parametrize("law_as_of", [None, date(2026, 6, 30), date(2026, 7, 1)])
@pytest.mark.parametrize(
    "base",
    [
        BASE,
        make_base(),
        make_base(is_listed=False),
        make_base({"machine.quantity": 9}, machines={"m1": {}, "m2": {"machine.quantity": 1}}),
    ],
)
def test_a_decision_comes_out_the_same_again(base, law_as_of):
    found = again(write_decision(make((PACK, shipped_pack()), base, law_as_of)))
    assert found.outcome is Outcome.MET
    assert found.found == (
        "it comes out the same as with cradlegate 1, known as of 2026-11-22T12:00:00Z"
    )


def test_figures_with_fractions_and_recorded_answers_survive():
    judgement = make().judgements[0]
    assert [judgement.finding(name).status.outcome for name in ("a", "b")] == [MET, MET]
    content = json.loads(DATA)["packs"][0]["content"]
    assert content["parameters"]["most"]["values"] == [{"value": {"decimal": "7.25"}}]
    assert content["answers"][0]["answer"] == {"decimal": "5.5"}
    assert again(DATA).outcome is Outcome.MET


def test_a_decision_by_an_amended_copy_comes_out_the_same_again():
    base = make_entry(provision("a", test="open.q"), id="base", questions={"q": question()})
    copy = {"id": "copy", "version": "1", "known_from": "2026-01-01", "extends": "base"}
    answer = {"question": "q", "answer": False, "cite": CITE}
    amendment = {**copy, "id": "change", "amends": "copy", "answers": [answer]}
    del amendment["extends"]
    pack = shelve(base, copy, amendment).as_known("copy", TODAY)
    decision = make((pack,))
    assert decision.judgements[0].finding("a").status.outcome is NOT_MET
    data = write_decision(decision)
    assert again(data).outcome is Outcome.MET
    assert json.loads(data)["packs"][0]["digests"] == list(pack.digests)


def test_the_tests_of_a_pack_are_not_carried_along():
    content = json.loads(write_decision(make((shipped_pack(),))))["packs"][0]["content"]
    assert {"cases", "bases"} & set(content) == set()


def test_the_facts_have_a_digest_that_leaves_out_what_is_unknown():
    document = json.loads(DATA)
    assert document["facts_digest"] == make().facts_digest == digest(document["facts"])
    assert "machine.cnc" not in document["facts"]["machines"][0]["facts"]
    assert document["facts"]["machines"][0]["facts"]["machine.built"]["value"] == {"blank": "none"}
    assert write_decision(make()) == DATA


# Tampering.


def turn_outcome(content):
    content["judgements"][0]["findings"][0]["outcome"] = "not met"


def turn_verdict(content):
    content["judgements"][0]["verdict"]["outcome"] = "undetermined"


def turn_fact(content):
    content["facts"]["machines"][0]["facts"]["machine.quantity"]["value"] = "9"


def turn_parameter(content):
    content["packs"][0]["content"]["parameters"]["most"]["values"][0]["value"] = 1


def turn_answer(content):
    content["packs"][0]["content"]["answers"][0]["answer"] = 5


def add_part(content):
    content["judgements"][0]["approved"] = True


@pytest.mark.parametrize(
    ("change", "differing"),
    [
        (turn_outcome, "test findings"),
        (turn_verdict, "test verdict"),
        (turn_fact, "digest of the facts, test findings, test verdict"),
        (turn_parameter, "test findings, test verdict"),
        (turn_answer, "test findings, test verdict"),
        (add_part, "test approved"),
    ],
)
def test_a_changed_decision_is_refused_or_where_it_is_sealed_again_comes_out_otherwise(
    change, differing
):
    assert refuse(tamper(change, is_sealed=False)) == "its digest is not that of its content"
    found = again(tamper(change))
    assert found.outcome is Outcome.NOT_MET
    assert found.found == f"it comes out otherwise: {differing}"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("facts",), None),
        (("facts",), []),
        (("facts", "machines"), 5),
        (("facts", "machines", 0, "facts", "machine.knid"), {"value": "x", "source": ""}),
        (("facts", "machines", 0, "facts", "machine.cnc"), {"value": "x", "source": ""}),
        (
            ("facts", "machines", 0, "facts", "machine.cnc"),
            {"value": {"blank": "?!"}, "source": ""},
        ),
        (("facts", "documents", 0, "standing"), "lost"),
        (("facts_digest",), None),
        (("law_as_of",), "yesterday"),
        (("law_as_of",), False),
        (("known_as_of",), "2026-11-22"),
        (("engine",), ...),
        (("packs",), []),
        (("packs", 0, "content"), {}),
        (("packs", 0, "content", "provisions", 1, "test"), "machine.quantity <"),
        (("packs", 0, "content", "provisions", 1, "test"), "machine.knid == open.nothing"),
        (("packs", 0, "content", "provisions", 1, "test"), "machine.serials < machine.serials"),
        (("packs", 0, "content", "provisions", 1, "test"), "param.nothing == 1"),
        (("packs", 0, "content", "provisions", 1, "voice"), "angry"),
        (("packs", 0, "content", "provisions", 1, "cite"), 5),
        (("packs", 0, "content", "provisions", 1, "of"), "nothing"),
        (("packs", 0, "content", "instrument", "from"), "2026-02-30"),
        (("packs", 0, "content", "parameters", "most", "values", 0, "value"), {"decimal": "x"}),
        (("judgements",), {}),
        (("judgements", 0), "met"),
        (("judgements",), ...),
    ],
)
def test_a_decision_that_nobody_wrote_is_refused_or_comes_out_otherwise(path, value):
    def change(content):
        *ahead, last = path
        for part in ahead:
            content = content[part]
        if value is ...:
            del content[last]
        else:
            content[last] = value

    assert outcome_or_codes(tamper(change)) in (Outcome.NOT_MET, ["RG-020"])


def outcome_or_codes(data):
    try:
        return again(data).outcome
    except FaultsError as error:
        return [fault.code for fault in error.faults]


def test_exclusions_that_lead_back_to_themselves_are_refused():
    pack = make_pack(provision("a", test="true"), exclusion("b", "true", "a"))
    data = write_decision(make((pack,)))
    content = json.loads(data)
    content["packs"][0]["content"]["provisions"][2]["overrides"] = ["a", "b"]
    del content["digest"]
    content["digest"] = digest(content)
    assert "a part cannot be read" in refuse(canonical_bytes(content))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "no JSON"),
        (b"[]", "it has another form"),
        (b"{}", "it has another form"),
        (b'{"form": "urn:cradlegate:decision:2"}', "it has another form"),
        (b'{"form": "urn:cradlegate:decision:1"}', "its digest is not that of its content"),
        (b'{"form": 1.5}', "is no integer"),
        (b"[" * 5000, "nested deeper"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_what_is_no_decision_is_refused(data, found):
    assert found in refuse(data)


def test_a_moment_without_a_zone_is_no_moment():
    decision = decide(
        (PACK,),
        BASE,
        law_as_of=None,
        known_as_of=datetime(2026, 11, 22, 12),  # noqa: DTZ001 - what is refused
        engine="cradlegate 1",
        vocabulary=VOCABULARY,
    )
    with pytest.raises(ValueError, match="has no time zone"):
        write_decision(decision)
