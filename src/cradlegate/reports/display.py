"""How a cell reads: the same words and digits in every renderer."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.outcome import SYMBOLS, Outcome
from cradlegate.declaration.languages import Language, number_signs, translate
from cradlegate.footprint.rounding import KG_PER_T, pick_mass_unit, round_significant
from cradlegate.reports.report import (
    Answer,
    Figure,
    Grade,
    Note,
    Share,
    Status,
    Step,
    Table,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one character set and language.

    Args:
        thousands: between groups of three digits.
        decimal: before the digits below one.
        minus: before a negative number.
        to: between the ends of an interval.
        rule: one column of a rule.
        separator: between two facts on one line.
        marks: by kind of blank.
        outcomes: by outcome.
        is_ascii: whether words are spelled in ASCII too, for a terminal that has nothing else.
        language: that the words of the program are said in.
    """

    thousands: str
    decimal: str
    minus: str
    to: str
    rule: str
    separator: str
    marks: Mapping[Blank, str]
    outcomes: Mapping[Outcome, str]
    is_ascii: bool = False
    language: str = Language.ENGLISH

    def say(self, text: str) -> str:
        """Say a text of the program in the language."""
        return translate(text, self.language)


UNICODE = Signs(
    thousands="\N{NARROW NO-BREAK SPACE}",
    decimal=".",
    minus="\N{MINUS SIGN}",
    to="–",
    rule="─",
    separator="·",
    marks={blank: blank.value for blank in Blank},
    outcomes=SYMBOLS,
)
ASCII = Signs(
    thousands=" ",
    decimal=".",
    minus="-",
    to="-",
    rule="-",
    separator="|",
    marks={**UNICODE.marks, Blank.NOT_APPLICABLE: "-"},
    outcomes={
        Outcome.MET: "+",
        Outcome.NOT_MET: "x",
        Outcome.UNDETERMINED: "?",
        Outcome.WAITING: "~",
        Outcome.NOT_APPLICABLE: "-",
    },
    is_ascii=True,
)

NOTHING_TO_DO = "Nothing to do."
"""What every answer says where it has no next step."""

_TONNES = {"kg": "t", "kg CO2e": "t CO2e"}
_SPELLINGS = {
    "–": "-",
    "—": "-",
    "−": "-",
    "×": "x",
    "·": ".",
    "≤": "<=",
    "≥": ">=",
    "→": "->",
    "“": '"',
    "”": '"',
    "’": "'",
    "ß": "ss",
}
_BREAKS = dict.fromkeys("\n\r\t\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}", " ")


def signs_of(language: str) -> Signs:
    """Give the signs of a document in a language."""
    if language == Language.ENGLISH:
        return UNICODE
    numbers = number_signs(language)
    return replace(UNICODE, thousands=numbers.thousands, decimal=numbers.decimal, language=language)


def clean(text: str, signs: Signs = UNICODE) -> str:
    """Take out what would steer a terminal, break a line or turn the direction of writing."""
    # What is printable throughout holds no such sign, and most texts are.
    kept = text if text.isprintable() else "".join(map(_clean_sign, text))
    if not signs.is_ascii or kept.isascii():
        return kept
    return "".join(_spell_ascii(sign) for sign in unicodedata.normalize("NFC", kept))


def _clean_sign(sign: str) -> str:
    is_steering = unicodedata.category(sign) in {"Cc", "Cf", "Cs"}
    return _BREAKS.get(sign) or ("" if is_steering else sign)


def _spell_ascii(sign: str) -> str:
    """Spell one sign: a known spelling, its base letter, or its code point."""
    base = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return _SPELLINGS.get(sign) or base or sign.encode("ascii", "backslashreplace").decode()


def number_text(value: Decimal, signs: Signs) -> str:
    """Write a number with its digits in groups of three."""
    whole, point, rest = f"{value:,f}".partition(".")
    text = whole.replace(",", signs.thousands) + (signs.decimal + rest if point else "")
    return text.replace("-", signs.minus)


