"""A document is entered, signed for, proven and audited, as a keeper and a reader of a log do."""

import json
import sqlite3
import sys
from contextlib import closing

import pytest

from cradlegate.cli.main import run
from cradlegate.compose import transparency
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.outcome import Outcome
from cradlegate.store.key_files import read_either_key
from cradlegate.trust.log.leaf import read_leaf
from cradlegate.trust.log.note import NoteKey
from cradlegate.trust.log.proof import judge_log_proof, read_log_proof
from cradlegate.verification.trust_lists.trust_list import read_trust_list
from tests.trust.authority import make_authority

LOG = "log.maker.example"
ACTOR = "did:web:maker.example"


def said(capsys):
    """What stands in stderr, whatever the width of the terminal."""
    return " ".join(capsys.readouterr().err.split())


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A workspace with a log of two documents and one checkpoint."""
    monkeypatch.setenv("CRADLEGATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text("a")
    (tmp_path / "b.json").write_text("b")
    for name in ("log", "other"):
        assert run(("trust", "key", "new", f"{name}.key", "--owner", LOG, "--name", "Log")) == 0
    assert run(("log", "append", "a.json", "b.json", "--actor", ACTOR, "--type", "signed")) == 0
    assert run(("log", "checkpoint", "--key", "log.key", "--out", "first.checkpoint")) == 0
    return tmp_path


def test_a_proof_is_checked_with_leaf_proof_and_key_alone(kept, capsys):
    assert run(("log", "prove", "b.json", "--out", "proof")) == 0
    leaf = (kept / "proof/leaf.json").read_bytes()
    proof = read_log_proof((kept / "proof/leaf.tlog-proof").read_bytes())
    key = NoteKey(LOG, read_either_key(kept / "log.key.pub").key)
    assert judge_log_proof(proof, leaf, key).outcome is Outcome.MET
    read = read_leaf(leaf)
    assert read.subject == digest_bytes(b"b")
    assert read.type == "signed"
    assert ACTOR.encode() not in leaf


def test_the_keeper_remembers_what_the_digest_of_a_detail_stands_for(kept):
    assert run(("log", "append", "a.json", "--actor", ACTOR, "--detail", "in the works")) == 0
    with closing(sqlite3.connect(kept / "home/log/log.sqlite", isolation_level=None)) as connection:
        (detail,) = connection.execute("select detail from leaf where place = 2").fetchone()
    assert detail == "in the works"


def test_a_log_that_only_grew_passes_its_audit(kept, capsys):
    assert run(("log", "append", "b.json", "--actor", ACTOR)) == 0
    assert run(("log", "checkpoint", "--key", "log.key")) == 0
    capsys.readouterr()
    audit = ("log", "audit", "--key", "log.key.pub", "--checkpoint", "first.checkpoint")
    assert run((*audit, "--origin", LOG, "--json")) == 0
    rows = json.loads(capsys.readouterr().out)["result"]["tables"][0]["rows"]
    assert len(rows) == 5


def test_without_a_key_the_audit_is_undetermined(kept):
    assert run(("log", "audit")) == 3


def test_a_leaf_that_was_changed_behind_the_triggers_is_found(kept, capsys):
    with closing(sqlite3.connect(kept / "home/log/log.sqlite", isolation_level=None)) as connection:
        connection.execute("drop trigger leaf_is_never_changed")
        connection.execute(
            "update leaf set data = (select data from leaf where place = 1) where place = 0"
        )
    assert run(("log", "audit", "--key", "log.key.pub", "--json")) == 1
    assert "another root than the one signed" in capsys.readouterr().out


def test_a_log_that_does_not_continue_its_checkpoint_is_not_signed(kept, capsys):
    with closing(sqlite3.connect(kept / "home/log/log.sqlite", isolation_level=None)) as connection:
        connection.execute("drop trigger node_is_never_changed")
        connection.execute("update node set hash = zeroblob(32) where level = 1")
    assert run(("log", "append", "a.json", "--actor", ACTOR)) == 0
    assert run(("log", "checkpoint", "--key", "log.key")) == 2
    printed = said(capsys)
    assert "ST-007" in printed
    assert "are not those that were signed" in printed


def test_a_log_keeps_its_key_and_its_name(kept, capsys):
    assert run(("log", "checkpoint", "--key", "other.key")) == 2
    assert "another key" in said(capsys)
    assert run(("log", "checkpoint", "--key", "log.key", "--origin", "new name")) == 2
    assert f"the log is called {LOG}" in said(capsys)


def test_a_log_where_nothing_was_added_keeps_its_checkpoint(kept):
    assert run(("log", "checkpoint", "--key", "log.key", "--out", "again.checkpoint")) == 0
    first, again = kept / "first.checkpoint", kept / "again.checkpoint"
    assert first.read_bytes() == again.read_bytes()


def test_what_no_checkpoint_covers_cannot_be_proven(kept, capsys):
    (kept / "c.json").write_text("c")
    assert run(("log", "prove", "c.json", "--out", "proof")) == 2
    assert "is not in the log" in said(capsys)
    assert run(("log", "append", "c.json", "--actor", ACTOR)) == 0
    assert run(("log", "prove", "c.json", "--out", "proof")) == 2
    assert "the last checkpoint knows 2 leaves" in said(capsys)
    assert not (kept / "proof").exists()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("append", "--actor", ACTOR), "CL-001"),
        (("append", "missing.json", "--actor", ACTOR), "ST-001"),
        (("append", "a.json", "missing.json", "--actor", ACTOR), "ST-001"),
        (("append", "a.json", "--actor", ACTOR, "--type", "Not A Word"), "ST-006"),
        (("audit", "--checkpoint", "missing"), "ST-001"),
    ],
)
def test_wrong_input_is_named_and_nothing_is_entered(kept, capsys, command, code):
    assert run(("log", *command)) == 2
    assert code in said(capsys)
    with closing(sqlite3.connect(kept / "home/log/log.sqlite", isolation_level=None)) as connection:
        assert connection.execute("select count(*) from leaf").fetchone() == (2,)


def test_a_document_larger_than_any_dossier_is_refused(kept, capsys, monkeypatch):
    monkeypatch.setattr(transparency, "LARGEST_ARCHIVE_BYTES", 0)
    assert run(("log", "append", "a.json", "--actor", ACTOR)) == 2
    assert "a.json is larger than 0 bytes" in said(capsys)


def test_a_new_log_cannot_have_a_name_that_no_key_can_have(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text("a")
    home = ("--workspace", "home")
    assert run(("trust", "key", "new", "log.key", "--owner", LOG, "--name", "Log")) == 0
    assert run(("log", "checkpoint", "--key", "log.key", *home)) == 2
    assert "Begin one with" in said(capsys)
    assert run(("log", "append", "a.json", "--actor", ACTOR, *home)) == 0
    assert run(("log", "prove", "a.json", "--out", "proof", *home)) == 2
    assert "knows 0 leaves" in said(capsys)
    assert run(("log", "checkpoint", "--key", "log.key", "--origin", "a b", *home)) == 2
    assert "no name of a key" in said(capsys)


def test_a_stamp_is_asked_for_taken_in_and_handed_on_with_the_proof(kept, capsys):
    """An authority that runs here answers the request; the program itself sends nothing."""
    authority = make_authority(kept / "tsa")
    assert run(("log", "stamp", "--request", "log.tsq")) == 0
    (kept / "log.tsr").write_bytes(authority.answer((kept / "log.tsq").read_bytes()))
    listed = ("trust", "list", "new", "list.json", "--key", "other.key", "--origin", LOG)
    chain = str(authority.certificate)
    assert run((*listed, "--member", "log.key.pub", "--tsa", chain)) == 0
    assert run(("log", "stamp", "--answer", "log.tsr", "--trust", "list.json")) == 0
    assert "by CN=tsa invented" in " ".join(capsys.readouterr().out.split())
    assert run(("log", "stamp", "--answer", "log.tsr")) == 0
    assert run(("log", "append", "a.json", "--actor", ACTOR)) == 0
    assert run(("log", "checkpoint", "--key", "log.key")) == 0
    assert run(("log", "prove", "b.json", "--out", "proof")) == 0
    assert (kept / "proof/leaf.tsr").read_bytes() == (kept / "log.tsr").read_bytes()
    first = read_log_proof((kept / "proof/leaf.tlog-proof").read_bytes())
    assert first.signed.checkpoint.size == 2


def test_a_list_shows_logs_and_authorities(kept, capsys):
    authority = make_authority(kept / "tsa")
    listed = ("trust", "list", "new", "list.json", "--key", "other.key", "--origin", LOG)
    assert run((*listed, "--member", "log.key.pub", "--tsa", str(authority.certificate))) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert LOG in printed
    assert "Certificates of time stamping authorities" in printed
    read = read_trust_list((kept / "list.json").read_bytes(), "list.json")
    assert [each.roles for each in read.organisations] == [("log",), ("tsa",)]
    assert read.find_log(LOG) is not None
    assert read.find_log("another") is None


def test_what_is_no_stamp_of_this_log_is_not_taken_in(kept, capsys):
    authority = make_authority(kept / "tsa")
    (kept / "other.tsr").write_bytes(authority.stamp(b"other"))
    assert run(("log", "stamp", "--answer", "other.tsr")) == 2
    assert "ST-029" in said(capsys)
    assert run(("log", "stamp", "--request", "log.tsq")) == 0
    (kept / "log.tsr").write_bytes(authority.answer((kept / "log.tsq").read_bytes()))
    listed = ("trust", "list", "new", "list.json", "--key", "other.key", "--member", "log.key.pub")
    assert run(listed) == 0
    assert run(("log", "stamp", "--answer", "log.tsr", "--trust", "list.json")) == 2
    assert "ST-030" in said(capsys)
    spoiled = (kept / "list.json").read_text().replace('"Log"', '"Lag"')
    assert spoiled != (kept / "list.json").read_text()
    (kept / "spoiled.json").write_text(spoiled)
    assert run(("log", "stamp", "--answer", "log.tsr", "--trust", "spoiled.json")) == 2
    assert "ST-030" in said(capsys)
    assert not list(kept.glob("home/log/stamps/*"))


def test_a_log_without_a_checkpoint_has_nothing_to_stamp(kept, monkeypatch, capsys):
    monkeypatch.setenv("CRADLEGATE_HOME", str(kept / "fresh"))
    assert run(("log", "append", "a.json", "--actor", ACTOR)) == 0
    assert run(("log", "stamp", "--request", "log.tsq")) == 2
    assert "ST-031" in said(capsys)
    assert run(("log", "stamp", "--answer", "a.json")) == 2
    assert "ST-031" in said(capsys)


def test_without_the_extra_the_extra_is_named(kept, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    for option in (("--request", "log.tsq"), ("--answer", "a.json")):
        assert run(("log", "stamp", *option)) == 2
        assert "ST-028" in said(capsys)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("log", "stamp"), "CL-001"),
        (("trust", "list", "new", "l.json", "--key", "other.key", "--origin", LOG), "CL-001"),
        (("trust", "list", "new", "l.json", "--key", "other.key", "--tsa", "a.json"), "VR-062"),
    ],
)
def test_stamps_and_authorities_that_make_no_sense_are_named(kept, command, code, capsys):
    assert run(command) == 2
    assert code in said(capsys)
