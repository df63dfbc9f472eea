import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.core.outcome import Outcome
from cradlegate.reports.charts.palette import contrast
from cradlegate.reports.html import render_html
from cradlegate.reports.report import (
    DISCLAIMER,
    DRAFT,
    Answer,
    Column,
    Note,
    Report,
    Status,
    Step,
    Table,
    Text,
)
from tests.reports.sample import sample_report

EMPTY = {"meta", "br", "link", "img", "input"}


class Outline(HTMLParser):
    """Collects tags, attributes and texts, and sees that every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, dict[str, Any]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def outline():
    return Outline(render_html(sample_report(DRAFT)))


def test_document_stands_alone(outline):
    document = render_html(sample_report())
    assert document.startswith("<!DOCTYPE html>\n<html lang=")
    assert not {"script", "link", "img", "iframe", "object", "a"} & set(outline.tags)
    assert not re.search(r"url\(|@import|https?:", document)
    assert not [name for _, attrs in outline.attributes for name in attrs if name.startswith("on")]


def test_every_tag_is_closed(outline):
    assert outline.open == []


def test_document_can_be_read_without_seeing_it(outline):
    assert ("html", {"lang": "en"}) in outline.attributes
    assert [tag for tag in outline.tags if re.fullmatch("h[1-6]", tag)][:2] == ["h1", "h2"]
    assert outline.tags.count("h1") == 1
    assert outline.tags.count("table") == outline.tags.count("caption") == 4
    scopes = [attrs.get("scope") for tag, attrs in outline.attributes if tag == "th"]
    assert set(scopes) == {"col", "row"}
    pictures = [attrs for tag, attrs in outline.attributes if tag == "svg"]
    assert all("aria-label" in attrs or "aria-hidden" in attrs for attrs in pictures)
    assert {attrs.get("title") for tag, attrs in outline.attributes if tag == "abbr"} == {
        "unknown",
        "known to be absent",
        "not applicable",
    }


def test_words_of_a_case_stay_words(outline):
    assert "=SUM(A1:A9) <script>alert(1)</script>" in outline.text


NASTY = '</style><script>x</script>"\'&<b onclick=1>\\"}body{display:none}'


def test_no_place_of_a_report_lets_markup_through():
    report = Report(
        title=NASTY,
        kind="test",
        answer=Answer(NASTY, boundary=NASTY),
        next_steps=(Step(NASTY, NASTY, because=NASTY),),
        tables=(Table(NASTY, NASTY, (Column("a", NASTY),), ((Text(NASTY, 1),),), note=NASTY),),
        notes=(Note(NASTY),),
        provenance=((NASTY, NASTY),),
        status=NASTY,
        disclaimer=NASTY,
    )
    document = render_html(report)
    outline = Outline(document)
    assert "script" not in outline.tags
    assert outline.tags.count("b") == len(report.next_steps)
    assert outline.tags.count("style") == 1
    assert not [attrs for _, attrs in outline.attributes if "onclick" in attrs]
    style = document[document.index("<style>") : document.index("</style>")]
    assert "display:none" not in style
    assert outline.text.count("<script>x</script>") >= 12


@given(st.text())
@settings(max_examples=50)
def test_every_text_gives_a_closed_document(text):
    report = Report(title="T", kind="test", answer=Answer(text or "-"), notes=(Note(text),))
    assert Outline(render_html(report)).open == []


def test_draft_stands_on_screen_and_on_every_page():
    document = render_html(sample_report(DRAFT))
    assert '<p role="note" class="status">DRAFT</p>' in document
    assert '@top-center { content: "DRAFT" }' in document
    assert "<title>DRAFT · Carbon footprint" in document
    assert "DRAFT" not in render_html(sample_report())


@pytest.mark.requirement("X-4")
def test_document_says_what_it_is_not(outline):
    assert DISCLAIMER in outline.text


def test_dash_zero_and_unknown_are_three_things():
    document = render_html(sample_report())
    assert '<data value="0" data-unit="kg CO2e" data-path="Servo drives/A3">0</data>' in document
    assert '<abbr title="unknown">?</abbr>' in document
    assert '<abbr title="not applicable">–</abbr>' in document
    assert '<abbr title="known to be absent">none</abbr>' in document


def test_verdict_is_words_beside_a_symbol():
    answer = Answer("2 papers missing", verdict=Status(Outcome.NOT_MET))
    text = Outline(render_html(Report(title="T", kind="test", answer=answer))).text
    assert "✗ not met 2 papers missing" in text
    assert "Nothing to do." in text


def test_wide_table_is_set_smaller():
    columns = tuple(Column(f"c{index}", "C") for index in range(9))
    table = Table("w", "W", columns, ())
    report = Report(title="T", kind="test", answer=Answer("x"), tables=(table,))
    assert '<div class="wide table">' in render_html(report)


def test_bar_is_as_long_as_its_figures():
    """14823.4512345 of 22403.4357345 is 661.66 of 1000."""
    document = render_html(sample_report())
    assert '<rect x="0.00" y="0" width="661.66"' in document
    widths = [
        float(width) for width in re.findall(r'<rect x="[\d.]+" y="0" width="([\d.]+)"', document)
    ]
    assert sum(widths) == pytest.approx(1000, abs=0.05)


def test_only_a_segment_that_is_long_enough_carries_its_number():
    """14.8 and 6.10 t have room for their label; 0.413 and 1.06 t, 18 and 47 of 1000, have none."""
    labels = re.findall(r"<text [^>]*>([^<]*)</text>", render_html(sample_report()))
    assert labels == ["14.8 t CO2e", "6.10 t CO2e"]


def test_chart_without_anything_above_zero_is_not_drawn():
    report = sample_report()
    table = replace(report.table("stages"), rows=(), total=None)
    drawn = render_html(replace(report, tables=(table,)))
    assert "<figure>" not in drawn


def test_words_have_contrast_on_paper():
    document = render_html(sample_report())
    style = document[document.index("<style>") : document.index("</style>")]
    inks = set(re.findall(r"(?<![-\w])color: (#[0-9A-F]{6})", style))
    assert len(inks) >= 6
    assert all(contrast(ink, "#FFFFFF") >= 4.5 for ink in inks)
