"""The secret of a case is open to its owner alone, never replaced, and never handed on."""

import os
import stat

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.store.secret_files import read_secret_file, refuse_handing_on, write_secret_file

SECRET = bytes(range(32))


def test_a_secret_is_read_back_from_a_file_of_its_owner_alone(tmp_path):
    path = tmp_path / "keep" / "case.secret"
    write_secret_file(path, SECRET)
    assert read_secret_file(path) == SECRET
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_secret_is_never_replaced(tmp_path):
    path = tmp_path / "case.secret"
    write_secret_file(path, SECRET)
    with pytest.raises(FaultsError, match="CF-006"):
        write_secret_file(path, bytes(32))
    assert read_secret_file(path) == SECRET


@pytest.mark.skipif(os.name != "posix", reason="this system knows no owners of files")
def test_a_secret_that_others_can_read_is_refused(tmp_path):
    path = tmp_path / "case.secret"
    write_secret_file(path, SECRET)
    path.chmod(0o640)
    with pytest.raises(FaultsError, match="ST-002"):
        read_secret_file(path)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        '{"type": "cradlegate-key-1", "secret": "' + "0" * 64 + '"}',
        '{"type": "cradlegate-case-secret-1", "secret": "' + "0" * 63 + '"}',
        '{"type": "cradlegate-case-secret-1", "secret": "' + "0" * 64 + '", "more": "x"}',
    ],
)
def test_what_is_no_secret_is_refused_and_never_quoted(tmp_path, data):
    path = tmp_path / "case.secret"
    path.write_text(data)
    path.chmod(0o600)
    with pytest.raises(FaultsError, match="DC-121") as refused:
        read_secret_file(path)
    assert "0" * 63 not in str(refused.value)


def test_a_secret_inside_what_others_get_is_refused(tmp_path):
    case, out = tmp_path / "case", tmp_path / "declared"
    refuse_handing_on(tmp_path / "case.secret", case, out)
    for folder in (case, out):
        with pytest.raises(FaultsError, match="DC-122"):
            refuse_handing_on(folder / "deep" / "case.secret", case, out)
