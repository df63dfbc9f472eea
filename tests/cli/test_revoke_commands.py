"""Who signs names a list, revokes by it what was signed, and everybody can tell."""

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from cradlegate.border.entries.tables import read_example
from cradlegate.cli.main import run
from cradlegate.core.canonical import canonical_bytes
from cradlegate.verification.opinions.document import read_opinion
from cradlegate.verification.statuses.status_list import read_status_list
from tests.cli.test_opinion_commands import ANSWERS, BODY, sign
from tests.cli.test_proof_commands import AT, DAY, made

__all__ = ["made"]

KEY = ("--key", "body.key")
REASON = ("--reason", "meters were misread")


@pytest.fixture(scope="module")
def prepared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A verifier's desk: a dossier, a key, a filled worksheet, a list, an opinion that names it."""
    folder = tmp_path_factory.mktemp("body")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("CRADLEGATE_HOME", str(folder / "workspace"))
        (folder / "my.dossier").write_bytes((made / "vmc.dossier").read_bytes())
        key = ("trust", "key", "new", "body.key", "--owner", BODY, "--name", "Invented Body")
        assert run(key) == 0
        trusted = ("--trust", str(made / "list.json"), "--at", DAY)
        assert run(("opinion", "new", "my.dossier", "--out", "opinion.yaml", *trusted)) == 0
        text = (folder / "opinion.yaml").read_text("utf-8")
        for question, answer in ANSWERS.items():
            text = text.replace(question, answer, 1)
        (folder / "opinion.yaml").write_text(text, "utf-8")
        assert begin() == 0
        assert sign("--status-list", "status.json") == 0
    return folder


