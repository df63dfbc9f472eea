"""A sorted stock list as a report: how many are in, what to mend, what nobody can say."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from cradlegate.border.inventory.sort import Occasion, SortedItem
from cradlegate.border.inventory.stock import Stock
from cradlegate.core.period import Interval
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.values import write_value
from cradlegate.regimes.vocabulary import Asked, shipped_vocabulary
from cradlegate.reports.inventory.sheets import (
    FEW,
    GROUPS,
    tabulate_doubts,
    tabulate_group,
    tabulate_unread,
)
from cradlegate.reports.readiness.words import ROLES, is_unconfirmed
from cradlegate.reports.report import (
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Figure,
    Grade,
    Note,
    Part,
    Report,
    Step,
    Table,
    Text,
)

STOCK_DISCLAIMER = (
    "What is reported of the law, judged over what the list says. Whether a regime applies is not "
    "whether a machine may go; `readiness` judges that. It is not legal advice."
)
MOST_ASKED = 3


def report_stock(
    stock: Stock,
    machines: Sequence[SortedItem],
    occasion: Occasion,
    packs: Sequence[Pack],
    *,
    is_whole: bool,
) -> Report:
    """Show how a stock list was sorted.

    Args:
        is_whole: whether every row is listed, or a few of each sheet.
    """
    most = None if is_whole else FEW
    tables = (
        _tabulate_counts(machines, occasion, packs),
        *(tabulate_group(group, machines, most) for group in GROUPS),
        tabulate_unread(stock, most),
        tabulate_doubts(stock, most),
        _tabulate_asked(machines),
        _tabulate_questions(machines, packs),
    )
    return Report(
        title="Stock list sorted by regime",
        kind="inventory",
        answer=Answer(_say(stock, machines, occasion)),
        next_steps=tuple(_list_steps(stock, machines)),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(_list_notes(stock, packs)),
        provenance=(
            ("day of the list", occasion.on.isoformat()),
            ("customs entry", occasion.entry.isoformat()),
            *((pack.id, pack.digest) for pack in packs),
        ),
        disclaimer=STOCK_DISCLAIMER,
    )


def _say(stock: Stock, machines: Sequence[SortedItem], occasion: Occasion) -> str:
    rows = len({each.row for each in stock.unread})
    read = len(stock.items)
    counted = Counter((each.destination, each.group) for each in machines)
    by_country = "; ".join(
        f"{country}: " + ", ".join(f"{counted[country, group]} {group}" for group in GROUPS)
        for country in occasion.destinations
    )
    return f"{read} of {read + rows} rows read. {by_country}"


def _list_steps(stock: Stock, machines: Sequence[SortedItem]) -> Iterator[Step]:
    if rows := {each.row for each in stock.unread}:
        yield Step("you", f"mend {len(rows)} row{'s' if len(rows) > 1 else ''} that cannot be read")
    if stock.doubts:
        count = len(stock.doubts)
        what = (
            f"say in a file for --columns what is meant by {count} text{'s' if count > 1 else ''}"
        )
        yield Step("you", what)
    for (ask, asked), count in _count_asked(machines).most_common(MOST_ASKED):
        yield Step(ROLES[asked], ask, because=f"{count} unclear")


def _count_asked(machines: Sequence[SortedItem]) -> Counter[tuple[str, Asked]]:
    """Count machines and destinations by what can be asked, and of whom."""
    facts = shipped_vocabulary().facts
    return Counter(
        asked
        for machine in machines
        for asked in {
            (str(facts[point.name].ask), facts[point.name].asked): None
            for each in machine.placings
            for point in each.status.points
            if point.name in facts
        }
    )


def _tabulate_counts(
    machines: Sequence[SortedItem], occasion: Occasion, packs: Sequence[Pack]
) -> Table:
    counted = Counter(
        (machine.destination, each.regime, each.group)
        for machine in machines
        for each in machine.placings
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(country),
            Text(pack.id),
            *(Figure(Decimal(counted[country, pack.id, group]), digits=None) for group in GROUPS),
        )
        for country in occasion.destinations
        for pack in packs
    )
    columns = (
        Column("destination", "to"),
        Column("regime", "regime"),
        *(Column(group, group, is_numeric=True) for group in GROUPS),
    )
    return Table("counts", "Machines by destination and regime", columns, rows)


def _tabulate_asked(machines: Sequence[SortedItem]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Text(ask), Text(ROLES[asked]), Figure(Decimal(count), digits=None))
        for (ask, asked), count in _count_asked(machines).most_common()
    )
    columns = (
        Column("ask", "what to ask"),
        Column("whom", "whom"),
        Column("lines", "machines and destinations", is_numeric=True),
    )
    return Table("asked", "What somebody can still tell", columns, rows)


def _tabulate_questions(machines: Sequence[SortedItem], packs: Sequence[Pack]) -> Table:
    """Tabulate the open points of law, those on which most machines hang first."""
    counted = Counter(
        (each.regime, name)
        for machine in machines
        for each in machine.placings
        for name in each.status.questions
    )
    by_id = {pack.id: pack for pack in packs}
    rows: list[tuple[Cell, ...]] = []
    for (regime, name), count in counted.most_common():
        question = by_id[regime].questions[name]
        plan = question.plan_for
        rows.append(
            (
                Text(regime),
                Text(name),
                Text(str(question.ask)),
                UNKNOWN if plan is None else Text(write_value(plan)),
                Figure(Decimal(count), digits=None),
                Grade(by_id[regime].grade_of(question.cite)),
            )
        )
    columns = (
        Column("regime", "regime"),
        Column("question", "question"),
        Column("ask", "what is open"),
        Column("plan", "plan for"),
        Column("lines", "machines and destinations", is_numeric=True),
        Column("grade", "grade"),
    )
    return Table("questions", "What nobody can say yet", columns, tuple(rows), part=Part.HOW_SURE)


def _list_notes(stock: Stock, packs: Sequence[Pack]) -> Iterator[Note]:
    for pack in packs:
        if is_unconfirmed(pack):
            text = f"{pack.id} is reported by trade press and not confirmed in an official text."
            yield Note(text, is_warning=True)
    read = (each.built for each in stock.items if isinstance(each.built.span, Interval))
    for how, count in Counter(each.how for each in read if each.how).items():
        yield Note(f"Dates of manufacture, {how}: {count}.")
    yield Note(
        "Words are compared with a list of ours (house rule); a machining centre, a turning centre "
        "and a turn-mill count as numerically controlled."
    )
    yield Note("Where no procedure stands, a machine counts as entered for consumption.")
    if stock.ignored:
        yield Note(f"Headings that mean no column: {', '.join(stock.ignored)}.", is_warning=True)
