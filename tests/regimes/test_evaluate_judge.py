"""A whole pack judged: where it applies, what binds, what is excluded, and what it comes to."""

from datetime import date

import pytest

from cradlegate.core.cause import Cause
from cradlegate.core.kleene import Truth
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.evaluate.remarks import concerns
from cradlegate.regimes.evaluate.scopes import Scopes
from cradlegate.regimes.evaluate.trace import name_point
from cradlegate.regimes.facts import FactBase
from cradlegate.regimes.pack.provision import Modality
from tests.regimes.packs import (
    CITE,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    UNDETERMINED,
    VOCABULARY,
    document,
    exclusion,
    hand_in,
    judge,
    make_base,
    make_entry,
    make_facts,
    make_pack,
    name_points,
    provision,
    question,
    scope,
    status,
)

Q = {"q": question(), "r": question()}
JULY = {"from": "2026-07-01"}


def machine(**facts):
    return {f"machine.{name}": value for name, value in facts.items()}


def modality(pack, name, facts=None):
    return judge(pack, make_base(facts)).finding(name).modality


# Where a pack applies.


def test_nothing_is_asked_of_a_machine_to_which_the_regime_does_not_apply():
    pack = make_pack(scope("machine.cnc"), provision("a", test="machine.y_axis"))
    judged = judge(pack, make_base(machine(cnc=False, y_axis=False)))
    finding = judged.finding("a")
    assert (judged.applies.outcome, judged.verdict.outcome) == (NOT_MET, NOT_APPLICABLE)
    assert (finding.status.outcome, finding.by_machine, finding.trace) == (NOT_APPLICABLE, {}, ())
    assert (finding.documents, finding.modality) == ({}, Modality.MANDATORY)


def test_one_of_several_scopes_is_enough():
    pack = make_pack(
        scope("machine.cnc"), provision("other", kind="applies", test="machine.y_axis")
    )
    for facts, outcome in (
        (machine(cnc=False, y_axis=True), MET),
        (machine(cnc=False, y_axis=False), NOT_MET),
        (machine(cnc=False), UNDETERMINED),
    ):
        assert judge(pack, make_base(facts)).applies.outcome is outcome


def test_each_machine_is_told_apart():
    pack = make_pack(scope("machine.cnc"), provision("a", test="machine.y_axis"))
    machines = {
        "in": machine(cnc=True, y_axis=True),
        "out": machine(cnc=False, y_axis=False),
        "maybe": machine(y_axis=True),
    }
    judged = judge(pack, make_base(machines=machines))
    assert {name: each.outcome for name, each in judged.applies_to.items()} == {
        "in": MET,
        "out": NOT_MET,
        "maybe": UNDETERMINED,
    }
    assert judged.applies.outcome is MET
    assert set(judged.finding("a").by_machine) == {"in", "maybe"}
    assert judged.finding("a").status.outcome is MET


def test_where_the_regime_may_not_apply_the_verdict_is_open_and_the_finding_is_not():
    pack = make_pack(scope("machine.cnc"), provision("a", test="machine.y_axis"))
    judged = judge(pack, make_base(machine(y_axis=False)))
    assert judged.applies.outcome is UNDETERMINED
    assert judged.finding("a").status.outcome is NOT_MET
    assert (judged.verdict.outcome, name_points(judged.verdict)) == (UNDETERMINED, ["machine.cnc"])
    met = judge(pack, make_base(machine(y_axis=True)))
    assert met.verdict.outcome is MET


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (machine(cnc=True, y_axis=True), machine(cnc=True, y_axis=False), NOT_MET),
        (machine(cnc=True, y_axis=True), machine(y_axis=False), UNDETERMINED),
        (machine(cnc=True, y_axis=False), machine(y_axis=True), NOT_MET),
        (machine(y_axis=True), machine(y_axis=False), UNDETERMINED),
        (machine(y_axis=False), machine(y_axis=False), NOT_MET),
        (machine(y_axis=True), machine(y_axis=True), MET),
        (machine(cnc=True, y_axis=True), machine(), UNDETERMINED),
    ],
)
def test_a_machine_that_may_be_outside_breaks_nothing_for_the_others(first, second, outcome):
    pack = make_pack(scope("machine.cnc"), provision("a", test="machine.y_axis"))
    for machines in ({"m1": first, "m2": second}, {"m2": second, "m1": first}):
        assert status(pack, "a", make_base(machines=machines)).outcome is outcome


