"""Packs that make no sense are refused, each fault with its code and its place."""

import pytest

from cradlegate.regimes.pack.check import MOST_READINGS
from tests.regimes.packs import (
    CITE,
    codes,
    document,
    exclusion,
    find_faults,
    make_entry,
    make_pack,
    provision,
    question,
    scope,
)

LEAD = {"days": [1, 2], "cite": {**CITE, "source": "nowhere"}}
NOWHERE = {**CITE, "source": "nowhere"}
REMARK = {"id": "remark", "text": {"en": "Something."}}
WATCH = {
    "id": "list",
    "what": {"en": "a list"},
    "authority": "ministry",
    "where": "there",
    "counts": "anything",
}
ROW = {"value": 5}
PARAMETER = {"kind": "number", "values": [ROW]}
TABLE = {"kind": "number", "keys": ["text"], "values": [{"keys": ["a"], "value": 5}]}


def test_a_pack_that_is_right_has_no_faults():
    pack = make_pack(
        provision("report", document="R"),
        provision("verified", of="R", test="document.is_verified", when="machine.cnc"),
        provision("young", test="machine.quantity < param.most && machine.built < param.since"),
        provision("sector", test="machine.quantity < table.most_in[machine.made_in]"),
        exclusion("except", "machine.tool_changer", "young"),
        documents={"R": document(relates="fit.machine")},
        parameters={
            "most": PARAMETER,
            "since": {"kind": "date", "values": [{"value": "2026-07-01"}]},
        },
        tables={"most_in": TABLE},
    )
    assert [each.id for each in pack.provisions][-1] == "except"


