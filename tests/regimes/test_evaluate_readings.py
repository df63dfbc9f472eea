"""A status is what all readings agree on; where they differ, the decisive questions are named."""

from decimal import Decimal

import pytest

from cradlegate.core.cause import Cause
from cradlegate.core.kleene import Truth
from cradlegate.regimes.evaluate.interpret import FALSE, TRUE, Found, OpenKind, OpenPoint
from cradlegate.regimes.evaluate.judgement import status_of
from cradlegate.regimes.evaluate.readings import (
    ALWAYS,
    NEVER,
    Readings,
    all_readings,
    any_readings,
    not_readings,
    settled,
)
from tests.regimes.packs import (
    MET,
    NOT_MET,
    UNDETERMINED,
    WAITING,
    document,
    hand_in,
    make_base,
    make_pack,
    name_points,
    provision,
    question,
    status,
)

QUESTIONS = {
    "q": question(),
    "r": question(),
    "basis": question("elapsed", "calendar", "signed"),
    "unread": question(cause="unread"),
}


def ask(test, facts=None):
    pack = make_pack(provision("a", test=test), questions=QUESTIONS)
    return status(pack, "a", make_base(facts))


@pytest.mark.parametrize(
    ("test", "outcome"),
    [
        ("open.q || !open.q", MET),
        ("open.q && !open.q", NOT_MET),
        ("open.q == open.q", MET),
        ("open.q && open.r || !open.q && open.r || !open.r", MET),
        ("open.basis == 'elapsed' || open.basis == 'calendar' || open.basis == 'signed'", MET),
        ("open.basis in ['elapsed', 'calendar', 'signed']", MET),
        ("open.basis == 'elapsed' && open.basis == 'calendar'", NOT_MET),
        ("open.q", UNDETERMINED),
        ("open.q && open.r", UNDETERMINED),
        ("open.basis in ['elapsed', 'calendar']", UNDETERMINED),
    ],
)
def test_a_status_is_what_all_readings_agree_on(test, outcome):
    assert ask(test).outcome is outcome


@pytest.mark.parametrize(
    ("test", "facts", "questions", "causes", "points"),
    [
        ("open.q", {}, ["q"], [Cause.LAW], []),
        ("open.unread", {}, ["unread"], [Cause.UNREAD], []),
        ("open.q && (open.r || !open.r)", {}, ["q"], [Cause.LAW], []),
        ("open.q && open.unread", {}, ["q", "unread"], [Cause.LAW, Cause.UNREAD], []),
        ("open.q && machine.cnc", {}, ["q"], [Cause.FACT, Cause.LAW], ["machine.cnc"]),
        ("open.q && machine.cnc", {"machine.cnc": True}, ["q"], [Cause.LAW], []),
        ("open.q && machine.cnc", {"machine.cnc": False}, [], [], []),
        ("(open.q || !open.q) && machine.cnc", {}, [], [Cause.FACT], ["machine.cnc"]),
        ("open.q == machine.cnc", {}, [], [Cause.FACT], ["machine.cnc"]),
    ],
)
def test_only_decisive_questions_are_named(test, facts, questions, causes, points):
    found = ask(test, facts)
    assert [name for name, _ in found.questions] == questions
    assert [*found.because] == causes
    assert name_points(found) == points


def test_readings_are_told_apart_by_the_decisive_questions_alone():
    found = ask("open.basis == 'elapsed' && open.q && (open.r || !open.r)")
    assert found.questions == (("basis", ""), ("q", ""))
    assert found.readings == {
        ("elapsed", True): Truth.TRUE,
        ("elapsed", False): Truth.FALSE,
        ("calendar", True): Truth.FALSE,
        ("calendar", False): Truth.FALSE,
        ("signed", True): Truth.FALSE,
        ("signed", False): Truth.FALSE,
    }
    assert found.satisfied == (1, 6)


def test_a_question_that_changes_only_what_else_is_open_tells_nothing_apart():
    found = ask("open.q && (machine.cnc || open.r && machine.y_axis)")
    assert found.questions == (("q", ""),)
    assert found.readings == {(True,): Truth.UNKNOWN, (False,): Truth.FALSE}
    assert name_points(found) == ["machine.cnc", "machine.y_axis"]


def test_what_is_settled_has_no_readings():
    found = ask("open.q || !open.q")
    assert (found.questions, found.readings, found.satisfied) == ((), None, (0, 0))