def test_a_consignment_without_machines_is_judged_as_one_thing():
    pack = make_pack(
        scope("consignment.destination == 'VN'", subject="consignment"),
        provision("a", test="consignment.importer_boi", subject="consignment"),
    )
    facts = {
        "consignment.destination": "VN",
        "consignment.importer_boi": True,
        "consignment.entry_date": "2026-08-15",
    }
    base = FactBase("shipment", make_facts(facts), (), ())
    judged = judge_pack(pack, base, law_as_of=None)
    assert (judged.applies.outcome, judged.verdict.outcome) == (MET, MET)
    assert set(judged.applies_to) == {"shipment"}


def test_a_judgement_names_the_findings_that_it_has():
    judged = judge(make_pack(provision("a", test="true")))
    assert judged.finding("a").provision.id == "a"
    with pytest.raises(KeyError, match="scope"):
        judged.finding("scope")


# What binds.


def test_when_tells_whether_a_provision_binds():
    pack = make_pack(provision("a", when="machine.cnc", test="machine.y_axis"))
    for facts, outcome in (
        (machine(cnc=True, y_axis=True), MET),
        (machine(cnc=True, y_axis=False), NOT_MET),
        (machine(cnc=False, y_axis=False), NOT_APPLICABLE),
        (machine(y_axis=False), UNDETERMINED),
        (machine(y_axis=True), MET),
    ):
        assert status(pack, "a", make_base(facts)).outcome is outcome


def test_a_machine_that_a_provision_does_not_bind_is_told_apart():
    pack = make_pack(provision("a", when="machine.cnc", test="machine.y_axis"))
    machines = {
        "bound": machine(cnc=True, y_axis=True),
        "free": machine(cnc=False, y_axis=False),
    }
    finding = judge(pack, make_base(machines=machines)).finding("a")
    assert finding.status.outcome is MET
    assert finding.by_machine["free"].outcome is NOT_APPLICABLE


@pytest.mark.requirement("S1-2", part="gate by date")
@pytest.mark.parametrize(
    ("fields", "day", "outcome"),
    [
        ({}, "2025-12-31", NOT_APPLICABLE),
        ({}, "2026-01-01", MET),
        (JULY, "2026-06-30", NOT_APPLICABLE),
        (JULY, "2026-07-01", MET),
        ({"to": "2026-06-30"}, "2026-06-30", MET),
        ({"to": "2026-06-30"}, "2026-07-01", NOT_APPLICABLE),
        ({"life": "announced"}, "2026-08-15", NOT_APPLICABLE),
        ({"life": "suspended"}, "2026-08-15", NOT_APPLICABLE),
        ({"life": "superseded"}, "2026-08-15", NOT_APPLICABLE),
    ],
)
def test_only_what_is_in_force_on_the_day_binds(fields, day, outcome):
    pack = make_pack(scope("true", **{"from": "2020-01-01"}), provision("a", test="true", **fields))
    assert status(pack, "a", make_base({"consignment.entry_date": day})).outcome is outcome


@pytest.mark.parametrize("fields", [JULY, {"to": "2026-06-30"}])
@pytest.mark.parametrize("day", ["2026-06/2026-07", None])
def test_whether_something_is_in_force_is_open_by_the_day(day, fields):
    pack = make_pack(provision("a", test="machine.cnc", **fields))
    broken = make_base({"consignment.entry_date": day, "machine.cnc": False})
    met = make_base({"consignment.entry_date": day, "machine.cnc": True})
    found = status(pack, "a", broken)
    assert found.points == (OpenPoint(OpenKind.FACT, "consignment.entry_date", "shipment"),)
    assert status(pack, "a", met).outcome is MET


@pytest.mark.parametrize(
    ("anchor", "fact"),
    [
        ("entry", "consignment.entry_date"),
        ("arrival", "consignment.arrival"),
        ("dispatch", "consignment.ship_date"),
        ("submission", "consignment.submitted_at"),
    ],
)
def test_a_provision_hangs_on_the_day_of_its_event(anchor, fact):
    pack = make_pack(provision("a", test="false", anchor=anchor, **JULY))
    days = dict.fromkeys(
        (
            "consignment.entry_date",
            "consignment.arrival",
            "consignment.ship_date",
            "consignment.submitted_at",
        ),
        "2026-06-30",
    )
    assert status(pack, "a", make_base(days)).outcome is NOT_APPLICABLE
    later = make_base({**days, fact: "2026-07-01"})
    assert status(pack, "a", later).outcome is NOT_MET
    assert judge(pack, later, date(2026, 6, 30)).finding("a").status.outcome is NOT_APPLICABLE
    unknown = make_base({**days, fact: None})
    assert name_points(status(pack, "a", unknown)) == [fact]


