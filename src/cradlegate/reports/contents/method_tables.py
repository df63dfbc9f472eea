"""Tables of what another choice of method gives, and of the works' bills against meters."""

from decimal import Decimal

from cradlegate.footprint.appraisal.end_of_life_pair import EndOfLifePair
from cradlegate.footprint.appraisal.second_life import (
    SECOND_LIFE_NAMES,
    SecondLife,
    SecondLifeMethod,
)
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.rounding import signed_text
from cradlegate.footprint.works.ledger import Account
from cradlegate.reports.contents.result_tables import CO2E
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Cell,
    Column,
    Figure,
    Part,
    Table,
    Text,
    share_of_one,
)

_DECLARED, _BESIDE = "declared", "sensitivity"


def tabulate_second_life(life: SecondLife) -> Table:
    """Tabulate the result of a used machine by each second-life method."""
    rows = tuple(
        (
            Text(SECOND_LIFE_NAMES[method]),
            _figure(life.result(method), f"second_life/{method}"),
            Text("headline" if method is life.headline else _BESIDE),
        )
        for method in SecondLifeMethod
    )
    columns = (
        Column("method", "second-life method"),
        Column("kgco2e", "result", is_numeric=True),
        Column("role", "stands as"),
    )
    return Table("second_life", "Second life", columns, rows, note=_say_share(life))


def _say_share(life: SecondLife) -> str:
    if life.share is None:
        return "The residual share needs lives.before, lives.this and lives.after in machine.yaml."
    lives = life.lives
    return (
        f"Share of this life: {lives.this_years} of {lives.before_years} + {lives.this_years} + "
        f"{lives.after_years} years; the shares of all lives sum to 100 %."
    )


def tabulate_end_of_life(pair: EndOfLifePair) -> Table:
    """Tabulate the whole life by both end-of-life methods, credits apart."""
    rows = tuple(
        (
            Text(name),
            _figure(pair.total_kgco2e, f"end_of_life/{method}"),
            _figure(pair.credits_kgco2e, "end_of_life/credits")
            if method == "avoided_burden"
            else NOT_APPLICABLE,
            Text(_DECLARED if method == pair.declared else _BESIDE),
        )
        for method, name in (
            ("cut_off", "cut-off"),
            ("avoided_burden", "avoided burden"),
        )
    )
    columns = (
        Column("method", "method"),
        Column("kgco2e", "whole life A1–C4", is_numeric=True),
        Column("credits", "stage D, in no total", is_numeric=True),
        Column("role", "stands as"),
    )
    missing = ", ".join(pair.uncredited)
    note = (
        f"Recycled without a substitution factor, so without credit: {missing}." if missing else ""
    )
    return Table(
        "end_of_life", "End of life by both methods", columns, rows, part=Part.HOW_SURE, note=note
    )


def tabulate_accounts(footprint: Footprint) -> Table:
    """Tabulate the bills of the works beside their process meters, a year of each."""
    rows = tuple(
        (
            Text(account.label),
            _amount(account, account.billed, "billed"),
            _amount(account, account.metered, "metered") if account.meters else NOT_APPLICABLE,
            _amount(account, account.gap, "gap"),
            _share_gap(account),
        )
        for account in footprint.accounts
    )
    columns = (
        Column("account", "account"),
        Column("billed", "bills", is_numeric=True),
        Column("metered", "process meters", is_numeric=True),
        Column("gap", "what no meter explains", is_numeric=True),
        Column("share", "of the bills", is_numeric=True),
    )
    return Table(
        "ledger", "Energy of the works, bills against meters", columns, rows, part=Part.HOW_SURE
    )


def _amount(account: Account, value: Decimal | None, side: str) -> Cell:
    if value is None:
        return UNKNOWN
    return Figure(value, account.unit, path=f"ledger/{side}/{account.id}")


def _share_gap(account: Account) -> Cell:
    if not account.billed or account.gap is None:
        return UNKNOWN
    share = Decimal(signed_text(account.gap / account.billed))
    return share_of_one(share, path=f"ledger/gap/{account.id}")


def _figure(value: float | None, path: str) -> Cell:
    return UNKNOWN if value is None else Figure.computed(value, CO2E, path=path)
