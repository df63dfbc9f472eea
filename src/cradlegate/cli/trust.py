"""Commands on keys and trust lists: `trust key new|show`, `trust list new|show`."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from cradlegate.cli.faults import USAGE
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.cli.revoke import build_app as build_revoke_app
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.outcome import EXIT_YES, judge_exit_code

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from cradlegate.core.strict_json import Json
    from cradlegate.store.key_files import KeyFile
    from cradlegate.verification.trust_lists.membership import Terms
    from cradlegate.verification.trust_lists.organisation import LogPlace
    from cradlegate.verification.trust_lists.trust_list import TrustList

Repeated = Parameter(negative="", consume_multiple=True, show_default=False)
Force = Annotated[bool, Parameter(negative="", help="Replace files that exist.")]

_PLACE = re.compile(r"(\S+):(0|[1-9][0-9]{0,14})")


def build_app() -> App:
    """Build the commands under `cradlegate trust`."""
    app = App(name="trust", help="Keys that sign, and lists of whose keys they are.")
    keys = App(name="key", help="Signing keys: make and show them.")
    keys.command(new_key, name="new")
    keys.command(show_key, name="show")
    lists = App(name="list", help="Trust lists: draw them up, show and judge them.")
    lists.command(new_list, name="new")
    lists.command(show_list, name="show")
    app.command(keys)
    app.command(lists)
    app.command(build_revoke_app())
    return app


def new_key(
    file: Path,
    *,
    owner: str,
    name: str,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Make a signing key: FILE for its owner alone, and FILE.pub to hand on.

    Example: `cradlegate trust key new maker.key --owner did:web:maker.example --name "Maker"`

    Args:
        file: Where the key goes; its public part goes beside it.
        owner: Id of the owner as documents name it, without blanks.
        name: Name of the owner.
    """
    from cradlegate.compose import surroundings
    from cradlegate.core.party import Party
    from cradlegate.reports.contents.trust_report import report_key, steps_for_new_key
    from cradlegate.store.key_files import KeyFile, write_key_pair
    from cradlegate.trust.keys import SigningKey

    key = KeyFile(Party(owner, name), SigningKey(surroundings.new_secret()), surroundings.now())
    public_file = write_key_pair(file, key, force=force)
    steps = steps_for_new_key(str(file), str(public_file))
    show(report_key(key.owner, key.key.public, key.created, steps), output)
    name_files(file.parent, [file.name, public_file.name])
    return EXIT_YES


def show_key(file: Path, *, output: Output = DEFAULT_OUTPUT) -> int:
    """Show whose key a file holds; never its secret.

    Example: `cradlegate trust key show maker.key.pub`

    Args:
        file: Key file or its public part.
    """
    from cradlegate.reports.contents.trust_report import report_key
    from cradlegate.store.key_files import read_either_key

    public = read_either_key(file)
    report = report_key(public.owner, public.key, public.created)
    show(report, output, inputs={"file": str(file)})
    return EXIT_YES