def test_two_provisions_that_ask_the_same_read_the_law_of_their_own_day():
    years = [{"value": 5, "to": "2026-06-30"}, {"value": 10, "from": "2026-07-01"}]
    pack = make_pack(
        *(provision(each, test="param.most == 5", anchor=each) for each in ("dispatch", "entry")),
        parameters={"most": {"kind": "number", "values": years}},
    )
    judged = judge(pack, make_base({"consignment.ship_date": "2026-06-30"}))
    assert [each.status.outcome for each in judged.findings] == [MET, NOT_MET]


# Exclusions.


def test_an_exclusion_takes_away_where_it_holds():
    pack = make_pack(provision("a", test="machine.y_axis"), exclusion("b", "machine.cnc", "a"))
    for facts, outcome in (
        (machine(cnc=True, y_axis=False), NOT_APPLICABLE),
        (machine(cnc=False, y_axis=False), NOT_MET),
        (machine(y_axis=False), UNDETERMINED),
        (machine(y_axis=True), MET),
    ):
        assert status(pack, "a", make_base(facts)).outcome is outcome
    assert [each.provision.id for each in judge(pack).findings] == ["a"]


def test_an_exclusion_from_an_exclusion_gives_back():
    pack = make_pack(
        provision("a", test="machine.y_axis"),
        exclusion("b", "machine.cnc", "a"),
        exclusion("c", "machine.tool_changer", "b"),
        exclusion("d", "machine.driven_tools", "c"),
    )
    for facts, outcome in (
        (machine(cnc=True, tool_changer=False), NOT_APPLICABLE),
        (machine(cnc=True, tool_changer=True, driven_tools=False), NOT_MET),
        (machine(cnc=True, tool_changer=True, driven_tools=True), NOT_APPLICABLE),
        (machine(cnc=True, tool_changer=True), UNDETERMINED),
        (machine(cnc=False), NOT_MET),
    ):
        assert status(pack, "a", make_base({**machine(y_axis=False), **facts})).outcome is outcome


def test_an_exclusion_that_is_not_in_force_or_does_not_bind_takes_nothing_away():
    facts = machine(cnc=True, y_axis=False, tool_changer=False)
    for fields in ({"from": "2027-01-01"}, {"life": "announced"}, {"when": "machine.tool_changer"}):
        pack = make_pack(
            provision("a", test="machine.y_axis"), exclusion("b", "machine.cnc", "a", **fields)
        )
        assert status(pack, "a", make_base(facts)).outcome is NOT_MET


def test_an_exclusion_from_the_scope_takes_the_machine_out_of_the_regime():
    pack = make_pack(scope("true"), exclusion("b", "machine.cnc && open.q", "scope"), questions=Q)
    judged = judge(pack, make_base(machine(cnc=True)))
    assert (judged.applies.outcome, judged.applies.because) == (UNDETERMINED, (Cause.LAW,))
    assert judge(pack, make_base(machine(cnc=False))).applies.outcome is MET


# How strongly it binds.


@pytest.mark.parametrize(
    ("facts", "strength", "verdict"),
    [
        (machine(cnc=True), Modality.RECOMMENDED, MET),
        (machine(cnc=False), Modality.MANDATORY, NOT_MET),
        ({}, Modality.MANDATORY, UNDETERMINED),
    ],
)
def test_an_exclusion_may_lower_instead_of_taking_away(facts, strength, verdict):
    pack = make_pack(
        provision("a", test="machine.y_axis"),
        exclusion("b", "machine.cnc", "a", lowers_to="recommended"),
    )
    judged = judge(pack, make_base({**machine(y_axis=False), **facts}))
    finding = judged.finding("a")
    assert (finding.status.outcome, finding.modality) == (NOT_MET, strength)
    assert judged.verdict.outcome is verdict


@pytest.mark.requirement("S3-27", part="a contract makes a recommendation binding, by data alone")
@pytest.mark.parametrize(
    ("facts", "strength", "verdict"),
    [
        (machine(cnc=True), Modality.CONTRACTUAL, NOT_MET),
        (machine(cnc=False), Modality.RECOMMENDED, MET),
        ({}, Modality.RECOMMENDED, UNDETERMINED),
    ],
)
def test_a_contract_may_raise_what_is_recommended(facts, strength, verdict):
    pack = make_pack(
        provision("a", test="machine.y_axis", modality="recommended", raise_modality="machine.cnc")
    )
    judged = judge(pack, make_base({**machine(y_axis=False), **facts}))
    assert (judged.finding("a").modality, judged.verdict.outcome) == (strength, verdict)


