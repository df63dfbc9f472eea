"""Whether maker or body have revoked or suspended what they signed.

Lists count by who signed them, not by the way they came: an enclosed one is believed as far as the
reader's trust list carries its key, and the newest decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.checks.answers import met, not_asked, not_met, undetermined, unreached
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.checks.signatures import judge_owner, judge_proofs
from cradlegate.dossier.contents import Contents, name_faults, name_some
from cradlegate.dossier.faults import OTHER_KEEPER, STRAY_STATUS_LIST, UNSIGNED_STATUS_LIST
from cradlegate.dossier.layout import STATUS_LISTS, below
from cradlegate.trust.status_list import StatusEntry, StatusIndexError
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.statuses.status_list import (
    StatusList,
    StatusPurpose,
    judge_status_days,
    read_status_list,
)

_DECLARATION, _OPINION = "declaration", "opinion"
_GIVEN, _ENCLOSED = "reader's", "enclosed"
_WORST_FIRST = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.MET, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Revocable:
    """What may be revoked by a list.

    Args:
        what: in a word.
        issuer: id of who signed it, and alone can revoke it.
        status: where that stands; None where it names no list.
    """

    what: str
    issuer: str
    status: StatusEntry | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one list says of one entry.

    Args:
        where: how the list came, in words.
        doubt: why it cannot be believed; None where it can.
    """

    status_list: StatusList
    where: str
    is_set: bool
    doubt: Finding | None

    @property
    def name(self) -> str:
        return f"the {self.where} list of {self.status_list.first_day}"


def judge_status(contents: Contents, questions: Questions) -> Finding:
    """Judge whether what can be revoked still stands, by the newest list of its issuer."""
    if contents.manifest is None:
        return unreached("manifest")
    held = {each.what: each for each in list_revocable(contents.declaration, contents.opinion)}
    findings = {
        what: judge_revocable(held[what], contents.files, questions)
        if what in held
        else _judge_missing(what, contents)
        for what in (_DECLARATION, _OPINION)
    }
    outcomes = [finding.outcome for finding in findings.values()]
    worst = next(outcome for outcome in _WORST_FIRST if outcome in outcomes)
    found = [f"{what}: {each.found}" for what, each in findings.items() if each.outcome is worst]
    return Finding(worst, "; ".join(found))


def list_revocable(
    declaration: DeclarationDocument | None, opinion: OpinionDocument | None
) -> tuple[Revocable, ...]:
    """List what stands in a dossier and may name a status list."""
    listed: list[Revocable] = []
    if declaration is not None:
        maker = declaration.declaration.maker.id
        listed.append(Revocable(_DECLARATION, maker, declaration.status))
    if opinion is not None:
        listed.append(Revocable(_OPINION, opinion.opinion.body.id, opinion.status))
    return tuple(listed)


def judge_revocable(held: Revocable, files: Mapping[str, bytes], questions: Questions) -> Finding:
    """Judge whether one of them still stands.

    Args:
        files: of a dossier, whose status lists count beside those of the reader.
    """
    entry = held.status
    if entry is None:
        return not_asked("it names no status list, so no list can tell of a revocation")
    if entry.purpose not in set(StatusPurpose):
        return undetermined(f"this version does not know what {entry.purpose} means in a list")
    enclosed, spoiled = _read_enclosed(files)
    came = (
        *((each, _GIVEN) for each in questions.status_lists),
        *((each, _ENCLOSED) for each in enclosed),
    )
    readings = [
        _read(each, where, entry, held.issuer, questions)
        for each, where in came
        if each.id == entry.list_id
    ]
    if not readings:
        return undetermined(_name_missing(entry, questions, spoiled))
    return _decide(readings, entry, questions)


def find_stray_lists(
    enclosed: Mapping[str, bytes], revocable: Sequence[Revocable]
) -> Iterator[Fault]:
    """Name the status lists that cannot be enclosed: nothing names them, or nobody signed them."""
    for name, data in below(STATUS_LISTS, enclosed).items():
        place = Place(STATUS_LISTS + name)
        try:
            read = read_status_list(data, str(place))
        except FaultsError as error:
            yield from error.faults
            continue
        naming = [each for each in revocable if each.status and each.status.list_id == read.id]
        if not naming:
            yield Fault(STRAY_STATUS_LIST, f"nothing in the dossier names {read.id}", place)
        elif read.issuer.id not in {each.issuer for each in naming}:
            yield Fault(OTHER_KEEPER, f"{read.issuer.id} keeps the list {read.id}", place)
        signature = judge_proofs(read.document, None)
        if signature.outcome is not Outcome.MET:
            yield Fault(UNSIGNED_STATUS_LIST, signature.found, place)


def _judge_missing(what: str, contents: Contents) -> Finding:
    if what in contents.reasons or what == _DECLARATION:
        return unreached(what)
    return not_asked("none stands in this dossier")


def _read_enclosed(files: Mapping[str, bytes]) -> tuple[list[StatusList], list[str]]:
    """Read the enclosed lists; those that cannot be read are named."""
    lists, spoiled = list[StatusList](), list[str]()
    for name, data in below(STATUS_LISTS, files).items():
        try:
            lists.append(read_status_list(data, STATUS_LISTS + name))
        except FaultsError as error:
            spoiled.append(name_faults(error))
    return lists, spoiled