def shown_units(figures: Iterable[Figure]) -> dict[str, str]:
    """Pick the unit in which figures that stand together are shown, by their own unit."""
    figures = tuple(figures)
    units = {figure.unit: figure.unit for figure in figures}
    for unit, larger in _TONNES.items():
        sizes = [abs(figure.value) for figure in figures if figure.unit == unit]
        if sizes and pick_mass_unit(max(sizes)) == "t":
            units[unit] = larger
    return units


def in_unit(value: Decimal, unit: str, shown: str) -> Decimal:
    """Express a value in the unit in which it is shown; exact."""
    return value / KG_PER_T if shown != unit and _TONNES.get(unit) == shown else value


def rounded(value: Decimal, digits: int | None) -> Decimal:
    """Round as the figure asks for; None leaves the value as it stands."""
    return value if digits is None else round_significant(value, digits)


def figure_text(figure: Figure, signs: Signs, shown: str = "", unit: str | None = None) -> str:
    """Write a figure: number, unit, interval.

    Args:
        shown: the unit to express it in; by default the one that suits it when it stands alone.
        unit: the unit to name, empty where a heading names it already.
    """
    shown = shown or shown_units((figure,))[figure.unit]
    number = rounded(in_unit(figure.value, figure.unit, shown), figure.digits)
    named = shown if unit is None else unit
    text = f"{number_text(number, signs)} {clean(named, signs)}".rstrip()
    bounds = bounds_text(figure, signs, shown)
    return f"{text} ({bounds})" if bounds else text


def bounds_text(figure: Figure, signs: Signs, shown: str) -> str:
    """Write the interval of a figure in a unit; empty if it has none."""
    if figure.bounds is None:
        return ""
    low, high = (
        rounded(in_unit(end, figure.unit, shown), figure.digits)
        for end in (figure.bounds.low, figure.bounds.high)
    )
    to = signs.to if low >= 0 else f" {signs.say('to')} "
    return f"{number_text(low, signs)}{to}{number_text(high, signs)}"


def share_digits(share: Share, signs: Signs) -> str:
    """Write a share without its sign; one that is rounded away is not a zero."""
    if share.value and not share.percent:
        return f"<{number_text(share.step, signs)}"
    return number_text(share.percent, signs)


def status_text(status: Status, signs: Signs) -> str:
    """Write an outcome: symbol and words, and the cause of an undetermined one."""
    words = status.cause.value if status.cause else status.outcome.value
    return f"{signs.outcomes[status.outcome]} {signs.say(words)}"


def grade_text(grade: Grade, signs: Signs = UNICODE) -> str:
    """Write a grade in words."""
    return signs.say(grade.grade.value.replace("_", " "))


def answer_text(answer: Answer, signs: Signs) -> str:
    """Write the answer in one line: verdict, what it is, number with interval, boundary."""
    verdict = f"{status_text(answer.verdict, signs)} {signs.separator} " if answer.verdict else ""
    figure = f": {figure_text(answer.figure, signs)}" if answer.figure else ""
    boundary = f", {clean(answer.boundary, signs)}" if answer.boundary else ""
    return f"{verdict}{clean(answer.headline, signs)}{figure}{boundary}"


def step_text(step: Step, signs: Signs = UNICODE) -> str:
    """Write a step in one sentence: who, what, by when, because of what."""
    by = f", {signs.say('by')} {step.by.isoformat()}" if step.by else ""
    because = f" ({step.because})" if step.because else ""
    return f"{step.who}: {step.what}{by}{because}"


def note_text(note: Note, signs: Signs = UNICODE) -> str:
    """Write a note in one sentence, with its grade in brackets."""
    warning = f"{signs.say('Warning')}: " if note.is_warning else ""
    grade = f" [{grade_text(note.grade, signs)}]" if note.grade else ""
    return f"{warning}{note.text}{grade}"


def table_footer(table: Table, signs: Signs = UNICODE) -> tuple[str, ...]:
    """Give the sentences under a table: how many rows more and how to see them, and its note."""
    more = table.more
    rows = signs.say("more row" if more and more.rows == 1 else "more rows")
    unlisted = f"{more.rows} {rows}: {more.how}" if more else ""
    return tuple(words for words in (unlisted, table.note) if words)


def with_unit(words: str, unit: str) -> str:
    """Name the unit after the words, if there is one."""
    return f"{words}, {unit}" if unit else words
