"""The cases of a pack: how they are read, what they show, and what none of them shows."""

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.fault import FaultsError
from cradlegate.regimes.cases import find_untested, read_cases, run_cases
from cradlegate.regimes.facts import Standing
from tests.regimes.packs import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    REPORT,
    VOCABULARY,
    document,
    exclusion,
    make_entry,
    make_pack,
    provision,
    question,
    scope,
)

REFUSED = [
    ({"base": "nowhere"}, "RG-011", "there is no base 'nowhere'"),
    ({"expect": {"provisions": {"b": "met"}}}, "RG-011", "there is no provision 'b' to be judged"),
    ({"expect": {"because": {"b": ["fact"]}}}, "RG-011", "there is no provision 'b'"),
    ({"expect": {"provisions": {"scope": "met"}}}, "RG-011", "there is no provision 'scope'"),
    ({"facts": {"machine.knid": "lathe"}}, "RG-019", "there is no fact 'machine.knid'"),
    ({"facts": {"machine.kind": "mill"}}, "RG-019", "machine.kind is 'mill'"),
    ({"machines": {"m": {"machine.knid": "x"}}}, "RG-019", "there is no fact 'machine.knid'"),
    ({"machines": {"m": {"fit.machine": True}}}, "RG-007", "fit.machine is a fact of a fit"),
    (
        {"documents": [{"id": "d", "type": REPORT, "facts": {"machine.cnc": True}}]},
        "RG-007",
        "machine.cnc is a fact of a machine and stands among those of a document",
    ),
    (
        {"documents": [{"id": "d", "type": REPORT, "fit": {"m": {"document.unit": "kg"}}}]},
        "RG-007",
        "document.unit is a fact of a document",
    ),
    ({"answers": {"nothing": True}}, "RG-018", "True is no answer to nothing"),
    ({"answers": {"q": "perhaps"}}, "RG-018", "'perhaps' is no answer to q"),
    ({"answers": {"q": 1}}, "RG-018", "1 is no answer to q"),
    ({"answers": {"q[VN]": True}}, "RG-018", "q is asked once"),
    ({"answers": {"covers": True}}, "RG-018", "covers is asked for each index"),
]


def pack_with(*cases, bases=None, provisions=(), **fields):
    return make_pack(
        *(provisions or (provision("a", test="machine.cnc"),)),
        cases=[
            {"name": f"case {number}", "expect": {}, **each} for number, each in enumerate(cases)
        ],
        bases=bases or {},
        questions={"q": question(), "covers": question(index="consignment.procedure")},
        **fields,
    )


def read(*cases, **fields):
    return read_cases(pack_with(*cases, **fields), VOCABULARY)


@pytest.mark.parametrize(("case", "code", "found"), REFUSED)
def test_a_case_that_names_what_is_not_there_is_refused(case, code, found):
    with pytest.raises(FaultsError) as caught:
        read(case)
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.id) == (code, "case 0")
    assert found in fault.found


def test_the_faults_of_all_cases_are_named_together_and_each_once():
    with pytest.raises(FaultsError) as caught:
        read({"facts": {"machine.x": 1}}, {"base": "nowhere"}, {})
    assert [fault.place.id for fault in caught.value.faults] == ["case 0", "case 1"]


def test_a_pack_without_cases_has_none():
    assert read_cases(make_pack(), VOCABULARY) == ()


