"""A key file is open to its owner alone, whole or absent, and refused when it is anything else."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.party import Party
from cradlegate.store.key_files import (
    KeyFile,
    PublicKeyFile,
    read_either_key,
    read_key_file,
    read_public_key,
    write_key_file,
    write_key_pair,
    write_public_key,
)
from cradlegate.trust.keys import SigningKey

# RFC 8032, 7.1, test 1; its multikey is published by other implementations.
KEY = SigningKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
MULTIKEY = "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"
OWNER = Party("did:web:maker.example", "青岛机床")
CREATED = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "maker.key"


def write(path: Path, *, force: bool = False) -> None:
    write_key_file(path, KEY, OWNER, CREATED, force=force)


def change(path: Path, **members: Any) -> None:
    """Write the key file with members changed, or left out where they are None."""
    write(path, force=True)
    document = {**json.loads(path.read_text(encoding="utf-8")), **members}
    kept = {name: value for name, value in document.items() if value is not None}
    path.write_text(json.dumps(kept), encoding="utf-8")


def code_of(path: Path) -> str:
    with pytest.raises(FaultsError) as error:
        read_key_file(path)
    (fault,) = error.value.faults
    assert KEY.secret_multikey not in str(error.value)
    return fault.code


def test_a_key_file_holds_what_the_form_says(path):
    write(path)
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "type": "cradlegate-key-1",
        "owner": {"id": "did:web:maker.example", "name": "青岛机床"},
        "publicKeyMultibase": MULTIKEY,
        "secretKeyMultibase": KEY.secret_multikey,
        "created": "2026-11-22T12:00:30Z",
    }


def test_a_key_file_is_read_back(path):
    write(path)
    read_back = read_key_file(path)
    assert (read_back.owner, read_back.key, read_back.created) == (OWNER, KEY, CREATED)
    assert read_back.public == PublicKeyFile(OWNER, KEY.public, CREATED)
    assert KEY.secret_multikey not in repr(read_back)
    assert repr(KEY.secret) not in repr(read_back)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_key_file_is_open_to_its_owner_alone(path, umask):
    before = os.umask(umask)
    try:
        write(path)
        write_public_key(path.with_name("maker.pub"), read_key_file(path).public, force=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.with_name("maker.pub").stat().st_mode) == 0o666 & ~umask


def test_an_existing_key_is_replaced_on_request_alone_and_then_closed(path):
    path.write_text("the only copy", encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(FaultsError) as error:
        write(path)
    assert [fault.code for fault in error.value.faults] == ["CF-006"]
    assert path.read_text(encoding="utf-8") == "the only copy"
    write(path, force=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_key_file(path).key == KEY
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o777])
def test_a_key_that_others_can_open_is_refused_with_its_mode(path, mode):
    write(path)
    path.chmod(mode)
    with pytest.raises(FaultsError) as error:
        read_key_file(path)
    (fault,) = error.value.faults
    assert fault.code == "ST-002"
    assert f"mode {mode:04o}" in fault.found
    assert f"chmod 600 {path}" in fault.remedy
    path.chmod(0o600)
    assert read_key_file(path).key == KEY


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_key_that_its_owner_alone_can_open_is_read(path, mode):
    write(path)
    path.chmod(mode)
    assert read_key_file(path).key == KEY


def test_a_missing_key_file_is_named(path):
    assert code_of(path) == "ST-001"


@pytest.mark.parametrize(
    "members",
    [
        {"type": "cradlegate-key-2"},
        {"type": "cradlegate-public-key-1"},
        {"type": 7},
        {"type": None},
        {"owner": None},
        {"owner": "maker"},
        {"owner": {"id": "m"}},
        {"owner": {"id": "m", "name": "M", "country": "CN"}},
        {"owner": {"id": "", "name": "M"}},
        {"owner": {"id": "m n", "name": "M"}},
        {"owner": {"id": "m\n", "name": "M"}},
        {"owner": {"id": 7, "name": "M"}},
        {"owner": {"id": "m", "name": " "}},
        {"owner": {"id": "m", "name": 7}},
        {"publicKeyMultibase": None},
        {"publicKeyMultibase": MULTIKEY[:-1]},
        {"publicKeyMultibase": 7},
        {"secretKeyMultibase": None},
        {"secretKeyMultibase": MULTIKEY},
        {"secretKeyMultibase": 7},
        {"created": None},
        {"created": "2026-11-22"},
        {"created": "2026-02-30T12:00:30Z"},
        {"created": 7},
        {"extra": 1},
    ],
)
def test_another_form_is_refused(path, members):
    change(path, **members)
    assert code_of(path) == "ST-003"


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'"key"', b"\xff", b'{"a": 1, "a": 2}'])
def test_what_is_no_json_object_is_refused(path, data):
    write(path)
    path.write_bytes(data)
    assert code_of(path) == "ST-003"


def test_a_file_that_is_too_large_is_refused(path):
    write(path)
    path.write_bytes(path.read_bytes() + b" " * 10_000)
    assert code_of(path) == "ST-003"


def test_a_secret_that_does_not_fit_its_public_key_is_refused(path):
    change(path, secretKeyMultibase=SigningKey(bytes(32)).secret_multikey)
    assert code_of(path) == "ST-004"


@pytest.mark.parametrize("owner", [Party("", "M"), Party("a b", "M"), Party("m", " ")])
def test_a_key_without_a_sound_owner_is_not_written(path, owner):
    with pytest.raises(FaultsError) as error:
        write_key_file(path, KEY, owner, CREATED, force=False)
    assert [fault.code for fault in error.value.faults] == ["ST-003"]
    assert list(path.parent.iterdir()) == []


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cradlegate.core.party import Party
from cradlegate.store.key_files import write_key_file
from cradlegate.trust.keys import SigningKey
for turn in range(1_000_000):
    key, moment = SigningKey(bytes([turn % 256]) * 32), datetime(2026, 11, 22, tzinfo=UTC)
    write_key_file(Path(sys.argv[1]), key, Party("m", "M"), moment, force=True)
    print(turn, flush=True)
"""


