"""Small packs and fact bases for the tests of this room."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import yaml

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.evaluate.judgement import Judgement, Status
from cradlegate.regimes.fact_values import read_fact_value
from cradlegate.regimes.facts import DocumentFacts, Fact, FactBase, Facts, MachineFacts, Standing
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.read import PackShelf, read_packs, shipped_packs
from cradlegate.regimes.vocabulary import Subject, shipped_vocabulary

VOCABULARY = shipped_vocabulary()
VN = "vn-circular-12-2026"
TODAY = date(2026, 11, 22)
REPORT = "carbon_footprint_report"
CITE = {"source": "text", "para": "1", "text": "its words"}

MET, NOT_MET, UNDETERMINED = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
WAITING, NOT_APPLICABLE = Outcome.WAITING, Outcome.NOT_APPLICABLE


def provision(name: str, **fields: Any) -> dict[str, Any]:
    """A mandatory provision in the words of the instrument, changed by fields; None removes one."""
    entry = {
        "id": name,
        "title": {"en": name},
        "voice": "instrument",
        "cite": CITE,
        "kind": "requires",
        "help": {"en": "What it means."},
        **fields,
    }
    return {key: value for key, value in entry.items() if value is not None}


def scope(test: str = "true", **fields: Any) -> dict[str, Any]:
    return provision("scope", kind="applies", test=test, **fields)


def exclusion(name: str, exclude_if: str, *overrides: str, **fields: Any) -> dict[str, Any]:
    return provision(name, exclude_if=exclude_if, overrides=list(overrides), **fields)


def question(*answers: Any, **fields: Any) -> dict[str, Any]:
    return {
        "ask": {"en": "How is it meant?"},
        "answers": list(answers or (True, False)),
        "cause": "law",
        **fields,
    }


def document(**fields: Any) -> dict[str, Any]:
    return {
        "name": {"en": "report"},
        "types": [REPORT],
        "owed_by": "exporter",
        "asked": "verifier",
        "needed_by": "entry",
        **fields,
    }


def make_entry(*provisions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The values of a pack file that is right as it stands, changed by fields."""
    entry = {
        "id": "test",
        "type": "trade",
        "version": "1",
        "known_from": "2026-01-01",
        "title": {"en": "Test"},
        "instrument": {
            "title": "Test",
            "number": "1/2026",
            "kind": "circular",
            "issuer": "ministry",
            "from": "2026-01-01",
        },
        "authorities": {"ministry": {"name": "Ministry", "country": "VN", "role": "issues"}},
        "sources": {
            "text": {
                "what": "the text",
                "grade": "official_text",
                "seen": "2026-01-01",
                "primary_text_seen": True,
            }
        },
        "provisions": [*provisions]
        if any(each["kind"] == "applies" for each in provisions)
        else [scope(), *provisions],
        "not_modelled": [],
        **fields,
    }
    return {key: value for key, value in entry.items() if value is not None}


class _Dumper(yaml.SafeDumper):
    """Writes what stands twice twice, since packs have no aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the name is PyYAML's
        return True


def write(entry: Mapping[str, Any]) -> bytes:
    text = yaml.dump(dict(entry), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return str(text).encode()


def shelve(*entries: Mapping[str, Any]) -> PackShelf:
    return read_packs({f"{each['id']}.yaml": write(each) for each in entries}, VOCABULARY)


def make_pack(*provisions: dict[str, Any], **fields: Any) -> Pack:
    return shelve(make_entry(*provisions, **fields)).as_known("test", TODAY)


def shipped_pack() -> Pack:
    return read_packs(shipped_packs(), VOCABULARY).as_known(VN, TODAY)


def find_faults(*entries: Mapping[str, Any]) -> tuple[Fault, ...]:
    with pytest.raises(FaultsError) as caught:
        shelve(*entries)
    return caught.value.faults


def codes(*entries: Mapping[str, Any]) -> list[str]:
    return [fault.code for fault in find_faults(*entries)]


def make_facts(facts: Mapping[str, Any], subject: Subject | None = None) -> Facts:
    """Facts by name; those of one subject where one is given."""
    return {
        name: Fact(read_fact_value(value, VOCABULARY.facts[name]), "test")
        for name, value in facts.items()
        if subject is None or VOCABULARY.facts[name].subject is subject
    }


def hand_in(kind: str = REPORT, standing: str = "in_hand", **fits: Any) -> dict[str, Any]:
    """A document without facts of its own; `fits` by machine."""
    return {"type": kind, "standing": standing, "fits": fits, "facts": {}}


def make_base(
    facts: Mapping[str, Any] | None = None,
    *,
    machines: Mapping[str, Mapping[str, Any]] | None = None,
    documents: Mapping[str, Mapping[str, Any]] | None = None,
    is_listed: bool = True,
) -> FactBase:
    """Facts that hold for every machine and document of their subject, and those of single ones."""
    facts = {"consignment.entry_date": "2026-08-15", **(facts or {})}
    documents = documents or {}
    return FactBase(
        "shipment",
        {**make_facts(facts, Subject.CONSIGNMENT), **make_facts(facts, Subject.STUDY)},
        tuple(
            MachineFacts(
                machine,
                {**make_facts(facts, Subject.MACHINE), **make_facts(own)},
                {
                    name: {
                        **make_facts(facts, Subject.FIT),
                        **make_facts(each.get("fits", {}).get(machine, {})),
                    }
                    for name, each in documents.items()
                },
            )
            for machine, own in (machines or {"machine": {}}).items()
        ),
        tuple(
            DocumentFacts(
                name,
                each["type"],
                Standing(each["standing"]),
                {**make_facts(facts, Subject.DOCUMENT), **make_facts(each["facts"])},
            )
            for name, each in documents.items()
        )
        if is_listed
        else None,
    )


def judge(pack: Pack, base: FactBase | None = None, law_as_of: date | None = None) -> Judgement:
    return judge_pack(pack, base or make_base(), law_as_of=law_as_of, vocabulary=VOCABULARY)


def status(pack: Pack, name: str, base: FactBase | None = None) -> Status:
    return judge(pack, base).finding(name).status


def name_points(status: Status) -> list[str]:
    return [point.name for point in status.points]
