"""Packs from files: their form, what they extend, what amends them, and their digests."""

from datetime import date

import jsonschema
import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.grade import LawGrade
from cradlegate.regimes.pack.merge import merge_packs
from cradlegate.regimes.pack.pack import PackType
from cradlegate.regimes.pack.provision import Life, Modality
from cradlegate.regimes.pack.read import pack_schema, read_packs, shipped_packs
from cradlegate.regimes.vocabulary import Anchor, Asked, Subject
from tests.regimes.packs import (
    CITE,
    MET,
    NOT_MET,
    TODAY,
    UNDETERMINED,
    VN,
    VOCABULARY,
    codes,
    find_faults,
    judge,
    make_base,
    make_entry,
    make_pack,
    provision,
    question,
    scope,
    shelve,
    shipped_pack,
    status,
    write,
)

QUESTION = {"q": question()}
ASKING = make_entry(provision("a", test="open.q"), questions=QUESTION)


def amend(known_from, name="change", **fields):
    return {"id": name, "version": "1", "known_from": known_from, "amends": "test", **fields}


def answer(value, **fields):
    return {"question": "q", "answer": value, "cite": CITE, **fields}


# The form of a file.


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(pack_schema())


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"title": None}, "'title' is a required property"),
        ({"title": {"vi": "Thông tư"}}, "'en' is a required property"),
        ({"provisions": None}, "'provisions' is a required property"),
        ({"colour": "red"}, "'colour' was unexpected"),
        ({"known_from": "2026-02-30"}, "'2026-02-30' is not a 'date'"),
        ({"known_from": 2026}, "2026 is not of type 'string'"),
        ({"id": "a b"}, "'a b' does not match"),
        ({"type": "advice"}, "'advice' is not one of ['trade', 'method']"),
        (
            {"questions": {"q": {"ask": {"en": "?"}, "answers": [True], "cause": "law"}}},
            "too short",
        ),
        ({"questions": {"q": question(cause="fact")}}, "'fact' is not one of ['law', 'unread']"),
        ({"bases": {"one": {"base": "two"}}}, "'base' was unexpected"),
    ],
)
def test_a_pack_of_another_form_is_refused(change, found):
    faults = find_faults(make_entry(**{"id": "test", **change}))
    assert [fault.code for fault in faults] == ["RG-002"]
    assert found in faults[0].found
    assert faults[0].place.row == 1 or faults[0].place.row is not None


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"test": "true", "document": "R"},
        {"test": "true", "exclude_if": "true", "overrides": ["a"]},
        {"exclude_if": "true"},
    ],
)
def test_a_provision_tests_excludes_or_asks_for_a_document_and_only_one_of_them(fields):
    assert codes(make_entry(provision("b", **fields))) == ["RG-002"]


def test_a_long_message_about_the_form_is_cut():
    (fault,) = find_faults(make_entry(colour="red", **{f"x{number}": 1 for number in range(90)}))
    assert len(fault.found) == 301


def test_an_expression_that_cannot_be_read_is_named_in_one_line_at_its_character():
    entry = make_entry(provision("a", test="machine.cnc\n    &&   ? machine.y_axis"))
    (fault,) = find_faults(entry)
    assert fault.code == "RG-003"
    assert fault.found == (
        "'? machine.y_' has no meaning, at character 16 of `machine.cnc && ? machine.y_axis`"
    )
    assert (fault.place.column, fault.place.id) == ("test", "a")


def test_files_that_cannot_be_read_do_not_hide_the_faults_of_others():
    files = {"a.yaml": b"[", "b.yaml": write(make_entry(provision("a", test="machine.x")))}
    with pytest.raises(FaultsError) as caught:
        read_packs(files, VOCABULARY)
    assert [fault.code for fault in caught.value.faults] == ["RG-001", "RG-004"]


def test_what_a_provision_does_not_say_has_a_plain_meaning():
    pack = make_pack(
        provision("duty", test="true"),
        provision("advice", test="true", voice="advice"),
        provision("house", test="true", voice="house", cite=None),
    )
    duty, advice, house = pack.provisions[1:]
    assert (duty.modality, duty.life, duty.subject) == (
        Modality.MANDATORY,
        Life.IN_FORCE,
        Subject.MACHINE,
    )
    assert (duty.anchor, duty.asked, duty.is_guidance_pending) == (
        Anchor.ENTRY,
        Asked.EXPORTER,
        False,
    )
    assert (advice.modality, house.modality) == (Modality.RECOMMENDED, Modality.RECOMMENDED)
    assert pack.grade_of(house.cite) is LawGrade.HOUSE_RULE
    assert pack.grade_of(duty.cite) is LawGrade.OFFICIAL_TEXT


