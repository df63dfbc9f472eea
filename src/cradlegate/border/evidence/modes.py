"""What it means under open law how functions were fitted, where they run, whether they are active.

Which provisions ask for that is read off the packs: those whose tests name one of these facts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from cradlegate.border.shipments.consignment import LETTER
from cradlegate.core.blank import Blank
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.evaluate.judgement import NOT_APPLICABLE, Judgement, Status
from cradlegate.regimes.expression.syntax import list_facts
from cradlegate.regimes.facts import DocumentFacts, Fact, FactBase, Facts, MachineFacts, Standing
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import Provision, ProvisionKind
from cradlegate.regimes.values import Value
from cradlegate.regimes.vocabulary import shipped_vocabulary

FITTED, RUNS, ACTIVATION = AXES = ("evidence.fitted", "evidence.runs", "evidence.activation")
FITTINGS = (
    "factory",
    "retrofit before import, authorised firm",
    "retrofit before import, other firm",
    "retrofit after import",
)
"""Ways of fitting that rules may tell apart."""
_DATE, _AUTHORISED = "evidence.retrofit_date", "evidence.retrofit_authorised"
_ENTRY = "consignment.entry_date"
_SOURCE = "as the table says"
_SETTLED = {Outcome.MET: Truth.TRUE, Outcome.NOT_MET: Truth.FALSE}


@dataclass(frozen=True, slots=True)
class Mode:
    """One way in which the functions may be on a machine."""

    fitted: str
    runs: str
    activation: str


@dataclass(frozen=True, slots=True)
class JudgedMode:
    """What a pack makes of a mode.

    Args:
        status: of everything that binds and asks for the axes, together.
        by_axis: by name of the fact, of the provisions that ask for it.
        plan: whether it passes under the answers to plan for.
    """

    mode: Mode
    status: Status
    by_axis: Mapping[str, Status]
    plan: Truth


def list_asking(packs: Iterable[Pack]) -> tuple[Pack, ...]:
    """List the packs that ask how functions are on a machine."""
    return tuple(pack for pack in packs if any(_list_provisions(pack)))


def list_modes() -> tuple[Mode, ...]:
    """List every mode: four ways of fitting, two places, three states of activation."""
    facts = shipped_vocabulary().facts
    axes = (FITTINGS, facts[RUNS].allowed, facts[ACTIVATION].allowed)
    return tuple(Mode(*each) for each in product(*axes))


def judge_modes(pack: Pack, modes: Iterable[Mode], entry: date) -> tuple[JudgedMode, ...]:
    """Judge modes under a pack.

    Args:
        entry: day of the customs entry; retrofits lie a day before or after it.
    """
    day = Fact(Interval(entry, entry), _SOURCE)
    return tuple(_judge(pack, each, _make_facts(each, entry), day) for each in modes)


def judge_letter(pack: Pack, evidence: Facts, entry: Fact) -> JudgedMode:
    """Judge what a letter says of the axes.

    Args:
        evidence: facts of the letter.
        entry: day of the customs entry of the machine.
    """
    fitted, runs, activation = (str(evidence[name].value) for name in AXES)
    return _judge(pack, Mode(fitted, runs, activation), evidence, entry)


def is_retrofit_open(judged: JudgedMode) -> bool:
    """Tell whether functions were retrofitted and no answer says yet that this counts."""
    is_retrofit = judged.mode.fitted.startswith("retrofit")
    return is_retrofit and bool(judged.by_axis[FITTED].questions)


def list_assumptions(judged: Iterable[JudgedMode]) -> tuple[str, ...]:
    """List the open questions on which any of the modes hangs, each once."""
    named = (name for each in judged for name, _ in each.status.questions)
    return tuple(dict.fromkeys(named))


def _judge(pack: Pack, mode: Mode, evidence: Facts, entry: Fact) -> JudgedMode:
    judgement = judge_pack(_keep_axes(pack), _make_base(evidence, entry), law_as_of=None)
    by_axis = {axis: _find_status(judgement, axis) for axis in AXES}
    return JudgedMode(mode, judgement.verdict, by_axis, _find_plan(judgement.verdict, pack))


def _find_plan(status: Status, pack: Pack) -> Truth:
    if status.readings is None:
        return _SETTLED.get(status.outcome, Truth.UNKNOWN)
    planned: list[Value | None] = [pack.questions[name].plan_for for name, _ in status.questions]
    return status.readings.get(tuple(each for each in planned if each is not None), Truth.UNKNOWN)


def _list_provisions(pack: Pack) -> Iterator[Provision]:
    for each in pack.provisions:
        named = {name for one in each.expressions.values() for name in list_facts(one.tree)}
        if each.of and each.kind is ProvisionKind.REQUIRES and named & set(AXES):
            yield each


def _keep_axes(pack: Pack) -> Pack:
    """Keep the provisions on the axes, under a regime that applies wherever it is in force."""
    scope = next(each for each in pack.provisions if each.kind is ProvisionKind.APPLIES)
    always = replace(scope, when=None, test=None)
    return replace(pack, provisions=(always, *_list_provisions(pack)), benefit=None)


def _find_status(judgement: Judgement, axis: str) -> Status:
    """Give the status of the provision that asks for an axis; a pack need not ask for it."""
    asking = (
        each.status
        for each in judgement.findings
        if each.provision.test and axis in list_facts(each.provision.test.tree)
    )
    return next(asking, NOT_APPLICABLE)


def _make_base(evidence: Facts, entry: Fact) -> FactBase:
    """Make one machine with one letter that covers it, of which nothing else is known."""
    fits: Mapping[str, Facts] = {LETTER: {"fit.machine": Fact(value=True, source=_SOURCE)}}
    letter = DocumentFacts(LETTER, LETTER, Standing.IN_HAND, evidence)
    return FactBase("-", {_ENTRY: entry}, (MachineFacts("-", {}, fits),), (letter,))


def _make_facts(mode: Mode, entry: date) -> Facts:
    is_after = mode.fitted == FITTINGS[3]
    day = entry + timedelta(days=1 if is_after else -1)
    values: Mapping[str, Value | Blank] = {
        FITTED: mode.fitted.partition(" ")[0],
        RUNS: mode.runs,
        ACTIVATION: mode.activation,
        _DATE: Blank.ABSENT if mode.fitted == FITTINGS[0] else Interval(day, day),
        _AUTHORISED: mode.fitted == FITTINGS[1],
    }
    return {name: Fact(value, _SOURCE) for name, value in values.items()}
