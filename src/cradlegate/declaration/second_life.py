"""What a declaration of a used machine says of the life before: method, and every result."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.declaration.draw_up_blocks import exact
from cradlegate.footprint.appraisal.second_life import SecondLifeMethod
from cradlegate.footprint.footprint import Footprint


@dataclass(frozen=True, slots=True)
class DeclaredSecondLife:
    """The headline of a used machine by each second-life method (method 12).

    Args:
        chosen: the method that every other figure follows; never the residual share.
        kgco2e: by method; unknown where a life is not known.
        share: of the original that falls to this life, of 1.
        before_years, this_years, after_years: years of service before, in and after this life.
    """

    chosen: SecondLifeMethod
    kgco2e: Mapping[SecondLifeMethod, Decimal | Blank]
    share: Decimal | Blank
    before_years: Decimal | Blank
    this_years: Decimal | Blank
    after_years: Decimal | Blank

    @property
    def is_first_life_left_out(self) -> bool:
        """Whether no figure counts the original manufacture."""
        return self.chosen is SecondLifeMethod.REFURBISHMENT_ONLY


def state_second_life(footprint: Footprint) -> DeclaredSecondLife | None:
    """State the second life of a used machine; None for any other."""
    life = footprint.second_life
    if life is None:
        return None
    results = {method: _state(life.result(method)) for method in SecondLifeMethod}
    # The chosen one is the headline to its last digit, though added up in another order.
    results[life.headline] = exact(footprint.total())
    lives = life.lives
    return DeclaredSecondLife(
        chosen=life.headline,
        kgco2e=results,
        share=Blank.UNKNOWN if life.share is None else exact(float(life.share)),
        before_years=lives.before_years,
        this_years=lives.this_years,
        after_years=lives.after_years,
    )


def _state(value: float | None) -> Decimal | Blank:
    return Blank.UNKNOWN if value is None else exact(value)
