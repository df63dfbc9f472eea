"""Each tender is told once, however many versions it has and however often it is scanned."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.tenders.alerts import scan_notices
from cradlegate.border.tenders.files import read_tender_files
from cradlegate.border.tenders.mentions import Level
from cradlegate.border.tenders.notice import Source
from cradlegate.border.tenders.seen import read_seen, write_seen
from cradlegate.core.fault import FaultsError
from tests.border.tenders.notices import FIRST, SECOND, opportunity, sam, ted

NAME, NEAR = "ISO/TR 24122", "ISO 24122"
TODAY, LATER = date(2026, 11, 22), date(2026, 11, 23)


def notices(*files):
    return read_tender_files({f"file {n}": data for n, data in enumerate(files)}).notices


def scan(*files, told=()):
    levels = {(each.source, each.notice): each.level for each in told}
    return scan_notices(notices(*files), levels)


def keep(found, told=(), today=TODAY):
    return read_seen(write_seen(told, found.alerts, today), "seen.csv")


@pytest.mark.requirement("S3-25", part="one alert a notice")
def test_versions_of_one_notice_are_one_alert():
    found = scan(ted(NAME, version="02"), ted("no", version="01"), ted(NAME, version="02"))
    [alert] = found.alerts
    assert (alert.level, alert.is_new, alert.latest.version) == (Level.HIT, True, "02")
    assert alert.versions == (f"{FIRST}-01", f"{FIRST}-02")
    assert len(alert.names) == 1
    assert found.tenders == 1


@pytest.mark.requirement("S3-25", part="one alert a notice")
def test_a_notice_that_changes_another_belongs_to_it():
    found = scan(ted(NAME), ted(NAME, notice=SECOND, changes=f"{FIRST}-01"))
    [alert] = found.alerts
    assert alert.key == (Source.TED, FIRST)
    assert alert.versions == (f"{FIRST}-01", f"{SECOND}-01")


def test_notices_that_change_each_other_end_somewhere():
    found = scan(ted(NAME, changes=f"{SECOND}-01"), ted(NAME, notice=SECOND, changes=f"{FIRST}-01"))
    assert 1 <= len(found.alerts) <= 2


def test_a_change_of_a_notice_told_long_ago_belongs_to_it():
    told = keep(scan(ted(NAME)))
    found = scan(ted(NAME, notice=SECOND, changes=f"{FIRST}-01"), told=told)
    [alert] = found.alerts
    assert (alert.key, alert.is_new) == ((Source.TED, FIRST), False)


def test_every_name_is_shown_with_its_place():
    [alert] = scan(ted(f"x {NAME}", lot_text=NEAR, criterion=NAME)).alerts
    assert [
        (each.text.field, each.text.lot, each.mention.pattern.level) for each in alert.names
    ] == [
        ("BT-24", "", Level.HIT),
        ("BT-540", "LOT-0001", Level.HIT),
        ("BT-300", "LOT-0001", Level.NEAR_MISS),
    ]


def test_names_of_other_documents_are_counted_and_not_told():
    found = scan(ted("GB/T 24122 and room 24122"))
    assert (found.alerts, found.passed_over) == ((), 2)
    [alert] = scan(ted(f"GB/T 24122 and {NEAR}")).alerts
    assert alert.level is Level.NEAR_MISS


def test_a_tender_told_before_is_not_new_and_its_versions_are_kept():
    told = keep(scan(ted(NAME)))
    found = scan(ted(NAME, version="02"), told=told)
    assert [alert.is_new for alert in found.alerts] == [False]
    [kept] = keep(found, told, LATER)
    assert (kept.told_on, kept.versions) == ("2026-11-22", (f"{FIRST}-01", f"{FIRST}-02"))


def test_a_near_miss_that_becomes_a_hit_is_told_again_and_never_the_reverse():
    told = keep(scan(ted(NEAR)))
    assert [each.level for each in told] == [Level.NEAR_MISS]
    again = scan(ted(NAME), told=told)
    assert [(each.level, each.is_new) for each in again.alerts] == [(Level.HIT, True)]
    [kept] = keep(again, told, LATER)
    assert (kept.level, kept.told_on) == (Level.HIT, "2026-11-23")
    assert [each.is_new for each in scan(ted(NEAR), told=[kept]).alerts] == [False]


def test_new_hits_come_first():
    told = keep(scan(sam(opportunity(title=NAME))))
    found = scan(
        sam(opportunity(title=NAME), opportunity(noticeId="z", title=NEAR)), ted(NAME), told=told
    )
    assert [(each.is_new, str(each.level), each.key[1]) for each in found.alerts] == [
        (True, "hit", FIRST),
        (True, "near miss", "z"),
        (False, "hit", "abc1"),
    ]


def test_the_list_of_what_was_told_forgets_nothing():
    told = keep(scan(ted(NAME)))
    kept = keep(scan(sam(opportunity(title=NAME))), told)
    assert [each.notice for each in kept] == [FIRST, "abc1"]
    assert read_seen(b"", "seen.csv") == ()


def test_a_faulty_list_is_refused():
    with pytest.raises(FaultsError):
        read_seen(b"source,notice,level,told_on,versions\nTED,a,shout,2026,\n", "seen.csv")
    [kept] = read_seen(b"source,notice,level,told_on,versions\nTED,a,hit,2026-11-22,\n", "seen.csv")
    assert kept.versions == ()


@given(
    st.lists(st.sampled_from([NAME, NEAR, "no", "GB/T 24122"]), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_the_order_of_files_changes_nothing_and_a_second_scan_tells_nothing_new(texts, random):
    files = [ted(text, version=f"0{n}") for n, text in enumerate(texts, 1)]
    files += [sam(opportunity(title=text)) for text in texts[:1]]
    shuffled = random.sample(files, len(files))
    one, other = scan(*files), scan(*shuffled)
    assert [(each.key, each.level, each.versions) for each in one.alerts] == [
        (each.key, each.level, each.versions) for each in other.alerts
    ]
    assert not any(each.is_new for each in scan(*files, told=keep(one)).alerts)