def test_everything_that_a_pack_can_say_is_read():
    pack = make_pack(
        provision(
            "a",
            test="true",
            guidance="pending",
            remedy={"en": "do it"},
            **{"from": "2026-07-01", "to": "2026-12-31"},
        ),
        type="method",
        instrument={**make_entry()["instrument"], "signed": "2026-05-14", "gazette": "48/2026"},
        questions={
            "q": question("a", 5.5, plan_for="a", remedies={"a": {"en": "do a"}}, cause="unread")
            | {"answers": ["a", "b"]}
        },
        watch=[
            {
                "id": "w",
                "what": {"en": "w", "vi": "v"},
                "authority": "ministry",
                "expected": "2026-07/2026-09",
                "where": "there",
                "counts": "that",
                "settles": ["q"],
            }
        ],
        disputes=[{"id": "d", "text": {"en": "d"}, "when": "machine.cnc", "cite": CITE}],
        consequence={"text": {"en": "held"}, "cite": CITE, "cost": "none"},
        benefit={"text": {"en": "fast"}, "cite": CITE, "void_when": "machine.cnc"},
    )
    one = pack.provisions[1]
    assert one.is_guidance_pending
    assert (one.first, one.last, str(one.remedy)) == (
        date(2026, 7, 1),
        date(2026, 12, 31),
        "do it",
    )
    assert pack.type is PackType.METHOD
    assert pack.instrument.gazette == "48/2026"
    assert pack.questions["q"].plan_for == "a"
    assert pack.questions["q"].remedies["a"].say("vi") == "do a"
    assert pack.watch[0].what.say("vi") == "v"
    assert str(pack.watch[0].expected) == "2026-07-01/2026-09-30"
    assert pack.disputes[0].when is not None
    assert pack.consequence is not None
    assert pack.consequence.cost == "none"
    assert pack.benefit is not None


# Extending: a copy says only what differs.


@pytest.mark.requirement("S0-25", part="a country is added as data alone")
@pytest.mark.requirement("S1-30")
@pytest.mark.requirement("S2-26", part="a copy widens the scope of its pack as data alone")
def test_a_country_copies_a_pack_and_says_only_what_differs():
    vietnam = shipped_packs()
    base = shipped_pack().provision_by_id["scope"].test
    assert base is not None
    copy = {
        "id": "th-copy",
        "version": "1",
        "known_from": "2026-12-01",
        "extends": VN,
        "title": {"en": "Thai copy"},
        "authorities": {"moi": {"name": "Ministry of Industry", "country": "TH", "role": "issues"}},
        "instrument": {"issuer": "moi", "number": "1/2027", "from": "2027-01-01"},
        "provisions": [
            {
                "id": "scope",
                "test": base.text.replace("'VN'", "'TH'").replace(
                    "'turn_mill'", "'turn_mill', 'grinding_machine'", 1
                ),
            }
        ],
    }
    shelf = read_packs({**vietnam, "th.yaml": write(copy)}, VOCABULARY)
    pack, original = shelf.as_known("th-copy", TODAY), shelf.as_known(VN, TODAY)
    facts = {
        "consignment.destination": "TH",
        "consignment.procedure": "consumption",
        "consignment.ship_date": "2027-01-10",
        "consignment.entry_date": "2027-02-01",
        "machine.kind": "turn_mill",
        "machine.cnc": True,
    }
    thai, new_kind = make_base(facts), make_base({**facts, "machine.kind": "grinding_machine"})
    assert [judge(pack, thai).applies.outcome, judge(original, thai).applies.outcome] == [
        MET,
        NOT_MET,
    ]
    assert judge(pack, thai).finding("report").status.outcome is NOT_MET
    assert judge(pack, new_kind).applies.outcome is MET
    vietnamese = make_base({**facts, "consignment.destination": "VN"})
    assert judge(pack, vietnamese).applies.outcome is NOT_MET
    assert judge(pack, thai, date(2026, 12, 31)).applies.outcome is NOT_MET
    assert [each.id for each in pack.provisions] == [each.id for each in original.provisions]
    assert (pack.extends, pack.title.say("vi")) == (VN, "Thai copy")
    assert pack.digests[1] == original.digest
    assert pack.digest not in {original.digest, pack.digests[0]}
    assert pack.entry.get("cases") is None


