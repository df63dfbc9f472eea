"""The studies behind the declarations of a consignment, judged by the methods that are named."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cradlegate.border.facts.fit import judge_machine
from cradlegate.border.facts.inspection import Inspection
from cradlegate.border.obligations.readiness import Readiness
from cradlegate.border.shipments.consignment import LETTER, SEALED, Row
from cradlegate.core.blank import Blank
from cradlegate.core.fault import FaultsError
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.document import DeclarationDocument, read_declaration
from cradlegate.declaration.study.judge import JudgedStudy, judge_study
from cradlegate.dossier.archive import unpack
from cradlegate.dossier.contents import name_faults
from cradlegate.dossier.layout import DECLARATION_FILE
from cradlegate.regimes.expression.syntax import Literal, walk
from cradlegate.regimes.facts import Standing
from cradlegate.regimes.pack.pack import Pack

UNSEALED = ".json"
"""How the names of declarations outside a dossier end."""

CITES, STANDARD = "consignment.contract_cites", "document.standard"
_NOT_CHECKED = Finding(Outcome.UNDETERMINED, "what a declaration covers is read, not who signed it")


@dataclass(frozen=True, slots=True)
class MethodsJudged:
    """How studies stand to methods; no status of a regime changes by it.

    Args:
        studies: one for each declaration in hand that covers a machine here.
        named_by: by id of the method, the numbers of the regimes whose rules name it.
        cited: ids of the methods that the contract cites.
        claimed: ids of the methods by which a declaration in hand says that it was made.
        left_out: files whose studies are not judged → why.
        unanswered: ids that the contract cites, and no study was judged by.
    """

    studies: tuple[JudgedStudy, ...]
    named_by: Mapping[str, tuple[str, ...]]
    cited: tuple[str, ...]
    claimed: tuple[str, ...]
    left_out: Mapping[str, str]
    unanswered: tuple[str, ...]


NO_METHODS = MethodsJudged((), {}, (), (), {}, ())
"""Where nothing was asked of a study."""


def judge_methods(
    readiness: Readiness, methods: Iterable[Pack], trade: Collection[str]
) -> MethodsJudged:
    """Judge the declarations in hand by every method that is named.

    A method is named by the rules of a regime that may apply, by the contract, or by a declaration
    in hand.  Declarations are opened from dossiers and from files that end in `.json`; one that
    several documents hold is judged once.

    Args:
        methods: packs with the amendments that were known.
        trade: ids of the packs at hand that gate trade; a contract may cite them too.
    """
    by_id = {each.id: each for each in methods}
    cited, claims = _list_cited(readiness), _list_claims(readiness)
    named_by = {name: tuple(_list_naming(each, readiness)) for name, each in by_id.items()}
    claimed = tuple(name for name, each in by_id.items() if _list_names(each) & claims)
    asked = [each for name, each in by_id.items() if named_by[name] or name in {*cited, *claimed}]
    found, left_out = _open(readiness) if asked else ({}, {})
    studies = tuple(
        JudgedStudy(
            file,
            read,
            judge_study(read, asked, law_as_of=readiness.decision.law_as_of, contract_cites=cited),
        )
        for file, read in found.items()
    )
    judged = {each.id for each in asked} if studies else set()
    return MethodsJudged(
        studies,
        {each.id: named_by[each.id] for each in asked},
        tuple(each for each in cited if each in by_id),
        claimed,
        left_out,
        tuple(each for each in cited if each not in {*judged, *trade}),
    )


def _list_cited(readiness: Readiness) -> tuple[str, ...]:
    value = readiness.decision.base.facts[CITES].value
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _list_claims(readiness: Readiness) -> set[str]:
    """List the standards by which the declarations in hand say that they were made."""
    in_hand = {each.id for each in _list_in_hand(readiness)}
    documents = readiness.decision.base.documents or ()
    claims = (each.facts[STANDARD].value for each in documents if each.id in in_hand)
    return {str(each) for each in claims if not isinstance(each, Blank)}


def _list_naming(method: Pack, readiness: Readiness) -> Iterator[str]:
    """List the regimes that may apply and whose rules hold the name of a method as a value."""
    for each in readiness.decision.judgements:
        may_apply = each.applies.outcome is not Outcome.NOT_MET
        if may_apply and _list_names(method) & _list_values(each.pack):
            yield each.pack.instrument.number


def _list_names(method: Pack) -> set[str]:
    """List how a method is called: by its number with its edition, and without it."""
    number = method.instrument.number
    return {number, number.partition(":")[0]}


def _list_values(pack: Pack) -> set[str]:
    return {
        part.value
        for provision in pack.provisions
        for expressed in provision.expressions.values()
        for part in walk(expressed.tree)
        if isinstance(part, Literal) and isinstance(part.value, str)
    }


def _open(readiness: Readiness) -> tuple[dict[str, DeclarationDocument], dict[str, str]]:
    """Open the declarations in hand: by file those to be judged, and why others are not."""
    found: dict[str, DeclarationDocument] = {}
    left_out: dict[str, str] = {}
    seen: set[str] = set()
    for row in _list_in_hand(readiness):
        file = str(row.values["file"])
        read = _read(readiness.consignment.files[file], file)
        if isinstance(read, str):
            left_out[file] = read
        elif why := _tell_stranger(row, read, readiness):
            left_out[file] = why
        elif read.digest not in seen:
            found[file] = read
            seen.add(read.digest)
    return found, {file: why for file, why in left_out.items() if file not in found}


def _list_in_hand(readiness: Readiness) -> Iterator[Row]:
    """List the documents in hand that may hold a declaration; what does not hold is not in hand."""
    documents = readiness.decision.base.documents or ()
    in_hand = {each.id for each in documents if each.standing is Standing.IN_HAND}
    for row in readiness.consignment.documents or ():
        file = str(row.values["file"])
        is_here = file in readiness.consignment.files and row.id in in_hand
        is_study = row.values["type"] != LETTER and file.lower().endswith((SEALED, UNSEALED))
        if is_here and is_study:
            yield row


def _read(data: bytes, file: str) -> DeclarationDocument | str:
    """Read the declaration in a file; in words why it cannot be read."""
    try:
        is_sealed = file.lower().endswith(SEALED)
        inside = unpack(data, file)[DECLARATION_FILE] if is_sealed else data
        return read_declaration(inside, file)
    except FaultsError as error:
        return name_faults(error)


def _tell_stranger(row: Row, read: DeclarationDocument, readiness: Readiness) -> str:
    """Tell why a declaration covers no machine here; empty where it may cover one."""
    opened = Inspection(_NOT_CHECKED, read.declaration)
    consignment = readiness.consignment
    fits = [judge_machine(row, each, consignment, opened) for each in consignment.machines]
    return fits[0].source if all(fit.value is False for fit in fits) else ""