def new_list(
    out: Path,
    *,
    key: Path,
    member: Annotated[tuple[Path, ...], Repeated] = (),
    role: Annotated[tuple[str, ...], Repeated] = (),
    origin: str = "",
    tsa: Annotated[tuple[Path, ...], Repeated] = (),
    country: str | None = None,
    accept: Annotated[tuple[str, ...], Repeated] = (),
    valid_from: Annotated[date | None, Parameter(name="--from")] = None,
    valid_to: Annotated[date | None, Parameter(name="--to")] = None,
    compromised: str = "",
    until: date | None = None,
    base: Path | None = None,
    issued: date | None = None,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Draw up and sign a trust list, or the next version of one.

    Example: `cradlegate trust list new trust.json --key customs.key --member maker.key.pub`

    Args:
        out: Where the list goes.
        key: Key file of the publisher.
        member: Public key files of the members.
        role: What the members do, such as maker or verifier; maker by default.
        origin: Name of the log whose checkpoints the member signs; its role is then log.
        tsa: A file for each time stamping authority: its certificate, then its issuers, in PEM.
        country: Country of the members, two letters.
        accept: COUNTRY=REGISTER, a register whose bodies count at a destination, such as
            VN=example-register; what the base says of other countries is kept.
        valid_from: First day of the members' keys; by default the day of issue.
        valid_to: Last day of the members' keys; by default open.
        compromised: Of a compromised key: ORIGIN:INDEX, the last leaf of a log for which it counts.
        until: Last day of the list; by default open.
        base: Older list of the same publisher; its members are kept, its version goes up by one.
        issued: First day of the list; by default today.
    """
    from cradlegate.compose import surroundings
    from cradlegate.store.key_files import read_key_file
    from cradlegate.store.single_file import write_single_file
    from cradlegate.trust.data_integrity import sign_document
    from cradlegate.verification.trust_lists.checks import LOG_ROLE
    from cradlegate.verification.trust_lists.membership import Terms
    from cradlegate.verification.trust_lists.trust_list import read_trust_list

    first_day = issued or surroundings.today()
    publisher = read_key_file(key)
    if origin and len(member) != 1:
        raise FaultsError([Fault(USAGE, "--origin is of one --member, the key of the log")])
    if compromised and len(member) != 1:
        raise FaultsError([Fault(USAGE, "--compromised is of one --member, that very key")])
    _refuse_unknown(role, country)
    roles = (*role, LOG_ROLE) if origin else role
    last_valid = _read_place(compromised) if compromised else None
    terms = Terms(country, roles, valid_from, valid_to, origin, last_valid)
    accepted = _read_accepted(accept)
    unsigned = _draw_up(publisher, base, (member, tsa), terms, accepted, (first_day, until))
    signed = sign_document(unsigned, publisher.key, created=surroundings.now())
    data = (json.dumps(signed, indent=2, ensure_ascii=False) + "\n").encode()
    written = read_trust_list(data, str(out))
    write_single_file(out, data, force=force)
    _show_new(written, out, first_day, output)
    return EXIT_YES


def show_list(
    file: Path,
    *,
    at: date | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Show a trust list and judge it: 0 intact, 1 changed, 3 stale or not to be checked here.

    Example: `cradlegate trust list show trust.json --at 2027-01-15`

    Args:
        file: Trust list.
        at: Day for which it is judged; by default today.
    """
    from cradlegate.compose import surroundings
    from cradlegate.reports.contents.trust_report import report_trust_list
    from cradlegate.verification.trust_lists.trust_list import (
        judge_list_signature,
        judge_list_validity,
    )

    as_of = at or surroundings.today()
    trust_list = _read_list(file)
    signature, validity = judge_list_signature(trust_list), judge_list_validity(trust_list, as_of)
    report = report_trust_list(trust_list, signature, validity, as_of)
    show(report, output, inputs={"file": str(file), "digest": trust_list.digest})
    return judge_exit_code((signature.outcome, validity.outcome))


def _draw_up(
    publisher: "KeyFile",
    base: Path | None,
    entered: tuple[tuple[Path, ...], tuple[Path, ...]],
    terms: "Terms",
    accepted: Mapping[str, tuple[str, ...]],
    days: tuple[date, date | None],
) -> "dict[str, Json]":
    """Draw up a list of the members of the base and the new ones.

    Args:
        entered: public key files of members, and certificates of authorities.
        accepted: registers by country; of other countries those of the base stay.
        days: the first, and the last if there is one.

    Raises:
        FaultsError: no member at all, a base or member file that cannot be used, or parts that
            do not fit together.
    """
    from cradlegate.store.key_files import read_public_key
    from cradlegate.verification.trust_lists.membership import enter_authority, enter_key
    from cradlegate.verification.trust_lists.trust_list import NO_REGISTERS, draw_up_trust_list

    (members, certificates), (first_day, until) = entered, days
    if base is None and not members and not certificates:
        raise FaultsError([Fault(USAGE, "a first trust list needs --member, at least once")])
    older = _demand_base(base, publisher) if base else None
    organisations = older.organisations if older else ()
    for file in members:
        public = read_public_key(file)
        organisations = enter_key(organisations, public.owner, public.key, terms, first_day)
    for file in certificates:
        organisations = enter_authority(organisations, _read_certificates(file))
    version = older.version + 1 if older else 1
    return draw_up_trust_list(
        publisher.owner,
        organisations,
        version=version,
        issued=first_day,
        valid_until=until,
        accepted_registers={**(older.accepted_registers if older else NO_REGISTERS), **accepted},
        list_id=f"{older.id.rpartition(':')[0]}:{version}" if older else "",
    )


def _refuse_unknown(roles: tuple[str, ...], country: str | None) -> None:
    from cradlegate.tables.words import countries
    from cradlegate.verification.trust_lists.membership import MEMBER_ROLES

    known = ", ".join(MEMBER_ROLES)
    said = [f"--role {each}: none of {known}" for each in roles if each not in MEMBER_ROLES]
    if country and country not in countries():
        said.append(f"--country {country}: no country by its two letters (ISO 3166-1)")
    if said:
        raise FaultsError([Fault(USAGE, text) for text in said])


def _read_accepted(texts: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    from cradlegate.tables.words import countries

    accepted: dict[str, tuple[str, ...]] = {}
    for text in texts:
        country, _, register = text.partition("=")
        if country not in countries() or not register or register.split() != [register]:
            said = f"--accept {text}: a country of two letters, =, and the id of a register"
            raise FaultsError([Fault(USAGE, said)])
        accepted[country] = (*accepted.get(country, ()), register)
    return accepted


def _read_place(text: str) -> "LogPlace":
    from cradlegate.verification.trust_lists.organisation import LogPlace

    found = _PLACE.fullmatch(text)
    if found is None:
        said = f"--compromised {text}: origin of the log, a colon, and the index of a leaf from 0"
        raise FaultsError([Fault(USAGE, said)])
    return LogPlace(found[1], int(found[2]))


def _read_certificates(file: Path) -> "tuple[Certificate, ...]":
    from cradlegate.store.single_file import read_single_file
    from cradlegate.trust.timestamp import LARGEST_STAMP_BYTES, StampError, read_certificates
    from cradlegate.verification.trust_lists.faults import NO_STAMP_CERTIFICATE

    try:
        return read_certificates(read_single_file(file, LARGEST_STAMP_BYTES).data)
    except StampError as error:
        found = Fault(NO_STAMP_CERTIFICATE, str(error), Place(str(file)))
        raise FaultsError([found]) from None


def _demand_base(file: Path, publisher: "KeyFile") -> "TrustList":
    from cradlegate.verification.trust_lists.membership import demand_base

    return demand_base(_read_list(file), publisher.owner, publisher.key.public, str(file))


def _show_new(trust_list: "TrustList", out: Path, first_day: date, output: Output) -> None:
    from cradlegate.reports.contents.trust_report import report_trust_list, steps_for_new_list
    from cradlegate.verification.trust_lists.trust_list import (
        judge_list_signature,
        judge_list_validity,
    )

    report = report_trust_list(
        trust_list,
        judge_list_signature(trust_list),
        judge_list_validity(trust_list, first_day),
        first_day,
        steps_for_new_list(str(out)),
    )
    show(report, output, inputs={"digest": trust_list.digest})
    name_files(out.parent, [out.name])


def _read_list(file: Path) -> "TrustList":
    from cradlegate.core.strict_json import LARGEST_BYTES
    from cradlegate.store.single_file import read_single_file
    from cradlegate.verification.trust_lists.trust_list import read_trust_list

    return read_trust_list(read_single_file(file, LARGEST_BYTES).data, str(file))
