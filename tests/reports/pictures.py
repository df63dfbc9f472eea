"""Reports with one picture, and tools that read back what was drawn."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring, tostring

from cradlegate.reports.charts.drawing import Box
from cradlegate.reports.charts.pictures import draw_picture
from cradlegate.reports.report import Answer, Chart, Figure, Report, Table

SVG = "{http://www.w3.org/2000/svg}"
NEAR = 1e-6


def kg(value: str | float) -> Figure:
    return Figure(Decimal(str(value)), "kg CO2e")


def report_of(table: Table, chart: Chart, language: str = "en") -> Report:
    answer = Answer("nothing")
    return Report("Charts", "test", answer, tables=(table,), charts=(chart,), language=language)


def draw(report: Report) -> Element:
    """Draw the one picture of a report and read its bytes back as XML."""
    picture = draw_picture(report, report.charts[0])
    assert picture is not None
    return fromstring(tostring(picture))  # noqa: S314 - XML of our own


def texts(svg: Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


def boxes(svg: Element) -> list[Box]:
    names = ("x", "y", "width", "height")
    return [
        Box(*(float(each.get(name, "nan")) for name in names)) for each in svg.iter(f"{SVG}rect")
    ]


def all_inside(found: Iterable[Box], svg: Element) -> bool:
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    slack = 0.02  # coordinates are written with two decimals
    return all(
        box.x >= -slack
        and box.y >= -slack
        and box.x + box.width <= width + slack
        and box.y + box.height <= height + slack
        for box in found
    )


def overlap(found: Iterable[Box]) -> list[tuple[Box, Box]]:
    return [
        (one, other)
        for one, other in combinations(found, 2)
        if min(one.x + one.width, other.x + other.width) - max(one.x, other.x) > NEAR
        and min(one.y + one.height, other.y + other.height) - max(one.y, other.y) > NEAR
    ]


def words_inside(svg: Element) -> bool:
    """Whether every text begins and ends inside the picture, as wide as it is estimated."""
    from cradlegate.reports.charts.drawing import LENGTH, measure

    for each in svg.iter(f"{SVG}text"):
        width = measure(each.text or "", float(each.get("font-size", "0")))
        x = float(each.get("x", "0"))
        start = (
            x - {"start": 0.0, "middle": width / 2, "end": width}[each.get("text-anchor", "start")]
        )
        if start < -NEAR or start + width > LENGTH + NEAR:
            return False
    return True


def is_offline(svg: Element) -> bool:
    """Whether nothing is a script, a link or a file from elsewhere."""
    tags = {each.tag.removeprefix(SVG) for each in svg.iter()}
    names = {name for each in svg.iter() for name in each.attrib}
    return tags <= {"svg", "title", "desc", "rect", "line", "path", "text"} and not any(
        name.startswith("on") or "href" in name for name in names
    )
