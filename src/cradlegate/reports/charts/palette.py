"""Colours that colour-blind readers can tell apart, and that never stand alone.

Source: M. Okabe and K. Ito, Color Universal Design, 2008 (the eight colours of the series).
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain, repeat

from cradlegate.core.outcome import Outcome

SERIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
"""Colours of the parts of a chart; the eighth colour, black, is the colour of words."""

SHADES = ("#002D46", "#805800", "#004D38", "#6F425B", "#2E5F7C", "#592700", "#24220A")
"""The same hues in the same order, much darker: the parts past the seventh.

A shade is told from its colour by how dark it is. How dark each one is was chosen by search, so
that all of them stay apart for readers who lack one kind of cone (Machado and others, 2009).
"""

REST = "#BBBBBB"
"""What is left over when a chart has more parts than colours."""

SIGNALS = {
    Outcome.MET: "#009E73",
    Outcome.NOT_MET: "#D55E00",
    Outcome.UNDETERMINED: "#E69F00",
    Outcome.WAITING: "#56B4E9",
    Outcome.NOT_APPLICABLE: "#999999",
}
"""By outcome, for a terminal, whose background is unknown."""

INKS = {
    Outcome.MET: "#00694D",
    Outcome.NOT_MET: "#A34700",
    Outcome.UNDETERMINED: "#7A5200",
    Outcome.WAITING: "#005A8C",
    Outcome.NOT_APPLICABLE: "#595959",
}
"""The same hues, dark enough for words on white (WCAG AA, 4.5 : 1)."""

TEXT, SMALL_PRINT, WARNING, PAPER = "#1A1A1A", "#595959", "#A34700", "#FFFFFF"
"""Colours of words, and what they stand on."""

_LINEAR_BELOW = 0.04045


def colours_by_part(sizes: Mapping[str, Decimal]) -> dict[str, str]:
    """Give each part its colour in every chart of a document: the largest parts have their own."""
    ordered = sorted(sizes, key=lambda part: -sizes[part])
    fills = chain((*SERIES, *SHADES), repeat(REST))
    return dict(zip(ordered, fills, strict=False))


def contrast(first: str, second: str) -> float:
    """Compute the contrast of two colours, from 1 to 21.

    Source: WCAG 2.1, contrast ratio and relative luminance.
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= _LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
