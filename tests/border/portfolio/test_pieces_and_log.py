"""No answer hangs on how many lines are judged at once, and a log is enough to judge again."""

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from cradlegate.border.portfolio.log import find_other_inputs, read_log, write_log
from cradlegate.core.canonical import canonical_bytes, digest
from cradlegate.core.fault import FaultsError
from tests.border.portfolio.portfolios import KNOWN, draw_files, pack, packs, screened, terms

FILES = draw_files(3)
LISTS = ("regimes", "chase", "open_law", "routes", "families")


def content(lines_at_once):
    """Everything that comes out, with the parts of sheets put together."""
    screening, sheets = screened(FILES, lines_at_once=lines_at_once)
    findings = pl.concat([each.findings for each in sheets])
    lists = [getattr(screening, name).to_dicts() for name in LISTS]
    # Findings lie regime after regime in each part; their rows are the same.
    rows = findings.with_columns(pl.col(pl.Categorical).cast(pl.String)).sort(pl.all()).to_dicts()
    lines = pl.concat([each.lines for each in sheets]).to_dicts()
    return rows, lines, lists, screening.lines, screening.result_digest


WHOLE = content(1000)


@pytest.mark.parametrize("lines_at_once", [11, 29])
def test_no_answer_hangs_on_how_many_lines_are_judged_at_once(lines_at_once):
    assert content(lines_at_once) == WHOLE


def test_the_digest_is_that_of_every_status():
    first, _ = screened(FILES)
    later, _ = screened(FILES, law_as_of=date(2026, 1, 1))
    without, _ = screened(FILES, *packs()[1:])
    assert len({first.result_digest, later.result_digest, without.result_digest}) == 3


LOGGED, _ = screened(FILES, pack("vn-circular-12-2026"), law_as_of=date(2026, 8, 1))
DATA = write_log(LOGGED)


def test_a_log_says_everything_that_is_needed_to_judge_again():
    logged = read_log(DATA, "screening.json")
    assert (logged.engine, logged.law_as_of, logged.known_as_of) == (
        "cradlegate test",
        date(2026, 8, 1),
        KNOWN,
    )
    assert logged.inputs == {"shipments": "sha256:ab"}
    again, _ = screened(FILES, *logged.packs, law_as_of=logged.law_as_of)
    assert again.result_digest == logged.result_digest == LOGGED.result_digest
    assert read_log(write_log(replace(LOGGED, terms=terms())), "x").law_as_of is None


def refuse(data):
    with pytest.raises(FaultsError) as error:
        read_log(data, "screening.json")
    (fault,) = error.value.faults
    assert (fault.code, fault.place.file) == ("BD-183", "screening.json")
    return fault.found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"lines": 31}, "its digest is not that of its content"),
        ({"digest": "sha256:00"}, "its digest is not that of its content"),
        ({"form": "other"}, "it has another form"),
    ],
)
def test_a_log_that_was_changed_is_refused(change, found):
    assert refuse(canonical_bytes({**json.loads(DATA), **change})) == found


def test_what_is_no_log_is_refused():
    assert refuse(b"[]") == "it has another form"
    assert refuse(b"{").startswith("the document is no JSON")


def test_a_log_whose_content_was_made_up_is_refused():
    """Somebody who computes the digest again still has to write everything that belongs there."""
    content = {
        name: value for name, value in json.loads(DATA).items() if name not in {"digest", "packs"}
    }
    assert (
        refuse(canonical_bytes({**content, "digest": digest(content)}))
        == "a part cannot be read: 'packs'"
    )


def test_other_inputs_are_named():
    logged = read_log(DATA, "screening.json")
    assert find_other_inputs(logged, {"shipments": "sha256:ab"}) == ()
    faults = find_other_inputs(logged, {"shipments": "sha256:cd", "documents": "sha256:ef"})
    assert [(each.code, each.found) for each in faults] == [
        ("BD-184", "shipments is sha256:cd, then sha256:ab"),
        ("BD-184", "documents is sha256:ef, then not there"),
    ]
    assert find_other_inputs(logged, {})[0].found == "shipments is not there, then sha256:ab"
