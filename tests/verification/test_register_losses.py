"""What a body lost after a day on which it was in good standing; how old and how kept it is."""

from datetime import date

import pytest

from cradlegate.verification.registers.freshness import find_doubts
from cradlegate.verification.registers.keeping import (
    find_altered,
    find_conflicts,
    name_kept,
    write_sums,
)
from cradlegate.verification.registers.losses import find_losses
from cradlegate.verification.registers.scope import name_term, name_terms, scope_aliases
from tests.verification.registers import (
    LCA,
    MACHINERY,
    Q2,
    Q3,
    accreditation,
    shipped,
    snapshot,
)

MARCH, JUNE = "2026-03-31", "2026-06-30"


def lose(after, *snapshots, body="X-1"):
    found = find_losses(snapshots, body, date.fromisoformat(after))
    return [(str(each.status), str(each.since), each.lost_terms) for each in found]


@pytest.mark.parametrize("lost", ["suspended", "withdrawn"])
def test_a_loss_with_a_day_began_on_it(lost):
    taken = snapshot(JUNE, accreditation(status=lost, status_from="2026-05-04"))
    assert lose("2026-05-03", taken) == [(lost, "2026-05-04", ())]
    assert lose("2026-05-04", taken) == []


def test_a_loss_without_a_day_began_after_the_snapshot_that_last_showed_it_in_force():
    good = snapshot(MARCH, accreditation())
    bad = snapshot(JUNE, accreditation(status="suspended"))
    assert lose(MARCH, bad, good) == [("suspended", "2026-04-01/2026-06-30", ())]
    assert lose(JUNE, bad, good) == []


def test_a_loss_without_a_day_that_no_snapshot_precedes_began_at_any_time():
    taken = snapshot(JUNE, accreditation(status="withdrawn"))
    assert lose(MARCH, taken) == [("withdrawn", "2025-01-01/2026-06-30", ())]


def test_a_loss_in_part_names_its_terms():
    taken = snapshot(
        JUNE, accreditation(status="suspended", status_from="2026-05-04", partial_scope=(LCA,))
    )
    assert lose(MARCH, taken) == [("suspended", "2026-05-04", (LCA,))]


def test_an_accreditation_that_vanishes_was_lost_in_between():
    good, without = snapshot(MARCH, accreditation()), snapshot(JUNE, accreditation("X-2"))
    assert lose(MARCH, good, without) == [("None", "2026-04-01/2026-06-30", ())]
    [loss] = find_losses([good, without], "x 1", date(2026, 3, 31))
    assert loss.found == (
        "X-1 in register 2026-06-30 as of 2026-06-30: accredited by A under ISO 14065 from "
        "2025-01-01 to 2027-12-31; no longer there"
    )
    assert lose(MARCH, snapshot(MARCH, accreditation(status="expired")), without) == []


def test_a_loss_that_several_snapshots_show_is_one():
    rows = accreditation(status="suspended", status_from="2026-02-01")
    assert len(lose("2026-01-01", snapshot(MARCH, rows), snapshot(JUNE, rows))) == 1


def test_a_suspended_accreditation_that_vanishes_was_lost_too():
    suspended = accreditation(status="suspended", status_from="2026-02-01")
    taken = snapshot(MARCH, suspended), snapshot(JUNE, accreditation("X-2"))
    assert lose("2026-02-01", *taken) == [("None", "2026-04-01/2026-06-30", ())]


@pytest.mark.parametrize(
    ("last_day", "count"), [("2026-06-29", 0), ("2026-06-30", 1), ("2026-06", 1)]
)
def test_an_accreditation_that_ran_out_was_not_lost(last_day, count):
    good = snapshot(MARCH, accreditation(valid_to=last_day))
    assert len(lose(MARCH, good, snapshot(JUNE, accreditation("X-2")))) == count


