"""All lines of a footprint as CSV, for whoever wants to add them up."""

import csv
import io
from functools import lru_cache

from cradlegate.core.category import CATEGORIES
from cradlegate.footprint.appraisal.quality import grade_line
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import Line
from cradlegate.footprint.rounding import signed_text

_HEAD = ("stage", "subassembly", "line", "label", "amount", "unit", "factor", "kgco2e_per_unit")
_TAIL = ("kgco2e", "in_headline", "amount_from", "amount_grade", "factor_grade", "grade", "dqr")

_say = lru_cache(maxsize=4096)(signed_text)


def render_lines(footprint: Footprint) -> str:
    """Render every line: amounts and kg CO2e as decimal strings of 12 significant digits."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*_HEAD, *(f"{category} [kg CO2e]" for category in CATEGORIES), *_TAIL])
    counted = {line.id for line in footprint.lines_in_view}
    for line in footprint.lines:
        writer.writerow(_row(line, is_counted=line.id in counted))
    return stream.getvalue()


def _row(line: Line, *, is_counted: bool) -> list[str]:
    activity, factor = line.activity, line.activity.choice.chosen
    return [
        str(line.stage),
        line.subassembly,
        line.id,
        _as_text(activity.label),
        _say(activity.amount.value),
        activity.amount.unit,
        factor.id,
        f"{factor.total:f}",
        *(_say(value) for value in line.values),
        _say(line.emissions),
        "yes" if is_counted else "no",
        str(activity.coverage),
        str(activity.activity_grade),
        str(factor.source.grade),
        str(grade_line(line)),
        _say(line.quality.rating),
    ]


def _as_text(text: str) -> str:
    """Keep spreadsheets from reading a label as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
