"""Bring the sign-offs of the shipped example up to date, after somebody has read what changed."""

import re
from pathlib import Path

from cradlegate.background.library import shipped_library
from cradlegate.product.case_files import read_case_files
from cradlegate.store.case_source import load_case_files

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "src/cradlegate/product/data/examples/vmc-850"
ENTRY = re.compile(r"(?P<head>section: (?P<section>\w+)\n +digest: )\S+")


def main() -> None:
    """Put the digest of each section as it stands behind its name."""
    reading = read_case_files(load_case_files(EXAMPLE), shipped_library().families)
    if reading.case is None:
        raise SystemExit("\n".join(map(str, reading.faults)))
    digests = reading.case.section_digests
    path = EXAMPLE / "signoff.yaml"
    text = path.read_text(encoding="utf-8")
    signed = ENTRY.sub(lambda entry: entry["head"] + digests[entry["section"]], text)
    path.write_text(signed, encoding="utf-8")
    print(f"signed {len(ENTRY.findall(text))} sections of {path}")


if __name__ == "__main__":
    main()
