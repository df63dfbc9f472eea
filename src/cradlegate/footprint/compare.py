"""What changed between two footprints (ISO 14067:2018, 6.4.7 and Annex B)."""

from dataclasses import dataclass

from cradlegate.core.fault import Fault
from cradlegate.footprint.faults import NOT_COMPARABLE
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import Line, sum_emissions


@dataclass(frozen=True, slots=True)
class Change:
    """One item on both sides, kg CO2e; None where it does not exist.

    Args:
        because: what differs, such as the amount or the factor; empty for sums.
    """

    id: str
    before: float | None
    after: float | None
    because: str = ""

    @property
    def difference(self) -> float:
        """After less before; what does not exist counts 0."""
        return (self.after or 0.0) - (self.before or 0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Changes of the total, by stage, by subassembly and by line, largest change first.

    Args:
        faults: what stands against comparing at all.
    """

    total: Change
    stages: tuple[Change, ...]
    subassemblies: tuple[Change, ...]
    lines: tuple[Change, ...]
    faults: tuple[Fault, ...]


def compare(before: Footprint, after: Footprint) -> Comparison:
    """Compare two footprints in the view of the first."""
    return Comparison(
        Change("total", before.total(), after.total(before.view)),
        _compare_sums(before, after, "stage"),
        _compare_sums(before, after, "subassembly"),
        _compare_lines(before, after),
        _judge(before, after),
    )


def _judge(before: Footprint, after: Footprint) -> tuple[Fault, ...]:
    pairs = (
        ("view", before.view, after.view),
        ("method", before.method, after.method),
        ("factor library", before.library_digest, after.library_digest),
        ("GWP target", before.machine.gwp_target, after.machine.gwp_target),
        ("declared for", before.machine.declared_for, after.machine.declared_for),
        ("data period", str(before.machine.data_period), str(after.machine.data_period)),
        ("draft", before.is_draft, after.is_draft),
    )
    return tuple(
        Fault(NOT_COMPARABLE, f"{name} differs: {old} and {new}")
        for name, old, new in pairs
        if old != new
    )


def _compare_sums(before: Footprint, after: Footprint, axis: str) -> tuple[Change, ...]:
    def sums(footprint: Footprint) -> dict[str, float]:
        names = dict.fromkeys(str(getattr(line, axis)) for line in footprint.lines_in_view)
        return {
            name: sum_emissions(
                line for line in footprint.lines_in_view if str(getattr(line, axis)) == name
            )
            for name in names
        }

    old, new = sums(before), sums(after)
    return tuple(Change(name, old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new]))


def _compare_lines(before: Footprint, after: Footprint) -> tuple[Change, ...]:
    old = {line.id: line for line in before.lines_in_view}
    new = {line.id: line for line in after.lines_in_view}
    changes = [
        Change(
            name,
            old[name].emissions if name in old else None,
            new[name].emissions if name in new else None,
            _say_why(old.get(name), new.get(name)),
        )
        for name in dict.fromkeys([*old, *new])
    ]
    changed = [change for change in changes if change.because]
    return tuple(sorted(changed, key=lambda change: (-abs(change.difference), change.id)))


def _say_why(old: Line | None, new: Line | None) -> str:
    if old is None or new is None:
        return "new line" if old is None else "line gone"
    reasons = []
    before, after = old.activity, new.activity
    if before.choice.chosen.id != after.choice.chosen.id:
        reasons.append(f"factor {before.choice.chosen.id} → {after.choice.chosen.id}")
    elif old.activity.choice.chosen.values != new.activity.choice.chosen.values:
        reasons.append(f"value of factor {before.choice.chosen.id}")
    if before.amount.value != after.amount.value:
        reasons.append(
            f"amount {before.amount.value:.6g} → {after.amount.value:.6g} {after.amount.unit}"
        )
    return ", ".join(reasons)
