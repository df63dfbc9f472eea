"""Databases of unit processes as reports: what an import found, and which there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from html import unescape

from cradlegate.background.allocation.allocate import warn_of_uncredited
from cradlegate.background.datasets.background import Background
from cradlegate.background.datasets.dataset import InventoryDatabase
from cradlegate.background.datasets.link import Link, OpenInput
from cradlegate.background.datasets.packed import PackedBackground
from cradlegate.background.datasets.summary import ImportSummary, summarise
from cradlegate.background.formats.faults import MISSING_FLOW, MISSING_GAS
from cradlegate.background.processes.figure import LinkedDatabase
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.reports.report import (
    Answer,
    Cell,
    Column,
    Figure,
    More,
    Note,
    Report,
    Step,
    Table,
    Text,
)

SHOWN = 20
_SUBSTITUTED = "of these, to another supplier than the one that the data name, which is not there"
LONGEST_NOTICE = 400


def report_import(background: Background, background_id: str, folder: str) -> Report:
    """Draw up what an import found, what is linked, and what stays open."""
    database, summary = background.database, summarise(background)
    left = sum(summary.cut_off.values()) + len(summary.several)
    headline = (
        f"{summary.scored:,} of {summary.processes:,} processes of {database.name} have a figure; "
        f"{sum(summary.linked.values()):,} inputs are linked{_tell_outside(summary)}, "
        f"{left:,} are left open"
    )
    return Report(
        title=f"Import of {database.name}",
        kind="library import",
        answer=Answer(headline),
        next_steps=tuple(_list_steps(summary, background.database.warnings)),
        tables=tuple(each for each in _list_tables(background, summary) if each.rows),
        notes=tuple(_list_notes(background, summary)),
        provenance=(
            ("format", database.format),
            ("files", database.digest),
            ("factors", background.characterisation.set_name),
            ("allocation", str(database.allocated.method)),
            ("background", background_id),
            ("folder", folder),
            *((f"takes from {each.name}", each.id) for each in _list_used(background)),
        ),
    )


def report_backgrounds(packed: Sequence[PackedBackground]) -> Report:
    """Draw up the databases of a workspace."""
    columns = (
        Column("name", "name"),
        Column("format", "format"),
        Column("factors", "factors"),
        Column("allocation", "allocation"),
        Column("processes", "processes", is_numeric=True),
        Column("scored", "with a figure", is_numeric=True),
        Column("linked", "inputs linked", is_numeric=True),
        Column("open", "left open", is_numeric=True),
        Column("takes_from", "takes from"),
        Column("id", "id"),
    )
    rows = tuple(
        (
            Text(each.name),
            Text(each.format),
            Text(each.factors),
            Text(each.allocation),
            _count(each.counts["processes"]),
            _count(each.counts["scored"]),
            _count(each.counts["linked"]),
            _count(each.counts["cut_off"] + each.counts["several"]),
            Text(", ".join(other.name for other in each.linked) or Blank.NOT_APPLICABLE.value),
            Text(each.id),
        )
        for each in packed
    )
    return Report(
        title="Databases of unit processes",
        kind="library list",
        answer=Answer(f"{len(rows)} databases beside the factor library"),
        tables=(Table("databases", "Databases", columns, rows),) if rows else (),
    )


def _count(number: int) -> Figure:
    return Figure(Decimal(number), digits=None)


def _tell_outside(summary: ImportSummary) -> str:
    count = sum(summary.outside.values())
    names = dict.fromkeys(name for name, _ in summary.outside)
    return f" and {count:,} more to {', '.join(names)}" if count else ""


def _list_used(background: Background) -> tuple[LinkedDatabase, ...]:
    found = {each.provider.database.id: each.provider.database for each in background.outside}
    return tuple(found.values())


def _list_steps(summary: ImportSummary, warnings: Sequence[Fault]) -> Iterator[Step]:
    gases = sum(each.kind is MISSING_GAS for each in warnings)
    if gases:
        what = f"add the missing greenhouse gases to the package ({gases})"
        yield Step("you", what, because="processes emit them, and the flows are not in it")
    if summary.several:
        what = f"name the suppliers of open inputs with --links ({len(summary.several)})"
        yield Step("you", what, because="several processes supply them, and none is guessed")
    if summary.guessed:
        what = f"look at the guessed suppliers in guessed.csv ({len(summary.guessed)})"
        because = "of several the first by id was taken; --links names others"
        yield Step("you", what, because=because)
    if summary.suspects:
        what = f"look at the flows that sound like a greenhouse gas ({len(summary.suspects)})"
        yield Step("you", what, because="they count for nothing")


def _list_tables(background: Background, summary: ImportSummary) -> Iterator[Table]:
    database = background.database
    yield _tabulate_counts(summary)
    named = {each.id: each.name for each in database.processes.values()}
    without = [(named[each.process], each.why) for each in summary.without]
    yield _list("without", "Processes without a figure", ("process", "why"), without)
    several = [_tell_several(each, database) for each in summary.several]
    columns = ("process", "input", "suppliers")
    yield _list("several", "Inputs with several suppliers", columns, several)
    guessed = [_tell_guessed(each, database) for each in summary.guessed]
    heads = ("process", "input", "taken", "others")
    yield _list("guessed", "Inputs whose supplier was guessed", heads, guessed)
    for name, title, counts in (
        ("cut_off", "Inputs that nobody supplies", summary.cut_off),
        ("untreated", "Waste that nobody takes in", summary.untreated),
    ):
        rows = [(database.flows[flow].name, str(count)) for flow, count in _rank(counts)]
        yield _list(name, title, ("flow", "times"), rows)
    suspects = [
        (database.flows[each].name, " / ".join(database.flows[each].path))
        for each in summary.suspects
    ]
    yield _list("missing", "Flows that are not in the package", ("flow",), _tell_missing(database))
    yield from _list_shared(background)
    yield _list("suspects", "Flows that sound like a greenhouse gas", ("flow", "where"), suspects)


def _tabulate_counts(summary: ImportSummary) -> Table:
    counts = {
        "processes": summary.processes,
        "processes with a figure": summary.scored,
        "processes that bring their supply chain along": summary.aggregated,
        "flows": summary.flows,
        "exchanges": summary.exchanges,
        **{f"inputs linked: {rule}": count for rule, count in sorted(summary.linked.items())},
        **{
            f"inputs linked to {name}: {rule}": count
            for (name, rule), count in sorted(summary.outside.items())
        },
        **({_SUBSTITUTED: summary.substituted} if summary.substituted else {}),
        "inputs left open: several suppliers": len(summary.several),
        "inputs left open, still missing: no supplier": sum(summary.cut_off.values()),
        "waste that nobody takes in": sum(summary.untreated.values()),
        "co-products whose burden stays with the reference": summary.co_products,
        "avoided products without a credit": summary.avoided,
        **_count_shared(summary),
        "gases told by their name": summary.by_name,
    }
    rows = tuple((Text(name), _count(count)) for name, count in counts.items())
    columns = Column("what", "what"), Column("count", "count", is_numeric=True)
    return Table("counts", "What was read", columns, rows)


def _count_shared(summary: ImportSummary) -> dict[str, int]:
    counts = {
        "processes shared out among their products": summary.shared,
        "processes with several products whose reference bears all": summary.unshared,
        "avoided products as negative inputs": summary.credited,
        "avoided products without a credit, since no supplier is known": summary.not_credited,
    }
    return {name: count for name, count in counts.items() if count}


def _list_shared(background: Background) -> Iterator[Table]:
    """List how processes with several products were shared out, and which products are credited."""
    database = background.database
    allocated = database.allocated
    shared = [
        (
            database.processes[each.process].name,
            each.used or "none: the reference bears all",
            str(len(each.parts)),
            each.why or Blank.NOT_APPLICABLE.value,
        )
        for each in allocated.processes
    ]
    columns = ("process", "by", "parts", "why")
    title = f"Processes with several products, shared out by {allocated.method}"
    yield _list("shared", title, columns, shared)
    credited = [
        (database.processes[each.process].name, database.flows[each.flow].name)
        for each in allocated.credited
    ]
    yield _list("credited", "Avoided products as negative inputs", ("process", "flow"), credited)


def _tell_several(left: OpenInput, database: InventoryDatabase) -> tuple[str, ...]:
    return (*_tell_input(left, database), _tell_places(left.suppliers, database))


def _tell_guessed(link: Link, database: InventoryDatabase) -> tuple[str, ...]:
    taken = _tell_places((link.supplier,), database)
    return (*_tell_input(link, database), taken, _tell_places(link.others, database))


def _tell_missing(database: InventoryDatabase) -> list[tuple[str]]:
    """Name the flows that the package lacks, gases first."""
    faults = database.warnings
    kinds = (MISSING_GAS, MISSING_FLOW)
    return [(each.found,) for kind in kinds for each in faults if each.kind is kind]


def _tell_input(need: OpenInput | Link, database: InventoryDatabase) -> tuple[str, str]:
    consumer = database.processes[need.consumer]
    return consumer.name, database.flows[consumer.exchanges[need.exchange].flow].name


def _tell_places(processes: Iterable[str], database: InventoryDatabase) -> str:
    suppliers = (database.processes[each] for each in processes)
    return "; ".join(f"{each.name} ({each.location or '?'})" for each in suppliers)


def _rank(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _list(name: str, title: str, columns: Sequence[str], rows: Sequence[Iterable[str]]) -> Table:
    shown: tuple[tuple[Cell, ...], ...] = tuple(
        tuple(Text(each) for each in row) for row in rows[:SHOWN]
    )
    more = (
        More(len(rows) - SHOWN, "files in the folder named below list them all")
        if len(rows) > SHOWN
        else None
    )
    heads = tuple(Column(each, each) for each in columns)
    return Table(name, f"{title}: {len(rows):,}", heads, shown, more=more)


def _list_notes(background: Background, summary: ImportSummary) -> Iterator[Note]:
    for (code, title), found in _group(background.faults).items():
        yield Note(f"{title} ({code}), {len(found)} times, such as {found[0]}", is_warning=True)
    for fault in warn_of_uncredited(background.database):
        yield Note(f"{fault.found} ({fault.code})", is_warning=True)
    if summary.by_name:
        text = f"Flows that were told by their name, not by an identifier: {summary.by_name}."
        yield Note(text, is_warning=True)
    for file, text in background.database.licences.items():
        # Notices of openLCA packages write quotation marks as entities of HTML.
        yield Note(f"{file}: {' '.join(unescape(text).split())[:LONGEST_NOTICE]}")


def _group(faults: Iterable[Fault]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for each in faults:
        found.setdefault((each.code, each.kind.title), []).append(each.found)
    return found