def test_what_is_lowered_is_not_raised():
    pack = make_pack(
        provision("a", test="false", raise_modality="machine.cnc"),
        exclusion("b", "machine.y_axis", "a", lowers_to="recommended"),
    )
    assert modality(pack, "a", machine(cnc=True, y_axis=True)) is Modality.RECOMMENDED
    assert modality(pack, "a", machine(cnc=True, y_axis=False)) is Modality.CONTRACTUAL
    both = make_base(machine(cnc=True, y_axis=True))
    assert judge(pack, both).verdict.outcome is MET


def test_the_strongest_of_several_machines_counts():
    pack = make_pack(
        provision("a", test="false"),
        exclusion("b", "machine.cnc", "a", lowers_to="facilitation"),
    )
    machines = {"low": machine(cnc=True), "high": machine(cnc=False)}
    judged = judge(pack, make_base(machines=machines))
    assert judged.finding("a").modality is Modality.MANDATORY
    assert judged.verdict.outcome is NOT_MET


def test_the_verdict_looks_at_what_binds_alone():
    pack = make_pack(
        provision("a", test="true"),
        provision("b", test="false", modality="facilitation"),
        provision("c", test="false", modality="recommended"),
    )
    assert judge(pack).verdict.outcome is MET


@pytest.mark.requirement("S3-1", part="a guide binds nobody, whatever is not met")
def test_a_guide_without_duties_is_never_broken():
    pack = make_pack(
        provision("a", test="machine.cnc", modality="recommended"),
        provision("b", test="false", voice="commentary"),
        type="method",
        instrument={**make_entry()["instrument"], "kind": "technical report"},
    )
    judged = judge(pack, make_base(machine(cnc=False)))
    assert {each.status.outcome for each in judged.findings} == {NOT_MET}
    assert {each.modality for each in judged.findings} == {Modality.RECOMMENDED}
    assert judged.verdict.outcome is MET


def test_the_verdict_takes_the_same_answer_for_every_provision():
    pack = make_pack(provision("a", test="open.q"), provision("b", test="!open.q"), questions=Q)
    judged = judge(pack)
    assert {each.status.outcome for each in judged.findings} == {UNDETERMINED}
    assert judged.verdict.outcome is NOT_MET


def test_documents_in_hand_satisfy_some_of_the_readings():
    pack = make_pack(provision("a", test="open.q || open.r"), questions=Q)
    found = judge(pack).verdict
    assert found.satisfied == (3, 4)
    assert found.readings is not None
    assert found.readings[False, False] is Truth.FALSE


# What is gained.

BENEFIT = {"text": {"en": "cleared within a day"}, "cite": CITE}


def grant(test="machine.cnc", **fields):
    return provision("g", kind="grants", test=test, modality="facilitation", **fields)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (machine(cnc=True, y_axis=True, quantity=1), MET),
        (machine(cnc=False, y_axis=True, quantity=1), NOT_MET),
        (machine(cnc=True, y_axis=False, quantity=1), NOT_MET),
        (machine(cnc=True, y_axis=True, quantity=2), NOT_MET),
        (machine(cnc=True, y_axis=True), UNDETERMINED),
        (machine(cnc=True, quantity=1), UNDETERMINED),
    ],
)
def test_the_benefit_hangs_on_grants_and_facilitations_and_on_what_voids_it(facts, outcome):
    pack = make_pack(
        grant(),
        provision("f", test="machine.y_axis", modality="facilitation"),
        provision("m", test="true"),
        benefit={**BENEFIT, "void_when": "machine.quantity > 1"},
    )
    judged = judge(pack, make_base(facts))
    assert judged.benefit is not None
    assert judged.benefit.outcome is outcome
    assert judged.verdict.outcome is MET


def test_a_pack_without_a_benefit_gives_none_and_one_that_does_not_apply_gives_nothing():
    assert judge(make_pack(grant())).benefit is None
    outside = judge(make_pack(scope("false"), grant(), benefit=BENEFIT)).benefit
    assert outside is not None
    assert outside.outcome is NOT_APPLICABLE


def test_what_binds_anyway_is_no_condition_of_the_benefit_unless_it_is_lowered_to_one():
    pack = make_pack(
        provision("a", test="machine.y_axis"),
        exclusion("b", "machine.cnc", "a", lowers_to="facilitation"),
        provision(
            "c",
            test="machine.tool_changer",
            modality="facilitation",
            raise_modality="machine.driven_tools",
        ),
        benefit=BENEFIT,
    )
    common = machine(y_axis=False, tool_changer=True, driven_tools=False)
    for facts, outcome in (
        (machine(cnc=False), MET),
        (machine(cnc=True), NOT_MET),
        (machine(), UNDETERMINED),
        (machine(cnc=False, tool_changer=False), NOT_MET),
        (machine(cnc=False, tool_changer=False, driven_tools=True), MET),
        (machine(cnc=False, tool_changer=False, driven_tools=None), UNDETERMINED),
    ):
        benefit = judge(pack, make_base({**common, **facts})).benefit
        assert benefit is not None
        assert benefit.outcome is outcome


