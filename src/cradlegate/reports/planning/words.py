"""How steps, owners and conditions of a plan are called."""

from cradlegate.border.planning.conditions import Condition
from cradlegate.border.planning.network import Owner, Step
from cradlegate.border.planning.plan import Lane, StepPlan
from cradlegate.regimes.vocabulary import Asked
from cradlegate.reports.readiness.words import ROLES


def name_step(step: Step) -> str:
    """Name a step: what it is about, and what is done."""
    return f"{step.subject}: {step.title}"


def name_owner(owner: Owner) -> str:
    """Name whoever takes a step: the party, or its role where nobody has named it."""
    if owner.name:
        return owner.name
    role = ROLES[Asked(owner.role)] if owner.role in set(Asked) else owner.role
    return f"{role} ({owner.country})"


def say_late(each: StepPlan) -> str:
    """Say whether a step is late, and why it is where it is not known."""
    step = each.step
    if step.time is None:
        return step.note or "nobody knows how long it takes"
    words = [step.note] if step.note else []
    if not each.begin:
        words.append("no day to be ready for" if each.done_by is None else "")
    elif each.late_days:
        words.append(f"late by {each.late_days} day{'s' if each.late_days > 1 else ''}")
    elif not step.note:
        words.append("in time")
    if each.calendar_ends:
        words.append(f"beyond the calendar of {step.owner.country} ({each.calendar_ends})")
    return "; ".join(filter(None, words))


def say_lane(each: StepPlan) -> str:
    """Say why a step is in the plan."""
    if each.lane is Lane.BINDING:
        return "binds"
    if each.lane is Lane.ADVISED:
        return "advised"
    return f"only if {'; '.join(map(say_condition, each.conditions))}"


def say_condition(condition: Condition) -> str:
    """Say what a step hangs on, and the answer that is planned for."""
    about = f" ({condition.index})" if condition.index else ""
    if not condition.is_law:
        return f"{condition.name}{about} is open"
    taken = condition.answer or "not in its favour"
    return f"{condition.name}{about} is answered {taken}"
