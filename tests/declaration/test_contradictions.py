"""A declaration of the right form that contradicts itself is refused, with the place."""

from collections.abc import Callable
from typing import Any

import pytest

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.strict_json import read_json
from cradlegate.declaration.document import read_declaration
from tests.dossier.dossiers import declared


def faults_after(change: Callable[[dict[str, Any]], object]) -> list[tuple[str, str]]:
    document: Any = read_json(declared().document.data)
    change(document["credentialSubject"]["declaration"])
    with pytest.raises(FaultsError) as caught:
        read_declaration(canonical_bytes(document), "declaration.json")
    return [(fault.code, fault.place.id) for fault in caught.value.faults]


def test_a_view_stands_once():
    assert faults_after(lambda d: d["results"]["views"].append(d["results"]["views"][0])) == [
        ("DC-004", "results/views")
    ]


def test_the_headline_is_one_of_the_views():
    assert faults_after(lambda d: d["results"]["views"].pop(1)) == [("DC-004", "results/headline")]


def test_figures_have_every_category():
    def take_out(d: dict[str, Any]) -> None:
        del d["results"]["views"][0]["by_stage"]["A1"]["by_category"]["aircraft"]

    assert faults_after(take_out) == [("DC-004", "results/cradle_to_gate")]


def test_coverage_has_every_class_or_none():
    def take_out(d: dict[str, Any]) -> None:
        del d["blocks"]["coverage"]["axes"][0]["shares"]["unknown"]

    assert faults_after(take_out) == [("DC-004", "blocks/coverage/mass")]


@pytest.mark.parametrize("draws", [0, -5, 99, 100_001, 2**53 - 1])
def test_draws_are_as_many_as_can_be_drawn(draws: int):
    def change(d: dict[str, Any]) -> None:
        d["blocks"]["uncertainty"]["draws"] = draws

    assert faults_after(change) == [("DC-004", "blocks/uncertainty/draws")]


@pytest.mark.parametrize("seed", ["odd", "-1", "", "007", "1.0", "٣", str(2**64), "9" * 5000])
def test_a_seed_is_a_whole_number_of_64_bits(seed: str):
    def change(d: dict[str, Any]) -> None:
        d["blocks"]["uncertainty"]["seed"] = seed

    assert faults_after(change) == [("DC-004", "blocks/uncertainty/seed")]