@pytest.mark.parametrize(
    ("entry", "code", "found"),
    [
        # Ids that stand twice.
        (make_entry(provision("a", test="true"), provision("a", test="true")), "RG-012", "'a'"),
        (make_entry(watch=[WATCH, WATCH]), "RG-012", "'list' stands 2 times among watch"),
        (make_entry(not_modelled=[REMARK, REMARK]), "RG-012", "among not_modelled"),
        (make_entry(disputes=[REMARK, REMARK]), "RG-012", "among disputes"),
        (
            make_entry(cases=[{"name": "c", "expect": {}}, {"name": "c", "expect": {}}]),
            "RG-012",
            "'c' stands 2 times among cases",
        ),
        (
            make_entry(parameters={"x": PARAMETER}, tables={"x": TABLE}),
            "RG-012",
            "x is a parameter and a table",
        ),
        (
            make_entry(parameters={"x": {"kind": "number", "values": [ROW, {"value": 6}]}}),
            "RG-012",
            "x has two values on the same day",
        ),
        (
            make_entry(
                tables={
                    "x": {
                        **TABLE,
                        "values": [
                            {"keys": ["a"], "value": 5, "to": "2026-07-01"},
                            {"keys": ["a"], "value": 6, "from": "2026-07-01"},
                        ],
                    }
                }
            ),
            "RG-012",
            "x of a has two values on the same day",
        ),
        # Dates that cannot be.
        (
            make_entry(
                instrument={
                    **make_entry()["instrument"],
                    "signed": "2026-05-14",
                    "published": "2026-05-13",
                }
            ),
            "RG-013",
            "published on 2026-05-13, signed on 2026-05-14",
        ),
        (
            make_entry(
                provision("scope", kind="applies", test="true", to="2026-12-31"),
                instrument={**make_entry()["instrument"], "to": "2025-12-31"},
            ),
            "RG-013",
            "in force from 2026-01-01 to 2025-12-31",
        ),
        (
            make_entry(provisions=[provision("a", test="true")]),
            "RG-022",
            "no provision of test says where it applies",
        ),
        (
            make_entry(provision("a", test="true", **{"from": "2026-07-01", "to": "2026-06-30"})),
            "RG-013",
            "in force from 2026-07-01 to 2026-06-30",
        ),
        (
            make_entry(provision("a", test="true", to="2025-12-31")),
            "RG-013",
            "in force from 2026-01-01 to 2025-12-31",
        ),
        (
            make_entry(
                parameters={
                    "x": {
                        "kind": "number",
                        "values": [{"value": 5, "from": "2026-07-01", "to": "2026-06-30"}],
                    }
                }
            ),
            "RG-013",
            "x holds from 2026-07-01 to 2026-06-30",
        ),
        (
            make_entry(parameters={"x": {"kind": "date", "values": [{"value": "July"}]}}),
            "RG-013",
            "'July' is not a date",
        ),
        (make_entry(watch=[{**WATCH, "expected": "soon"}]), "RG-013", "'soon' is not a date"),
        # Sources and voices.
        (
            make_entry(provision("a", test="true", cite=None)),
            "RG-008",
            "a has the voice instrument",
        ),
        (
            make_entry(
                provision("scope", kind="applies", test="true", voice="house", cite=None),
                sources={},
            ),
            "RG-008",
            "test names no source",
        ),
        (
            make_entry(provision("a", test="true", voice="advice", modality="mandatory")),
            "RG-009",
            "a is mandatory in the voice advice",
        ),
        (
            make_entry(provision("a", test="true", voice="commentary", modality="contractual")),
            "RG-009",
            "a is contractual in the voice commentary",
        ),
        (
            make_entry(
                provision("a", test="true", voice="house", cite=None, modality="mandatory"),
            ),
            "RG-009",
            "a is mandatory in the voice house",
        ),
        (
            make_entry(provision("a", test="true", voice="advice", raise_modality="machine.cnc")),
            "RG-009",
            "a contract makes a binding, in the voice advice",
        ),
        (
            make_entry(
                provision("a", test="true"),
                exclusion("b", "machine.cnc", "a", voice="advice"),
            ),
            "RG-009",
            "b takes a duty away in the voice advice",
        ),
        # Exclusions.
        (
            make_entry(
                provision("a", test="true"),
                exclusion("b", "machine.cnc", "a"),
                exclusion("c", "machine.cnc", "a", lowers_to="recommended"),
            ),
            "RG-010",
            "b makes a not applicable, c makes it recommended, and neither overrides the other",
        ),
        (
            make_entry(
                provision("a", test="true"),
                exclusion("b", "machine.cnc", "a", lowers_to="facilitation"),
                exclusion("c", "machine.cnc", "a", lowers_to="recommended"),
            ),
            "RG-010",
            "b makes a facilitation, c makes it recommended",
        ),
        (
            make_entry(provision("a", test="true"), exclusion("b", "machine.cnc", "a", "b")),
            "RG-010",
            "b overrides itself",
        ),
        # References.
        (make_entry(provision("a", document="R")), "RG-011", "there is no 'R'"),
        (make_entry(provision("a", of="R", test="true")), "RG-011", "there is no 'R'"),
        (make_entry(exclusion("b", "machine.cnc", "a")), "RG-011", "there is no 'a'"),
        (make_entry(provision("a", test="true", cite=NOWHERE)), "RG-011", "no source 'nowhere'"),
        (make_entry(questions={"q": question(cite=NOWHERE)}), "RG-011", "no source 'nowhere'"),
        (make_entry(questions={"q": question(watch=["x"])}), "RG-011", "there is no 'x'"),
        (make_entry(questions={"q": question(conflict=["text", "x"])}), "RG-011", "no 'x'"),
        (make_entry(questions={"q": question(index="machine.x")}), "RG-011", "no 'machine.x'"),
        (make_entry(watch=[{**WATCH, "authority": "x"}]), "RG-011", "there is no 'x'"),
        (make_entry(watch=[{**WATCH, "settles": ["x"]}]), "RG-011", "there is no 'x'"),
        (make_entry(watch=[{**WATCH, "cite": NOWHERE}]), "RG-011", "no source 'nowhere'"),
        (make_entry(not_modelled=[{**REMARK, "cite": NOWHERE}]), "RG-011", "no source 'nowhere'"),
        (make_entry(disputes=[{**REMARK, "cite": NOWHERE}]), "RG-011", "no source 'nowhere'"),
        (make_entry(documents={"R": document(lead=LEAD)}), "RG-011", "no source 'nowhere'"),
        (
            make_entry(consequence={"text": {"en": "x"}, "cite": NOWHERE, "cost": "none"}),
            "RG-011",
            "no source 'nowhere'",
        ),
        (
            make_entry(benefit={"text": {"en": "x"}, "cite": NOWHERE}),
            "RG-011",
            "no source 'nowhere'",
        ),
        (
            make_entry(
                parameters={"x": {"kind": "number", "values": [{"value": 5, "cite": NOWHERE}]}}
            ),
            "RG-011",
            "no source 'nowhere'",
        ),
        (
            make_entry(answers=[{"question": "q", "answer": True, "cite": CITE}]),
            "RG-011",
            "there is no 'q'",
        ),
        (
            make_entry(instrument={**make_entry()["instrument"], "issuer": "parliament"}),
            "RG-011",
            "there is no 'parliament'",
        ),
        (
            make_entry(
                documents={"A": document(), "G": {"name": {"en": "g"}, "any_of": ["A", "x"]}}
            ),
            "RG-011",
            "there is no 'x'",
        ),
        (
            make_entry(
                documents={
                    "A": document(),
                    "G": {"name": {"en": "g"}, "any_of": ["A", "H"]},
                    "H": {"name": {"en": "h"}, "all_of": ["A", "A"]},
                }
            ),
            "RG-011",
            "G is a group of groups",
        ),
        (
            make_entry(
                provision("a", of="G", test="document.is_verified"),
                documents={"A": document(), "G": {"name": {"en": "g"}, "any_of": ["A", "A"]}},
            ),
            "RG-011",
            "a tests G, which is a group",
        ),
        (
            make_entry(
                provision("a", test="true"),
                exclusion("b", "machine.cnc", "a", of="A"),
                documents={"A": document()},
            ),
            "RG-011",
            "b is an exclusion",
        ),
        (
            make_entry(provision("a", document="A", of="A"), documents={"A": document()}),
            "RG-011",
            "a asks for a document and tests one",
        ),
        # Questions and answers.
        (make_entry(questions={"q": question("a", "b", plan_for="c")}), "RG-018", "c is no answer"),
        (make_entry(questions={"q": question(plan_for=1)}), "RG-018", "1 is no answer to q"),
        (
            make_entry(questions={"q": question(remedies={"true": {"en": "do"}})}),
            "RG-018",
            "a remedy for 'true', which is no answer to q",
        ),
        (
            make_entry(
                questions={"q": question()},
                answers=[{"question": "q", "answer": 1, "cite": CITE}],
            ),
            "RG-018",
            "1 is no answer to q",
        ),
        (
            make_entry(
                questions={"q": question()},
                answers=[{"question": "q", "index": "VN", "answer": True, "cite": CITE}],
            ),
            "RG-018",
            "q is asked once",
        ),
        (
            make_entry(
                questions={"q": question(index="machine.made_in")},
                answers=[{"question": "q", "answer": True, "cite": CITE}],
            ),
            "RG-018",
            "q is asked for each index",
        ),
        (
            make_entry(
                questions={"q": question(index="consignment.procedure")},
                answers=[{"question": "q", "index": "temporry", "answer": True, "cite": CITE}],
            ),
            "RG-018",
            "consignment.procedure is never 'temporry', so the answer would hold nowhere",
        ),
        (make_entry(questions={"q": question(True, "no")}), "RG-005", "of several kinds"),
        # Values.
        (
            make_entry(parameters={"x": {"kind": "number", "values": [{"value": "five"}]}}),
            "RG-005",
            "five is a text, where x is a number",
        ),
        (
            make_entry(parameters={"x": {"kind": "yes_no", "values": [{"value": 1}]}}),
            "RG-005",
            "1 is a number, where x is a yes_no",
        ),
        (
            make_entry(tables={"x": {**TABLE, "values": [{"keys": ["a", "b"], "value": 5}]}}),
            "RG-005",
            "a value of x has other keys than text",
        ),
        (
            make_entry(parameters={"x": {**PARAMETER, "values": [{"keys": ["a"], "value": 5}]}}),
            "RG-005",
            "a value of x has other keys than none",
        ),
        # Expressions, wherever they stand.
        (make_entry(provision("a", test="machine.knid")), "RG-004", "at character 1"),
        (make_entry(provision("a", test="true", when="machine.knid")), "RG-004", "machine.knid"),
        (
            make_entry(provision("a", test="true", raise_modality="machine.kind")),
            "RG-005",
            "machine.kind",
        ),
        (
            make_entry(provision("a", test="true"), exclusion("b", "machine.kind == 'mill'", "a")),
            "RG-006",
            "'mill'",
        ),
        (make_entry(documents={"A": document(relates="fit.machina")}), "RG-004", "fit.machina"),
        (make_entry(not_modelled=[{**REMARK, "when": "machine.x"}]), "RG-004", "machine.x"),
        (make_entry(disputes=[{**REMARK, "when": "machine.x"}]), "RG-004", "machine.x"),
        (
            make_entry(benefit={"text": {"en": "x"}, "cite": CITE, "void_when": "machine.x"}),
            "RG-004",
            "machine.x",
        ),
        (make_entry(provision("a", test="document.is_verified")), "RG-007", "document"),
        (
            make_entry(provision("a", subject="consignment", test="machine.cnc")),
            "RG-007",
            "only those of consignment exist",
        ),
        (make_entry(provision("a", subject="study", test="machine.cnc")), "RG-007", "of study"),
        (
            make_entry(
                provision("a", of="A", test="true", raise_modality="document.is_verified"),
                documents={"A": document()},
            ),
            "RG-007",
            "document.is_verified",
        ),
        (
            make_entry(
                scope("true", of="A"),
                documents={"A": document()},
            ),
            "RG-007",
            "scope looks at a document to tell where the pack applies",
        ),
        (
            make_entry(
                provision("scope", kind="applies", document="A"), documents={"A": document()}
            ),
            "RG-007",
            "scope looks at a document",
        ),
    ],
)
def test_a_pack_that_makes_no_sense_is_refused(entry, code, found):
    (fault,) = find_faults(entry)
    assert fault.code == code
    assert found in fault.found