def _name_missing(entry: StatusEntry, questions: Questions, spoiled: list[str]) -> str:
    found = f"whether it is revoked stands in the list {entry.list_id}; "
    if spoiled:
        return found + f"the enclosed one cannot be read: {name_some(spoiled)}"
    return found + (
        "no other was given" if questions.status_lists else "none was given or enclosed"
    )


def _read(
    status_list: StatusList, where: str, entry: StatusEntry, issuer: str, questions: Questions
) -> _Reading:
    try:
        is_set = status_list.bits.is_set(entry.index)
    except StatusIndexError as error:
        return _Reading(status_list, where, is_set=False, doubt=not_met(str(error)))
    doubt = _doubt(status_list, entry, issuer, questions)
    return _Reading(status_list, where, is_set, doubt)


def _doubt(
    status_list: StatusList, entry: StatusEntry, issuer: str, questions: Questions
) -> Finding | None:
    """Say why a list does not speak for who signed the document; None where it does."""
    if status_list.issuer.id != issuer:
        return not_met(f"{status_list.issuer.id} keeps it, not {issuer}")
    if entry.purpose not in status_list.purposes:
        return not_met(f"its purpose is {', '.join(status_list.purposes)}, not {entry.purpose}")
    signature = judge_proofs(status_list.document, questions.trust_list)
    if signature.outcome is not Outcome.MET:
        return signature
    day = max(questions.as_of, status_list.first_day)
    owner = judge_owner(status_list.document, issuer, questions.trust_list, day)
    return None if owner.outcome is Outcome.MET else owner


def _decide(readings: Sequence[_Reading], entry: StatusEntry, questions: Questions) -> Finding:
    """Decide by the lists that had begun on the day that is asked for."""
    begun = [each for each in readings if each.status_list.first_day <= questions.as_of]
    sound = [each for each in begun if not each.doubt]
    later = [each for each in readings if each.status_list.first_day > questions.as_of]
    doubted = [f"{each.name}: {each.doubt.found}" for each in begun if each.doubt]
    is_final = entry.purpose == StatusPurpose.REVOCATION
    refusals = [each for each in sound if each.is_set] if is_final else []
    if refusals:
        first = min(refusals, key=_age)
        return not_met("; ".join([f"revoked: {first.name} says so", *_list_notes(first, sound)]))
    if any(each.doubt and each.where == _GIVEN for each in begun) or not sound:
        found = doubted or [f"{each.name} begins after {questions.as_of}" for each in later]
        return undetermined(name_some(found))
    newest = max(sound, key=_age)
    answer = _answer(newest, questions)
    if answer.outcome is Outcome.MET:
        against = [each for each in begun if _speaks_against(each, newest, entry, questions)]
        answer = _answer_in_doubt(against) if against else answer
    notes = [*_list_notes(newest, sound), *_list_later(later)]
    return Finding(answer.outcome, "; ".join([answer.found, *notes]))


def _age(reading: _Reading) -> tuple[object, bool]:
    """Order by beginning; of two lists of one moment the worse counts as the newer."""
    return reading.status_list.begun, reading.is_set


def _answer(newest: _Reading, questions: Questions) -> Finding:
    days = judge_status_days(newest.status_list, questions.as_of)
    if days.outcome is not Outcome.MET:
        return undetermined(f"{newest.where}: {days.found}")
    if newest.is_set:
        return not_met(f"suspended, which may be lifted: {newest.name} says so, {days.found}")
    return met(f"neither revoked nor suspended; {newest.where}: {days.found}")


def _speaks_against(
    each: _Reading, newest: _Reading, entry: StatusEntry, questions: Questions
) -> bool:
    """Tell whether an open list would have kept the newest from clearing, were it believed.

    Nobody knows whether it is the body's, as with a compromised key; so it clears nothing, and is
    not passed over either.
    """
    if each.doubt is None or each.doubt.outcome is not Outcome.UNDETERMINED:
        return False
    if each.is_set and entry.purpose == StatusPurpose.REVOCATION:
        return True
    return _age(each) > _age(newest) and _answer(each, questions).outcome is not Outcome.MET


def _answer_in_doubt(against: Sequence[_Reading]) -> Finding:
    said = [f"{each.name}: {each.doubt.found}" for each in against if each.doubt]
    return undetermined(f"it may be revoked, suspended or stale by {name_some(said)}")


def _list_notes(decisive: _Reading, sound: Sequence[_Reading]) -> Iterator[str]:
    """Say what the other lists say: what was clear before, what is replayed, what contradicts."""
    enclosed = [each for each in sound if each.where == _ENCLOSED]
    given = [each for each in sound if each.where == _GIVEN]
    clear = [each for each in enclosed if not each.is_set and _age(each) < _age(decisive)]
    if decisive.is_set and clear:
        snapshot = max(clear, key=_age)
        yield f"{snapshot.name} was clear: evidence of that day stays what it was"
    if given and enclosed and _age(max(given, key=_age)) < _age(max(enclosed, key=_age)):
        old, new = max(given, key=_age), max(enclosed, key=_age)
        yield f"{old.name} is older than {new.name}: an old list was handed to you"
    after = [each for each in sound if not each.is_set and _age(each) > _age(decisive)]
    if decisive.is_set and after:
        yield f"{max(after, key=_age).name} says otherwise, and a revocation is final"


def _list_later(later: Sequence[_Reading]) -> Iterator[str]:
    """Name what is known by now, where an earlier day was asked for."""
    for each in later:
        if each.is_set and not each.doubt:
            yield f"since then {each.name} has it revoked or suspended"
