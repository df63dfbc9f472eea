"""Laws of judging: more knowledge never turns an answer round, and nothing is named in vain.

Expressions and fact bases are drawn at random, and what the readings agree on is compared with
every combination of answers, one by one.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cradlegate.core.blank import Blank
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.regimes.decision import decide, replay, write_decision
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint, Scope, interpret
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.evaluate.readings import read_everywhere
from cradlegate.regimes.expression.check import check_expression
from cradlegate.regimes.expression.parse import parse_expression
from cradlegate.regimes.expression.syntax import list_questions
from cradlegate.regimes.facts import DocumentFacts, Fact, FactBase, MachineFacts, Standing
from cradlegate.regimes.pack.check import _Checks
from cradlegate.regimes.pack.pack import RecordedAnswer
from cradlegate.regimes.pack.provision import Citation, Expressed
from cradlegate.regimes.pack.tree import TreeFile
from cradlegate.regimes.vocabulary import Subject
from tests.regimes.packs import (
    REPORT,
    VOCABULARY,
    document,
    exclusion,
    make_facts,
    make_pack,
    provision,
    question,
    scope,
    shipped_pack,
)

FLIPS = {(Outcome.MET, Outcome.NOT_MET), (Outcome.NOT_MET, Outcome.MET)}
KINDS = ("turn_mill", "lathe")
PROCEDURES = ("consumption", "temporary")
TRUTHS = ("machine.cnc", "machine.driven_tools", "machine.y_axis", "machine.tool_changer")
DAYS = [Interval.parse(text) for text in ("2026-06-30", "2026-07-01", "2026-07-02", "2026-12-31")]
MONTHS = [Interval.parse(text) for text in ("2026-06/2026-07", "2026-07", "2026")]
LAW = make_pack(
    scope(),
    questions={
        "q": question(),
        "basis": question("elapsed", "calendar"),
        "covers": question(index="consignment.procedure"),
    },
    parameters={
        "most": {
            "kind": "number",
            "values": [
                {"value": 2, "to": "2026-06-30"},
                {"value": 3, "from": "2026-07-01", "to": "2026-12-31"},
            ],
        },
        "least": {"kind": "number", "values": [{"value": 1}]},
    },
    tables={
        "limit": {
            "kind": "number",
            "keys": ["text"],
            "missing": "unread",
            "values": [{"keys": ["lathe"], "value": 2}],
        }
    },
)
VN = shipped_pack()

# Expressions at random.

yes_no = st.sampled_from([*TRUTHS, "open.q", "true", "false"])
comparisons = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["machine.built", "machine.built + months(1)", "consignment.entry_date"]),
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        st.sampled_from(["date('2026-07-01')", "consignment.entry_date - days(1)"]),
    ),
    st.builds(
        "machine.quantity {} {}".format,
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        st.sampled_from(["2", "param.most", "param.least", "table.limit[machine.kind]"]),
    ),
    st.builds(
        "machine.kind {}".format,
        st.sampled_from(["== 'lathe'", "!= 'lathe'", "in ['lathe']", "in []"]),
    ),
    st.builds("'a' in {}".format, st.sampled_from(["machine.serials", "['a', 'b']"])),
    st.builds("open.basis == '{}'".format, st.sampled_from(["elapsed", "calendar"])),
    st.just("open.covers[consignment.procedure]"),
    st.builds("open.covers['{}']".format, st.sampled_from(PROCEDURES)),
    st.builds("has({})".format, st.sampled_from([*TRUTHS, "machine.built", "machine.kind"])),
    st.builds("({} == {})".format, yes_no, yes_no),
)


def combine(inner):
    return st.one_of(
        st.builds("!({})".format, inner),
        st.builds("({} && {})".format, inner, inner),
        st.builds("({} || {})".format, inner, inner),
    )


expressions = st.recursive(yes_no | comparisons, combine, max_leaves=8)


def make_number(number):
    return next(iter(make_facts({"machine.quantity": number}).values())).value


blanks = st.sampled_from([Blank.UNKNOWN, Blank.ABSENT])
values = {
    **{name: blanks | st.booleans() for name in TRUTHS},
    "machine.kind": blanks | st.sampled_from(KINDS),
    "machine.quantity": blanks | st.sampled_from([1, 2, 3]).map(make_number),
    "machine.serials": blanks | st.sampled_from([(), ("a",), ("b",)]),
    "machine.built": blanks | st.sampled_from([*DAYS, *MONTHS]),
    "consignment.entry_date": blanks | st.sampled_from([*DAYS, *MONTHS]),
    "consignment.procedure": blanks | st.sampled_from(PROCEDURES),
}
facts_of_law = st.fixed_dictionaries(values)
days_of_law = st.none() | st.sampled_from([*DAYS, *MONTHS])
QUESTIONS = {
    ("q", ""): (True, False),
    ("basis", ""): ("elapsed", "calendar"),
    **{("covers", name): (True, False) for name in ("", *PROCEDURES)},
}
answers_of_law = st.fixed_dictionaries(
    {}, optional={each: st.sampled_from(answers) for each, answers in QUESTIONS.items()}
)


def express(text):
    tree = parse_expression(text)
    return Expressed(text, tree, list_questions(tree))


def look(facts, day=DAYS[1], answers=None):
    subjects = {name: spec.subject for name, spec in VOCABULARY.facts.items()}
    point = OpenPoint(OpenKind.FACT, "consignment.entry_date", "shipment")
    seen = {name: Fact(value, "drawn") for name, value in facts.items()}
    about = {Subject.MACHINE: "machine", Subject.CONSIGNMENT: "shipment"}
    return Scope(seen, about, subjects, LAW, day, point, answers or {})


def find_truth(text, facts, day=DAYS[1], answers=None):
    return read_everywhere(express(text), look(facts, day, answers)).truth


def narrow(draw, value, whole):
    """Learn more: an unknown value may become anything, a span of days any span inside it."""
    if value is Blank.UNKNOWN:
        return draw(whole)
    if isinstance(value, Interval):
        inside = [each for each in (*DAYS, *MONTHS) if value.contains(each) is Truth.TRUE]
        return draw(st.sampled_from([value, *inside]))
    return value


@given(expressions)
def test_expressions_that_are_drawn_mean_something(text):
    names = _Checks(LAW, TreeFile("", {}, {}), VOCABULARY)._names(
        frozenset({Subject.MACHINE, Subject.CONSIGNMENT})
    )
    assert check_expression(parse_expression(text), names) == ()


@given(st.data(), expressions, facts_of_law, days_of_law, answers_of_law)
@settings(max_examples=300)
def test_learning_more_never_turns_an_expression_round(data, text, facts, day, answers):
    before = find_truth(text, facts, day, answers)
    filled = {name: narrow(data.draw, value, values[name]) for name, value in facts.items()}
    later = data.draw(days_of_law) if day is None else narrow(data.draw, day, days_of_law)
    given_now = {**data.draw(answers_of_law), **answers}
    for after in (
        find_truth(text, filled, day, answers),
        find_truth(text, facts, later, answers),
        find_truth(text, facts, day, given_now),
        find_truth(text, filled, later, given_now),
    ):
        assert before in (Truth.UNKNOWN, after)


@given(expressions, facts_of_law, answers_of_law)
@settings(max_examples=150)
def test_readings_agree_where_every_combination_of_answers_does(text, facts, answers):
    expressed = express(text)
    every = {name: (answers[name],) if name in answers else QUESTIONS[name] for name in QUESTIONS}
    truths = {
        interpret(
            expressed.tree, look(facts, answers=dict(zip(every, chosen, strict=True))), {}
        ).truth
        for chosen in product(*every.values())
    }
    agreed = truths.pop() if len(truths) == 1 else Truth.UNKNOWN
    assert find_truth(text, facts, answers=answers) is agreed


@given(expressions, facts_of_law)
@settings(max_examples=150)
def test_what_is_not_known_names_something_that_is_open(text, facts):
    readings = read_everywhere(express(text), look(facts))
    assert bool(readings.points or readings.decisive) is (readings.truth is Truth.UNKNOWN)


@st.composite
def read_once(draw):
    """An expression in which every fact stands once; questions may stand again."""
    names = draw(st.permutations(TRUTHS))
    leaves = [draw(st.sampled_from([name, f"!{name}", f"has({name})"])) for name in names]
    leaves += draw(st.lists(st.sampled_from(["open.q", "(open.basis == 'elapsed')"]), max_size=3))
    parts = draw(st.permutations(leaves))
    while len(parts) > 1:
        sign = draw(st.sampled_from(["&&", "||", "=="]))
        joined = f"({parts[0]} {sign} {parts[1]})"
        if draw(st.booleans()):
            joined = f"!{joined}"
        parts = draw(st.permutations([joined, *parts[2:]]))
    return parts[0]


@given(read_once(), st.fixed_dictionaries({name: values[name] for name in TRUTHS}))
@settings(max_examples=60)
def test_what_is_named_as_open_can_change_the_outcome_and_no_other_fact_can(text, facts):
    readings = read_everywhere(express(text), look(facts))
    unknown = [name for name, value in facts.items() if value is Blank.UNKNOWN]
    asked = {("q", ""): (True, False), ("basis", ""): ("elapsed", "calendar")}
    axes = {**dict.fromkeys(unknown, (True, False, Blank.ABSENT)), **asked}
    outcomes = {
        chosen: _settle(text, facts, dict(zip(axes, chosen, strict=True)))
        for chosen in product(*axes.values())
    }
    changing = {name for at, name in enumerate(axes) if _is_changed_by(outcomes, at)}
    assert {point.name for point in readings.points} == changing - {*asked}
    assert {*readings.decisive} <= changing


def _settle(text, facts, chosen):
    answers = {name: value for name, value in chosen.items() if isinstance(name, tuple)}
    filled = {name: value for name, value in chosen.items() if isinstance(name, str)}
    return find_truth(text, {**facts, **filled}, answers=answers)


def _is_changed_by(outcomes, at):
    first: dict[tuple[object, ...], Truth] = {}
    return any(
        first.setdefault(chosen[:at] + chosen[at + 1 :], truth) is not truth
        for chosen, truth in outcomes.items()
    )


# Whole packs over fact bases at random.

TANGLED = make_pack(
    scope("machine.kind == 'turn_mill' || machine.kind == 'lathe' && open.wide"),
    exclusion("scope.except", "consignment.importer_boi && open.exempt", "scope"),
    provision("report", document="R"),
    provision("report.lca", of="R", test="document.is_lca_based", when="machine.cnc"),
    provision(
        "report.verified",
        of="R",
        test="document.is_verified || open.wide",
        modality="recommended",
        raise_modality="machine.y_axis",
    ),
    provision("report.parts", of="R", test="document.by_subassembly"),
    exclusion(
        "report.parts.except", "machine.driven_tools", "report.parts", lowers_to="facilitation"
    ),
    exclusion("nested", "machine.tool_changer", "report.parts.except", lowers_to="recommended"),
    exclusion("report.except", "machine.condition == 'new'", "report"),
    exclusion("report.except.except", "open.exempt", "report.except"),
    provision("papers", document="G"),
    provision("certificate.legal", of="C", test="document.legalised == 'consular'"),
    provision("fast", test="machine.cnc", modality="facilitation", raise_modality="machine.y_axis"),
    provision("grant", kind="grants", test="machine.tool_changer", modality="facilitation"),
    provision("late", test="machine.driven_tools", **{"from": "2026-07-01"}),
    documents={
        "R": document(relates="fit.machine"),
        "C": document(types=["quality_certificate"]),
        "G": {"name": {"en": "either"}, "any_of": ["R", "C"]},
    },
    questions={"wide": question(), "exempt": question(cause="unread")},
    benefit={
        "text": {"en": "fast"},
        "cite": {"source": "text", "para": "1", "text": "fast"},
        "void_when": "machine.quantity > 2",
    },
)

USED: dict[Subject, dict[str, list[object]]] = {
    Subject.CONSIGNMENT: {
        "consignment.destination": ["VN", "VN", "VN", "TH"],
        "consignment.procedure": ["consumption", *PROCEDURES],
        "consignment.ship_date": ["2026-06-30", "2026-07-01"],
        "consignment.entry_date": ["2026-06-30", "2026-07-01", "2026-08-15", "2026-08-16"],
        "consignment.importer_boi": [True, False],
    },
    Subject.MACHINE: {
        "machine.kind": ["turn_mill", "cnc_lathe", "lathe", "milling_machine"],
        **{name: [True, False] for name in TRUTHS},
        "machine.condition": ["new", "used"],
        "machine.quantity": [1, 3],
        "machine.hs6": ["845811", "845710"],
        "machine.hs_edition": ["2022", "none"],
    },
    Subject.DOCUMENT: {
        "document.is_lca_based": [True, True, False],
        "document.stages": [["raw_material", "manufacturing", "transport"], ["transport"]],
        "document.transport_end": ["site", "border", "none"],
        "document.issuer_role": ["verification_body", "maker"],
        "document.is_verified": [True, False],
        "document.signed_at": ["2026-06-15", "2026-07-15"],
        "document.valid_to": ["none", "2026-07-31"],
        "document.by_subassembly": [True, False],
        "document.legalised": ["consular", "none"],
        "body.accredited_by": [["VinaCert", "BoA"], ["VinaCert"], []],
        "body.recognised_by": [["VinaCert", "BoA"], []],
    },
    Subject.FIT: {"fit.machine": [True, True, False], "fit.route": [True, False]},
}


def spread(*texts):
    """Some days, and at the end a span that holds them all."""
    return tuple(Interval.parse(text) for text in texts)


ROUGH = {
    "consignment.entry_date": spread("2026-06-30", "2026-07-01", "2026-08-15", "2026"),
    "consignment.ship_date": spread("2026-06-30", "2026-07-01", "2026-06/2026-07"),
    "document.signed_at": spread("2026-06-15", "2026-07-15", "2026"),
    "document.valid_to": spread("2026-07-31", "2026-07"),
}


def draw_facts(draw, subject):
    return make_facts(
        {name: draw(st.sampled_from(choices)) for name, choices in USED[subject].items()}
    )


@st.composite
def bases(draw):
    """A base of which everything is known."""
    documents = tuple(
        DocumentFacts(
            f"d{number}",
            draw(st.sampled_from([REPORT, REPORT, "quality_certificate"])),
            draw(st.sampled_from([Standing.IN_HAND, Standing.IN_HAND, *Standing])),
            draw_facts(draw, Subject.DOCUMENT),
        )
        for number in range(draw(st.integers(0, 2)))
    )
    machines = tuple(
        MachineFacts(
            f"m{number}",
            draw_facts(draw, Subject.MACHINE),
            {each.id: draw_facts(draw, Subject.FIT) for each in documents},
        )
        for number in range(draw(st.integers(1, 2)))
    )
    return FactBase("s", draw_facts(draw, Subject.CONSIGNMENT), machines, documents)


def forget(draw, facts):
    """Forget some facts, and know some days roughly."""
    kept = {}
    for name, fact in facts.items():
        lot = draw(st.integers(0, 3))
        if lot == 1 and fact.value in ROUGH.get(name, ()):
            kept[name] = Fact(ROUGH[name][-1], "rough")
        elif lot:
            kept[name] = fact
    return kept


def forget_some(draw, base):
    return replace(
        base,
        facts=forget(draw, base.facts),
        machines=tuple(
            replace(
                each,
                facts=forget(draw, each.facts),
                fits={name: forget(draw, fit) for name, fit in each.fits.items()},
            )
            for each in base.machines
        ),
        documents=tuple(replace(each, facts=forget(draw, each.facts)) for each in base.documents),
    )


def list_outcomes(pack, base):
    judged = judge_pack(pack, base, law_as_of=None, vocabulary=VOCABULARY)
    return {
        "applies": judged.applies.outcome,
        "verdict": judged.verdict.outcome,
        **({"benefit": judged.benefit.outcome} if judged.benefit else {}),
        **{each.provision.id: each.status.outcome for each in judged.findings},
        **{
            f"{each.provision.id} of {name}": status.outcome
            for each in judged.findings
            for name, status in each.by_machine.items()
        },
    }


@pytest.mark.parametrize("pack", [VN, TANGLED], ids=["circular 12", "tangled"])
@given(data=st.data(), base=bases())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_filling_in_facts_never_turns_a_judgement_round(pack, data, base):
    after = list_outcomes(pack, base)
    before = list_outcomes(pack, forget_some(data.draw, base))
    assert {
        name: (before[name], after[name])
        for name in before
        if name in after and (before[name], after[name]) in FLIPS
    } == {}


@pytest.mark.parametrize("pack", [VN, TANGLED], ids=["circular 12", "tangled"])
@given(data=st.data(), base=bases())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_recording_an_answer_never_turns_a_judgement_round(pack, data, base):
    base = forget_some(data.draw, base)
    before = list_outcomes(pack, base)
    for name, each in pack.questions.items():
        answer = data.draw(st.sampled_from(each.answers))
        index = "temporary" if each.index else ""
        first = data.draw(st.none() | st.sampled_from([date(2026, 7, 1), date(2026, 8, 1)]))
        cite = Citation("text", "1", "so")
        recorded = RecordedAnswer(name, index, answer, first, date(2026, 9, 1), cite)
        answered = replace(pack, answers=(recorded,))
        after = list_outcomes(answered, base)
        turned = {(before[key], after[key]) for key in before if key in after}
        assert turned & FLIPS == set()


@pytest.mark.parametrize("pack", [VN, TANGLED], ids=["circular 12", "tangled"])
@given(data=st.data(), base=bases())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_a_status_does_not_hang_on_the_order_of_anything(pack, data, base):
    base = forget_some(data.draw, base)
    turned = replace(
        base,
        machines=tuple(data.draw(st.permutations(base.machines))),
        documents=tuple(data.draw(st.permutations(base.documents))),
    )
    shuffled = replace(pack, provisions=tuple(data.draw(st.permutations(pack.provisions))))
    one = judge_pack(pack, base, law_as_of=None, vocabulary=VOCABULARY)
    other = judge_pack(shuffled, turned, law_as_of=None, vocabulary=VOCABULARY)
    assert (one.applies, one.verdict, one.benefit) == (other.applies, other.verdict, other.benefit)
    for finding in one.findings:
        assert other.finding(finding.provision.id).status == finding.status
        assert other.finding(finding.provision.id).by_machine == finding.by_machine
        assert other.finding(finding.provision.id).modality == finding.modality


@given(data=st.data(), base=bases(), day=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_every_decision_comes_out_the_same_again(data, base, day):
    decision = decide(
        (VN, TANGLED),
        forget_some(data.draw, base),
        law_as_of=day,
        known_as_of=datetime(2026, 11, 22, tzinfo=UTC),
        engine="cradlegate 1",
        vocabulary=VOCABULARY,
    )
    assert replay(write_decision(decision), "decision.json", VOCABULARY).outcome is Outcome.MET


@given(data=st.data(), base=bases())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_every_fact_that_is_named_as_open_can_be_asked_about(data, base):
    judged = judge_pack(VN, forget_some(data.draw, base), law_as_of=None, vocabulary=VOCABULARY)
    things = (base, *base.machines, *base.documents)
    for finding in judged.findings:
        for point in finding.status.points:
            assert point.kind is OpenKind.DOCUMENT or point.name in VOCABULARY.facts
            assert point.kind is OpenKind.DOCUMENT or point.about in {each.id for each in things}