@pytest.mark.parametrize("seconds", [0.01, 0.04, 0.07])
def test_a_kill_leaves_a_whole_key_and_nothing_that_others_can_open(path, seconds):
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    assert read_key_file(path).owner == Party("m", "M")
    modes = {stat.S_IMODE(item.stat().st_mode) for item in path.parent.iterdir()}
    assert modes == {0o600}


# The public part.


def test_the_public_part_is_written_and_read_back_without_the_secret(path):
    public = PublicKeyFile(OWNER, KEY.public, CREATED)
    write_public_key(path, public, force=False)
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "type": "cradlegate-public-key-1",
        "owner": {"id": "did:web:maker.example", "name": "青岛机床"},
        "publicKeyMultibase": MULTIKEY,
        "created": "2026-11-22T12:00:30Z",
    }
    assert read_public_key(path) == public


def test_a_secret_key_file_is_not_taken_for_its_public_part(path):
    write(path)
    with pytest.raises(FaultsError) as error:
        read_public_key(path)
    assert [fault.code for fault in error.value.faults] == ["ST-003"]


def test_an_existing_public_part_is_replaced_on_request_alone(path):
    public = PublicKeyFile(OWNER, KEY.public, CREATED)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FaultsError) as error:
        write_public_key(path, public, force=False)
    assert [fault.code for fault in error.value.faults] == ["CF-006"]
    write_public_key(path, public, force=True)
    assert read_public_key(path) == public


def test_either_file_gives_the_public_part(path):
    public = PublicKeyFile(Party("m", "cradlegate-key-1"), KEY.public, CREATED)
    write_public_key(path, public, force=False)
    assert read_either_key(path) == public
    write(path, force=True)
    assert read_either_key(path) == PublicKeyFile(OWNER, KEY.public, CREATED)
    path.chmod(0o644)
    with pytest.raises(FaultsError) as error:
        read_either_key(path)
    assert [fault.code for fault in error.value.faults] == ["ST-002"]


# Both.


PAIR = KeyFile(OWNER, KEY, CREATED)


def test_a_pair_is_written_side_by_side(path):
    assert write_key_pair(path, PAIR, force=False) == path.with_name("maker.key.pub")
    assert read_key_file(path) == PAIR
    assert read_public_key(path.with_name("maker.key.pub")) == PAIR.public


@pytest.mark.parametrize("name", ["maker.key", "maker.key.pub"])
def test_of_a_pair_neither_is_replaced_unless_asked_for(path, name):
    path.with_name(name).write_text("mine", encoding="utf-8")
    with pytest.raises(FaultsError) as error:
        write_key_pair(path, PAIR, force=False)
    assert [fault.code for fault in error.value.faults] == ["CF-006"]
    assert [item.name for item in path.parent.iterdir()] == [name]
    write_key_pair(path, PAIR, force=True)
    assert read_key_file(path) == PAIR


def test_of_a_pair_neither_is_written_where_one_cannot_be(path):
    path.with_name("maker.key.pub").mkdir()
    with pytest.raises(FaultsError) as error:
        write_key_pair(path, PAIR, force=True)
    assert [fault.code for fault in error.value.faults] == ["CF-007"]
    assert not path.exists()
