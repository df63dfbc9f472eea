"""What can be wrong with a trust list as a document, before anything in it is believed."""

import base64
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from itertools import chain, islice

import jsonschema

from cradlegate.core.fault import Fault, Place
from cradlegate.core.strict_json import Json
from cradlegate.trust.data_integrity import list_proofs, read_method
from cradlegate.trust.keys import DID_KEY, KeyFormatError, PublicKey
from cradlegate.trust.log.note import NoteError, NoteKey
from cradlegate.trust.timestamp import StampError, read_certificates
from cradlegate.verification import faults as kinds
from cradlegate.verification.trust_lists import faults as authority_kinds

MOST_FAULTS = 100
"""Faults of one list that are named; a hostile one could have millions."""

LOG_ROLE, STAMP_ROLE = "log", "tsa"
"""Roles of those whose checkpoints and stamps are believed."""

_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_ENDING = re.compile(r":([1-9][0-9]*)\Z")
_DAY_SIGNS = len("2026-01-01")
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key as it stands in the document; what is no text there is empty here."""

    owner: int
    id: str
    multikey: str
    valid_from: str
    valid_until: str
    log_origin: str
    compromised: Json


def find_faults(document: Json, file: str) -> tuple[Fault, ...]:
    """Find what is wrong with a trust list: its form, and whether its parts fit together.

    Parts that are not of the form are named once and left out of the other checks.
    """
    entries = _list_entries(document)
    found = chain(
        _form_faults(document, file),
        _list_faults(document, file),
        _organisation_faults(document, file),
        _sharing_faults(entries, file),
        *(_key_faults(entry, file) for entry in entries),
        _compromise_faults(entries, file),
        _own_key_faults(document, entries, file),
    )
    return tuple(islice(found, MOST_FAULTS))


@lru_cache(maxsize=1)
def trust_list_validator() -> jsonschema.Draft202012Validator:
    """Give the validator of the published schema."""
    path = resources.files("cradlegate.verification") / "data" / "trust-list.schema.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def _form_faults(document: Json, file: str) -> Iterator[Fault]:
    for error in trust_list_validator().iter_errors(document):
        text = error.message
        found = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        yield Fault(kinds.WRONG_FORM, found, Place(file, id=error.json_path))


def _list_faults(document: Json, file: str) -> Iterator[Fault]:
    place = Place(file)
    yield from _window_faults(_text(document, "validFrom"), _text(document, "validUntil"), place)
    ending = _ENDING.search(_text(document, "id"))
    version = _member(_member(document, "credentialSubject"), "version")
    if ending and type(version) is int and ending[1] != str(version):
        found = f"the id ends in {ending[1][:_SHOWN]}, the version is {version}"
        yield Fault(kinds.OTHER_VERSION_IN_ID, found, place)


def _organisation_faults(document: Json, file: str) -> Iterator[Fault]:
    ids = [_text(item, "id") for item in _organisations(document)]
    for name in _repeated(ids):
        yield Fault(kinds.ORGANISATION_TWICE, f"{name} stands twice", Place(file, id=name))
    for item in _organisations(document):
        yield from _authority_faults(item, Place(file, id=_text(item, "id")))


def _key_faults(entry: _Entry, file: str) -> Iterator[Fault]:
    place = Place(file, id=entry.id)
    yield from _window_faults(entry.valid_from, entry.valid_until, place)
    if not entry.multikey:
        return
    try:
        key = PublicKey.parse(entry.multikey)
    except KeyFormatError as error:
        yield Fault(kinds.NO_MULTIKEY, str(error), place)
        return
    try:
        _ = NoteKey(entry.log_origin, key) if entry.log_origin else None
    except NoteError as error:
        yield Fault(authority_kinds.NO_LOG_KEY, str(error), place)
    if entry.id.startswith(DID_KEY) and entry.id != key.method:
        found = f"the id does not hold the key {key.multikey}"
        yield Fault(kinds.OTHER_KEY_IN_ID, found, place)


def _sharing_faults(entries: Sequence[_Entry], file: str) -> Iterator[Fault]:
    for name in _repeated([entry.id for entry in entries]):
        yield Fault(kinds.KEY_ID_TWICE, f"the key id {name} stands twice", Place(file, id=name))
    for name in _repeated([entry.log_origin for entry in entries]):
        found = f"the origin {name} stands at two keys"
        yield Fault(authority_kinds.ORIGIN_TWICE, found, Place(file, id=name))
    owner_by_key: dict[str, int] = {}
    for entry in entries:
        if entry.multikey and owner_by_key.setdefault(entry.multikey, entry.owner) != entry.owner:
            found = f"the key {entry.multikey[:_SHOWN]} stands under another organisation too"
            yield Fault(kinds.SHARED_KEY, found, Place(file, id=entry.id))


def _compromise_faults(entries: Sequence[_Entry], file: str) -> Iterator[Fault]:
    """Look at what is said of compromised keys: by a log that is known, of a key as a whole."""
    origins = {entry.log_origin for entry in entries}
    stated_by_key: dict[str, Json] = {}
    for entry in entries:
        place, origin = Place(file, id=entry.id), _text(entry.compromised, "logOrigin")
        if origin and origin not in origins:
            found = f"the list has no key of the log {origin[:_SHOWN]}"
            yield Fault(authority_kinds.NO_LOG_OF_COMPROMISE, found, place)
        if entry.compromised is not None and entry.log_origin:
            found = f"the key of the log {entry.log_origin[:_SHOWN]} is called compromised"
            yield Fault(authority_kinds.COMPROMISED_LOG, found, place)
        stated = stated_by_key.setdefault(entry.multikey, entry.compromised)
        if entry.multikey and stated != entry.compromised:
            found = f"the key {entry.multikey[:_SHOWN]} is compromised otherwise under another id"
            yield Fault(authority_kinds.HALF_COMPROMISED, found, place)


def _own_key_faults(document: Json, entries: Sequence[_Entry], file: str) -> Iterator[Fault]:
    """Refuse the word of a key on its own compromise: anybody who has it can sign such a list."""
    proofs = list_proofs(document) if isinstance(document, dict) else ()
    methods = {read_method(proof) for proof in proofs} - {""}
    for entry in entries:
        names = {entry.id, f"{DID_KEY}{entry.multikey}#{entry.multikey}"}
        if entry.compromised is not None and not methods.isdisjoint(names):
            found = f"the key {entry.multikey[:_SHOWN]} signs the list that calls it compromised"
            yield Fault(authority_kinds.OWN_KEY_COMPROMISED, found, Place(file, id=entry.id))


def _authority_faults(item: Json, place: Place) -> Iterator[Fault]:
    """Look at what stands under roles: keys of logs, certificates of authorities."""
    roles, certificates = _items(item, "roles"), _items(item, "certificates")
    if any(_text(key, "logOrigin") for key in _items(item, "keys")) and LOG_ROLE not in roles:
        found = f"a key with an origin, and no role {LOG_ROLE}"
        yield Fault(authority_kinds.NO_LOG_KEY, found, place)
    if certificates and STAMP_ROLE not in roles:
        found = f"a certificate, and no role {STAMP_ROLE}"
        yield Fault(authority_kinds.NO_STAMP_CERTIFICATE, found, place)
    for each in certificates:
        try:
            read_certificates(base64.b64decode(str(each)))
        except (StampError, ValueError):
            found = f"{str(each)[:20]}… is no certificate"
            yield Fault(authority_kinds.NO_STAMP_CERTIFICATE, found, place)


def _window_faults(first: str, last: str, place: Place) -> Iterator[Fault]:
    """Look at the ends of a window, days or moments, that are of the form."""
    ends = [end for end in (first, last) if _DAY.match(end)]
    for end in ends:
        if not _is_day(end[:_DAY_SIGNS]):
            yield Fault(kinds.NO_SUCH_DAY, f"{end[:_DAY_SIGNS]} is no day of the calendar", place)
    if len(ends) > 1 and last < first:
        found = f"the window {first[:_SHOWN]} to {last[:_SHOWN]} is reversed"
        yield Fault(kinds.REVERSED_WINDOW, found, place)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _repeated(names: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield name
        elif name:
            seen.add(name)


def _list_entries(document: Json) -> list[_Entry]:
    return [
        _Entry(
            owner,
            _text(key, "id"),
            _text(key, "publicKeyMultibase"),
            _text(key, "validFrom"),
            _text(key, "validUntil"),
            _text(key, "logOrigin"),
            _member(key, "compromised"),
        )
        for owner, organisation in enumerate(_organisations(document))
        for key in _items(organisation, "keys")
    ]


def _organisations(document: Json) -> list[Json]:
    return _items(_member(document, "credentialSubject"), "organisations")


def _items(value: Json, name: str) -> list[Json]:
    items = _member(value, name)
    return items if isinstance(items, list) else []


def _text(value: Json, name: str) -> str:
    text = _member(value, name)
    return text if isinstance(text, str) else ""


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, dict) else None
