"""The secret of a case on the disk, for its owner alone."""

import json
import os
import re
import stat
from pathlib import Path

from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.core.strict_json import JsonError, read_json
from cradlegate.store.faults import EXPOSED_KEY
from cradlegate.store.single_file import FOR_OWNER, read_single_file, write_single_file

FORM = "cradlegate-case-secret-1"
LARGEST_SECRET_FILE = 10_000

WRONG_SECRET_FORM = FaultKind(
    "DC-121",
    "not the secret of a case",
    "The secret of a case is JSON of the form cradlegate-case-secret-1 with 64 hexadecimal digits.",
    "Take the file as `cradlegate declare --commit-lines` wrote it, or a copy of it.",
)
SECRET_HANDED_ON = FaultKind(
    "DC-122",
    "a secret where it would be handed on",
    "The secret of a case stands outside the case and the declaration, which others get.",
    "Keep it in another folder.",
)
_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SECRET = re.compile("[0-9a-f]{64}")


def write_secret_file(path: Path, secret: bytes) -> None:
    """Write the secret of a case, which its owner alone may open; none is ever replaced.

    Raises:
        FaultsError: a file that exists (CF-006), or a disk that does not take it.
    """
    document = {"type": FORM, "secret": secret.hex()}
    data = (json.dumps(document, indent=2) + "\n").encode()
    write_single_file(path, data, force=False, mode=FOR_OWNER)


def read_secret_file(path: Path) -> bytes:
    """Read the secret of a case, 32 bytes.

    Raises:
        FaultsError: no such file (ST-001), one that others than its owner may open (ST-002, where
            the system knows owners), or another form (DC-121); no message quotes the file.
    """
    file = read_single_file(path, LARGEST_SECRET_FILE)
    if os.name == "posix" and file.mode & _OF_OTHERS:
        found = f"{path} has mode {stat.S_IMODE(file.mode):04o}, so others can open it"
        remedy = f"Run `chmod 600 {path}`; where others use the computer, take another secret."
        raise FaultsError([Fault(EXPOSED_KEY, found, Place(str(path)), remedy)])
    try:
        document = read_json(file.data)
    except JsonError:
        document = None
    match document:
        case {"type": str(form), "secret": str(text), **rest} if form == FORM and not rest:
            if _SECRET.fullmatch(text):
                return bytes.fromhex(text)
    raise FaultsError([Fault(WRONG_SECRET_FORM, f"{path} has another form", Place(str(path)))])


def refuse_handing_on(secret: Path, *folders: Path) -> None:
    """Refuse a secret that stands inside something that others get.

    Raises:
        FaultsError: it stands in one of the folders (DC-122).
    """
    for folder in folders:
        if secret.resolve().is_relative_to(folder.resolve()):
            found = f"{secret} stands in {folder}"
            raise FaultsError([Fault(SECRET_HANDED_ON, found, Place(str(secret)))])
