"""The rows of a library that somebody used, as a library of their own."""

import csv
import io
from collections.abc import Callable, Collection, Mapping
from pathlib import PurePosixPath

from cradlegate.background.library import Library

_KEPT_WHOLE = ("families.csv", "licences.csv", "reference_values.csv", "spreads.csv")
_NOTICE = "LICENCE-NOTICE.txt"


def extract_rows(
    files: Mapping[str, bytes],
    library: Library,
    factor_ids: Collection[str],
    defaults: Collection[tuple[str, str]],
) -> dict[str, bytes]:
    """Take out of a library's files what answers the same questions in the same way.

    Families, spreads, licences and reference values are kept whole; of factors and defaults the
    rows that were asked for, and what these refer to.  A folder with a licence of its own keeps
    its notice.

    Args:
        files: of the library, path inside it → bytes.
        library: read from these files.
        factor_ids: factors that were looked up.
        defaults: keys and regions for which a default was looked up.
    """
    asked = set(defaults)
    wanted = set(factor_ids) & set(library.factors)
    wanted |= {one.factor_id for key in asked for one in library.defaults.get(key, ())}
    wanted |= {pair for name in wanted if (pair := library.factors[name].pair)}
    kept = {name: files[name] for name in _KEPT_WHOLE}
    kept["defaults.csv"] = _filter(
        files["defaults.csv"], lambda row: (row["key"], row["region"]) in asked
    )
    for name in sorted(files):
        if name.endswith(".csv") and name not in kept:
            rows = _filter(files[name], lambda row: row["id"] in wanted)
            if rows.count(b"\n") > 1:
                kept |= {name: rows, **_notice_beside(name, files)}
    return kept


def _notice_beside(name: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    notice = str(PurePosixPath(name).parent / _NOTICE)
    return {notice: files[notice]} if notice in files else {}


def _filter(data: bytes, is_wanted: Callable[[dict[str, str]], bool]) -> bytes:
    """Keep the header and the rows that are wanted, in the order of the file."""
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in reader if is_wanted(row))
    return text.getvalue().encode()