def test_facts_beside_machines_and_documents_hold_for_all_of_them():
    (case,) = read(
        {
            "facts": {
                "consignment.destination": "VN",
                "machine.cnc": True,
                "machine.kind": None,
                "machine.built": "none",
                "document.is_verified": True,
                "fit.machine": True,
            },
            "machines": {"m1": {}, "m2": {"machine.cnc": False}},
            "documents": [
                {"id": "d", "type": REPORT, "fit": {"m2": {"fit.machine": False}}},
                {
                    "id": "e",
                    "type": REPORT,
                    "standing": "coming",
                    "facts": {"document.is_verified": False},
                },
            ],
        }
    )
    one, two = case.base.machines
    assert case.base.documents is not None
    d, e = case.base.documents
    assert set(case.base.facts) == {"consignment.destination"}
    assert [each.facts["machine.cnc"].value for each in (one, two)] == [True, False]
    assert one.facts["machine.kind"].value is Blank.UNKNOWN
    assert one.facts["machine.built"].value is Blank.ABSENT
    assert [each.facts["document.is_verified"].value for each in (d, e)] == [True, False]
    assert [each.fits["d"]["fit.machine"].value for each in (one, two)] == [True, False]
    assert (d.standing, e.standing) == (Standing.IN_HAND, Standing.COMING)


def test_a_case_goes_before_its_base_and_a_single_thing_before_all():
    base = {
        "law_as_of": "2026-07-01",
        "facts": {"machine.cnc": True, "machine.y_axis": True, "machine.kind": "lathe"},
        "machines": {"m": {"machine.cnc": False, "machine.y_axis": False}},
        "documents": [{"id": "d", "type": REPORT, "facts": {"document.is_verified": False}}],
    }
    plain, changed, own = read(
        {"base": "b"},
        {"base": "b", "facts": {"machine.cnc": True, "document.is_verified": True}},
        {
            "base": "b",
            "facts": {"machine.cnc": True, "machine.y_axis": True},
            "machines": {"m": {"machine.cnc": False}},
            "documents": None,
        },
        bases={"b": base},
    )

    def machine(case):
        (one,) = case.base.machines
        return tuple(one.facts[f"machine.{name}"].value for name in ("cnc", "y_axis", "kind"))

    assert machine(plain) == (False, False, "lathe")
    assert machine(changed) == (True, False, "lathe")
    assert machine(own) == (False, True, "lathe")
    assert changed.base.documents is not None
    assert changed.base.documents[0].facts["document.is_verified"].value is True
    assert (own.base.documents, str(own.law_as_of)) == (None, "2026-07-01")


def test_answers_of_a_case_hold_for_it_alone():
    provisions = (
        provision("a", test="open.q"),
        provision("b", test="open.covers[consignment.procedure]"),
    )
    facts = {"consignment.procedure": "bonded", "consignment.entry_date": "2026-08-15"}
    open_case = {"facts": facts, "expect": {"provisions": {"a": "undetermined"}}}
    answered = {
        "facts": facts,
        "answers": {"q": False, "covers[bonded]": True},
        "expect": {"provisions": {"a": "not met", "b": "met"}},
    }
    results = run_cases(pack_with(open_case, answered, provisions=provisions), VOCABULARY)
    assert [each.faults for each in results] == [(), ()]


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ({"provisions": {"a": "not met"}}, "a met, expected not met"),
        ({"regime": "does_not_apply"}, "regime met, expected not met"),
        ({"because": {"a": ["fact"]}}, "a because of , expected because of fact"),
    ],
)
def test_a_case_with_another_outcome_is_a_fault(expect, found):
    facts = {"machine.cnc": True, "consignment.entry_date": "2026-08-15"}
    (result,) = run_cases(pack_with({"facts": facts, "expect": expect}), VOCABULARY)
    (fault,) = result.faults
    assert (fault.code, fault.found, fault.place.id) == ("RG-015", found, "case 0")
    assert result.judgement.finding("a").status.outcome is MET


# What no case shows.

DAYS = [
    {"law_as_of": "2025-12-31", "expect": {"regime": "does_not_apply"}},
    {"law_as_of": "2026-01-01", "expect": {"regime": "applies"}},
]


def untested(*provisions, cases=(), **fields):
    pack = pack_with(*DAYS, *cases, provisions=provisions, **fields)
    faults = find_untested(pack, read_cases(pack, VOCABULARY))
    assert {fault.code for fault in faults} <= {"RG-016"}
    return {fault.found.removeprefix("no case shows ") for fault in faults}


