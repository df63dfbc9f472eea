"""How the verification body stood that issued or verified a document, as registers tell it."""

from collections.abc import Sequence
from decimal import Decimal

from cradlegate.border.shipments.consignment import Row
from cradlegate.core.blank import Blank
from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval
from cradlegate.regimes.facts import Fact, Facts
from cradlegate.regimes.values import Value
from cradlegate.verification.registers.register import RegisterSnapshot
from cradlegate.verification.registers.scope import name_terms
from cradlegate.verification.registers.standing import Standing, count_age_days, find_standing
from cradlegate.verification.registers.withdrawals import find_withdrawal

OF_SIGNATURE = (
    "body.accredited_by",
    "body.recognised_by",
    "body.scope",
    "body.standards",
    "body.accepted",
    "body.designated",
    "body.withdrawn_on",
)
STATUS, AGE = "body.status_at_entry", "register.age_at_entry"


def supply_body(
    document: Row,
    facts: Facts,
    registers: Sequence[RegisterSnapshot],
    entry: Fact,
    destination: str,
) -> Facts:
    """Supply how the body stands that issued or verified the document.

    A maker's own document that nobody has verified has no such body, which is known.
    """
    number = document.values["body_no"]
    role, verified = facts["document.issuer_role"], facts["document.is_verified"]
    if role.value == "maker" and verified.value is False:
        found = f"{verified.source}: no verification body stands behind it"
        return {name: Fact(Blank.ABSENT, found) for name in (*OF_SIGNATURE, STATUS, AGE)}
    if isinstance(number, Blank):
        found = f"{document.place}, column body_no: the number of the body is not known"
        return {name: Fact(Blank.UNKNOWN, found) for name in (*OF_SIGNATURE, STATUS, AGE)}
    signed = facts["document.signed_at"]
    return {
        **supply_at_signature(number, signed, registers, destination),
        **supply_at_entry(number, entry, registers),
    }


def supply_at_signature(
    number: str, signed: Fact, registers: Sequence[RegisterSnapshot], destination: str
) -> Facts:
    """Supply how a body stood on the day of the signature, and whether it lost that later.

    Args:
        number: of the body in its register.
        destination: country of import.
    """
    if not isinstance(signed.value, Interval):
        return {name: Fact(Blank.UNKNOWN, signed.source) for name in OF_SIGNATURE}
    standing = find_standing(registers, number, signed.value)
    if not isinstance(standing, Standing):
        return {name: Fact(Blank.UNKNOWN, standing.found) for name in OF_SIGNATURE}
    values: tuple[Value | Blank, ...] = (
        standing.accredited_by,
        standing.recognised_by,
        _name_scope(standing),
        standing.standards,
        _lower(standing.is_accepted_in(destination)),
        _lower(standing.is_designated_in(destination)),
    )
    later = find_withdrawal(registers, standing, signed.value)
    facts = (*(Fact(value, standing.found) for value in values), Fact(later.day, later.found))
    return dict(zip(OF_SIGNATURE, facts, strict=True))


def supply_at_entry(number: str, entry: Fact, registers: Sequence[RegisterSnapshot]) -> Facts:
    """Supply how a body stands on the day of entry, and how old the register is then."""
    if not isinstance(entry.value, Interval):
        return {name: Fact(Blank.UNKNOWN, entry.source) for name in (STATUS, AGE)}
    return {
        STATUS: _find_status(number, entry.value, registers),
        AGE: _find_age(entry.value, registers),
    }


def _find_status(number: str, entry: Interval, registers: Sequence[RegisterSnapshot]) -> Fact:
    standing = find_standing(registers, number, entry)
    if not isinstance(standing, Standing):
        return Fact(Blank.UNKNOWN, standing.found)
    return Fact(str(standing.status) if standing.status else Blank.ABSENT, standing.found)


def _find_age(entry: Interval, registers: Sequence[RegisterSnapshot]) -> Fact:
    days = count_age_days(registers, entry)
    if days is None:
        return Fact(Blank.UNKNOWN, "there is no register")
    newest = max(registers, key=lambda each: each.as_of)
    return Fact(Decimal(days), f"{newest.name}, {days} days before {entry.last}")


def _name_scope(standing: Standing) -> Value | Blank:
    """Give the terms of the scope under the names that packs look for, aliases too."""
    terms = standing.scope_terms
    return terms if isinstance(terms, Blank) else name_terms(terms)


def _lower(truth: Truth) -> bool | Blank:
    return Blank.UNKNOWN if truth is Truth.UNKNOWN else truth is Truth.TRUE
