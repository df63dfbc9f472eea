"""All figures and choices that drive a result as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

from cradlegate.footprint.rounding import signed_text
from cradlegate.footprint.sensitivity.analyse import Sensitivity
from cradlegate.footprint.sensitivity.local import LocalEffect
from cradlegate.footprint.sensitivity.variance import DecidedShare

_FIGURES = (
    "figure",
    "kind",
    "lines",
    "slope [kg CO2e]",
    "low [kg CO2e]",
    "high [kg CO2e]",
    "elasticity",
    "variance_share",
    "rank_correlation",
)
_SHARES = ("group", "first_order", "first_order_half_width", "total", "total_half_width")
_CHOICES = ("kind", "chosen", "instead", "kgco2e", "change [kg CO2e]")


def write_figures(found: Sensitivity) -> str:
    """Write every uncertain figure, with its indices where they were estimated.

    Figures of one group share its indices, which are those of the group.
    """
    shares = {
        figure.id: share
        for share in (found.variance.shares if found.variance else ())
        for figure in share.figures
    }
    head = (*_FIGURES, *(_SHARES if found.variance else ()), "ask")
    rows = ([*_row(effect), *_decide(effect, shares), _ask(effect)] for effect in _effects(found))
    return _write(head, rows)


def write_choices(found: Sensitivity) -> str:
    """Write what every other choice would give."""
    rows = (
        [
            str(item.kind),
            _as_text(item.chosen),
            _as_text(item.instead),
            signed_text(item.kgco2e),
            signed_text(item.change),
        ]
        for item in found.scenarios
    )
    return _write(_CHOICES, rows)


def _effects(found: Sensitivity) -> Sequence[LocalEffect]:
    return found.local.effects


def _row(effect: LocalEffect) -> list[str]:
    figure, variation = effect.figure, effect.variation
    numbers = (
        figure.slope,
        variation.low,
        variation.high,
        effect.elasticity,
        effect.variance_share,
        effect.rank_correlation,
    )
    return [
        _as_text(figure.id),
        str(figure.kind),
        str(len(figure.lines)),
        *map(signed_text, numbers),
    ]


def _decide(effect: LocalEffect, shares: dict[str, DecidedShare]) -> list[str]:
    if not shares:
        return []
    share = shares[effect.figure.id]
    group = "" if len(share.figures) == 1 else f"{len(share.figures)} smaller figures"
    numbers = (
        share.first.value,
        share.first.half_width,
        share.total.value,
        share.total.half_width,
    )
    return [group, *map(signed_text, numbers)]


def _ask(effect: LocalEffect) -> str:
    return _as_text(effect.figure.lines[0].activity.ask)


def _write(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return stream.getvalue()


def _as_text(text: str) -> str:
    """Keep spreadsheets from reading words as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
