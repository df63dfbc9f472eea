"""A decision: what was judged, over which facts, by which packs, so that it can be judged again.

The document carries the packs as they were read, so that it can be replayed when newer ones have
taken their place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import canonical_bytes, digest
from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.finding import Finding as Replayed
from cradlegate.core.moment import read_utc, write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.core.sealed_json import SealError, open_json, seal_json
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.evaluate.judgement import Judgement, Status
from cradlegate.regimes.fact_values import read_fact_value, write_fact_value
from cradlegate.regimes.facts import DocumentFacts, Fact, FactBase, Facts, MachineFacts, Standing
from cradlegate.regimes.faults import NOT_A_DECISION
from cradlegate.regimes.pack.build import build_pack
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.values import write_value
from cradlegate.regimes.vocabulary import Vocabulary

FORM = "urn:cradlegate:decision:1"

# What a document can hold that nobody wrote with this program: another type, a name that is not
# there, a figure that is none, or parts that lead back to themselves.
_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    CradlegateError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """Several packs judged over one set of facts.

    Args:
        law_as_of: the day whose law was read; None for the events' own days.
        known_as_of: what was recorded later was left out.
        engine: name and version of the program.
    """

    base: FactBase
    judgements: tuple[Judgement, ...]
    law_as_of: date | None
    known_as_of: datetime
    engine: str

    @property
    def facts_digest(self) -> str:
        """The digest of the facts."""
        return digest(_write_base(self.base))


def decide(
    packs: tuple[Pack, ...],
    base: FactBase,
    *,
    law_as_of: date | None,
    known_as_of: datetime,
    engine: str,
    vocabulary: Vocabulary,
) -> Decision:
    """Judge packs over facts.

    Args:
        packs: with the amendments that were known.
    """
    judgements = tuple(
        judge_pack(pack, base, law_as_of=law_as_of, vocabulary=vocabulary) for pack in packs
    )
    return Decision(base, judgements, law_as_of, known_as_of, engine)


def write_decision(decision: Decision) -> bytes:
    """Write a decision as canonical JSON with its own digest."""
    document = {
        "form": FORM,
        "engine": decision.engine,
        "law_as_of": decision.law_as_of,
        "known_as_of": write_utc(decision.known_as_of),
        "facts_digest": decision.facts_digest,
        "facts": _write_base(decision.base),
        "packs": [write_pack(each.pack) for each in decision.judgements],
        "judgements": [write_judgement(each) for each in decision.judgements],
    }
    return seal_json(document)


def replay(data: bytes, file: str, vocabulary: Vocabulary) -> Replayed:
    """Judge a decision again with the packs and facts that it carries.

    Returns:
        met where everything comes out the same; not met with what differs.

    Raises:
        FaultsError: no decision, or one that was changed after it was written.
    """
    document = _read_document(data, file)
    try:
        differing = tuple(_find_differing(document, vocabulary))
        read_utc(document["known_as_of"])
        made = f"{document['engine']}, known as of {document['known_as_of']}"
    except _UNREADABLE as error:
        raise _refuse(f"a part cannot be read: {error}", file) from None
    if differing:
        return Replayed(Outcome.NOT_MET, f"it comes out otherwise: {', '.join(differing)}")
    return Replayed(Outcome.MET, f"it comes out the same as with {made}")


def write_judgement(judgement: Judgement) -> dict[str, Any]:
    """Write a judgement as JSON values."""
    return {
        "pack": judgement.pack.id,
        "digest": judgement.pack.digest,
        "applies": _write_status(judgement.applies),
        "applies_to": {name: _write_status(each) for name, each in judgement.applies_to.items()},
        "verdict": _write_status(judgement.verdict),
        "benefit": None if judgement.benefit is None else _write_status(judgement.benefit),
        "findings": [
            {
                "provision": each.provision.id,
                "modality": each.modality,
                "documents": dict(each.documents),
                "by_machine": {name: one.outcome for name, one in each.by_machine.items()},
                **_write_status(each.status),
            }
            for each in judgement.findings
        ],
    }


def _find_differing(document: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[str]:
    """Judge what a decision carries again, and name what comes out otherwise."""
    if digest(document["facts"]) != document["facts_digest"]:
        yield "digest of the facts"
    base = _read_base(document["facts"], vocabulary)
    law_as_of = document["law_as_of"]
    day = None if law_as_of is None else date.fromisoformat(law_as_of)
    for entry, old in zip(document["packs"], document["judgements"], strict=True):
        pack = read_pack_entry(entry)
        new = write_judgement(judge_pack(pack, base, law_as_of=day, vocabulary=vocabulary))
        for name in sorted({*old, *new}):
            if canonical_bytes(old.get(name)) != canonical_bytes(new.get(name)):
                yield f"{pack.id} {name}"


def _write_status(status: Status) -> dict[str, Any]:
    return {
        "outcome": status.outcome,
        "because": list(status.because),
        "open": [[point.kind, point.name, point.about] for point in status.points],
        "questions": [list(variable) for variable in status.questions],
        "readings": [
            {"answers": [write_value(each) for each in answers], "truth": truth}
            for answers, truth in (status.readings or {}).items()
        ],
    }


def write_pack(pack: Pack) -> dict[str, Any]:
    """Write a pack as JSON values, so that it can be judged with when the file has changed."""
    answers = [
        {
            "question": each.question,
            **({"index": each.index} if each.index else {}),
            "answer": each.answer,
            **({"from": each.first.isoformat()} if each.first else {}),
            "known_from": each.known_from.isoformat(),
            "cite": {"source": each.cite.source, "para": each.cite.para, "text": each.cite.text},
        }
        for each in pack.answers
    ]
    entry = {name: value for name, value in pack.entry.items() if name not in {"cases", "bases"}}
    return {
        "id": pack.id,
        "digest": pack.digest,
        "digests": list(pack.digests),
        "content": _plain({**entry, "answers": answers}),
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - YAML
    """Give figures with fractions as text, since JSON here holds no fractions."""
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {"decimal": f"{value:f}"} if isinstance(value, Decimal) else value


def _restored(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Mapping):
        if set(value) == {"decimal"}:
            return Decimal(value["decimal"])
        return {name: _restored(item) for name, item in value.items()}
    return [_restored(item) for item in value] if isinstance(value, list) else value


def read_pack_entry(entry: Mapping[str, Any]) -> Pack:
    """Read what `write_pack` wrote."""
    return build_pack(_restored(entry["content"]), tuple(entry["digests"]), entry["digest"])


def _write_base(base: FactBase) -> dict[str, Any]:
    return {
        "id": base.id,
        "facts": _write_facts(base.facts),
        "machines": [
            {
                "id": each.id,
                "facts": _write_facts(each.facts),
                "fits": {name: _write_facts(fit) for name, fit in each.fits.items()},
            }
            for each in base.machines
        ],
        "documents": None
        if base.documents is None
        else [
            {
                "id": each.id,
                "type": each.type,
                "standing": each.standing,
                "facts": _write_facts(each.facts),
            }
            for each in base.documents
        ],
    }


def _write_facts(facts: Facts) -> dict[str, Any]:
    """Write known facts; an unknown one is as if it were not there."""
    return {
        name: {"value": _write_value(fact), "source": fact.source}
        for name, fact in facts.items()
        if fact.value is not Blank.UNKNOWN
    }


def _write_value(fact: Fact) -> Any:  # noqa: ANN401 - JSON
    if isinstance(fact.value, Blank):
        return {"blank": str(fact.value)}
    return write_fact_value(fact.value)


def _read_base(entry: Mapping[str, Any], vocabulary: Vocabulary) -> FactBase:
    documents = entry["documents"]
    return FactBase(
        entry["id"],
        _read_facts(entry["facts"], vocabulary),
        tuple(
            MachineFacts(
                each["id"],
                _read_facts(each["facts"], vocabulary),
                {name: _read_facts(fit, vocabulary) for name, fit in each["fits"].items()},
            )
            for each in entry["machines"]
        ),
        None
        if documents is None
        else tuple(
            DocumentFacts(
                each["id"],
                each["type"],
                Standing(each["standing"]),
                _read_facts(each["facts"], vocabulary),
            )
            for each in documents
        ),
    )


def _read_facts(entry: Mapping[str, Any], vocabulary: Vocabulary) -> Facts:
    facts: dict[str, Fact] = {}
    for name, each in entry.items():
        raw = each["value"]
        is_blank = isinstance(raw, Mapping)
        value = Blank(raw["blank"]) if is_blank else read_fact_value(raw, vocabulary.facts[name])
        facts[name] = Fact(value, each["source"])
    return facts


def _read_document(data: bytes, file: str) -> dict[str, Any]:
    try:
        return open_json(data, FORM)
    except SealError as error:
        raise _refuse(str(error), file) from None


def _refuse(found: str, file: str) -> FaultsError:
    return FaultsError([Fault(NOT_A_DECISION, found, Place(file))])