def show(**outcomes):
    """A case that expects outcomes; those with a cause are undetermined."""
    expect: dict[str, dict[str, object]] = {"provisions": {}, "because": {}}
    for name, outcome in outcomes.items():
        if outcome in {"fact", "law", "unread"}:
            expect["provisions"][name] = "undetermined"
            expect["because"][name] = [outcome]
        else:
            expect["provisions"][name] = outcome
    return {"expect": expect}


def test_the_day_before_and_the_first_day_are_shown():
    pack = make_pack()
    found = [fault.found for fault in find_untested(pack, ())]
    assert found == [
        "no case shows regime met",
        "no case shows regime not met",
        "no case shows the day before it is in force, 2025-12-31",
        "no case shows the first day it is in force, 2026-01-01",
    ]
    assert untested() == {"a met", "a not met", "a undetermined by fact"}


@pytest.mark.parametrize(
    ("test", "causes"),
    [
        ("true", []),
        ("machine.cnc", ["fact"]),
        ("open.q", ["law"]),
        ("open.q && machine.cnc", ["fact", "law"]),
        ("machine.quantity < param.most", ["fact"]),
        ("machine.quantity < table.t['x']", ["fact", "unread"]),
    ],
)
def test_a_provision_is_shown_open_by_every_cause_that_it_can_have(test, causes):
    tables = {"t": {"kind": "number", "keys": ["text"], "missing": "unread", "values": []}}
    parameters = {"most": {"kind": "number", "values": [{"value": 5}]}}
    one = provision("a", test=test)
    wanted = {"a met", "a not met", *(f"a undetermined by {cause}" for cause in causes)}
    assert untested(one, tables=tables, parameters=parameters) == wanted
    cases = [show(a="met"), show(a="not met"), *(show(a=cause) for cause in causes)]
    assert untested(one, cases=cases, tables=tables, parameters=parameters) == set()


def test_a_document_is_shown_open_by_the_causes_of_its_binding_tests():
    provisions = (
        provision("a", document="R"),
        provision("b", of="R", test="open.q"),
        provision("c", of="R", test="open.u", modality="recommended"),
    )
    documents = {"R": document()}
    questions = {"q": question(), "u": question(cause="unread"), "covers": question()}
    pack = make_pack(*provisions, documents=documents, questions=questions)
    found = {fault.found for fault in find_untested(pack, ()) if fault.place.id == "a"}
    assert found == {
        f"no case shows a {word}"
        for word in ("met", "not met", "undetermined by fact", "undetermined by law")
    }


def test_an_exclusion_shows_in_what_it_takes_away_from():
    provisions = (
        provision("a", test="true"),
        exclusion("b", "machine.cnc", "a", "d"),
        exclusion("c", "open.q", "b"),
        exclusion("d", "machine.cnc", "a", lowers_to="recommended"),
    )
    assert untested(*provisions) == {
        "a met",
        "a not met",
        "a not applicable",
        "a undetermined by fact",
        "a undetermined by law",
    }
    cases = [show(a=word) for word in ("met", "not met", "not applicable", "fact", "law")]
    assert untested(*provisions, cases=cases) == set()


def test_an_exclusion_from_the_scope_shows_in_the_regime():
    provisions = (scope("true"), exclusion("b", "machine.cnc", "scope"))
    assert untested(*provisions) == {"regime undetermined by fact"}


def test_outcomes_of_cases_are_those_of_judgements():
    facts = {"consignment.entry_date": "2025-12-31", "machine.cnc": True}
    case = {
        "facts": facts,
        "expect": {"regime": "does_not_apply", "provisions": {"a": "not applicable"}},
    }
    (result,) = run_cases(pack_with(case), VOCABULARY)
    assert result.faults == ()
    assert result.case.outcomes == {"regime": NOT_MET, "a": NOT_APPLICABLE}
    assert "cases" in make_entry(cases=[])