def test_a_copy_of_a_copy_is_put_together_from_the_farthest():
    first = make_entry(provision("a", test="machine.cnc"), id="one")
    second = {"id": "two", "version": "1", "known_from": "2026-01-01", "extends": "one"}
    third = {
        **second,
        "id": "three",
        "extends": "two",
        "provisions": [provision("b", test="true")],
    }
    pack = shelve(third, second, first).as_known("three", TODAY)
    assert [each.id for each in pack.provisions] == ["scope", "a", "b"]
    assert len(pack.digests) == 3


@pytest.mark.parametrize(
    "packs",
    [
        [{**ASKING, "extends": "nowhere"}],
        [{**ASKING, "extends": "test"}],
        [{**ASKING, "id": "a", "extends": "b"}, {**ASKING, "id": "b", "extends": "a"}],
    ],
)
def test_what_extends_nothing_or_itself_is_refused(packs):
    assert set(codes(*packs)) == {"RG-011"}


def test_a_copy_is_looked_at_as_a_whole():
    copy = {
        "id": "copy",
        "version": "1",
        "known_from": "2026-01-01",
        "extends": "test",
        "provisions": [{**provision("a", exclude_if="true", overrides=["scope"])}],
    }
    assert codes(make_entry(provision("a", test="true")), copy) == ["RG-002"]


def test_a_copy_does_not_inherit_answers():
    base = {**ASKING, "id": "base", "answers": [answer(True)]}
    copy = {"id": "copy", "version": "1", "known_from": "2026-01-01", "extends": "base"}
    shelf = shelve(base, copy)
    assert status(shelf.as_known("base", TODAY), "a").outcome is MET
    assert status(shelf.as_known("copy", TODAY), "a").outcome is UNDETERMINED


def test_values_of_a_change_are_laid_over_those_of_the_base():
    base = {
        "version": "1",
        "title": {"en": "a", "vi": "b"},
        "list": ["x"],
        "provisions": [{"id": "a", "test": "true", "kind": "requires"}, {"id": "b"}],
        "watch": [],
        "cases": [{"name": "c"}],
    }
    change = {
        "title": {"en": "c"},
        "list": ["y"],
        "provisions": [{"id": "c"}, {"id": "a", "test": "false"}],
        "watch": [{"id": "w"}],
    }
    assert merge_packs(base, change) == {
        "title": {"en": "c", "vi": "b"},
        "list": ["y"],
        "provisions": [{"id": "a", "test": "false", "kind": "requires"}, {"id": "b"}, {"id": "c"}],
        "watch": [{"id": "w"}],
    }


# Amending: an answer or correction that became known on a day.


def test_an_answer_is_known_from_its_day_on():
    shelf = shelve(ASKING, amend("2026-09-01", answers=[answer(True)]))
    before = shelf.as_known("test", date(2026, 8, 31))
    after = shelf.as_known("test", date(2026, 9, 1))
    assert status(before, "a").outcome is UNDETERMINED
    assert status(after, "a").outcome is MET
    assert before.digest != after.digest
    assert after.digests[0] == before.digest
    assert after.answers[0].known_from == date(2026, 9, 1)


@pytest.mark.requirement("X-2", part="a corrected pack is known from its day, the old one stays")
def test_a_corrected_provision_is_known_from_its_day_on():
    change = amend("2026-09-01", provisions=[{"id": "a", "test": "!machine.cnc"}])
    shelf = shelve(make_entry(provision("a", test="machine.cnc")), change)
    base = make_base({"machine.cnc": True})
    assert status(shelf.as_known("test", date(2026, 8, 31)), "a", base).outcome is MET
    assert status(shelf.as_known("test", date(2026, 9, 1)), "a", base).outcome is NOT_MET


