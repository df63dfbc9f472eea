"""An explanation as a report."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from cradlegate.background.selection import Choice
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.rounding import signed_text
from cradlegate.footprint.term import Term
from cradlegate.footprint.tracing.explanation import Explanation, Part, describe_factor
from cradlegate.footprint.tracing.trace import list_paths
from cradlegate.reports.report import (
    DRAFT,
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    Figure,
    Grade,
    More,
    Report,
    Table,
    Text,
    share_of_one,
)

SHOWN = 20
ALL = "--all lists them"


def report_explanation(
    footprint: Footprint, explanation: Explanation, *, is_whole: bool = False
) -> Report:
    """Draw up where a number comes from: formula, parts, amount, factor row, source and grade.

    Args:
        is_whole: list every part and path instead of the first ones.
    """
    figure = None
    if explanation.value is not None:
        figure = Figure.computed(explanation.value, explanation.unit, path=explanation.path)
    return Report(
        title=f"{explanation.path} of {footprint.machine.model}",
        kind="explain",
        answer=Answer(explanation.name, figure, f"= {explanation.formula}"),
        tables=tuple(_list_tables(footprint, explanation, is_whole=is_whole)),
        provenance=(
            ("method", footprint.method),
            ("case", footprint.case_digest),
            ("factor library", footprint.library_digest),
        ),
        status=DRAFT if footprint.is_draft else "",
    )


def _list_tables(
    footprint: Footprint, explanation: Explanation, *, is_whole: bool
) -> Iterator[Table]:
    if explanation.parts:
        yield _table_parts(explanation.parts, is_whole=is_whole)
    if explanation.term is not None:
        yield _table_term(explanation.term)
    if explanation.choice is not None:
        yield _table_choice(explanation.choice)
        facts = describe_factor(explanation.choice.chosen)
        yield _table_facts("factor", "The factor row", facts)
    if explanation.facts:
        yield _table_facts("facts", "What else is known", explanation.facts)
    if explanation.path.startswith("view/"):
        yield _table_paths(list_paths(footprint), is_whole=is_whole)


def _table_parts(parts: tuple[Part, ...], *, is_whole: bool) -> Table:
    whole = sum(part.value for part in parts)
    is_sum = all(part.unit == parts[0].unit for part in parts) and whole
    rows = tuple(
        (
            Text(part.name),
            Figure.computed(part.value, part.unit, path=part.path),
            share_of_one(Decimal(signed_text(part.value / whole))) if is_sum else NOT_APPLICABLE,
            Text(part.path),
        )
        for part in (parts if is_whole else parts[:SHOWN])
    )
    columns = (
        Column("part", "made of"),
        Column("value", "value", is_numeric=True),
        Column("share", "share", is_numeric=True),
        Column("path", "explain next"),
    )
    hidden = 0 if is_whole else len(parts) - SHOWN
    more = More(hidden, ALL) if hidden > 0 else None
    return Table("parts", "Made of", columns, rows, more=more)


def _table_term(term: Term) -> Table:
    columns = (
        Column("term", "amount"),
        Column("value", "value", is_numeric=True),
        Column("formula", "formula or source"),
        Column("grade", "grade"),
    )
    return Table("amount", "The amount", columns, tuple(_walk(term, 0)))


def _walk(term: Term, depth: int) -> Iterator[tuple[Cell, ...]]:
    yield (
        Text(term.name, depth),
        Figure(Decimal(signed_text(term.value)), term.unit, digits=6),
        Text(" · ".join(part for part in (term.formula, term.source) if part)),
        Grade(term.grade),
    )
    for part in term.inputs:
        yield from _walk(part, depth + 1)


def _table_choice(choice: Choice) -> Table:
    facts = (
        ("rule", choice.rule),
        ("reason", choice.reason),
        ("stands in for another", "yes, a proxy" if choice.is_proxy else "no"),
        ("fits the need", f"{choice.mapping_score} of 5, 1 is best"),
        ("against the default", choice.effect),
        ("alternatives", ", ".join(choice.alternatives[:8])),
    )
    known = tuple((name, text) for name, text in facts if text)
    return _table_facts("choice", "Why this factor", known)


def _table_facts(name: str, title: str, facts: Iterable[tuple[str, str]]) -> Table:
    rows = tuple((Text(label), Text(text)) for label, text in facts)
    return Table(name, title, (Column("what", "what"), Column("text", "says")), rows)


def _table_paths(paths: tuple[str, ...], *, is_whole: bool) -> Table:
    single = ("line/", "improve/", "cell/")
    sums = [path for path in paths if is_whole or not path.startswith(single)]
    rows = tuple((Text(path),) for path in sums)
    hidden = len(paths) - len(sums)
    more = More(hidden, f"line/…, improve/… and cell/…: {ALL}") if hidden else None
    return Table("paths", "Other paths", (Column("path", "path"),), rows, more=more)
