"""Keys and trust lists as reports."""

from collections.abc import Sequence
from datetime import date, datetime

from cradlegate.core.canonical import digest_bytes
from cradlegate.core.finding import Finding
from cradlegate.core.moment import write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.core.party import Party
from cradlegate.reports.report import (
    ABSENT,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Report,
    Status,
    Step,
    Table,
    Text,
)
from cradlegate.trust.keys import PublicKey
from cradlegate.verification.trust_lists.organisation import TrustedKey
from cradlegate.verification.trust_lists.trust_list import TrustList

TRUST_DISCLAIMER = (
    "Made by software. A signature check tells which key signed, and a trust list is its "
    "publisher's word on whose key it is; neither tells whether what was signed is true."
)
"""What a report on keys is not."""


def report_key(
    owner: Party, key: PublicKey, created: datetime, steps: Sequence[Step] = ()
) -> Report:
    """Draw up a key with its owner; never its secret."""
    facts = (
        ("owner", owner.id),
        ("name", owner.name),
        ("key", key.multikey),
        ("name in proofs", key.method),
        ("made", write_utc(created)),
    )
    rows = tuple((Text(name), Text(text)) for name, text in facts)
    columns = (Column("what", "what"), Column("text", "says"))
    return Report(
        title=f"Key of {owner.name}",
        kind="trust key",
        answer=Answer(f"{owner.name} ({owner.id}) signs with the key {key.multikey}"),
        next_steps=tuple(steps),
        tables=(Table("key", "The key", columns, rows),),
        disclaimer=TRUST_DISCLAIMER,
    )


def steps_for_new_key(key_file: str, public_file: str) -> tuple[Step, ...]:
    """Say what the owner of a new key does with its two files."""
    return (
        Step("you", f"keep {key_file} to yourself, with a copy in a safe place"),
        Step("you", f"hand {public_file} to whoever keeps the trust list"),
        Step("you", "tell them the key by another way too", because="files are easily exchanged"),
    )


def report_trust_list(
    trust_list: TrustList,
    signature: Finding,
    validity: Finding,
    as_of: date,
    steps: Sequence[Step] | None = None,
) -> Report:
    """Draw up a trust list with what was found about it.

    Args:
        signature: of the list itself.
        validity: on the day.
        as_of: the day for which it is judged.
        steps: by default those that follow from the findings.
    """
    outcome = _join(signature.outcome, validity.outcome)
    findings = (("signature", signature), ("validity", validity))
    return Report(
        title=trust_list.id,
        kind="trust list",
        answer=Answer(_headline(trust_list, signature, validity), verdict=Status(outcome)),
        next_steps=tuple(_steps(trust_list, outcome) if steps is None else steps),
        tables=(
            _findings_table(findings),
            _organisations_table(trust_list),
            _keys_table(trust_list, as_of),
            *_certificates_tables(trust_list),
            *_registers_tables(trust_list),
        ),
        provenance=(
            ("trust list", trust_list.id),
            ("digest", trust_list.digest),
            ("publisher", f"{trust_list.publisher.name} ({trust_list.publisher.id})"),
            ("begins", f"{trust_list.issued}"),
            ("last day", f"{trust_list.valid_until or 'open'}"),
            ("judged for", f"{as_of}"),
        ),
        disclaimer=TRUST_DISCLAIMER,
    )


def steps_for_new_list(file: str) -> tuple[Step, ...]:
    """Say what the publisher of a new trust list does with it."""
    return (
        Step("you", f"hand {file} to those who check documents with it"),
        Step("you", "tell them your key by another way too", because="files are easily exchanged"),
    )


def _join(*outcomes: Outcome) -> Outcome:
    """Give the worst: not met before undetermined before met."""
    order = (Outcome.NOT_MET, Outcome.UNDETERMINED)
    return next((outcome for outcome in order if outcome in outcomes), Outcome.MET)


