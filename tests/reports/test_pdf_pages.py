import re
from dataclasses import replace
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pytest
import segno

from cradlegate.reports.pdf.content import write_content
from tests.reports.documents import (
    DIGEST,
    HOSTILE,
    LONG_WORD,
    NASTY,
    Box,
    covered,
    draw,
    elements_of,
    flat,
    of_rows,
    pages_of,
    signs_on,
)


@pytest.fixture(scope="module")
def document() -> bytes:
    return draw(covered())


@pytest.fixture(scope="module")
def hostile() -> bytes:
    return draw(HOSTILE)


def test_words_of_a_case_stay_words(hostile):
    words = flat(" ".join(pages_of(hostile)))
    assert words.count(flat(NASTY)) >= 15
    assert words.count(LONG_WORD) >= 6
    assert "word" * 300 in words


def test_direction_of_writing_cannot_be_turned():
    text = flat(" ".join(pages_of(draw(of_rows(("a\N{RIGHT-TO-LEFT OVERRIDE}bc\u2066d",))))))
    assert "abcd" in text


@pytest.mark.parametrize("name", ["document", "hostile"])
def test_nothing_leaves_the_page_or_runs_over_its_neighbour(name, request):
    """No sign is outside the margins of 15 mm, and the middle of none lies on another sign."""
    margin = 15 / 25.4 * 72
    for page in pypdfium2.PdfDocument(request.getfixturevalue(name)):
        width, height = page.get_size()
        signs = signs_on(page)
        boxes = [box for _, box in signs]
        assert min(left for left, _, _, _ in boxes) > margin
        assert max(right for _, _, right, _ in boxes) < width - margin
        assert min(bottom for _, bottom, _, _ in boxes) > margin / 2
        assert max(top for _, _, _, top in boxes) < height - margin / 2
        assert list_overlaps(signs) == []


def list_overlaps(signs: list[tuple[str, Box]]) -> list[str]:
    """Find signs whose middle lies on another; `r.` is close, and a ligature is one box."""
    by_line: dict[int, list[tuple[str, Box]]] = {}
    for sign, box in signs:
        for line in range(int(box[1] // 4), int(box[3] // 4) + 1):
            by_line.setdefault(line, []).append((sign, box))
    found = []
    for sign, box in signs:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for other, (left, bottom, right, top) in by_line.get(int(y // 4), []):
            is_on = left < x < right and bottom < y < top
            if is_on and box != (left, bottom, right, top) and sign not in ".,":
                found.append(f"{sign} on {other}")
    return found


def test_an_id_that_breaks_can_still_be_copied(hostile):
    """No hyphen and no invisible sign is added where a word had to break."""
    words = " ".join(pages_of(hostile))
    assert "bom/BED-101/machining" in flat(words)
    assert not re.search("[\u00ad\u200b\u2060\ufeff]", words)


def test_numbers_are_never_broken(hostile):
    """The widest are `0.312` and `31 200 000 000`; their table is set small instead."""
    assert re.search(r"31\s200\s000\s000", " ".join(pages_of(hostile)).replace("\r\n", "\n\n"))


def test_a_long_table_repeats_its_head():
    report = of_rows(*((f"row {index}", "b", "c") for index in range(200)))
    pages = pages_of(draw(report))
    with_rows = [page for page in pages if "row " in page]
    assert len(with_rows) > 3
    assert all("Head 0 Head 1 Head 2" in " ".join(page.split()) for page in with_rows)
    assert len(elements_of(draw(report), "/TH")) == 3


def test_a_chart_without_anything_to_draw_is_left_out():
    report = covered()
    empty = tuple(replace(table, rows=(), total=None) for table in report.tables)
    figures = elements_of(draw(replace(report, tables=empty)), "/Figure")
    assert [figure.alt[:7] for figure in figures] == ["QR code"]


def test_code_holds_the_digest(document):
    """No reader of such codes is at hand: every module is compared with the code that says so."""
    expected = [list(row) for row in segno.make_qr(DIGEST, error="m", boost_error=False).matrix]
    (found,) = [figure for figure in elements_of(document, "/Figure") if "QR" in figure.alt]
    left, _, right, top = found.box
    page = pypdfium2.PdfDocument(document)[0]
    scale = 8
    picture = page.render(scale=scale, grayscale=True).to_numpy().squeeze()
    size = len(expected) + 8
    module = (right - left) / size

    def is_dark(row: int, column: int) -> int:
        x = left + (column + 4.5) * module
        y = page.get_height() - top + (row + 4.5) * module
        return int(picture[round(y * scale), round(x * scale)] < 128)

    places = range(len(expected))
    assert [[is_dark(row, column) for column in places] for row in places] == expected
    quiet = [is_dark(row, column) for row in range(-4, 0) for column in range(-4, size - 4)]
    assert not any(quiet)


def test_bars_are_as_long_as_their_figures():
    """14823.4512345 of 22403.4357345; the tornado goes from −1 t to 3 t, zero at a quarter."""
    content: Any = write_content(covered())
    tables = {table["title"]: table for part in content["sections"] for table in part["tables"]}
    (bar,) = tables["By stage"]["charts"]
    assert [part["share"] for part in bar["parts"]] == pytest.approx(
        [0.661659, 0.018424, 0.272460, 0.047457], abs=1e-6
    )
    (tornado,) = tables["What moves the result most"]["charts"]
    assert tornado["zero"] == 0.25
    assert [(one["start"], one["end"]) for one in tornado["bars"]] == [(0, 1), (0.125, 0.25)]


def test_a_part_has_one_colour_in_all_charts():
    content: Any = write_content(covered())
    charts = [*content["cover"]["charts"], *content["sections"][0]["tables"][0]["charts"]]
    colours = [[(part["name"], part["fill"]) for part in chart["parts"]] for chart in charts]
    assert len(colours) == 2
    assert colours[0] == colours[1]
