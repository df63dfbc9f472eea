"""Whether a declaration is still that of its case, as a report."""

from collections.abc import Iterator
from decimal import Decimal

from cradlegate.core.grade import LawGrade
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.validity import MovedFigure, Validity
from cradlegate.reports.report import (
    ABSENT,
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    Figure,
    Grade,
    More,
    Note,
    Report,
    Status,
    Step,
    Table,
    Text,
)

CO2E = "kg CO2e"
SHOWN = 10
_DIGEST_SHOWN = 19


def report_validity(
    validity: Validity, read: DeclarationDocument, names: tuple[str, str], *, is_whole: bool = False
) -> Report:
    """Draw up whether a declaration is still that of its case, and what moved.

    Args:
        names: of declaration and case, as they were asked about.
        is_whole: list every figure that moved instead of the first ones.
    """
    declared, case = names
    shown = None if is_whole else SHOWN
    tables = (
        _tabulate_moved(validity),
        _tabulate_figures("figures", "Figures that moved", validity.figures, shown),
        *(
            (_tabulate_figures("lines", "Lines that moved", validity.lines, shown),)
            if validity.lines is not None
            else ()
        ),
    )
    return Report(
        title=f"{declared} and {case}",
        kind="validity",
        answer=Answer(_summarise(validity), verdict=Status(validity.outcome)),
        next_steps=tuple(_list_steps(validity, read, declared, case)),
        tables=tables,
        notes=tuple(_list_notes(validity)),
        provenance=(
            ("declaration", read.digest),
            ("issued", read.declaration.issued.isoformat()),
            ("declared case", read.declaration.made_from.case),
        ),
    )


def _summarise(validity: Validity) -> str:
    if validity.outcome is Outcome.MET:
        return "the declaration is still that of this case"
    if validity.outcome is Outcome.UNDETERMINED:
        return (
            f"whether the declaration is still that of this case is not known: {_because(validity)}"
        )
    stale = dict.fromkeys(str(each.trigger) for each in validity.moved if each.is_stale)
    return f"the declaration is stale: {', '.join(stale)} moved{_describe_move(validity.headline)}"


def _because(validity: Validity) -> str:
    return "; ".join(validity.reasons)


def _describe_move(headline: MovedFigure) -> str:
    if headline.now is None or not headline.declared:
        return ""
    if not headline.difference:
        return "; the headline is the same"
    relative = float(headline.difference / abs(headline.declared))
    return f"; headline {float(headline.difference):+.3g} kg CO2e ({relative:+.2%})"


def _list_steps(
    validity: Validity, read: DeclarationDocument, declared: str, case: str
) -> Iterator[Step]:
    maker = read.declaration.maker.name
    if validity.outcome is Outcome.NOT_MET:
        named = "DECLARATION" if declared.endswith(".dossier") else declared
        yield Step(
            maker,
            f"declare anew: cradlegate declare {case} --supersedes {named} --out FOLDER",
            because="a declaration is never edited; the new one names the old one's digest",
        )
        yield Step(
            "accredited body",
            "give an opinion on the new one",
            because="an opinion names one digest",
        )
    elif validity.outcome is Outcome.UNDETERMINED:
        yield Step(
            maker,
            f"mend the case (cradlegate check {case}), or ask with cradlegate "
            f"{read.declaration.made_from.product}, which issued it",
            because=_because(validity),
        )


def _tabulate_moved(validity: Validity) -> Table:
    columns = (
        Column("trigger", "what"),
        Column("where", "where"),
        Column("declared", "declared"),
        Column("now", "now"),
        Column("stale", "makes stale"),
    )
    rows = tuple(
        (
            Text(str(each.trigger)),
            Text(each.where),
            _shorten(each.declared),
            _shorten(each.now),
            Text("yes" if each.is_stale else "no"),
        )
        for each in validity.moved
    )
    note = "Evidence, sign-offs, another method or factor library alone make nothing stale."
    return Table("moved", "What moved", columns, rows, note=note)


def _shorten(text: str) -> Cell:
    if not text:
        return ABSENT
    return Text(f"{text[:_DIGEST_SHOWN]}…" if text.startswith("sha256:") else text)


def _tabulate_figures(
    name: str, title: str, figures: tuple[MovedFigure, ...], shown: int | None
) -> Table:
    columns = (
        Column("what", "what"),
        Column("declared", "declared", is_numeric=True),
        Column("now", "now", is_numeric=True),
        Column("difference", "difference", is_numeric=True),
    )
    rest = 0 if shown is None else len(figures) - shown
    return Table(
        name,
        title,
        columns,
        tuple(_row(each) for each in figures[:shown]),
        more=More(rest, "--all lists them") if rest > 0 else None,
    )


def _row(moved: MovedFigure) -> tuple[Cell, ...]:
    return (
        Text(moved.what),
        _figure(moved.declared),
        _figure(moved.now),
        Figure(moved.difference, CO2E),
    )


def _figure(value: Decimal | None) -> Cell:
    return NOT_APPLICABLE if value is None else Figure(value, CO2E)


def _list_notes(validity: Validity) -> Iterator[Note]:
    headline = validity.headline
    if headline.now is None:
        yield Note("the case has errors: no figure was computed", is_warning=True)
    if validity.lines is None:
        yield Note(
            "A declaration holds the digest of its parts list, not the lines; name its dossier, or "
            "compare with the earlier case, and the lines are named too."
        )
    yield Note(
        "That a changed parts list makes a declaration stale is commentary in the trade press.",
        Grade(LawGrade.REPORTED),
    )
