"""An opinion counts where it is meant for, on the day on which somebody relies on it."""

import re
from pathlib import Path

import pytest

from cradlegate.cli.main import run
from cradlegate.compose import gate
from tests.border.matching.entries import draft
from tests.cli.test_enclosed_registers import (
    READ_ON,
    REGISTER,
    SIGNED_AT,
    build,
    desk,
    made,
    printed,
    verify,
    wide,
)

__all__ = ["desk", "made", "wide"]


@pytest.fixture
def restate(desk: Path, made: Path):
    """Sign the opinion with another answer, and build the dossier with it."""

    def sign_again(question: str, answer: str) -> None:
        text = (desk / "opinion.yaml").read_text("utf-8")
        changed = re.sub(f"^{question}:.*$", f"{question}: {answer}", text, flags=re.MULTILINE)
        (desk / "opinion.yaml").write_text(changed, "utf-8")
        sign = ("opinion", "sign", "opinion.yaml", str(made / "vmc.dossier"), "--key", "body.key")
        assert run((*sign, "--out", "opinion.json", "--at", SIGNED_AT, "--force")) == 0
        assert build(made, "--register", REGISTER) == 0

    return sign_again


def test_an_opinion_that_is_meant_for_other_countries_is_a_no(restate, capsys):
    restate("destinations", "[TH, ID]")
    assert verify("--register", REGISTER) == 0
    assert verify("--register", REGISTER, "--destination", "ID") == 0
    capsys.readouterr()
    assert verify("--register", REGISTER, "--destination", "VN") == 1
    assert "it is meant for TH, ID, not for VN" in printed(capsys)
    assert verify("--destination", "Vietnam") == 2
    assert "DS-048" in printed(capsys)


def test_an_entry_is_compared_for_the_country_that_is_named_else_that_of_the_shipment(
    desk, restate, capsys
):
    restate("destinations", "[TH, ID]")
    (desk / "shipments.csv").write_bytes(gate.read_example_shipment()["shipments.csv"])
    (desk / "entry.csv").write_bytes(draft())
    believed = ("--trust", "list.json", "--register", REGISTER)
    asked = ("match", "my.dossier", "entry.csv", *believed, "--known-as-of", f"{READ_ON}T08:00Z")
    capsys.readouterr()
    for options in (("--destination", "VN"), ("--shipment", "shipments.csv")):
        assert run((*asked, *options)) == 1
        assert "it is meant for TH, ID, not for VN" in printed(capsys)
    for others in ((), ("--shipment", "shipments.csv", "--destination", "TH")):
        run((*asked, *others))
        assert "it is meant for" not in printed(capsys)


@pytest.mark.parametrize(
    ("filed", "holds"), [("2026-08-26T23:30+07:00", True), ("2026-08-27T00:30+07:00", False)]
)
def test_an_opinion_has_to_hold_on_the_day_on_which_the_entry_was_filed(
    desk, restate, capsys, filed, holds
):
    restate("valid_until", "2026-08-26")
    asked = ("--trust", "list.json", "--register", REGISTER, "--known-as-of", "2026-09-20T08:00Z")
    (desk / "draft.csv").write_bytes(draft())
    (desk / "entry.csv").write_bytes(draft({"state": "registered", "registered_at": filed}))
    capsys.readouterr()
    for entry in (("entry.csv",), ("draft.csv", "--registered", "entry.csv")):
        run(("match", "my.dossier", *entry, *asked))
        assert ("it held until 2026-08-26" in printed(capsys)) is not holds
    run(("match", "my.dossier", "draft.csv", *asked))
    assert "it held until 2026-08-26, and is relied on 2026-09-20" in printed(capsys)