@pytest.mark.requirement("S1-19", part="what came after the signature")
def test_the_shipped_registers_show_what_came_after_a_signature():
    taken = (shipped(Q2), shipped(Q3))
    assert lose("2026-08-09", *taken, body="EX-VB-05") == [("suspended", "2026-08-10", ())]
    assert lose("2026-08-31", *taken, body="EX-VB-06") == [("withdrawn", "2026-09-01", ())]
    assert lose("2026-08-31", *taken, body="EX-VB-01") == []


# How recent a snapshot is.


def doubts(day, taken):
    return [fault.code for fault in find_doubts(taken, date.fromisoformat(day), "register")]


@pytest.mark.requirement("S1-20", part="stale by its age or by the quarter")
def test_a_snapshot_grows_old_by_its_quarter_and_by_its_days():
    taken = snapshot(JUNE, accreditation(), is_example=False)
    assert doubts("2026-06-30", taken) == []
    assert doubts("2026-07-01", taken) == ["VR-025"]
    assert doubts("2026-09-30", taken) == ["VR-025"]  # 92 days
    assert doubts("2026-10-01", taken) == ["VR-024"]
    assert doubts("2026-10-02", taken) == ["VR-024"]
    assert doubts("2025-12-31", taken) == []


def test_a_snapshot_of_a_year_ago_is_of_an_earlier_quarter():
    taken = snapshot("2025-12-31", accreditation(), is_example=False)
    assert doubts("2026-01-01", taken) == ["VR-025"]


def test_an_example_says_so():
    assert doubts(JUNE, snapshot(JUNE, accreditation())) == ["VR-026"]


# How a snapshot is kept.


def test_a_snapshot_is_kept_by_register_and_day():
    assert name_kept(snapshot(JUNE, register_id="VinaCert list/1")) == "VinaCert_list_1-2026-06-30"
    assert name_kept(snapshot(JUNE, register_id="..")) == "register-2026-06-30"


@pytest.mark.parametrize(
    ("kept", "codes"),
    [
        (snapshot(JUNE, accreditation()), []),
        (snapshot(JUNE, accreditation("X-2")), ["VR-023"]),
        (snapshot(JUNE, accreditation("X-2"), register_id="S"), []),
        (snapshot(MARCH, accreditation("X-2"), edition=JUNE), ["VR-023"]),
        (snapshot(MARCH, accreditation("X-2")), []),
        (snapshot(JUNE, accreditation(), retrieved_at=date(2026, 7, 9), source="again"), []),
    ],
)
def test_another_state_of_the_same_day_or_edition_is_a_conflict(kept, codes):
    new = snapshot(JUNE, accreditation())
    assert [fault.code for fault in find_conflicts(new, [kept], "new")] == codes


def test_every_change_of_a_kept_file_shows():
    files = {"bodies.csv": b"a", "snapshot.yaml": b"b"}
    sums = write_sums(files, "R")
    assert sums.splitlines()[0] == (
        b"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  R/bodies.csv"
    )
    assert list(find_altered(files, sums, "R")) == []
    for changed in ({**files, "bodies.csv": b"x"}, {"bodies.csv": b"a"}, {**files, "new": b""}):
        [fault] = find_altered(changed, sums, "R")
        assert fault.code == "VR-030"


# Names of terms.


@pytest.mark.requirement("S1-21", part="aliases of scope terms")
def test_a_term_is_read_by_its_name_whatever_its_spelling():
    assert name_term("Metal-Working  machinery") == MACHINERY
    assert name_term("金属加工机械") == MACHINERY
    assert name_terms(["全生命周期碳核算", LCA, "steel"]) == (LCA, "steel")


def test_a_wider_or_narrower_term_is_no_alias():
    assert name_term("machinery") == "machinery"
    assert name_term("CNC lathes") == "CNC lathes"


def test_no_spelling_stands_for_two_terms():
    spellings = [each for name, aliases in scope_aliases().items() for each in (name, *aliases)]
    assert len({each.casefold() for each in spellings}) == len(spellings)
