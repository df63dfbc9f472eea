"""The members of an archive against the list in its manifest."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from cradlegate.core.canonical import digest_bytes
from cradlegate.dossier.archive import MANIFEST_NAME
from cradlegate.dossier.manifest import DossierFile, Manifest


def compare_files(manifest: Manifest, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Say in which ways an archive is not what its manifest lists; nothing if it is.

    Args:
        manifest: which does not list itself.
        files: of the archive, in its order, with or without the manifest.

    Returns:
        one sentence a difference, each naming the path.
    """
    listed = {file.path: file for file in manifest.files}
    both = [path for path in listed if path in files]
    unlisted = [path for path in files if path not in listed and path != MANIFEST_NAME]
    return (
        *(f"{path} is listed but not in the archive" for path in listed if path not in files),
        *(f"{path} is in the archive but not listed" for path in unlisted),
        *(chain.from_iterable(_compare_content(listed[path], files[path]) for path in both)),
        *_compare_order(both, files),
    )


def _compare_content(listed: DossierFile, content: bytes) -> Iterator[str]:
    if len(content) != listed.size:
        yield f"{listed.path} has {len(content):,} bytes, the list says {listed.size:,}"
    elif (actual := digest_bytes(content)) != listed.sha256:
        yield f"{listed.path} has the digest {actual}, the list says {listed.sha256}"


def _compare_order(both: Iterable[str], files: Iterable[str]) -> Iterator[str]:
    """Name the first place where the order differs, among what list and archive both have."""
    wanted = [MANIFEST_NAME, *both]
    found = [path for path in files if path in set(wanted)]
    wanted = wanted if MANIFEST_NAME in found else wanted[1:]
    for here, there in zip(found, wanted, strict=True):
        if here != there:
            yield f"{here} stands in the archive where the list has {there}"
            return