def test_a_status_without_a_cause_waits_for_its_document():
    pack = make_pack()
    point = OpenPoint(OpenKind.DOCUMENT, "R")
    found = status_of(settled(Found(None, frozenset({point}))), pack)
    assert (found.outcome, found.because, found.points) == (WAITING, (), (point,))


def test_what_is_open_without_a_name_is_open_all_the_same():
    nameless = settled(Found(None))
    assert all_readings([nameless, ALWAYS, settled(Found(None))]).truth is Truth.UNKNOWN
    assert any_readings([nameless, NEVER, settled(Found(None))]).truth is Truth.UNKNOWN


# Joining, reading by reading.

POINT = OpenPoint(OpenKind.FACT, "machine.cnc", "m")
OPEN = settled(Found(None, frozenset({POINT})))


def vary(name, *found, cause="law"):
    """Something that is different for each answer to a question."""
    answers = list(range(len(found)))
    pack = make_pack(questions={name: question(*answers, cause=cause)})
    asked = pack.questions[name]
    return Readings(
        {(name, ""): asked},
        {(answer,): each for answer, each in zip(asked.answers, found, strict=True)},
    )


def test_joining_with_what_decides_leaves_no_question():
    q = vary("q", TRUE, FALSE)
    assert all_readings([q, NEVER]) is NEVER
    assert any_readings([q, ALWAYS]) is ALWAYS
    assert all_readings([q, ALWAYS]) is q
    assert any_readings([q, NEVER]) is q
    assert all_readings([]) is ALWAYS
    assert any_readings([]) is NEVER


def test_joining_looks_at_each_combination_of_answers():
    q, r = vary("q", TRUE, FALSE), vary("r", TRUE, FALSE)
    both, one = all_readings([r, q]), any_readings([q, r])
    assert [name for name, _ in both.questions] == ["q", "r"]
    assert [each.truth for each in both.found.values()] == [Truth.TRUE] + 3 * [Truth.FALSE]
    assert [each.truth for each in one.found.values()] == 3 * [Truth.TRUE] + [Truth.FALSE]
    assert all_readings([q, not_readings(q)]).truth is Truth.FALSE
    assert any_readings([q, not_readings(q)]).truth is Truth.TRUE


def test_turning_round_what_is_settled_settles_it():
    assert not_readings(ALWAYS) is NEVER
    assert not_readings(NEVER) is ALWAYS
    assert not_readings(OPEN).points == {POINT}


def test_joining_names_what_is_open_in_some_reading():
    q = vary("q", Found(None, frozenset({POINT})), FALSE)
    found = any_readings([q, vary("r", TRUE, FALSE)])
    assert found.points == {POINT}
    assert found.decisive == (("q", ""), ("r", ""))


def test_a_question_that_makes_no_difference_is_left_out():
    q = vary("q", TRUE, TRUE, FALSE)
    joined = Readings(
        {**q.questions, **vary("r", TRUE, FALSE).questions},
        {(*key, r): each for key, each in q.found.items() for r in map(Decimal, (0, 1))},
    )
    assert [name for name, _ in joined.without_idle().questions] == ["q"]
    assert joined.without_idle().found == q.found


def test_too_many_readings_are_not_listed_one_by_one_but_stay_open_by_their_causes():
    parts = [vary(f"q{number}", TRUE, FALSE) for number in range(12)]
    parts += [vary("u", TRUE, FALSE, cause="unread"), OPEN]
    found = all_readings(parts)
    assert (found.truth, {*found.questions}) == (Truth.UNKNOWN, set())
    assert {(point.kind, point.name) for point in found.points} == {
        *((OpenKind.LAW, f"q{number}") for number in range(12)),
        (OpenKind.UNREAD, "u"),
        (OpenKind.FACT, "machine.cnc"),
    }


def test_too_many_readings_are_settled_where_one_part_is():
    parts = [vary(f"q{number}", TRUE, FALSE) for number in range(13)]
    assert all_readings([*parts, NEVER]) is NEVER
    assert vary("q", TRUE, TRUE).collapsed().found == ALWAYS.found
    assert vary("q", FALSE, FALSE).collapsed().found == NEVER.found


def test_an_expression_over_too_many_readings_stays_open_by_law():
    names = [f"q{number}" for number in range(13)]
    pack = make_pack(
        provision("a", document="R"),
        documents={"R": document(relates=" && ".join(f"open.{name}" for name in names))},
        questions={name: question() for name in names},
    )
    found = status(pack, "a", make_base(documents={"d": hand_in()}))
    assert (found.outcome, found.because, found.questions) == (UNDETERMINED, (Cause.LAW,), ())
    assert name_points(found) == sorted(names)