@pytest.fixture
def office(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk of one's own, with a workspace of its own."""
    folder = tmp_path / "body"
    shutil.copytree(prepared, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CRADLEGATE_HOME", str(folder / "workspace"))
    return folder


@pytest.fixture
def home(office: Path) -> Path:
    """A desk at which no list was begun yet."""
    shutil.rmtree(office / "workspace")
    for name in ("status.json", "opinion.json"):
        (office / name).unlink()
    return office


def revoke(*arguments: str, at: str = "2026-05-02T09:00:00Z") -> int:
    return run(("trust", "revoke", *arguments, "--at", at))


def begin(name: str = "status.json", *options: str) -> int:
    return revoke("new", name, *KEY, *options, at="2026-05-01T09:00:00Z")


def indexes(path: Path) -> list[int]:
    return list(read_status_list(path.read_bytes(), path.name).bits.list_set())


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def index_of(path: Path) -> int:
    entry = read_opinion(path.read_bytes(), path.name).status
    assert entry is not None
    return entry.index


@pytest.mark.parametrize("command", ["new", "enter", "lift", "renew", "show"])
def test_the_help_of_a_revoke_command_has_an_example(command, capsys):
    assert run(("trust", "revoke", command, "--help")) == 0
    assert f"cradlegate trust revoke {command}" in capsys.readouterr().out


def test_an_opinion_is_revoked_and_a_reader_of_the_new_list_is_told(office, capsys):
    index = index_of(office / "opinion.json")
    assert indexes(office / "status.json") == []
    assert revoke("enter", "status.json", *KEY, "--document", "opinion.json", *REASON) == 0
    assert "revocation list: 1 entry is set of 131,072" in capsys.readouterr().out
    assert indexes(office / "status.json") == [index]
    assert b"misread" not in (office / "status.json").read_bytes()
    assert run(("trust", "revoke", "show", "status.json", "--at", "2026-05-03")) == 3
    assert "misread" in capsys.readouterr().out


def test_a_dossier_tells_what_was_clear_when_it_was_sealed_and_is_revoked_now(office, made, capsys):
    declared, case = str(made / "declared"), str(made / "vmc-850")
    list_of_body(office)
    build = ("dossier", "build", declared, case, "--key", str(made / "maker.key"))
    enclosed = ("--opinion", "opinion.json", "--status", "status.json", "--out", "new.dossier")
    assert run((*build, *enclosed, "--at", "2026-05-01T10:00:00Z")) == 0
    verify = ("dossier", "verify", "new.dossier", "--trust", "all.json", "--at", "2026-05-03")
    run((*verify, "--json"))
    assert check_of(capsys)["outcome"]["outcome"] == "met"
    assert revoke("enter", "status.json", *KEY, "--document", "opinion.json", *REASON) == 0
    capsys.readouterr()
    assert run((*verify, "--status", "status.json", "--json")) == 1
    found = check_of(capsys)
    assert "revoked: the reader's list of 2026-05-02" in found["found"]["text"]
    assert "enclosed list of 2026-05-01 was clear" in found["found"]["text"]


def list_of_body(folder: Path) -> None:
    """A trust list of the reader's own that knows the body alone."""
    key = ("trust", "key", "new", "office.key", "--owner", "did:web:o.example", "--name", "Office")
    assert run(key) == 0
    new = ("trust", "list", "new", "all.json", "--key", "office.key", "--member", "body.key.pub")
    days = ("--issued", "2026-04-01", "--from", "2026-01-01")
    assert run((*new, "--role", "verifier", *days)) == 0


def check_of(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    out = capsys.readouterr().out
    envelope = json.loads(out[out.index("{\n") if not out.startswith("{") else 0 :])
    (table,) = [each for each in envelope["result"]["tables"] if each["id"] == "checks"]
    row: dict[str, Any]
    (row,) = [each for each in table["rows"] if each["check"]["text"] == "status"]
    return row


def test_a_list_is_begun_with_a_ledger_for_its_issuer_alone(home, capsys):
    assert begin("status.json", "--url", "https://body.example/s1") == 0
    (ledger,) = (home / "workspace" / "status").iterdir()
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o600
    document = read(home / "status.json")
    assert document["id"] == "https://body.example/s1"
    assert document["validUntil"] == "2026-06-01T23:59:59Z"
    assert document["proof"]["created"] == document["validFrom"] == "2026-05-01T09:00:00Z"
    assert "sign the next version" in capsys.readouterr().out


def test_a_list_is_begun_once_and_replaced_by_force_alone(home, capsys):
    assert begin("status.json", "--url", "https://body.example/s1") == 0
    assert begin("again.json", "--url", "https://body.example/s1") == 2
    assert "VR-076" in said(capsys)
    assert not (home / "again.json").exists()
    assert begin("status.json", "--url", "https://body.example/s2") == 2
    assert begin("status.json", "--url", "https://body.example/s2", "--force") == 0


def test_a_suspension_is_lifted_and_a_revocation_is_not(home, capsys):
    for name, purpose in (("holds.json", "suspension"), ("status.json", "revocation")):
        assert begin(name, "--purpose", purpose) == 0
        assert sign("--status-list", name, "--force") == 0
        assert revoke("enter", name, *KEY, "--document", "opinion.json", *REASON) == 0
        assert indexes(home / name) == [index_of(home / "opinion.json")]
        lifted = revoke("lift", name, *KEY, "--document", "opinion.json", *REASON)
        assert lifted == (0 if purpose == "suspension" else 2)
    assert indexes(home / "holds.json") == []
    assert "VR-071" in said(capsys)


def test_renewing_keeps_what_is_revoked_even_from_an_old_copy(office):
    old = (office / "status.json").read_bytes()
    index = index_of(office / "opinion.json")
    assert revoke("enter", "status.json", *KEY, "--index", str(index), *REASON) == 0
    (office / "status.json").write_bytes(old)
    renewed = ("renew", "status.json", *KEY, "--until", "2026-07-31")
    assert revoke(*renewed, at="2026-06-01T09:00:00Z") == 0
    assert indexes(office / "status.json") == [index]
    assert read(office / "status.json")["validUntil"] == "2026-07-31T23:59:59Z"


def test_two_versions_of_one_second_are_told_apart(office):
    for expected in ("2026-05-02T09:00:00Z", "2026-05-02T09:00:01Z"):
        assert revoke("renew", "status.json", *KEY) == 0
        assert read(office / "status.json")["validFrom"] == expected


@pytest.mark.parametrize(
    ("arguments", "at", "code"),
    [
        (("enter", "status.json", *KEY, *REASON), "2026-05-02T09:00:00Z", "VR-077"),
        (("enter", "status.json", *KEY, *REASON, "--index", "-1"), "2026-05-02T09:00:00Z", "VR-077"),
        (("enter", "body.key.pub", *KEY, *REASON, "--index", "1"), "2026-05-02T09:00:00Z", "VR-070"),
        (("enter", "none.json", *KEY, *REASON, "--index", "1"), "2026-05-02T09:00:00Z", "ST-001"),
        (("renew", "status.json", *KEY), "2026-04-01T09:00:00Z", "VR-076"),
        (("renew", "status.json", *KEY, "--until", "2026-05-01"), "2026-05-02T09:00:00Z", "VR-079"),
    ],
)  # fmt: skip
def test_what_cannot_be_entered_is_refused_and_changes_nothing(home, capsys, arguments, at, code):
    assert begin() == 0
    before = (home / "status.json").read_bytes()
    (ledger,) = (home / "workspace" / "status").iterdir()
    lines = ledger.read_bytes()
    assert revoke(*arguments, at=at) == 2
    assert code in said(capsys)
    assert (home / "status.json").read_bytes() == before
    assert ledger.read_bytes() == lines


def test_a_document_that_names_another_list_or_entry_is_refused(office, capsys):
    index = index_of(office / "opinion.json")
    named = ("--document", "opinion.json")
    other = ("--index", str(index + 1))
    assert revoke("enter", "status.json", *KEY, *REASON, *named, *other) == 2
    assert f"it has the index {index}" in said(capsys)
    assert begin("second.json", "--url", "https://body.example/s2") == 0
    assert revoke("enter", "second.json", *KEY, *REASON, *named) == 2
    assert "VR-078" in said(capsys)
    assert sign("--force") == 0
    assert revoke("enter", "status.json", *KEY, *REASON, *named) == 2
    assert "it names no list" in said(capsys)


def test_nobody_else_continues_a_list_or_gives_its_entries(office, made, capsys):
    stranger = ("--key", str(made / "maker.key"))
    assert revoke("renew", "status.json", *stranger) == 2
    assert "VR-073" in said(capsys)
    theirs = read(office / "status.json") | {"issuer": "did:web:stranger.example"}
    (office / "theirs.json").write_text(json.dumps(theirs), "utf-8")
    assert sign("--status-list", "theirs.json", "--force") == 2
    assert "VR-073" in said(capsys)


def test_without_its_ledger_a_list_is_not_continued(office, monkeypatch, capsys):
    monkeypatch.setenv("CRADLEGATE_HOME", str(office / "another"))
    assert revoke("renew", "status.json", *KEY) == 2
    assert "VR-074" in said(capsys)
    assert run(("trust", "revoke", "show", "status.json", "--at", "2026-05-03")) == 3


def test_a_list_that_revokes_more_than_its_ledger_knows_is_not_continued(office, capsys):
    (ledger,) = (office / "workspace" / "status").iterdir()
    before = ledger.read_bytes()
    index = str(index_of(office / "opinion.json"))
    assert revoke("enter", "status.json", *KEY, "--index", index, *REASON) == 0
    ledger.write_bytes(before)  # a copy of the workspace from the day before
    assert revoke("renew", "status.json", *KEY, at="2026-05-09T09:00:00Z") == 2
    assert "VR-076" in said(capsys)


def test_an_opinion_may_stand_in_a_list_that_another_program_keeps(home, capsys):
    place = ("--status-list", "https://body.example/s9", "--status-index", "94567")
    assert sign(*place) == 0
    entry = read(home / "opinion.json")["credentialStatus"]
    assert entry == {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": 94567,
        "statusListCredential": "https://body.example/s9",
    }
    assert sign(*place[:2], "--force") == 2
    assert "VR-077" in said(capsys)
    assert sign("--status-list", "missing.json", "--force") == 2
    assert "ST-001" in said(capsys)


def test_an_index_may_be_chosen_once(office, capsys):
    chosen = ("--status-list", "status.json", "--status-index", "5", "--force")
    assert sign(*chosen) == 0
    assert index_of(office / "opinion.json") == 5
    assert sign(*chosen) == 2
    assert "index 5 is taken" in said(capsys)


def test_a_list_is_judged_by_the_trust_list_of_its_reader(home, capsys):
    list_of_body(home)
    assert begin() == 0
    shown = ("trust", "revoke", "show", "status.json", "--trust", "all.json")
    assert run((*shown, "--at", "2026-05-03")) == 0
    assert run((*shown, "--at", "2026-07-03")) == 3
    assert "ask Invented Body for the current list" in capsys.readouterr().out
    changed = read(home / "status.json") | {"validUntil": "2027-01-01T23:59:59Z"}
    (home / "status.json").write_text(json.dumps(changed), "utf-8")
    assert run((*shown, "--at", "2026-05-03")) == 1
    assert "do not rely on this list" in capsys.readouterr().out


def sign_declared(*options: str, key: str = "maker.key") -> int:
    """Sign the declaration of this maker anew, as `declare` wrote it."""
    document = read(Path("declared/declaration.json"))
    document.pop("proof", None)
    document.pop("credentialStatus", None)
    Path("declared/declaration.json").write_bytes(canonical_bytes(document))
    sign = ("declaration", "sign", "declared", "--key", key, "--at", AT)
    return run((*sign, *options))


@pytest.fixture
def works(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A maker with keys, a case and a list of its own; its declaration is not signed yet."""
    for name in ("declared", "vmc-850"):
        shutil.copytree(made / name, tmp_path / name)
    for name in ("maker.key", "list.json"):
        shutil.copy2(made / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRADLEGATE_HOME", str(tmp_path / "workspace"))
    new = ("trust", "revoke", "new", "status.json", "--key", "maker.key", "--at", AT)
    assert run(new) == 0
    return tmp_path


def test_a_maker_revokes_its_declaration_and_whoever_has_the_dossier_is_told(works, capsys):
    assert sign_declared("--status-list", "status.json") == 0
    assert "revocation at entry" in capsys.readouterr().out
    build = ("dossier", "build", "declared", "vmc-850", "--key", "maker.key", "--at", AT)
    assert run((*build, "--status", "status.json", "--out", "my.dossier")) == 0
    verify = ("dossier", "verify", "my.dossier", "--trust", "list.json", "--at", "2026-04-20")
    capsys.readouterr()
    assert run((*verify, "--json")) == 0
    assert check_of(capsys)["found"]["text"].startswith(
        "declaration: neither revoked nor suspended"
    )
    enter = ("trust", "revoke", "enter", "status.json", "--key", "maker.key", *REASON)
    assert run((*enter, "--document", "declared", "--at", "2026-04-10T08:00:00Z")) == 0
    capsys.readouterr()
    assert run((*verify, "--status", "status.json", "--json")) == 1
    assert (
        "declaration: revoked: the reader's list of 2026-04-10" in check_of(capsys)["found"]["text"]
    )


def test_a_signed_declaration_takes_no_entry_of_a_list_any_more(works, capsys):
    assert sign_declared() == 0
    (ledger,) = (works / "workspace" / "status").iterdir()
    before, signed = ledger.read_bytes(), (works / "declared" / "declaration.json").read_bytes()
    again = ("declaration", "sign", "declared", "--key", "maker.key", "--at", AT)
    assert run((*again, "--status-list", "status.json")) == 2
    assert "DC-012" in said(capsys)
    assert ledger.read_bytes() == before
    assert (works / "declared" / "declaration.json").read_bytes() == signed


def test_a_key_of_somebody_else_takes_no_entry_either(works, made, capsys):
    key = ("trust", "key", "new", "other.key", "--owner", "urn:x:other", "--name", "Other")
    assert run(key) == 0
    (ledger,) = (works / "workspace" / "status").iterdir()
    before = ledger.read_bytes()
    assert sign_declared("--status-list", "status.json", key="other.key") == 2
    assert "DC-006" in said(capsys)
    assert ledger.read_bytes() == before


def test_the_file_of_a_declaration_is_a_document_to_revoke_as_well(works):
    assert sign_declared("--status-list", "status.json", "--status-index", "7") == 0
    enter = ("trust", "revoke", "enter", "status.json", "--key", "maker.key", *REASON)
    file = ("--document", "declared/declaration.json", "--at", "2026-04-10T08:00:00Z")
    assert run((*enter, *file)) == 0
    assert indexes(works / "status.json") == [7]


def test_an_entry_is_not_cleared_by_a_declaration_that_was_revoked(works, capsys):
    assert sign_declared("--status-list", "status.json") == 0
    number = read(Path("declared/declaration.json"))["id"]
    for name, data in read_example(number).items():
        Path(name).write_bytes(data)
    match = ("match", "declared", "draft.csv", "--trust", "list.json")
    asked = (*match, "--known-as-of", "2026-04-20T09:00Z", "--status", "status.json")
    capsys.readouterr()
    run(asked)
    assert "revoked" not in capsys.readouterr().out
    enter = ("trust", "revoke", "enter", "status.json", "--key", "maker.key", *REASON)
    assert run((*enter, "--document", "declared", "--at", "2026-04-10T08:00:00Z")) == 0
    capsys.readouterr()
    assert run(asked) == 1
    assert "revoked: the reader's list of 2026-04-10" in " ".join(capsys.readouterr().out.split())
    assert run(asked[:-2]) in {1, 3}
    assert "none was given or enclosed" in " ".join(capsys.readouterr().out.split())