def test_a_fault_names_file_line_field_and_id():
    entry = make_entry(provision("a", of="A", test="machine.knid"), documents={"A": document()})
    (fault,) = find_faults(entry)
    place = fault.place
    assert (place.file, place.column, place.id) == ("test.yaml", "test", "a")
    assert place.row is not None
    assert place.row > 20


def test_a_fault_in_raise_modality_is_shown_where_it_stands():
    (fault,) = find_faults(make_entry(provision("a", test="true", raise_modality="machine.knid")))
    assert fault.place.column == "raise_modality"


def test_an_exclusion_by_advice_hangs_on_an_open_question():
    pack = make_pack(
        provision("a", test="true"),
        exclusion("b", "machine.cnc && open.q", "a", voice="house", cite=None),
        questions={"q": question()},
    )
    assert pack.exclusions["a"][0].id == "b"


def test_exclusions_that_differ_are_taken_where_one_overrides_the_other():
    pack = make_pack(
        provision("a", test="true"),
        exclusion("b", "machine.cnc", "a"),
        exclusion("c", "machine.y_axis", "a", "b", lowers_to="recommended"),
    )
    assert len(pack.exclusions["a"]) == 2


def test_exclusions_with_the_same_effect_need_no_order():
    assert make_pack(
        provision("a", test="true"),
        exclusion("b", "machine.cnc", "a"),
        exclusion("c", "machine.y_axis", "a"),
    ).exclusions["a"]


