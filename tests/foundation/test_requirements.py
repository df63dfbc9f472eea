"""The table of requirements is whole, and its corrections hold."""

import csv
from collections import Counter
from pathlib import Path

TABLE = Path(__file__).parents[2] / "docs" / "standards" / "requirements.csv"
KINDS = {"fact", "rule", "pending", "advice", "implied", "discrepancy"}
MODALITIES = {"mandatory", "recommended", "information", "open", "house"}
# What the articles say as commentary, whatever it sounds like.
COMMENTARY = [
    "S0-26",
    "S1-12",
    "S1-13",
    "S1-14",
    "S1-15",
    "S1-21",
    "S1-24",
    "S2-12",
    "S2-23",
    "S2-24",
    "S2-25",
]


def read_rows() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


ROWS = read_rows()


def test_every_sentence_of_the_four_articles_has_its_row():
    numbers = Counter(name.partition("-")[0] for name in ROWS)
    assert numbers == {"S0": 30, "S1": 33, "S2": 30, "S3": 32, "X": 4}
    assert set(ROWS) == {
        f"{group}-{n}" for group, size in numbers.items() for n in range(1, size + 1)
    }


def test_every_row_is_filled():
    empty = [name for name, row in ROWS.items() if not row["requirement"] or not row["feature"]]
    odd = [
        name
        for name, row in ROWS.items()
        if row["kind"] not in KINDS or row["modality"] not in MODALITIES
    ]
    assert empty + odd == []


def test_advice_and_commentary_never_oblige():
    obliging = [
        name
        for name, row in ROWS.items()
        if row["modality"] == "mandatory" and (row["kind"] == "advice" or name in COMMENTARY)
    ]
    assert obliging == []


def test_a_technical_report_never_obliges():
    assert [
        name
        for name, row in ROWS.items()
        if name.startswith("S3-") and row["modality"] == "mandatory"
    ] == []


def test_an_open_point_is_never_closed_by_us():
    assert [
        name for name, row in ROWS.items() if row["kind"] == "pending" and row["modality"] != "open"
    ] == []
