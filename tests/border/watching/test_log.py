"""The log of looks: rows are added, read back as they were, and never changed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.watching import faults
from cradlegate.border.watching.log import (
    LogRow,
    RowKind,
    Verdict,
    WatchLog,
    append_row,
    log_table,
    read_log,
)
from cradlegate.core.fault import FaultKind, FaultsError

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LOOK = LogRow(
    item="test/guidance",
    what=RowKind.LOOK,
    at=datetime(2026, 8, 1, 7, 30, tzinfo=UTC),
    by="A. Example",
    file="page.html",
    sha256="sha256:" + "a" * 64,
    verdict=Verdict.NOISE,
    note='nothing, "so far"',
)
CHANGE = LogRow(
    "test/guidance",
    RowKind.CHANGE,
    NOW,
    "A. Example",
    change="answer.yaml",
    change_sha256="sha256:" + "b" * 64,
)


def write(*rows):
    data = b""
    for row in rows:
        data = append_row(data, row, "log.csv", NOW)
    return data


def codes_of(call):
    with pytest.raises(FaultsError) as caught:
        call()
    return [fault.code for fault in caught.value.faults]


def test_rows_read_back_as_they_were_added():
    assert read_log(write(LOOK, CHANGE), "log.csv").rows == (LOOK, CHANGE)
    assert read_log(b"", "log.csv") == WatchLog()


def test_adding_a_row_leaves_every_byte_before_it():
    one = write(LOOK)
    two = append_row(one, CHANGE, "log.csv", NOW)
    assert two.startswith(one)
    assert one.count(b"\n") == 2
    assert append_row(one.rstrip(b"\n"), CHANGE, "log.csv", NOW) == two


@pytest.mark.parametrize(
    ("old", "new"), [("noise", "answers"), ("2026-08-01", "2026-08-02"), ("page", "other")]
)
def test_a_change_of_an_earlier_row_shows(old, new):
    data = write(LOOK, CHANGE)
    assert codes_of(lambda: read_log(data.replace(old.encode(), new.encode(), 1), "log.csv")) == [
        "BD-142"
    ]


def test_a_row_that_was_taken_out_or_moved_shows():
    head, first, second = write(LOOK, CHANGE).splitlines(keepends=True)
    assert codes_of(lambda: read_log(head + second, "log.csv")) == ["BD-142"]
    assert codes_of(lambda: read_log(head + second + first, "log.csv")) == ["BD-142"]
    assert read_log(head + first, "log.csv").rows == (LOOK,)  # what was cut off does not show


def test_texts_go_into_one_line_and_words_of_blank_cells_are_left_out():
    [row] = read_log(write(replace(LOOK, note=" one\n two ")), "log.csv").rows
    assert row.note == "one two"
    for word in ("none", "-", "?"):
        [row] = read_log(write(replace(LOOK, note=word)), "log.csv").rows
        assert row.note == ""


def test_a_look_of_a_later_moment_is_refused():
    later = replace(LOOK, at=datetime(2026, 11, 22, 9, 0, 1, tzinfo=UTC))
    assert codes_of(lambda: write(later)) == ["BD-143"]


def test_a_moment_of_another_form_is_refused():
    data = write(LOOK).replace(b"2026-08-01T07:30:00Z", b"2026-08-01")
    assert codes_of(lambda: read_log(data, "log.csv")) == ["BD-143"]


def test_a_row_without_a_name_is_refused():
    assert codes_of(lambda: write(replace(LOOK, by=" "))) == ["BD-144"]


def test_a_log_of_another_form_is_read_and_not_added_to():
    semicolons = write(replace(LOOK, note="")).replace(b",", b";")
    assert read_log(semicolons, "log.csv").rows == (replace(LOOK, note=""),)
    assert codes_of(lambda: append_row(semicolons, LOOK, "log.csv", NOW)) == ["BD-144"]
    utf_16 = write(LOOK).decode().encode("utf-16")
    assert codes_of(lambda: append_row(utf_16, LOOK, "log.csv", NOW)) == ["BD-144"]


def test_faults_of_cells_are_gathered():
    data = write(LOOK).replace(b"noise", b"nothing").replace(b"look,", b"glance,")
    assert len(codes_of(lambda: read_log(data, "log.csv"))) == 2


def test_the_page_shows_every_column_and_every_fault():
    page = (Path(__file__).parents[3] / "docs" / "reference" / "watch-log.md").read_text("utf-8")
    codes = [kind.code for kind in vars(faults).values() if isinstance(kind, FaultKind)]
    assert [each for each in log_table().columns if f"`{each}`" not in page] == []
    assert [code for code in codes if code not in page] == []


NAMES = st.text(alphabet='aé,";=\n 机', max_size=8)


@given(st.lists(st.tuples(NAMES, NAMES, st.sampled_from(Verdict)), min_size=1, max_size=4))
def test_whatever_is_noted_is_kept(noted):
    rows = [replace(LOOK, note=note, file=file, verdict=verdict) for note, file, verdict in noted]
    kept = read_log(write(*rows), "log.csv").rows
    assert [(row.note, row.file, row.verdict) for row in kept] == [
        (" ".join(note.split()), " ".join(file.split()), verdict) for note, file, verdict in noted
    ]
