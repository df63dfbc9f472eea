import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cradlegate.reports.report import DRAFT, Answer, Note, Report, Step, Text
from cradlegate.reports.terminal import render_terminal
from tests.reports.sample import line_table, sample_report

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def test_report_at_100_columns(golden):
    golden("terminal_100.txt", render_terminal(sample_report(DRAFT)))


def test_report_at_80_columns_in_ascii(golden):
    golden("terminal_80_ascii.txt", render_terminal(sample_report(), width=80, unicode=False))


@pytest.mark.parametrize("width", [100, 80, 72])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_terminal(width, unicode):
    text = render_terminal(sample_report(DRAFT), width=width, unicode=unicode)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_answer_comes_first_and_parts_follow_in_their_order():
    text = render_terminal(sample_report())
    assert text.startswith("Carbon footprint of one VMC-850: 22.4 t CO2e (19.6–27.9), ")
    heads = ["What to do next", "By stage\n", "How sure", "Coverage by", "Made from"]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


def test_draft_is_said_first_and_last():
    lines = render_terminal(sample_report(DRAFT)).splitlines()
    assert lines[0].startswith("DRAFT · ")
    assert lines[-1].strip() == "DRAFT"
    assert "DRAFT" not in render_terminal(sample_report())


def test_nothing_to_do_is_said_too():
    report = Report(title="T", kind="test", answer=Answer("All is known"))
    assert "What to do next\n  Nothing to do.\n" in render_terminal(report)


def test_colour_changes_no_sign():
    plain = render_terminal(sample_report(DRAFT))
    coloured = render_terminal(sample_report(DRAFT), color=True)
    assert coloured != plain
    assert COLOUR.sub("", coloured) == plain


def test_plain_has_no_colour_and_plain_signs_but_keeps_the_words():
    text = render_terminal(sample_report(), plain=True, color=True)
    assert not COLOUR.search(text)
    assert "电气柜" in text
    assert not set("─✓✗…−\N{NARROW NO-BREAK SPACE}") & set(text)


def test_ascii_terminal_gets_ascii_alone():
    assert render_terminal(sample_report(DRAFT), unicode=False).isascii()


@given(st.text(min_size=1))
def test_no_text_of_a_case_steers_the_terminal(text):
    report = Report(
        title=text,
        kind="test",
        answer=Answer(text, boundary=text),
        next_steps=(Step(text, text, because=text),),
        notes=(Note(text),),
        provenance=((text, text),),
    )
    drawn = render_terminal(report)
    steering = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not {unicodedata.category(sign) for sign in drawn if sign != "\n"} & steering
    assert render_terminal(report, unicode=False).isascii()


def test_depth_of_a_trace_survives_wrapping():
    table = replace(line_table(), rows=((Text("word " * 40, depth=2), *line_table().rows[0][1:]),))
    text = render_terminal(replace(sample_report(), tables=(table,), charts=()))
    traced = [line for line in text.splitlines() if "word" in line]
    assert len(traced) > 2
    assert all(line.startswith("    word") for line in traced)
