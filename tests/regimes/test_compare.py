"""What differs between two versions of a pack, part by part and field by field."""

from cradlegate.regimes.compare import Change, ChangeKind, compare_packs
from tests.regimes.packs import CITE, make_entry, make_pack, provision, question

ADDED, REMOVED, CHANGED = ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED
BENEFIT = {"text": {"en": "fast"}, "cite": CITE}


def changes(old, new):
    return [(each.kind, each.part, each.id, each.fields) for each in compare_packs(old, new)]


def test_a_pack_does_not_differ_from_itself():
    pack = make_pack(provision("a", test="true"), questions={"q": question()}, benefit=BENEFIT)
    assert compare_packs(pack, pack) == ()


def test_what_came_went_or_changed_is_listed_with_its_fields():
    old = make_pack(
        provision("a", test="machine.cnc"),
        provision("b", test="true"),
        questions={"q": question(), "r": question()},
        parameters={"x": {"kind": "number", "values": [{"value": 5}]}},
        benefit=BENEFIT,
    )
    new = make_pack(
        provision("a", test="!machine.cnc", remedy={"en": "do it"}),
        provision("c", test="true"),
        questions={"q": question(plan_for=True), "s": question()},
        parameters={"x": {"kind": "number", "values": [{"value": 6}]}},
        benefit={**BENEFIT, "void_when": "machine.cnc"},
        title={"en": "New"},
    )
    assert changes(old, new) == [
        (CHANGED, "pack", "title", (("en", "Test", "New"),)),
        (CHANGED, "pack", "benefit", (("void_when", "", "machine.cnc"),)),
        (
            CHANGED,
            "provisions",
            "a",
            (("test", "machine.cnc", "!machine.cnc"), ("remedy", "", '{"en":"do it"}')),
        ),
        (REMOVED, "provisions", "b", ()),
        (ADDED, "provisions", "c", ()),
        (CHANGED, "questions", "q", (("plan_for", "", "true"),)),
        (REMOVED, "questions", "r", ()),
        (ADDED, "questions", "s", ()),
        (CHANGED, "parameters", "x", (("values", '[{"value":5}]', '[{"value":6}]'),)),
    ]


def test_a_single_value_shows_its_old_and_new_text():
    (change,) = compare_packs(make_pack(), make_pack(version="2"))
    assert change == Change(CHANGED, "pack", "version", (("", "1", "2"),))


def test_whole_parts_come_and_go():
    old, new = make_pack(), make_pack(questions={"q": question()}, benefit=BENEFIT)
    assert changes(old, new) == [
        (ADDED, "pack", "benefit", ()),
        (ADDED, "questions", "q", ()),
    ]
    assert [kind for kind, *_ in changes(new, old)] == [REMOVED, REMOVED]


def test_cases_are_not_compared():
    case = {"name": "c", "expect": {}}
    assert compare_packs(make_pack(), make_pack(cases=[case], bases={"b": {}})) == ()


def test_answers_are_compared_by_question_index_and_day():
    def answered(*answers):
        asked = {"q": question(), "covers": question(index="machine.made_in")}
        given = [{"question": "q", "cite": CITE, **each} for each in answers]
        return make_pack(questions=asked, answers=given)

    old = answered({"answer": True}, {"question": "covers", "index": "VN", "answer": True})
    new = answered({"answer": False}, {"answer": True, "from": "2026-07-01"})
    found = {(kind, name): fields for kind, _, name, fields in changes(old, new)}
    assert set(found) == {(CHANGED, "q"), (REMOVED, "covers[VN]")}
    (first, second) = found[CHANGED, "q"]
    assert (first[0], '"answer":true' in first[1], '"answer":false' in first[2]) == (
        "answer",
        True,
        True,
    )
    assert (second[0], second[1], '"answer":true' in second[2]) == ("from 2026-07-01", "", True)


def test_order_makes_no_difference():
    one, other = provision("a", test="true"), provision("b", test="true")
    assert compare_packs(make_pack(one, other), make_pack(other, one)) == ()
    assert make_entry()["id"] == "test"
