"""What every picture of a report is drawn with: a frame that reads aloud, boxes, and words.

Words are set at sizes of their own, so that a picture reads the same on a page and in a PDF.
"""

from dataclasses import dataclass
from math import isfinite
from unicodedata import east_asian_width
from xml.etree.ElementTree import Element, SubElement

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.reports.charts.palette import PAPER, TEXT, contrast
from cradlegate.reports.display import clean
from cradlegate.reports.faults import NOT_DRAWN

LENGTH = 1000.0
"""Width of every picture in its own units; about 0.48 pt each on A4."""

WORDS, SMALL = 18.0, 16.0
"""Sizes of words in a picture, 8.6 and 7.6 pt on A4."""

BLACK = "#000000"
_WIDE, _NARROW, _LETTER, _CAPITAL = 1.0, 0.32, 0.56, 0.74
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZmw%@—…&")
_NARROWS = frozenset("iljtfrI.,:;|!'()[]/- \N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}")
_BOLD = 1.08


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left upper corner, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Width × height."""
        return self.width * self.height


def refuse_unfinite(*values: float) -> None:
    """Refuse figures that no length can stand for.

    Raises:
        FaultsError: one that is not a finite number (RP-010).
    """
    wrong = [value for value in values if not isfinite(value)]
    if wrong:
        raise FaultsError([Fault(NOT_DRAWN, f"{len(wrong)} of {len(values)} are {wrong[0]}")])


def open_picture(name: str, title: str, said: str, height: float) -> Element:
    """Open a picture that a screen reader can read: a title, and in words what it shows.

    Args:
        name: unique on its page, such as the id of the table.
    """
    frame = {"viewBox": f"0 0 {LENGTH:.0f} {height:.2f}", "role": "img"}
    named = {"aria-labelledby": f"{name}-title {name}-words"}
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **frame, **named})
    SubElement(svg, "title", {"id": f"{name}-title"}).text = clean(title)
    SubElement(svg, "desc", {"id": f"{name}-words"}).text = clean(said)
    return svg


def measure(text: str, size: float, *, is_bold: bool = False) -> float:
    """Estimate how wide a text is set, rather too wide than too narrow."""
    return sum(map(_width, text)) * size * (_BOLD if is_bold else 1.0)


def _width(sign: str) -> float:
    if east_asian_width(sign) in {"W", "F"}:
        return _WIDE
    if sign in _NARROWS:
        return _NARROW
    return _CAPITAL if sign in _CAPITALS else _LETTER


def fit(text: str, size: float, room: float, *, is_bold: bool = False) -> str:
    """Shorten a text to the room that it has; empty where not even one sign fits."""
    if measure(text, size, is_bold=is_bold) <= room:
        return text
    kept = text
    while kept and measure(f"{kept}…", size, is_bold=is_bold) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if kept else ""


def write(
    parent: Element,
    text: str,
    x: float,
    y: float,
    *,
    size: float = WORDS,
    fill: str = TEXT,
    anchor: str = "start",
    is_bold: bool = False,
) -> None:
    """Write a text whose middle line stands at `y`."""
    place = {"x": f"{x:.2f}", "y": f"{y + 0.35 * size:.2f}", "fill": fill}
    weight = {"font-size": f"{size:g}", "font-weight": "600" if is_bold else "400"}
    element = SubElement(parent, "text", {**place, **weight, "text-anchor": anchor})
    element.text = clean(text)


def draw_box(parent: Element, box: Box, said: str = "", **look: str) -> Element:
    """Draw a rectangle; what is said of it shows under the pointer."""
    corner = {"x": f"{box.x:.2f}", "y": f"{box.y:.2f}"}
    size = {"width": f"{box.width:.2f}", "height": f"{box.height:.2f}"}
    element = SubElement(
        parent, "rect", {**corner, **size, **{k.replace("_", "-"): v for k, v in look.items()}}
    )
    if said:
        SubElement(element, "title").text = clean(said)
    return element


def draw_line(
    parent: Element, start: tuple[float, float], end: tuple[float, float], **look: str
) -> None:
    """Draw a straight line."""
    ends = dict(zip(("x1", "y1", "x2", "y2"), (f"{at:.2f}" for at in (*start, *end)), strict=True))
    SubElement(parent, "line", {**ends, **{k.replace("_", "-"): v for k, v in look.items()}})


_BUNDLE = "others ("


def name_bundle(count: int) -> str:
    """Name a bundle of things that are too small to be shown."""
    return f"{_BUNDLE}{count})"


def is_bundle(name: str) -> bool:
    """Tell whether a name is that of a bundle."""
    return name.startswith(_BUNDLE)


def ink_on(fill: str) -> str:
    """Choose the colour of words on a fill: black or white, whichever reads better."""
    return max((BLACK, PAPER), key=lambda ink: contrast(ink, fill))
