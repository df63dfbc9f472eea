"""A key is stolen: what it signed before, as a log proves it, counts on; the thief's does not."""

import json
from pathlib import Path

import pytest

from cradlegate.cli.main import run
from cradlegate.compose import study
from cradlegate.verification.trust_lists.organisation import LogPlace
from cradlegate.verification.trust_lists.trust_list import read_trust_list

OWNER = ("--owner", "urn:cradlegate:party:CN:example", "--name", "Maker")
DAY, AT = "2026-03-31", "2026-03-31T08:00:00Z"
LOG, OTHER = "log.maker.example", "log.elsewhere.example"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A declaration that stands second in a log, two dossiers with it, and a trust list.

    The maker's second key has sealed both dossiers; one encloses the proof.
    """
    folder = tmp_path_factory.mktemp("made")
    for path, data in study.read_examples().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (folder / "other.txt").write_text("another document")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CRADLEGATE_HOME", str(folder / "home"))
        patched.chdir(folder)
        html = ("--format", "html", "--language", "en")
        listed = ("trust", "list", "new", "--key", "office.key", "--issued", DAY)
        sealed = ("dossier", "build", "declared", "vmc-850", "--key", "new.key", "--at", AT)
        for step in (
            ("trust", "key", "new", "old.key", *OWNER),
            ("trust", "key", "new", "new.key", *OWNER),
            ("trust", "key", "new", "log.key", "--owner", LOG, "--name", "Log"),
            ("trust", "key", "new", "other.key", "--owner", OTHER, "--name", "Other log"),
            ("trust", "key", "new", "office.key", "--owner", "urn:x:office", "--name", "Office"),
            ("declare", "vmc-850", "--out", "declared", "--issued", DAY, *html),
            ("declaration", "sign", "declared", "--key", "old.key", "--at", AT),
            ("log", "append", "other.txt", "declared/declaration.json", "--actor", "urn:x:maker"),
            ("log", "checkpoint", "--key", "log.key"),
            ("log", "prove", "declared/declaration.json", "--out", "proof"),
            (*sealed, "--out", "logged.dossier", "--log-proof", "proof"),
            (*sealed, "--out", "bare.dossier"),
            (*listed, "logs.json", "--member", "log.key.pub", "--origin", LOG),
            (*listed, "both.json", "--base", "logs.json", "--member", "other.key.pub",
             "--origin", OTHER),
            (*listed, "sound.json", "--base", "both.json", "--member", "old.key.pub",
             "new.key.pub"),
        ):  # fmt: skip
            assert run(step) == 0, step
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder; lists of a test go into one of its own."""
    monkeypatch.chdir(made)
    return tmp_path


def list_new(out: Path, *options: str, base: str = "sound.json") -> int:
    command = ("trust", "list", "new", str(out), "--key", "office.key", "--base", base)
    return run((*command, "--issued", DAY, *options))


def compromise(out: Path, place: str) -> int:
    return list_new(out, "--member", "old.key.pub", "--compromised", place)


def verify(dossier: str, trusted: Path | str) -> int:
    return run(("dossier", "verify", dossier, "--at", DAY, "--trust", str(trusted)))


@pytest.mark.parametrize(
    ("place", "dossier", "code"),
    [
        (f"{LOG}:1", "logged.dossier", 0),
        (f"{LOG}:9", "logged.dossier", 0),
        (f"{LOG}:0", "logged.dossier", 1),
        (f"{OTHER}:1", "logged.dossier", 3),
        (f"{LOG}:1", "bare.dossier", 3),
    ],
)
def test_a_dossier_counts_by_the_place_of_its_declaration(here, place, dossier, code, capsys):
    assert verify(dossier, "sound.json") == 0
    assert compromise(here / "list.json", place) == 0
    capsys.readouterr()
    assert verify(dossier, here / "list.json") == code
    origin, _, index = place.rpartition(":")
    said = " ".join(capsys.readouterr().out.split())
    assert (f"it counts up to leaf {index} of the log {origin}" in said) is (code != 0)


def test_a_later_version_of_the_list_keeps_the_compromise(here, capsys):
    assert compromise(here / "one.json", f"{LOG}:0") == 0
    again = ("--member", "old.key.pub", "--from", "2026-01-01", "--to", "2030-12-31")
    assert list_new(here / "two.json", *again, base=str(here / "one.json")) == 0
    two = read_trust_list((here / "two.json").read_bytes(), "two.json")
    places = [key.last_valid for one in two.organisations for key in one.keys]
    assert places == [None, None, LogPlace(LOG, 0), None]
    assert verify("logged.dossier", here / "two.json") == 1


def test_the_list_shows_which_key_is_compromised_and_up_to_where(here, capsys):
    assert compromise(here / "list.json", f"{LOG}:1") == 0
    capsys.readouterr()
    assert run(("trust", "list", "show", str(here / "list.json"), "--at", DAY, "--json")) == 0
    tables = json.loads(capsys.readouterr().out)["result"]["tables"]
    (rows,) = [table["rows"] for table in tables if table["id"] == "keys"]
    assert [row["state"]["text"] for row in rows] == [
        "in its window",
        "in its window",
        f"in its window; compromised, counts up to leaf 1 of the log {LOG}",
        "in its window",
    ]


def test_an_origin_may_hold_colons(here, made):
    options = ("--member", "other.key.pub", "--origin", "https://log.example:8443")
    base = ("trust", "list", "new", "--key", "office.key", "--issued", DAY)
    assert run((*base, str(here / "log.json"), *options)) == 0
    place = ("--member", "old.key.pub", "--compromised", "https://log.example:8443:7")
    assert list_new(here / "list.json", *place, base=str(here / "log.json")) == 0
    listed = read_trust_list((here / "list.json").read_bytes(), "list.json")
    assert listed.organisations[1].keys[0].last_valid == LogPlace("https://log.example:8443", 7)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--compromised", f"{LOG}:1"), "CL-001"),
        (("--member", "old.key.pub", "new.key.pub", "--compromised", f"{LOG}:1"), "CL-001"),
        (("--member", "old.key.pub", "--compromised", LOG), "CL-001"),
        (("--member", "old.key.pub", "--compromised", f"{LOG}:"), "CL-001"),
        (("--member", "old.key.pub", "--compromised", ":1"), "CL-001"),
        (("--member", "old.key.pub", "--compromised", f"{LOG}:-1"), "CL-001"),
        (("--member", "old.key.pub", "--compromised", f"{LOG}:01"), "CL-001"),
        (("--member", "old.key.pub", "--compromised", f"{LOG}:9007199254740992"), "CL-001"),
        (("--member", "old.key.pub", "--compromised", "log.stranger.example:1"), "VR-063"),
        (("--member", "log.key.pub", "--compromised", f"{OTHER}:1"), "VR-064"),
        (("--member", "office.key.pub", "--compromised", f"{LOG}:1"), "VR-066"),
    ],
)
def test_a_compromise_that_makes_no_sense_is_named_and_no_list_is_written(
    here, options, code, capsys
):
    assert list_new(here / "list.json", *options) == 2
    assert code in capsys.readouterr().err
    assert not (here / "list.json").exists()
