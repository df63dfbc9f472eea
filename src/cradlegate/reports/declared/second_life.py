"""What a declaration of a used machine says of the life before, as table and sentence."""

from collections.abc import Iterator

from cradlegate.core.blank import Blank
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.second_life import DeclaredSecondLife
from cradlegate.footprint.appraisal.second_life import SECOND_LIFE_NAMES, SecondLifeMethod
from cradlegate.reports.contents.result_tables import CO2E
from cradlegate.reports.declared.results import Say
from cradlegate.reports.display import Signs, number_text, share_digits
from cradlegate.reports.report import Cell, Column, Figure, Mark, Table, Text, share_of_one


def tabulate_second_life(declaration: Declaration, say: Say, part: str = "results") -> Table:
    """State the headline by each second-life method; no rows for a machine that is not used."""
    life = declaration.results.second_life
    rows = tuple(_list_rows(life, say)) if life else ()
    columns = (
        Column("method", say("second-life method")),
        Column("kgco2e", say("result"), is_numeric=True),
        Column("role", say("stands as")),
    )
    return Table("second_life", say("Second life"), columns, rows, part=part)


def _list_rows(life: DeclaredSecondLife, say: Say) -> Iterator[tuple[Cell, ...]]:
    for method in SecondLifeMethod:
        value = life.kgco2e[method]
        role = say("headline") if method is life.chosen else say("sensitivity")
        figure = Mark(value) if isinstance(value, Blank) else Figure(value, CO2E)
        yield Text(say(SECOND_LIFE_NAMES[method])), figure, Text(role)


def describe_second_life(declaration: Declaration, signs: Signs) -> tuple[str, ...]:
    """Say beside the boundary what of the first life is in it; nothing for any other machine."""
    life, say = declaration.results.second_life, signs.say
    if life is None:
        return ()
    if life.is_first_life_left_out:
        counted = say(
            "The machine had a life before. Its original manufacture is left out of the headline "
            "and of every figure that follows from it; refurbishment and transport alone are "
            "counted."
        )
    else:
        counted = say(
            "The machine had a life before. Its original manufacture is counted in full, and "
            "refurbishment with it."
        )
    years = (life.before_years, life.this_years, life.after_years)
    known = [number_text(year, signs) for year in years if not isinstance(year, Blank)]
    if isinstance(life.share, Blank) or len(known) < len(years):
        return (counted,)
    before, this, after = known
    words = say(
        "Years of service: {before} before, {this} in this life, {after} after it; {share} % of "
        "them fall to this life."
    )
    share = share_digits(share_of_one(life.share), signs)
    return counted, words.format(before=before, this=this, after=after, share=share)