# How it came about.


def test_a_trace_goes_down_to_the_facts_and_where_they_stand():
    pack = make_pack(
        provision(
            "a",
            when="machine.cnc",
            test="!(machine.kind == 'lathe' || machine.quantity < param.most) && open.q",
        ),
        questions=Q,
        parameters={"most": {"kind": "number", "values": [{"value": 5}]}},
    )
    base = make_base(machine(cnc=True, kind="turn_mill", quantity=7))
    lines = judge(pack, base).finding("a").trace
    assert [(line.depth, line.text, line.truth, line.source) for line in lines] == [
        (0, "machine.cnc", Truth.TRUE, ""),
        (1, "machine.cnc = yes", Truth.TRUE, "test"),
        (0, "all of", Truth.UNKNOWN, ""),
        (1, "not", Truth.TRUE, ""),
        (2, "one of", Truth.FALSE, ""),
        (3, "machine.kind == 'lathe'", Truth.FALSE, ""),
        (4, "machine.kind = turn_mill", None, "test"),
        (3, "machine.quantity < param.most", Truth.FALSE, ""),
        (4, "machine.quantity = 7", None, "test"),
        (4, "param.most = 5", None, ""),
        (1, "open.q", Truth.UNKNOWN, ""),
        (2, "open.q = open: yes or no", Truth.UNKNOWN, ""),
    ]


def test_a_trace_shows_what_is_unknown_absent_answered_or_missing():
    pack = make_pack(
        provision(
            "a",
            test="has(machine.built) && machine.cnc && open.q == (machine.quantity < table.t[machine.made_in])",
        ),
        questions=Q,
        answers=[{"question": "q", "answer": True, "cite": CITE}],
        tables={"t": {"kind": "number", "keys": ["text"], "values": []}},
    )
    base = make_base(machine(built="none", made_in="VN"))
    texts = [line.text for line in judge(pack, base).finding("a").trace]
    assert "machine.built = none" in texts
    assert "machine.cnc = ?" in texts
    assert "open.q = yes" in texts
    assert "table.t[machine.made_in] = ?" in texts


def test_the_trace_is_that_of_the_worst_machine():
    pack = make_pack(provision("a", test="machine.cnc"))
    machines = {"good": machine(cnc=True), "unknown": {}, "bad": machine(cnc=False)}
    trace = judge(pack, make_base(machines=machines)).finding("a").trace
    assert trace[0].truth is Truth.FALSE


def test_a_test_of_a_document_that_is_not_there_has_no_trace():
    pack = make_pack(
        provision("a", of="R", test="document.is_verified"), documents={"R": document()}
    )
    assert judge(pack).finding("a").trace == ()
    base = make_base({"document.is_verified": True}, documents={"d": hand_in()})
    assert judge(pack, base).finding("a").trace[1].text == "document.is_verified = yes"


def test_an_open_point_is_named_with_what_it_is_about():
    assert name_point(OpenPoint(OpenKind.FACT, "machine.cnc", "m1")) == "machine.cnc of m1"
    assert name_point(OpenPoint(OpenKind.LAW, "limit")) == "limit"


# Remarks.


@pytest.mark.parametrize(
    ("condition", "machines", "expected"),
    [
        ("used", None, True),
        ("new", None, False),
        (None, None, True),
        ("new", {"m1": {}, "m2": machine(condition="used")}, True),
    ],
)
def test_a_remark_that_may_concern_a_machine_does(condition, machines, expected):
    when = "machine.condition != 'new'"
    pack = make_pack(not_modelled=[{"id": "used", "text": {"en": "Used."}, "when": when}])
    base = make_base(machine(condition=condition), machines=machines)
    scopes = Scopes(pack, base, None, VOCABULARY)
    assert concerns(pack.not_modelled[0], scopes) is expected


def test_a_remark_without_a_condition_concerns_everything():
    pack = make_pack(not_modelled=[{"id": "other", "text": {"en": "Other law."}}])
    base = FactBase("shipment", {}, (), ())
    assert concerns(pack.not_modelled[0], Scopes(pack, base, None, VOCABULARY))
    conditional = make_pack(
        not_modelled=[{"id": "used", "text": {"en": "Used."}, "when": "machine.cnc"}]
    )
    assert concerns(conditional.not_modelled[0], Scopes(conditional, base, None, VOCABULARY))
