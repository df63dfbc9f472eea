"""One flipped bit anywhere in a dossier is noticed.

Headers and manifest are gone through byte by byte, the content of members at one place in every
4 KiB; `./run check --all` goes through every byte.
"""

import io
import zipfile
from collections.abc import Iterator

import pytest

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.strict_json import JsonError, read_json
from cradlegate.dossier.archive import MANIFEST_NAME, open_archive, pack, unpack
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.checks.judges import JUDGES
from cradlegate.dossier.checks.signatures import judge_proofs
from cradlegate.dossier.contents import open_dossier
from tests.dossier.dossiers import ask, forger, judge, sealed

pytestmark = pytest.mark.no_cover  # thousands of times the same lines

PAGE = 4096
_NOT_MET = "not met"


def flip(data: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1 << bit
    return bytes(changed)


def is_noticed_by_the_archive(data: bytes) -> bool:
    """What check 1 looks at, without the checks after it."""
    try:
        return not open_archive(data, "flipped").is_sealed
    except FaultsError:
        return True


def list_content_ranges() -> dict[str, range]:
    """Where the bytes of each member stand in the archive."""
    data, found = sealed(), {}
    for name, content in unpack(data, "sealed").items():
        # Every name stands before its content: local header, name, content.
        at = data.index(name.encode() + content)
        start = at + len(name.encode())
        found[name] = range(start, start + len(content))
    return found


def list_header_places() -> Iterator[int]:
    """Every byte that is no content: headers, names, directory, end."""
    inside = {place for span in list_content_ranges().values() for place in span}
    return (place for place in range(len(sealed())) if place not in inside)


def test_the_sealed_dossier_is_in_sealed_form():
    assert not is_noticed_by_the_archive(sealed())


def test_every_flipped_header_byte_is_noticed():
    places = list(list_header_places())
    assert len(places) > 3000, "headers, names and directory of about forty members"
    missed = [p for p in places if not is_noticed_by_the_archive(flip(sealed(), p, p % 8))]
    assert missed == []


def test_a_flipped_bit_in_every_page_of_every_member_is_noticed():
    places = [
        place for span in list_content_ranges().values() for place in span[::PAGE] if len(span)
    ]
    missed = [p for p in places if not is_noticed_by_the_archive(flip(sealed(), p, p % 8))]
    assert len(places) >= len(forger().files)
    assert missed == []


def test_a_flipped_bit_is_noticed_when_the_checksum_is_mended():
    """Whoever repacks the archive keeps its form, and then digests or the seal do not fit."""
    asked = (CheckId.MANIFEST, CheckId.MEMBERS, CheckId.SEAL)
    missed = []
    for name, content in forger().files.items():
        for place in range(0, len(content), PAGE):
            repacked = pack({**forger().files, name: flip(content, place, place % 8)})
            contents = open_dossier(repacked, "flipped")
            assert contents.is_sealed
            if all(JUDGES[check](contents, ask()).outcome != _NOT_MET for check in asked):
                missed.append((name, place))
    assert missed == []


def test_every_flipped_byte_of_a_repacked_manifest_is_noticed():
    """Manifest bytes are bound by form, canonical bytes and the builder's signature."""
    manifest = forger().files[MANIFEST_NAME]
    missed = []
    for place in range(len(manifest)):
        files = {**forger().files, MANIFEST_NAME: flip(manifest, place, place % 8)}
        if not _is_manifest_noticed(files):
            missed.append(place)
    assert missed == []


def _is_manifest_noticed(files: dict[str, bytes]) -> bool:
    """Ask the cheap checks first, as bad JSON is most of what a flip gives."""
    data = files[MANIFEST_NAME]
    try:
        document = read_json(data)
    except JsonError:
        return True
    if not isinstance(document, dict) or canonical_bytes(document) != data:
        return True
    # A proof of a kind that nobody knows is undetermined, which never passes either.
    return judge_proofs(document, None).outcome != "met"


def test_members_in_another_order_are_noticed():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in reversed(list(forger().files)):
            archive.writestr(zipfile.ZipInfo(name), forger().files[name])
    data = target.getvalue()
    assert dict(unpack(data, "turned")) == forger().files
    assert judge(data).checks[0].outcome == _NOT_MET


@pytest.mark.slow
def test_every_flipped_byte_is_noticed():
    data = sealed()
    missed = [p for p in range(len(data)) if not is_noticed_by_the_archive(flip(data, p, p % 8))]
    assert missed == []