def test_an_exclusion_that_overrides_itself_by_way_of_another_is_refused():
    found = codes(
        make_entry(
            provision("a", test="true"),
            exclusion("b", "machine.cnc", "a", "c"),
            exclusion("c", "machine.cnc", "b"),
        )
    )
    assert found == ["RG-010", "RG-010"]


def test_one_provision_rests_on_no_more_readings_than_can_be_shown():
    names = [f"q{number}" for number in range(13)]
    questions = {name: question() for name in names}
    right = " && ".join(f"open.{name}" for name in names[:12])
    assert MOST_READINGS == 4096
    assert make_pack(provision("a", test=right), questions=questions)
    wrong = " && ".join(f"open.{name}" for name in names)
    assert codes(make_entry(provision("a", test=wrong), questions=questions)) == ["RG-014"]


def test_a_question_asked_for_several_indexes_counts_for_each():
    test = " && ".join(f"open.q['{number}']" for number in range(13))
    questions = {"q": question(index="machine.made_in")}
    assert codes(make_entry(provision("a", test=test), questions=questions)) == ["RG-014"]


def test_all_faults_of_all_packs_are_named_together_up_to_fifty():
    one = make_entry(provision("a", test="machine.x"), id="one")
    two = make_entry(provision("b", test="machine.x"), id="two")
    assert {fault.place.file for fault in find_faults(one, two)} == {"one.yaml", "two.yaml"}
    many = [provision(f"p{number}", test="machine.x") for number in range(60)]
    assert len(codes(make_entry(*many))) == 50