def _headline(trust_list: TrustList, signature: Finding, validity: Finding) -> str:
    """Say what the list is and holds, or what is wrong with it."""
    name = f"trust list of {trust_list.publisher.name}, version {trust_list.version}"
    for finding in (signature, validity):
        if finding.outcome is not Outcome.MET:
            return f"{name}: {finding.found}"
    organisations = _count(len(trust_list.organisations), "organisation")
    keys = _count(sum(len(item.keys) for item in trust_list.organisations), "key")
    return f"{name}, with {organisations} and {keys}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _steps(trust_list: TrustList, outcome: Outcome) -> tuple[Step, ...]:
    name = trust_list.publisher.name
    if outcome is Outcome.NOT_MET:
        return (Step("you", f"do not rely on this list; get it again from {name}"),)
    if outcome is Outcome.UNDETERMINED:
        return (Step("you", f"ask {name} for a list that is valid and can be checked here"),)
    because = "the list alone cannot prove it"
    return (Step("you", f"make sure by another way that the key is that of {name}", None, because),)


def _findings_table(findings: Sequence[tuple[str, Finding]]) -> Table:
    columns = (Column("check", "check"), Column("outcome", "outcome"), Column("found", "found"))
    rows = tuple(
        (Text(name), Status(finding.outcome), Text(finding.found)) for name, finding in findings
    )
    return Table("findings", "What was checked", columns, rows)


def _organisations_table(trust_list: TrustList) -> Table:
    columns = (
        Column("id", "id"),
        Column("name", "name"),
        Column("country", "country"),
        Column("roles", "roles"),
    )
    rows = tuple(
        (
            Text(item.id),
            Text(item.name),
            Text(item.country) if item.country else UNKNOWN,
            Text(", ".join(item.roles)),
        )
        for item in trust_list.organisations
    )
    return Table("organisations", "Organisations", columns, rows)


def _keys_table(trust_list: TrustList, as_of: date) -> Table:
    columns = (
        Column("key", "key"),
        Column("owner", "owner"),
        Column("first_day", "first day"),
        Column("last_day", "last day"),
        Column("state", f"on {as_of}"),
    )
    rows = tuple(
        _key_row(key, item.id, as_of) for item in trust_list.organisations for key in item.keys
    )
    note = "A key is shown as its multikey, or by its id where that is not the key's did:key."
    return Table("keys", "Keys", columns, rows, note=note)


def _key_row(key: TrustedKey, owner_id: str, as_of: date) -> tuple[Cell, ...]:
    return (
        Text(key.multikey if key.id == key.key.method else key.id),
        Text(f"{owner_id}, for the log {key.log_origin}" if key.log_origin else owner_id),
        Text(f"{key.valid_from}"),
        Text(f"{key.valid_until}") if key.valid_until else ABSENT,
        Text(_name_state(key, as_of)),
    )


def _name_state(key: TrustedKey, as_of: date) -> str:
    state = _name_window(key, as_of)
    return f"{state}; compromised, counts up to {key.last_valid}" if key.last_valid else state


def _name_window(key: TrustedKey, as_of: date) -> str:
    if key.covers(as_of):
        return "in its window"
    return "not begun" if as_of < key.valid_from else "ended"


def _certificates_tables(trust_list: TrustList) -> tuple[Table, ...]:
    """List the certificates of time stamping authorities, if there are any."""
    columns = (Column("owner", "owner"), Column("sha256", "SHA-256 of the certificate"))
    rows = tuple(
        (Text(item.name), Text(digest_bytes(each).removeprefix("sha256:")))
        for item in trust_list.organisations
        for each in item.certificates
    )
    table = Table("certificates", "Certificates of time stamping authorities", columns, rows)
    return (table,) if rows else ()


def _registers_tables(trust_list: TrustList) -> tuple[Table, ...]:
    """List the accepted registers, if there are any."""
    rows = tuple(
        (Text(country), Text(register))
        for country, registers in trust_list.accepted_registers.items()
        for register in registers
    )
    columns = (Column("country", "destination"), Column("register", "register"))
    table = Table("registers", "Accepted registers", columns, rows)
    return (table,) if rows else ()
