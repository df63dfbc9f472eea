"""What a declaration of the right form may still say that cannot be."""

from collections.abc import Iterator
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.category import CATEGORIES
from cradlegate.declaration.declaration import Declaration, Results
from cradlegate.declaration.later_days import describe_later_day
from cradlegate.footprint.appraisal.second_life import USED_CONDITIONS, SecondLifeMethod
from cradlegate.footprint.draw_limits import MAX_DRAWS, MAX_SEED, MIN_DRAWS
from cradlegate.footprint.inventory.activity import CoverageClass


def find_contradictions(declaration: Declaration) -> Iterator[tuple[str, str]]:
    """Name what cannot be, with the path where it stands: parts that are missing or stand twice."""
    yield from _find_in_results(declaration.results)
    yield from _find_in_second_life(declaration)
    yield from _find_later_days(declaration)
    for axis in declaration.blocks.coverage.axes:
        if axis.shares and set(axis.shares) != set(CoverageClass):
            yield f"blocks/coverage/{axis.axis}", "shares of some classes only"
    drawn = declaration.blocks.uncertainty
    if not MIN_DRAWS <= drawn.draws <= MAX_DRAWS:
        yield "blocks/uncertainty/draws", f"{drawn.draws} draws"
    if not _is_seed(drawn.seed):
        yield "blocks/uncertainty/seed", f"the seed {drawn.seed[:40]!r}"


def _is_seed(text: str) -> bool:
    is_number = len(text) <= len(str(MAX_SEED)) and text.isascii() and text.isdigit()
    return is_number and int(text) <= MAX_SEED and text == str(int(text))


def _find_in_results(results: Results) -> Iterator[tuple[str, str]]:
    views = [item.view for item in results.views]
    if results.headline not in views:
        yield "results/headline", f"the headline {results.headline} is none of the results"
    if len(set(views)) < len(views):
        yield "results/views", "a view that stands twice"
    for item in results.views:
        for figures in (item.total, *item.by_stage.values()):
            if set(figures.by_category) != set(CATEGORIES):
                yield f"results/{item.view}", "figures of some categories only"


def _find_later_days(declaration: Declaration) -> Iterator[tuple[str, str]]:
    blocks = declaration.blocks
    days = [("blocks/system_boundary/data_period", blocks.system_boundary.data_period)]
    days += [(f"blocks/evidence/{s.section}", s.date) for s in blocks.evidence.signed_off]
    for where, text in days:
        if found := describe_later_day(text, declaration.issued):
            yield where, found


def _find_in_second_life(declaration: Declaration) -> Iterator[tuple[str, str]]:
    life, where = declaration.results.second_life, "results/second_life"
    condition = declaration.machine.condition
    if (life is not None) != (condition in USED_CONDITIONS):
        said = "no" if life is None else "a"
        yield where, f"{said} second life of a machine that is {condition}"
    if life is None:
        return
    if life.chosen is SecondLifeMethod.RESIDUAL_SHARE:
        yield f"{where}/chosen", "the residual share as the headline"
    if set(life.kgco2e) != set(SecondLifeMethod):
        yield f"{where}/kgco2e", "results of some methods only"
    elif _is_other_headline(declaration.results, life.kgco2e[life.chosen]):
        yield f"{where}/kgco2e", f"{life.chosen} is another figure than the headline"


def _is_other_headline(results: Results, value: Decimal | Blank) -> bool:
    return any(v.total.kgco2e != value for v in results.views if v.view is results.headline)