def test_amendments_count_in_the_order_in_which_they_became_known():
    shelf = shelve(
        amend("2026-10-01", "second", answers=[answer(False)]),
        ASKING,
        amend("2026-09-01", "first", answers=[answer(True)]),
    )
    assert status(shelf.as_known("test", date(2026, 9, 30)), "a").outcome is MET
    assert status(shelf.as_known("test", date(2026, 10, 1)), "a").outcome is NOT_MET


def test_an_amendment_may_build_on_the_one_before_it():
    asks = amend(
        "2026-09-01",
        "first",
        questions={"r": question()},
        provisions=[provision("b", test="open.r")],
    )
    answers = amend("2026-10-01", "second", answers=[{**answer(True), "question": "r"}])
    pack = shelve(ASKING, asks, answers).as_known("test", TODAY)
    assert [status(pack, name).outcome for name in ("a", "b")] == [UNDETERMINED, MET]


def test_what_an_amendment_leaves_alone_stays():
    entry = {**ASKING, "cases": [{"name": "c", "expect": {"regime": "applies"}}]}
    pack = shelve(entry, amend("2026-09-01", title={"en": "New"})).as_known("test", TODAY)
    assert (str(pack.title), pack.version, pack.known_from) == ("New", "1", date(2026, 1, 1))
    assert pack.entry["cases"] == entry["cases"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (amend("2026-09-01", answers=[answer("perhaps")]), "RG-018"),
        (amend("2026-09-01", answers=[answer(True, index="VN")]), "RG-018"),
        (amend("2026-09-01", provisions=[{"id": "a", "test": "machine.x"}]), "RG-004"),
        (amend("2026-09-01", provisions=[{"id": "new"}]), "RG-002"),
        (amend("2026-09-01", answers=[{"question": "q"}]), "RG-002"),
        (amend("2026-09-31", answers=[]), "RG-002"),
        (
            amend("2026-09-01", parameters={"x": {"kind": "date", "values": [{"value": "soon"}]}}),
            "RG-013",
        ),
        ({**amend("2026-09-01"), "amends": "another"}, "RG-021"),
    ],
)
def test_an_amendment_that_makes_no_sense_is_refused(change, code):
    assert set(codes(ASKING, change)) == {code}


def test_a_pack_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(FaultsError, match="no pack 'x' among test") as caught:
        shelve(make_entry()).as_known("x", TODAY)
    assert caught.value.faults[0].code == "RG-017"
    with pytest.raises(FaultsError, match="among none"):
        read_packs({}, VOCABULARY).as_known("x", TODAY)


def test_a_later_pack_takes_the_place_of_an_earlier_one():
    files = {"a.yaml": write(make_entry()), "b.yaml": write(make_entry(scope("machine.cnc")))}
    pack = read_packs(files, VOCABULARY).as_known("test", TODAY)
    assert judge(pack).applies.outcome is UNDETERMINED


def test_the_digest_hangs_on_what_a_file_says_and_not_on_how_it_is_written():
    entry = make_entry(provision("a", test="true"))
    turned = dict(reversed(entry.items()))
    changed = make_entry(provision("a", test="false"))
    digests = [shelve(each).packs["test"].digest for each in (entry, turned, changed)]
    assert digests[0] == digests[1] != digests[2]


def test_an_answer_that_holds_from_a_day_on_says_nothing_of_the_days_before():
    pack = shelve(ASKING, amend("2026-09-01", answers=[answer(True, **{"from": "2026-08-15"})]))
    known = pack.as_known("test", TODAY)
    before, on = (
        make_base({"consignment.entry_date": day}) for day in ("2026-08-14", "2026-08-15")
    )
    assert status(known, "a", before).outcome is UNDETERMINED
    assert status(known, "a", on).outcome is MET


@pytest.mark.parametrize("day", ["2026-08", None])
def test_where_a_later_answer_may_hold_neither_is_taken(day):
    answers = [answer(True), answer(False, **{"from": "2026-08-15"})]
    pack = shelve(ASKING, amend("2026-09-01", answers=answers)).as_known("test", TODAY)
    assert judge(pack, make_base({"consignment.entry_date": day})).finding("a").status.because
    for other, outcome in (("2026-08-14", MET), ("2026-08-15", NOT_MET)):
        base = make_base({"consignment.entry_date": other})
        assert status(pack, "a", base).outcome is outcome
