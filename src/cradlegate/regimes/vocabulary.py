"""The facts that packs may ask for: what each is called, what it can be, and who knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from cradlegate.regimes.localised import Localised, read_localised
from cradlegate.regimes.values import ValueKind


class Subject(StrEnum):
    """What a fact or a provision is about."""

    CONSIGNMENT = "consignment"
    MACHINE = "machine"
    DOCUMENT = "document"
    FIT = "fit"
    """How one document and one machine belong together."""
    STUDY = "study"


class Asked(StrEnum):
    """Who can say what a fact is."""

    MAKER = "maker"
    VERIFIER = "verifier"
    SUPPLIER = "supplier"
    FORWARDER = "forwarder"
    EXPORTER = "exporter"
    IMPORTER = "importer"
    BROKER = "broker"
    REGISTER = "register"
    """Whoever publishes the register of accredited bodies."""


class Anchor(StrEnum):
    """The event whose day decides which law applies."""

    ENTRY = "entry"
    ARRIVAL = "arrival"
    DISPATCH = "dispatch"
    SUBMISSION = "submission"


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact of the vocabulary.

    Args:
        name: as expressions write it.
        allowed: the texts that it can be, or that can stand in its list; empty if any can.
        asked: who is asked where it is unknown.
        ask: the sentence that is sent to them.
        help: what it means.
    """

    name: str
    kind: ValueKind
    subject: Subject
    allowed: tuple[str, ...]
    asked: Asked
    ask: Localised
    help: Localised


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every fact by name, and the fact that holds the day of each anchor."""

    facts: Mapping[str, FactSpec]
    anchors: Mapping[Anchor, str]


@cache
def shipped_vocabulary() -> Vocabulary:
    """Give the vocabulary that comes with the package."""
    facts: dict[str, FactSpec] = {}
    anchors: dict[Anchor, str] = {}
    folder = files("cradlegate.regimes").joinpath("data/vocabulary")
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        entry: Mapping[str, Any] = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        facts |= {name: _read_fact(name, each) for name, each in entry["facts"].items()}
        anchors |= {Anchor(each): name for each, name in entry.get("anchors", {}).items()}
    return Vocabulary(MappingProxyType(facts), MappingProxyType(anchors))


def _read_fact(name: str, entry: Mapping[str, Any]) -> FactSpec:
    return FactSpec(
        name=name,
        kind=ValueKind(entry["kind"]),
        subject=Subject(entry["subject"]),
        allowed=tuple(entry.get("allowed", ())),
        asked=Asked(entry["asked"]),
        ask=read_localised(entry["ask"]),
        help=read_localised(entry["help"]),
    )
