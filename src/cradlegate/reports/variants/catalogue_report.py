"""A catalogue of variants as a report: how many, how large, where it lies, what is missing."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl

from cradlegate.core.stage import STAGE_NAMES, Stage
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    Figure,
    Note,
    Report,
    Step,
    Table,
    Text,
)

UNIT = "kg CO2e"
_STAGES = {f"stage_{stage.name}": stage for stage in Stage}


def report_catalogue(
    frame: pl.DataFrame,
    errors: pl.DataFrame,
    made_from: Mapping[str, str],
    files: Sequence[str],
) -> Report:
    """Draw up a catalogue.

    Args:
        frame: figures, a row for every variant.
        errors: a row for every fault of a row.
        made_from: name and value of what the figures rest on.
        files: names of what was written.
    """
    done = frame.filter(pl.col("kgco2e").is_not_null())
    headline = f"{done.height:,} of {frame.height:,} variants of {made_from['template']} computed"
    return Report(
        title=f"Catalogue of {made_from['template']}",
        kind="variants",
        answer=Answer(headline, boundary=", ".join(sorted(done["view"].unique()))),
        next_steps=tuple(_list_steps(errors, files)),
        tables=(_tabulate_extremes(done), _tabulate_stages(done), *_tabulate_errors(errors)),
        notes=(
            Note("every figure is that of a template, an estimate until a parts list replaces it"),
            *_note_draws(made_from),
        ),
        provenance=tuple((name.replace("_", " "), value) for name, value in made_from.items()),
    )


def _list_steps(errors: pl.DataFrame, files: Sequence[str]) -> list[Step]:
    side = next(name for name in files if name.endswith(".errors.csv"))
    steps = []
    if errors.height:
        because = f"rows without a figure: {errors['row'].n_unique():,}"
        steps.append(Step("you", f"correct the rows that {side} names", because=because))
    steps.append(Step("you", "replace the template for the machines that sell most"))
    return steps


def _note_draws(made_from: Mapping[str, str]) -> tuple[Note, ...]:
    if made_from["draws"] == "0":
        return (Note("no intervals: ask for them with --draws"),)
    return (Note("all variants share their draws, so that differences are those of machines"),)


def _tabulate_extremes(done: pl.DataFrame) -> Table:
    """Show the variants at both ends and in the middle, by kg CO2e per machine."""
    ordered = done.sort("kgco2e", maintain_order=True)
    places = {"lowest": 0, "middle": (ordered.height - 1) // 2, "highest": ordered.height - 1}
    columns = (
        Column("place", "of all"),
        Column("id", "variant"),
        Column("kgco2e", "per machine", is_numeric=True),
        Column("per_kg", "per kg of machine", is_numeric=True),
    )
    rows = []
    for place, at in places.items():
        row = ordered.row(at, named=True)
        bounds = (row["low"], row["high"]) if row.get("low") is not None else None
        rows.append(
            (
                Text(place),
                Text(row["id"]),
                Figure.computed(row["kgco2e"], UNIT, bounds=bounds),
                Figure.computed(row["kgco2e_per_kg"], f"{UNIT}/kg"),
            )
        )
    return Table("extremes", "Lowest, middle and highest", columns, tuple(rows))


def _tabulate_stages(done: pl.DataFrame) -> Table:
    columns = (
        Column("stage", "stage"),
        Column("name", "what"),
        Column("mean", "mean per machine", is_numeric=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, stage in _STAGES.items():
        mean = done[name].mean() if name in done.columns else None
        if isinstance(mean, float):
            figure: Cell = Figure.computed(mean, UNIT) if mean else NOT_APPLICABLE
            rows.append((Text(str(stage)), Text(STAGE_NAMES[stage]), figure))
    return Table("stages", "Stages, mean of the variants that have them", columns, tuple(rows))


def _tabulate_errors(errors: pl.DataFrame) -> list[Table]:
    if errors.is_empty():
        return []
    counted = errors.group_by("code", "rule", "remedy", maintain_order=True).agg(
        pl.len().alias("rows"), pl.col("row").first().alias("first"), pl.col("found").first()
    )
    columns = (
        Column("code", "code"),
        Column("rows", "faults", is_numeric=True),
        Column("first", "first row", is_numeric=True),
        Column("found", "found there"),
        Column("remedy", "what to do"),
    )
    rows = tuple(
        (
            Text(row["code"]),
            Figure(Decimal(row["rows"]), digits=None),
            Figure(Decimal(row["first"]), digits=None),
            Text(row["found"]),
            Text(row["remedy"]),
        )
        for row in counted.iter_rows(named=True)
    )
    return [Table("errors", "Rows without a figure", columns, rows)]
