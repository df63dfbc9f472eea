"""How a body stood on a day, and when nobody can tell; unknown never passes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.verification.registers.register import RegisterSnapshot
from cradlegate.verification.registers.standing import (
    LONGEST_AGE_DAYS,
    Blindness,
    Standing,
    UsedSnapshot,
    count_age_days,
    find_standing,
)
from tests.verification.registers import (
    LCA,
    MACHINERY,
    Q2,
    Q3,
    acceptance,
    accreditation,
    ask,
    blind,
    days,
    designation,
    recognition,
    shipped,
    snapshot,
    stand,
)

PART_ACCREDITED = "accredited by whom on the day of the signature"
PART_STALE = "stale at signing"
PART_SCOPE = "terms of the scope on the day of the signature"


# What one snapshot says.


@pytest.mark.requirement("S1-19", part=PART_ACCREDITED)
def test_a_body_in_good_standing_is_accredited_by_its_accreditation_body():
    answer = stand("2026-05-12", shipped(Q2), body="EX-VB-02")
    assert (answer.accredited_by, answer.status) == (("VinaCert",), "granted")


@pytest.mark.requirement("S1-19", part=PART_ACCREDITED)
def test_a_body_that_others_accredit_is_not_accredited_by_whoever_recognises_it():
    recognised = stand("2026-05-12", shipped(Q2), body="EX-VB-04")
    assert recognised.accredited_by == ("Example Accreditation Body A (invented)",)
    assert recognised.recognised_by == ("VinaCert",)
    foreign = stand("2026-05-12", shipped(Q2), body="EX-VB-08")
    assert foreign.accredited_by == ("Example Accreditation Body B (invented)",)
    assert foreign.recognised_by == ()


@pytest.mark.requirement("S1-19", part=PART_ACCREDITED)
def test_a_statement_signed_before_a_later_suspension_stands():
    signed, entered = (
        stand(day, shipped(Q2), shipped(Q3), body="EX-VB-05")
        for day in ("2026-08-09", "2026-08-10")
    )
    assert (signed.accredited_by, signed.status) == (("BoA",), "granted")
    assert (entered.accredited_by, entered.status) == ((), "suspended")


def test_the_answer_names_snapshot_and_rows():
    used = shipped(Q2)
    assert stand("2026-06-26", used, body="EX-VB-03") == Standing(
        body_no="EX-VB-03",
        is_listed=True,
        status="suspended",  # type: ignore[arg-type]
        accredited_by=(),
        recognised_by=(),
        designated_in=(),
        scope_terms=(),
        standards=(),
        accepted_in=(),
        acceptance_told=("VN",),
        designation_told=("CN", "JP", "KR", "VN"),
        snapshot=UsedSnapshot(
            "example-register",
            "Example edition 2026-Q2",
            date(2026, 6, 30),
            used.digest,
            is_example=True,
        ),
        age_days=0,
        found="EX-VB-03, Example Verification Body 3 (invented), in register Example edition 2026-Q2 as of 2026-06-30: "
        "VinaCert accepted in VN from 2026-07-01; "
        "accredited by VinaCert under ISO 14065 from 2024-07-01 to 2027-06-30, suspended from 2026-06-25; on 2026-06-26 suspended",
    )


def test_accreditations_of_several_bodies_hold_together():
    answer = stand("2026-05-12", shipped(Q2), body="EX-VB-01")
    assert answer.accredited_by == ("BoA", "VinaCert")
    assert answer.designated_in == ("CN", "VN")
    assert answer.recognised_by == ()


def test_one_suspended_accreditation_leaves_the_other_in_force():
    one = accreditation(status="suspended", scope_terms=(MACHINERY,))
    other = accreditation(accreditation_body="B", scope_terms=(LCA,))
    answer = stand("2026-06-30", snapshot("2026-06-30", one, other))
    assert (answer.accredited_by, answer.scope_terms, answer.status) == (("B",), (LCA,), "granted")


@pytest.mark.parametrize(
    ("statuses", "best"),
    [
        (("expired", "withdrawn"), "withdrawn"),
        (("withdrawn", "suspended"), "suspended"),
        (("suspended", "granted"), "granted"),
    ],
)
def test_the_best_status_of_all_accreditations_counts(statuses, best):
    rows = [
        accreditation(accreditation_body=f"A{number}", status=each)
        for number, each in enumerate(statuses)
    ]
    assert stand("2026-06-30", snapshot("2026-06-30", *rows)).status == best


def test_before_its_first_accreditation_a_body_is_listed_and_has_no_status():
    answer = stand("2024-12-31", snapshot("2026-06-30", accreditation()))
    assert (answer.is_listed, answer.status, answer.accredited_by) == (True, None, ())
    assert answer.found.endswith("on 2024-12-31 not yet accredited")


def test_recognition_and_designation_rest_on_an_accreditation_in_force():
    rows = {"recognitions": (recognition(),), "designations": (designation(),)}
    held = stand("2026-05-08", snapshot("2026-06-30", accreditation(), **rows))
    assert (held.recognised_by, held.designated_in) == (("B",), ("VN",))
    lost = stand("2026-06-30", snapshot("2026-06-30", accreditation(status="suspended"), **rows))
    assert (lost.recognised_by, lost.designated_in) == ((), ())
    assert "recognised by B from 2026-03-01" in lost.found


def test_recognition_and_designation_have_days_of_their_own():
    rows = {
        "recognitions": (recognition(valid_to="2026-05-31"),),
        "designations": (designation(), designation("X-2", destination="JP")),
    }
    taken = snapshot("2026-06-30", accreditation(), accreditation("X-2"), **rows)
    answers = [
        stand(day, taken)
        for day in ("2026-02-28", "2026-03-01", "2026-05-07", "2026-05-08", "2026-06-01")
    ]
    assert [answer.recognised_by for answer in answers] == [(), ("B",), ("B",), ("B",), ()]
    assert [answer.designated_in for answer in answers] == [(), (), (), ("VN",), ("VN",)]


def test_a_row_that_does_not_tell_makes_everything_unknown():
    unsure = recognition(valid_from="2026-03")
    answer = blind("2026-03-15", snapshot("2026-06-30", accreditation(), recognitions=(unsure,)))
    assert answer.found == (
        "X-1 in register 2026-06-30 as of 2026-06-30: recognised by B from 2026-03, which does not tell how it stood on 2026-03-15"
    )
    assert blind(
        "2026-02-28", snapshot("2026-06-30", accreditation(status_from="2026-03-01"))
    ).remedy.startswith("Get the extract")


def test_a_long_list_of_rows_is_cut_short():
    rows = [accreditation(accreditation_body=f"A{number:02}") for number in range(10)]
    assert (
        "A07 under ISO 14065 from 2025-01-01 to 2027-12-31; 2 more; on"
        in stand("2026-06-30", snapshot("2026-06-30", *rows)).found
    )


def test_a_sentence_tells_a_status_with_its_days_and_its_part():
    row = accreditation(status="suspended", status_to="2026-12-31", partial_scope=(LCA,))
    assert (
        "suspended to 2026-12-31 for life cycle carbon accounting; on"
        in stand("2026-06-30", snapshot("2026-06-30", row)).found
    )
    again = accreditation(status_from="2026-03-01", valid_to="2027")
    assert (
        "from 2025-01-01 to 2027, granted from 2026-03-01; designated for VN by C"
        in stand("2026-06-30", snapshot("2026-06-30", again, designations=(designation(),))).found
    )


# Standards, acceptance and designation.


def test_the_standards_are_those_of_accreditations_in_force():
    rows = (
        accreditation(standard="ISO 14065"),
        accreditation(standard="ISO/IEC 17029"),
        accreditation(standard="ISO/IEC 17021-1", status="suspended"),
    )
    answer = stand("2026-06-30", snapshot("2026-06-30", *rows))
    assert answer.standards == ("ISO 14065", "ISO/IEC 17029")
    lost = stand("2026-06-30", snapshot("2026-06-30", accreditation(status="withdrawn")))
    assert lost.standards == ()


@pytest.mark.requirement("S2-17", part="acceptance of accreditation bodies on a day")
def test_a_country_accepts_a_body_by_its_accreditation_body_of_that_day():
    accepted = (
        acceptance("a ", destination="VN"),  # spelled otherwise than in bodies.csv
        acceptance("A", destination="CN", valid_from="2026-06-01", valid_to="2026-06-15"),
        acceptance("B", destination="JP"),
    )
    taken = snapshot("2026-06-30", accreditation(), accepted=accepted)
    answers = [
        stand(day, taken) for day in ("2026-05-31", "2026-06-01", "2026-06-15", "2026-06-16")
    ]
    assert [each.accepted_in for each in answers] == [("VN",), ("CN", "VN"), ("CN", "VN"), ("VN",)]
    assert [str(answers[1].is_accepted_in(each)) for each in ("VN", "CN", "JP", "KR")] == [
        "true",
        "true",
        "false",
        "unknown",
    ]
    assert "A accepted in CN from 2026-06-01 to 2026-06-15" in answers[1].found
    assert "accepted in JP" not in answers[1].found


@pytest.mark.requirement("S2-17", part="acceptance of accreditation bodies on a day")
def test_of_an_empty_list_nobody_can_tell_what_a_country_accepts():
    answer = stand("2026-06-30", snapshot("2026-06-30", accreditation()))
    assert (answer.accepted_in, answer.acceptance_told) == ((), ())
    assert str(answer.is_accepted_in("VN")) == str(answer.is_designated_in("VN")) == "unknown"


def test_the_acceptance_of_one_accreditation_body_does_not_help_a_suspended_accreditation():
    """B accredits still, but only A, which has suspended the body, is accepted."""
    rows = (accreditation(status="suspended"), accreditation(accreditation_body="B"))
    taken = snapshot("2026-06-30", *rows, accepted=(acceptance("A"),))
    answer = stand("2026-06-30", taken)
    assert (answer.accepted_in, str(answer.is_accepted_in("VN"))) == ((), "false")


def test_a_body_without_accreditation_in_force_is_accepted_and_designated_nowhere():
    rows = {"designations": (designation(),), "accepted": (acceptance("A"),)}
    taken = snapshot("2026-06-30", accreditation(status="suspended"), **rows)
    for body in ("X-1", "X-9"):
        answer = stand("2026-06-30", taken, body=body)
        for destination in ("VN", "KR"):
            assert str(answer.is_accepted_in(destination)) == "false"
            assert str(answer.is_designated_in(destination)) == "false"


@pytest.mark.requirement("S2-19", part="designation of a body on a day")
def test_a_body_is_designated_where_a_row_says_so_and_not_where_rows_name_others_alone():
    taken = shipped(Q2)
    answer = stand("2026-06-30", taken, body="EX-VB-01")
    told = {each: str(answer.is_designated_in(each)) for each in ("CN", "VN", "JP", "TH")}
    assert told == {"CN": "true", "VN": "true", "JP": "false", "TH": "unknown"}
    assert answer.accepted_in == ()
    later = stand("2026-07-01", taken, shipped(Q3), body="EX-VB-01")
    assert (later.accepted_in, later.standards) == (("VN",), ("ISO 14065",))


def test_an_acceptance_of_unknown_beginning_makes_everything_unknown():
    unsure = acceptance("A", valid_from="2026-06")
    answer = blind("2026-06-15", snapshot("2026-06-30", accreditation(), accepted=(unsure,)))
    assert answer.found.endswith(
        "A accepted in VN from 2026-06, which does not tell how it stood on 2026-06-15"
    )


def test_days_inside_which_an_acceptance_begins_have_no_one_answer():
    begun = acceptance("A", valid_from="2026-06-10")
    taken = snapshot("2026-06-30", accreditation(), accepted=(begun,))
    assert stand("2026-06-01/2026-06-09", taken).accepted_in == ()
    assert stand("2026-06-10/2026-06-30", taken).accepted_in == ("VN",)
    assert blind("2026-06-09/2026-06-10", taken).found.startswith(
        "the answer changes inside 2026-06-09/2026-06-10, on 2026-06-10"
    )


# Scope.


@pytest.mark.requirement("S1-21", part=PART_SCOPE)
@pytest.mark.parametrize(
    ("body", "day", "terms"),
    [
        ("EX-VB-02", "2026-06-30", (LCA, MACHINERY)),
        ("EX-VB-02", "2026-07-01", (LCA,)),
        ("EX-VB-07", "2026-06-30", (LCA,)),
        ("EX-VB-05", "2026-08-10", ()),
    ],
)
def test_the_terms_of_the_scope_are_those_of_the_day(body, day, terms):
    assert stand(day, shipped(Q2), shipped(Q3), body=body).scope_terms == terms


@pytest.mark.requirement("S1-21", part=PART_SCOPE)
def test_a_term_that_is_suspended_in_part_is_not_in_the_scope():
    row = accreditation(status="suspended", status_from="2026-06-25", partial_scope=(MACHINERY,))
    answer = stand("2026-06-25", snapshot("2026-06-30", row))
    assert (answer.accredited_by, answer.scope_terms) == (("A",), (LCA,))


def test_a_snapshot_taken_long_after_the_day_does_not_tell_the_scope_of_that_day():
    taken = snapshot("2026-06-30", accreditation())
    near, far = (
        date(2026, 6, 30) - timedelta(days) for days in (LONGEST_AGE_DAYS, LONGEST_AGE_DAYS + 1)
    )
    assert stand(str(near), taken).scope_terms == (LCA, MACHINERY)
    answer = stand(str(far), taken)
    assert (answer.scope_terms, answer.accredited_by) == (Blank.UNKNOWN, ("A",))
    assert answer.found.endswith(f"on {far} granted, its scope of that day is not known")


def test_of_a_body_without_accreditation_in_force_the_scope_is_known_to_be_empty():
    taken = snapshot("2026-06-30", accreditation(valid_to="2025-06-30"))
    assert stand("2025-12-31", taken).scope_terms == ()


# Which snapshot answers.


@pytest.mark.requirement("S1-20", part=PART_STALE)
def test_a_snapshot_of_2026_06_30_is_stale_on_2026_10_02():
    answer = blind("2026-10-02", shipped(Q2), body="EX-VB-02")
    assert answer == Blindness(
        "register Example edition 2026-Q2 as of 2026-06-30 is 94 days old on 2026-10-02, more than 92",
        "Get the extract of the register for that day from its publisher.",
    )
    assert count_age_days([shipped(Q2)], days("2026-10-02")) == 94


@pytest.mark.requirement("S1-20", part=PART_STALE)
@pytest.mark.parametrize(("day", "is_known"), [("2026-09-30", True), ("2026-10-01", False)])
def test_a_snapshot_speaks_for_92_days_after_its_own(day, is_known):
    answer = ask(day, shipped(Q2), body="EX-VB-02")
    assert isinstance(answer, Standing) is is_known
    assert (date.fromisoformat(day) - date(2026, 6, 30)).days == (92 if is_known else 93)


@pytest.mark.requirement("S1-20", part=PART_STALE)
def test_the_next_edition_answers_where_the_last_one_is_stale():
    assert stand("2026-10-02", shipped(Q2), shipped(Q3), body="EX-VB-01").age_days == 2


def test_the_age_is_that_of_the_newest_snapshot_and_never_negative():
    taken = (shipped(Q2), shipped(Q3))
    assert count_age_days(taken, days("2026-10")) == 31
    assert count_age_days(taken, days("2026-07-01")) == 0
    assert count_age_days((), days("2026-07-01")) is None


@pytest.mark.parametrize("day", ["2026-06-30", "2026-05-01", "2026-03-30"])
def test_the_nearest_snapshot_taken_on_the_day_or_later_answers(day):
    taken = [
        snapshot(as_of, accreditation())
        for as_of in ("2026-12-31", "2026-06-30", "2026-03-29", "2026-09-30")
    ]
    assert stand(day, *taken).snapshot.as_of == date(2026, 6, 30)


def test_the_newest_snapshot_answers_for_days_after_all():
    taken = [
        snapshot(as_of, accreditation()) for as_of in ("2026-06-30", "2026-09-30", "2026-03-31")
    ]
    answer = stand("2026-10-31", *taken)
    assert (answer.snapshot.as_of, answer.age_days) == (date(2026, 9, 30), 31)


def test_a_body_that_enters_the_register_later_is_judged_by_its_own_dates():
    before, after = (
        snapshot("2026-03-31", accreditation("X-2")),
        snapshot("2026-06-30", accreditation(valid_from="2026-05-01")),
    )
    answer = stand("2026-04-30", before, after)
    assert (answer.status, answer.is_listed) == (None, True)
    assert stand("2026-05-01", before, after).accredited_by == ("A",)


def test_the_copy_that_was_fetched_last_counts():
    first = snapshot("2026-06-30", accreditation())
    mended = replace(first, bodies=(accreditation("X-2"),), retrieved_at=date(2026, 7, 9))
    assert not stand("2026-06-30", first, mended).is_listed
    assert not stand("2026-06-30", mended, first).is_listed


def test_two_different_copies_of_one_day_are_unknown():
    one, other = (
        snapshot("2026-06-30", accreditation()),
        snapshot("2026-06-30", accreditation("X-2")),
    )
    answer = blind("2026-06-30", one, other)
    assert (
        answer.found
        == "there are two different copies of register 2026-06-30 as of 2026-06-30, fetched on one day"
    )
    assert stand("2026-06-30", one, replace(one)).is_listed


# Bodies that are not in the register.

OTHER = accreditation("X-2")


@pytest.mark.parametrize("day", ["2026-06-30", "2026-07-01", "2026-09-30"])
def test_a_body_that_is_not_in_the_register_is_known_not_to_be(day):
    answer = stand(day, snapshot("2026-06-30", OTHER))
    assert (answer.is_listed, answer.status, answer.accredited_by, answer.scope_terms) == (
        False,
        None,
        (),
        (),
    )
    assert (answer.body_no, answer.found) == (
        "X-1",
        "X-1 is not in register 2026-06-30 as of 2026-06-30",
    )


def test_a_later_snapshot_may_have_dropped_a_body():
    answer = blind("2026-06-29", snapshot("2026-06-30", OTHER))
    assert (
        answer.found
        == "X-1 is not in register 2026-06-30 as of 2026-06-30, and may have been dropped since 2026-06-29"
    )


def test_a_body_that_was_missing_before_and_after_was_missing():
    answer = stand("2026-06-29", snapshot("2026-03-31", OTHER), snapshot("2026-06-30", OTHER))
    assert (answer.is_listed, answer.snapshot.as_of) == (False, date(2026, 3, 31))


def test_between_the_last_snapshot_with_a_body_and_the_first_without_it_nobody_can_tell():
    taken = (snapshot("2026-03-31", accreditation()), snapshot("2026-06-30", OTHER))
    assert stand("2026-03-31", *taken).is_listed
    assert blind("2026-04-01", *taken).found == (
        "X-1 stands in register 2026-03-31 as of 2026-03-31 and no longer in register 2026-06-30 as of 2026-06-30, "
        "and may have been dropped before 2026-04-01"
    )
    assert not stand("2026-06-30", *taken).is_listed


def test_without_a_register_or_a_number_nothing_is_known():
    assert blind("2026-06-30").found == "there is no register"
    assert (
        blind("2026-06-30", snapshot("2026-06-30", OTHER), body=" – ").found
        == "no number of a body is given"
    )


def test_a_name_alone_decides_nothing():
    answer = blind(
        "2026-06-30", snapshot("2026-06-30", accreditation()), body="BODY x-1 (invented)"
    )
    assert (
        answer.found
        == "BODY x-1 (invented) is a name in the register, and a name alone decides nothing"
    )
    assert answer.remedy == "Name the body by its number, such as X-1."


# Several registers.


def test_a_number_that_one_register_holds_is_answered_by_it():
    own = snapshot("2026-06-30", accreditation())
    other = snapshot("2026-06-30", OTHER, register_id="S")
    assert stand("2026-06-30", other, own).snapshot.register_id == "R"


def test_a_number_that_two_registers_hold_may_be_two_bodies():
    own = snapshot("2026-06-30", accreditation())
    answer = blind("2026-06-30", replace(own, register_id="S"), own)
    assert answer.found == "the number X-1 stands in the registers R and S"


def test_a_body_that_no_register_holds_is_known_to_be_in_none_only_where_all_can_tell():
    first, second = (
        snapshot("2026-06-30", OTHER),
        snapshot("2026-03-31", accreditation("X-3"), register_id="S"),
    )
    assert blind("2026-07-02", first, second).found.startswith(
        "register 2026-03-31 as of 2026-03-31 is 93 days old"
    )
    answer = stand("2026-07-01", first, second)
    assert answer.found == (
        "X-1 is not in register 2026-06-30 as of 2026-06-30; X-1 is not in register 2026-03-31 as of 2026-03-31"
    )


# Days that are not known well.


@pytest.mark.requirement("S1-19", part=PART_ACCREDITED)
def test_an_answer_that_changes_inside_the_days_is_none():
    taken = snapshot("2026-06-30", accreditation(status="suspended", status_from="2026-06-25"))
    assert stand("2026-06-01/2026-06-24", taken).accredited_by == ("A",)
    assert stand("2026-06-25/2026-06-30", taken).accredited_by == ()
    answer = blind("2026-06", taken)
    assert answer.found.startswith("the answer changes inside 2026-06, on 2026-06-25: X-1, ")
    assert answer.remedy == "State the day itself."


def test_days_of_which_one_is_unknown_are_unknown():
    assert (
        "93 days old"
        in blind("2026-09-01/2026-10-31", snapshot("2026-06-30", accreditation())).found
    )


def test_the_oldest_age_of_several_days_counts():
    assert stand("2026-07-01/2026-07-31", snapshot("2026-06-30", accreditation())).age_days == 31
    taken = (snapshot("2026-06-30", accreditation()), snapshot("2026-09-30", accreditation()))
    assert stand("2026-06-30/2026-10-01", *taken).age_days == 1


def test_the_oldest_age_is_that_of_the_day_before_the_next_snapshot():
    taken = (snapshot("2025-12-01", OTHER), snapshot("2025-12-17", OTHER))
    assert stand("2025-12-01/2025-12-30", *taken).age_days == 15


def test_dates_at_the_ends_of_the_calendar_are_read():
    row = accreditation(valid_from="0001-01-01", valid_to="9999")
    assert stand("9998-12-31", snapshot("9998-12-31", row)).accredited_by == ("A",)
    assert (
        stand(
            "0001-01-01/2026-12-31", snapshot("2026-12-31", accreditation("X-1", valid_from="2027"))
        ).status
        is None
    )


# Laws.

NUMBERS = ("X-1", "X-2", "X-3")
DATES = st.dates(date(2025, 12, 1), date(2027, 1, 31))


@st.composite
def periods(draw: st.DrawFn) -> Interval:
    first = draw(DATES)
    return Interval(first, first + timedelta(draw(st.sampled_from([0, 0, 0, 29]))))


@st.composite
def snapshots(draw: st.DrawFn) -> RegisterSnapshot:
    rows = [
        accreditation(
            draw(st.sampled_from(NUMBERS)),
            accreditation_body=draw(st.sampled_from(["A", "B"])),
            valid_from=draw(periods()),
            valid_to=draw(st.one_of(periods(), st.just(days("2030")))),
            status=draw(st.sampled_from(["granted", "suspended", "withdrawn", "expired"])),
            status_from=draw(periods()),
            partial_scope=draw(st.sampled_from([(), (LCA,)])),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    others = [
        recognition(draw(st.sampled_from(NUMBERS)), valid_from=draw(periods()))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return snapshot(str(draw(DATES)), *rows, recognitions=tuple(others), edition="")


@given(st.lists(snapshots(), max_size=4), periods(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_snapshots_makes_no_difference(taken, day, random):
    shuffled = [
        replace(each, bodies=tuple(random.sample(each.bodies, len(each.bodies)))) for each in taken
    ]
    random.shuffle(shuffled)
    assert find_standing(shuffled, "X-1", day) == find_standing(taken, "X-1", day)


@given(st.lists(snapshots(), min_size=1, max_size=4), snapshots(), DATES)
def test_an_older_snapshot_never_changes_what_a_nearer_one_answers(taken, older, day):
    answer = find_standing(taken, "X-1", Interval(day, day))
    if not isinstance(answer, Standing):
        return
    first = min(day, *(each.as_of for each in taken))
    added = replace(older, as_of=first - timedelta(1))
    assert find_standing([*taken, added], "X-1", Interval(day, day)) == answer


@given(
    st.lists(snapshots(), min_size=1, max_size=3),
    DATES,
    st.sampled_from(["x-1", "X 1", "Ｘ－１", "x—1 ", "X1"]),
)
def test_every_spelling_of_a_number_gives_the_same_answer(taken, day, spelling):
    answer, other = (find_standing(taken, body, Interval(day, day)) for body in ("X-1", spelling))
    if isinstance(answer, Standing) and answer.is_listed:
        assert other == answer
    assert type(other) is type(answer)


@given(st.lists(snapshots(), min_size=1, max_size=3), periods())
def test_an_answer_for_several_days_is_the_answer_of_each(taken, day):
    whole = find_standing(taken, "X-1", day)
    singles = [
        find_standing(taken, "X-1", Interval(each, each))
        for each in (day.first + timedelta(number) for number in range(day.days))
    ]
    substances = {
        (one.is_listed, one.status, one.accredited_by, one.recognised_by, one.scope_terms)
        if isinstance(one, Standing)
        else None
        for one in singles
    }
    assert isinstance(whole, Standing) == (len(substances) == 1 and None not in substances)
    if isinstance(whole, Standing):
        assert (
            whole.is_listed,
            whole.status,
            whole.accredited_by,
            whole.recognised_by,
            whole.scope_terms,
        ) in substances
        assert whole.age_days == max(one.age_days for one in singles if isinstance(one, Standing))


@given(snapshots(), DATES)
def test_nobody_is_accredited_without_a_row_that_begins_on_or_before_the_day(taken, day):
    answer = find_standing([taken], "X-1", Interval(day, day))
    if isinstance(answer, Standing):
        begun = {
            row.accreditation_body
            for row in taken.bodies
            if row.body_no == "X-1" and row.valid_from.first <= day
        }
        assert set(answer.accredited_by) <= begun
