"""What a portfolio shows: regimes, whom to ask, open law, routes, and rows that were not read."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import polars as pl

from cradlegate.border.portfolio.screening import Screening
from cradlegate.core.moment import write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.unit import list_judged
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.values import Value, write_value
from cradlegate.regimes.vocabulary import Asked
from cradlegate.reports.display import UNICODE
from cradlegate.reports.readiness.law import name_authorities
from cradlegate.reports.readiness.words import ROLES, is_unconfirmed, say_citation
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Figure,
    More,
    Note,
    Part,
    Report,
    Section,
    Status,
    Step,
    Table,
    Text,
)

DISCLAIMER = (
    "This is what texts of unequal rank are reported to ask, judged over what the file states. It "
    "is not legal advice, and it is no decision of customs."
)
ASKS, LAW, ROUTES, ERRORS = "asks", "law", "routes", "errors"
_BRIEF = 10
_RANKED = {
    "volume": "machines a year",
    "lines": "lines",
    "not_met": "not met",
    "open": "open",
    "listed_percent": "listed %",
    "exposure": "exposure",
    "score": "volume × exposure",
}
_BLANKS = {None: UNKNOWN, "-": NOT_APPLICABLE}
_EXPOSURE = (
    "Exposure is the mean over lines of 2 where something that binds is not met and 1 where it is "
    "open (house rule)."
)
_LISTED = (
    " Machines come first of which a regime publishes how much of them its recommended list covers "
    "(advice); the figure lets no machine pass."
)
_STATUSES = (
    Outcome.MET,
    Outcome.NOT_MET,
    Outcome.UNDETERMINED,
    Outcome.WAITING,
    Outcome.NOT_APPLICABLE,
)


def report_screening(
    screening: Screening, errors: pl.DataFrame, *, most_rows: int = _BRIEF
) -> Report:
    """Draw up what a portfolio shows.

    Args:
        errors: every fault of a row.
        most_rows: of a list; the CSV files hold all rows.
    """
    tables = (
        _tabulate_regimes(screening),
        _tabulate_chase(screening, most_rows),
        _tabulate_law(screening, most_rows),
        _tabulate_ranking("routes", "Routes by volume and exposure", screening.routes, most_rows),
        _tabulate_ranking(
            "families", "Machines by volume and exposure", screening.families, most_rows, _LISTED
        ),
        _tabulate_impact(screening, most_rows),
        _tabulate_errors(errors, most_rows),
    )
    return Report(
        title="Screening",
        kind="screening",
        answer=Answer(_summarise(screening, errors), verdict=_judge(screening)),
        next_steps=tuple(_list_steps(screening)),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(_list_notes(screening)),
        provenance=tuple(_list_provenance(screening)),
        disclaimer=DISCLAIMER,
        sections=(
            Section(Part.WHY, "Regimes"),
            Section(ASKS, "Whom to ask"),
            Section(LAW, "What the law leaves open"),
            Section(ROUTES, "What to look at first"),
            Section(ERRORS, "Rows that were not read"),
            Section(Part.HOW_SURE, "How sure"),
        ),
    )


def count_status(screening: Screening, regime: str, judged: str, status: Outcome) -> int:
    """Count the lines of a status, of what was judged of a regime."""
    found = screening.regimes.filter(
        (pl.col("regime") == regime) & (pl.col("judged") == judged) & (pl.col("status") == status)
    )
    return int(found["lines"].sum())


def _judge(screening: Screening) -> Status:
    """Judge the whole: not met where a line is, else open where one is."""
    for outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.WAITING, Outcome.MET):
        if any(
            count_status(screening, each.id, "verdict", outcome) for each in screening.terms.packs
        ):
            return Status(outcome)
    return Status(Outcome.NOT_APPLICABLE)


def _summarise(screening: Screening, errors: pl.DataFrame) -> str:
    unread = errors.select(pl.struct("file", "row").n_unique()).item() if errors.height else 0
    said = [_count_lines(screening.lines), *_summarise_regimes(screening)]
    if unread:
        said.append(f"{unread:,} {'row' if unread == 1 else 'rows'} could not be read")
    return "; ".join(said)


def _summarise_regimes(screening: Screening) -> Iterator[str]:
    """Say of each regime how its lines stand: of one in which nothing binds, for its benefit."""
    for pack in screening.terms.packs:
        binds = any(each.modality.binds for each in list_judged(pack.provisions))
        judged, name = (
            ("verdict", "") if binds or not pack.benefit else ("benefit", ", the benefit")
        )
        counts = [
            f"{count:,} {outcome}"
            for outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.WAITING, Outcome.MET)
            if (count := count_status(screening, pack.id, judged, outcome))
        ]
        if counts:
            yield f"{pack.instrument.number}{name}: {', '.join(counts)}"


def _list_steps(screening: Screening) -> Iterator[Step]:
    for row in screening.chase.head(5).iter_rows(named=True):
        what = f"{row['what']} ({_count_lines(row['lines'])}, such as {', '.join(row['sample'])})"
        yield Step(_name_party(row), what, row["first_entry"])
    for row in screening.open_law.head(2).iter_rows(named=True):
        pack = _pack(screening, row["regime"])
        question = pack.questions[row["question"]]
        what = f"ask {name_authorities(question, pack)} in writing: {question.ask}"
        yield Step("you", what, because=f"it decides {_count_lines(row['lines'])}")


def _name_party(row: dict[str, object]) -> str:
    return str(row["party"]) or ROLES[Asked(str(row["role"]))]


def _pack(screening: Screening, name: str) -> Pack:
    return next(each for each in screening.terms.packs if each.id == name)


def _tabulate_regimes(screening: Screening) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(pack.instrument.number),
            Text(what),
            *(_count(count_status(screening, pack.id, judged, outcome)) for outcome in _STATUSES),
        )
        for pack in screening.terms.packs
        for judged, what in (
            ("applies", "whether it applies"),
            ("verdict", "what binds"),
            ("benefit", "the benefit"),
        )
        if judged != "benefit" or pack.benefit
    )
    columns = (
        Column("regime", "regime"),
        Column("judged", "judged"),
        *(Column(each.name.lower(), str(each), is_numeric=True) for each in _STATUSES),
    )
    return Table("regimes", "Lines by regime and status", columns, rows)


def _count(number: float) -> Figure:
    return Figure(Decimal(str(number)).normalize() + 0, digits=None)


def _count_lines(count: int) -> str:
    return f"{count:,} line" if count == 1 else f"{count:,} lines"


def _tabulate_chase(screening: Screening, most_rows: int) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(_name_party(row)),
            Text(row["what"]),
            _count(row["lines"]),
            Text(row["first_entry"].isoformat()) if row["first_entry"] else UNKNOWN,
            Text(", ".join(row["sample"])),
            Text(_name_regimes(row["regimes"], screening)),
        )
        for row in screening.chase.head(most_rows).iter_rows(named=True)
    )
    columns = (
        Column("from_whom", "from whom"),
        Column("what", "what"),
        Column("lines", "lines", is_numeric=True),
        Column("first_entry", "first entry"),
        Column("sample", "such as"),
        Column("because", "because of"),
    )
    more = _more(screening.chase, most_rows, "chase.csv")
    return Table("chase", "Chase list by party", columns, rows, more=more, part=ASKS)


def _name_regimes(regimes: str, screening: Screening) -> str:
    return "; ".join(_pack(screening, each).instrument.number for each in regimes.split(", "))


def _more(frame: pl.DataFrame, most_rows: int, file: str) -> More | None:
    rest = frame.height - most_rows
    return More(rest, f"they stand in {file}") if rest > 0 else None


def _tabulate_law(screening: Screening, most_rows: int) -> Table:
    rows = []
    for row in screening.open_law.head(most_rows).iter_rows(named=True):
        pack = _pack(screening, row["regime"])
        question = pack.questions[row["question"]]
        plan_for = question.plan_for
        rows.append(
            (
                Text(pack.instrument.number),
                Text(question.id),
                Text(str(question.ask)),
                Text(", ".join(map(_write_answer, question.answers))),
                NOT_APPLICABLE if plan_for is None else Text(_write_answer(plan_for)),
                Text(name_authorities(question, pack)),
                Text(say_citation(question.cite, UNICODE)) if question.cite else Text("not said"),
                _count(row["lines"]),
            )
        )
    columns = (
        Column("regime", "regime"),
        Column("question", "question"),
        Column("ask", "what is open"),
        Column("answers", "possible answers"),
        Column("plan_for", "plan for"),
        Column("authority", "who can answer"),
        Column("source", "source"),
        Column("lines", "lines", is_numeric=True),
    )
    more = _more(screening.open_law, most_rows, "open_law.csv")
    return Table("open_law", "Open law that decides", columns, tuple(rows), more=more, part=LAW)


def _write_answer(value: Value) -> str:
    """Write an answer in words that a narrow column can part."""
    return write_value(value).replace("_", " ")


def _tabulate_ranking(
    table_id: str, title: str, frame: pl.DataFrame, most_rows: int, note: str = ""
) -> Table:
    keys = [name for name in frame.columns if name not in _RANKED]
    numbers = [name for name in _RANKED if name in frame.columns]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *(_BLANKS.get(row[key]) or Text(row[key].replace("_", " ")) for key in keys),
            *(_write_rank(name, row[name]) for name in numbers),
        )
        for row in frame.head(most_rows).iter_rows(named=True)
    )
    columns = (
        *(Column(key, key.replace("_", " ")) for key in keys),
        *(Column(name, _RANKED[name], is_numeric=True) for name in numbers),
    )
    more = _more(frame, most_rows, f"{table_id}.csv")
    return Table(table_id, title, columns, rows, more=more, part=ROUTES, note=f"{_EXPOSURE}{note}")


def _write_rank(name: str, number: float | None) -> Cell:
    if number is None:
        return NOT_APPLICABLE
    return Figure.computed(number, "") if name in {"exposure", "score"} else _count(number)


def _tabulate_impact(screening: Screening, most_rows: int) -> Table:
    frame = screening.impact
    keys = ("exporter", "regime", "requirement", "before", "after")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (*(Text(str(row[key] or "")) for key in keys), _count(row["lines"]))
        for row in frame.head(most_rows).iter_rows(named=True)
    )
    columns = (*(Column(key, key) for key in keys), Column("lines", "lines", is_numeric=True))
    more = _more(frame, most_rows, "impact.csv")
    return Table("impact", "What other packs change", columns, rows, more=more)


def _tabulate_errors(errors: pl.DataFrame, most_rows: int) -> Table:
    keys = ("file", "row", "id", "column", "code", "found", "remedy")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        tuple(UNKNOWN if row[key] in {None, ""} else Text(str(row[key])) for key in keys)
        for row in errors.head(most_rows).iter_rows(named=True)
    )
    columns = tuple(Column(key, key) for key in keys)
    more = _more(errors, most_rows, "errors.csv")
    return Table("errors", "Faults by row", columns, rows, more=more, part=ERRORS)


def _list_notes(screening: Screening) -> Iterator[Note]:
    for pack in screening.terms.packs:
        if is_unconfirmed(pack):
            said = "is known at second hand and not confirmed in an official text"
            yield Note(f"{pack.instrument.number} {said}.", is_warning=True)
        if count_status(screening, pack.id, "applies", Outcome.NOT_MET) < screening.lines:
            for remark in (*pack.disputes, *pack.not_modelled):
                yield Note(str(remark.text), is_warning=remark in pack.disputes)
    yield Note("Every line is judged as one machine row; no signed document is opened here.")
    yield Note("What is unknown never counts as met, and a status is what all readings share.")


def _list_provenance(screening: Screening) -> Sequence[tuple[str, str]]:
    terms = screening.terms
    return (
        ("law as of", terms.law_as_of.isoformat() if terms.law_as_of else "the day of each event"),
        ("known as of", write_utc(terms.known_as_of)),
        *((pack.id, f"version {pack.version}, {pack.digest}") for pack in terms.packs),
        *terms.inputs.items(),
        ("result", screening.result_digest),
        ("program", terms.engine),
    )
