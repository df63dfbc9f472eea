"""How long it takes to explain a consignment; beside CEL, which answers yes or no and no more.

Run with `./run bench`.  Times are the shortest of several runs in this process, in milliseconds.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import cel

from benchmarks.measure import measure, tell
from cradlegate import __version__
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.compose import gate
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.cases import read_cases
from cradlegate.regimes.decision import decide, write_decision
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.facts import Fact, FactBase, Facts, MachineFacts
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from cradlegate.regimes.values import Value, ValueKind
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.work.prepare import Terms, prepare

PACK = "vn-circular-12-2026"
EPOCH = date(1970, 1, 1)
MOMENT = datetime(2026, 6, 15, 9, tzinfo=UTC)


def main() -> None:
    """Measure on the shipped example, its dossier left out."""
    vocabulary = shipped_vocabulary()
    tell("read and check all packs", measure(lambda: read_packs(shipped_packs(), vocabulary), 5))
    pack = gate.open_packs().packs[PACK]
    files = {name: data for name, data in gate.read_example_shipment().items() if "/" not in name}
    tell("read a shipment", measure(lambda: read_shipment_files(files), 5))
    terms = Terms((pack,), (), None, None, MOMENT, f"cradlegate {__version__}")
    consignment = replace(read_shipment_files(files).consignments[0], files={})
    tell("supply facts, judge and list requests", measure(lambda: prepare(consignment, terms), 20))
    base = prepare(consignment, terms).readiness.decision.base
    measure_judging(pack, base)


def measure_judging(pack: Pack, base: FactBase) -> None:
    """Explain one consignment of one and of ten machines, and record the decision."""
    one = measure(lambda: judge_pack(pack, base, law_as_of=None), 50)
    tell("explain a consignment of one machine", one, "bar: 5 ms")
    measure_cases(pack)
    ten = replace(base, machines=tuple(_copy(base.machines[0], at) for at in range(10)))
    many = measure(lambda: judge_pack(pack, ten, law_as_of=None), 10)
    tell("explain a consignment of ten machines", many, f"{many / one:.1f} times one")
    told = measure(lambda: ask_cel(pack, base), 20)
    tell(
        "CEL, the same tests once, no unknowns", told, f"explaining takes {one / told:.1f} times it"
    )
    decision = decide(
        (pack,),
        base,
        law_as_of=None,
        known_as_of=MOMENT,
        engine="benchmark",
        vocabulary=shipped_vocabulary(),
    )
    tell("write the decision", measure(lambda: write_decision(decision), 20))


def measure_cases(pack: Pack) -> None:
    """Explain the consignment of every case of the pack, most of them with a whole report."""
    vocabulary = shipped_vocabulary()
    cases = read_cases(pack, vocabulary)
    took = [measure(partial(judge_pack, pack, each.base, law_as_of=None), 3) for each in cases]
    tell(f"explain a case, mean of {len(cases)}", sum(took, 0.0) / len(took), "bar: 5 ms")
    tell("explain the slowest case", max(took), "bar: 5 ms")


def ask_cel(pack: Pack, base: FactBase) -> list[object]:
    """Ask CEL for every test of the pack under one reading, with compiled expressions."""
    context = cel.Context()
    context.update(_nest(pack, base))
    return [program.execute(context) for program in _compile(pack)]


_COMPILED: list[Any] = []


def _compile(pack: Pack) -> list[Any]:
    if not _COMPILED:
        tests = [each.test.text for each in pack.provisions if each.test]
        plain = [text for text in tests if "has(" not in text and "param." not in text]
        _COMPILED.extend(cel.compile(text) for text in plain)
    return _COMPILED


def _nest(pack: Pack, base: FactBase) -> dict[str, dict[str, object]]:
    nested: dict[str, dict[str, object]] = {}
    machine = base.machines[0]
    document = next(iter(base.documents or ()), None)
    seen = {
        **{name: Fact(_FILLS[each.kind], "") for name, each in shipped_vocabulary().facts.items()},
        **_known(base.facts),
        **_known(machine.facts),
        **_known(document.facts if document else {}),
    }
    for name, fact in seen.items():
        family, _, rest = name.partition(".")
        nested.setdefault(family, {})[rest] = _plain(fact.value)
    nested["open"] = {
        each.id: {"consumption": True} if each.index else _plain(each.answers[0])
        for each in pack.questions.values()
    }
    return nested


def _known(facts: Facts) -> dict[str, Fact]:
    return {name: fact for name, fact in facts.items() if not isinstance(fact.value, Blank)}


_FILLS: dict[ValueKind, Value] = {
    ValueKind.YES_NO: False,
    ValueKind.LIST: (),
    ValueKind.NUMBER: Decimal(0),
    ValueKind.TEXT: "",
    ValueKind.DATE: Interval(EPOCH, EPOCH),
}


def _plain(value: object) -> object:
    if isinstance(value, Interval):
        return (value.first - EPOCH).days
    if isinstance(value, tuple):
        return list(value)
    return int(value) if isinstance(value, Decimal) else value


def _copy(machine: MachineFacts, at: int) -> MachineFacts:
    return replace(machine, id=f"{machine.id}-{at}")


if __name__ == "__main__":
    main()
