"""What an import found, counted: what is linked, what is left open, and what has no figure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cradlegate.background.datasets.background import Background
from cradlegate.background.datasets.dataset import Exchange, FlowKind, UnitProcess
from cradlegate.background.datasets.link import Link, LinkRule, OpenInput, OpenKind
from cradlegate.background.datasets.score import ScoreState
from cradlegate.background.processes.outside import OutsideRule


@dataclass(frozen=True, slots=True)
class NoFigure:
    """A process that has none, and why."""

    process: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """The counts of an import.

    Args:
        linked: inputs by the rule that found their supplier.
        guessed: inputs of which the first of several suppliers was taken.
        several: inputs left open since several processes supply them.
        substituted: inputs whose supplier the data name, and that another one supplies.
        cut_off: by flow, inputs that no process supplies; untreated waste apart.
        untreated: by flow, outputs of waste that no process takes in.
        co_products: outputs of products beside the reference; their burden stays with it.
        avoided: outputs that the data call avoided products; no credit is given for them.
        shared: processes with several products that were shared out.
        unshared: those whose reference bears all, though shares were asked for.
        credited: avoided products that are inputs of negative amounts.
        not_credited: those of them that nobody makes, or several do.
        aggregated: processes that bring their supply chain along as elementary flows.
        scored: processes with a figure.
        without: the others, in their order.
        by_name: flows that were matched to a gas by their name.
        suspects: ids of flows that sound like a greenhouse gas and count for nothing.
        outside: inputs that other databases supply, by name of the database and rule.
    """

    processes: int
    flows: int
    exchanges: int
    linked: Mapping[LinkRule, int]
    guessed: tuple[Link, ...]
    several: tuple[OpenInput, ...]
    substituted: int
    cut_off: Mapping[str, int]
    untreated: Mapping[str, int]
    co_products: int
    avoided: int
    shared: int
    unshared: int
    credited: int
    not_credited: int
    aggregated: int
    scored: int
    without: tuple[NoFigure, ...]
    by_name: int
    suspects: tuple[str, ...]
    outside: Mapping[tuple[str, OutsideRule], int]


def summarise(background: Background) -> ImportSummary:
    """Count what an import found."""
    database, links = background.database, background.links
    allocated = database.allocated
    scores = background.characterisation.scores
    left = [each for each in links.open if each.kind is OpenKind.NO_SUPPLIER]
    needs = [_find(each, background) for each in left]
    return ImportSummary(
        len(database.processes),
        len(database.flows),
        sum(len(each.exchanges) for each in database.processes.values()),
        Counter(each.rule for each in links.links),
        tuple(each for each in links.links if each.rule is LinkRule.FIRST),
        tuple(each for each in links.open if each.kind is OpenKind.SEVERAL),
        sum(_is_substituted(each, background) for each in links.links),
        Counter(each.flow for each in needs if each.is_input),
        Counter(each.flow for each in needs if not each.is_input),
        sum(1 for _ in _list_co_products(background)),
        sum(each.is_avoided for each in _list_co_products(background)),
        sum(bool(each.used) for each in allocated.processes),
        sum(not each.used for each in allocated.processes),
        len(allocated.credited),
        sum(_find(each, background).is_avoided for each in links.open),
        sum(not each.is_unit for each in database.processes.values()),
        background.scored.states.count(ScoreState.SCORED),
        tuple(_list_without(background)),
        sum(each.is_by_name for each in scores.values()),
        background.characterisation.suspects,
        Counter((each.provider.database.name, each.rule) for each in background.outside),
    )


def _is_substituted(link: Link, background: Background) -> bool:
    """Tell whether the data name a supplier that is not there, or does not supply the flow."""
    exchange = background.database.processes[link.consumer].exchanges[link.exchange]
    is_said = link.rule is LinkRule.OVERRIDE
    return not is_said and exchange.provider not in {"", link.supplier}


def _find(left: OpenInput, background: Background) -> Exchange:
    return background.database.processes[left.consumer].exchanges[left.exchange]


def _list_co_products(background: Background) -> Iterator[Exchange]:
    for process in background.database.processes.values():
        yield from _list_outputs(process, background)


def _list_outputs(process: UnitProcess, background: Background) -> Iterator[Exchange]:
    for at, exchange in enumerate(process.exchanges):
        is_product = background.database.flows[exchange.flow].kind is FlowKind.PRODUCT
        is_beside = process.reference is not None and at != process.reference
        if is_product and not exchange.is_input and is_beside:
            yield exchange


def _list_without(background: Background) -> Iterator[NoFigure]:
    unusable = background.compiled.unusable
    states = dict(zip(background.compiled.process_ids, background.scored.states, strict=True))
    for name in background.database.processes:
        why = unusable.get(name) or states[name]
        if why is not ScoreState.SCORED:
            yield NoFigure(name, str(why))
